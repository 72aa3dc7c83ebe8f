import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid rollback`.
struct RollbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Restore an earlier version of a registry or reference document.",
    discussion: """
      The earlier version becomes a new one, so that a rollback can itself be rolled back. Other registries, agreements \
      and availability reports stay as they are.

      EXAMPLES
        mutualaid history --registry nl-fire
        mutualaid rollback nl-fire 3 --dry-run
        mutualaid rollback nl-fire 3
      """)

  @Argument(help: "The registry's or document's id.")
  var registry: String

  @Argument(help: "The version to restore.", transform: OptionRange<Int>.versions.read)
  var version: Int

  @Flag(name: .long, help: "Tell record by record what would change, and leave the directory as it is.")
  var dryRun = false

  @Option(name: .long, help: "The report's form: text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let directory = try Directory(at: global.path(), access: .update)
      defer { directory.close() }
      let report = try directory.rollBack(
        registry, to: version, isDryRun: dryRun,
        waiting: { Console.message(WaitingText.anotherImport(in: global.lang)) })
      try show(report)
    }
  }

  private func show(_ report: RollbackReport) throws {
    let counts = [
      ("added", report.counts.added), ("changed", report.counts.changed), ("unchanged", report.counts.unchanged),
      ("removed", report.counts.removed), ("conflicts", report.conflicts), ("stepped_back", report.steppedBack),
      ("came_back", report.cameBack),
    ]
    let difference = DifferenceReport(report.difference, in: global.lang)
    if format == .json {
      var members: [String: JSONValue] = [
        "registry": .string(report.version.subject), "kind": .string(report.version.kind),
        "version": .integer(report.version.version), "applied": .bool(!dryRun && report.hasChanged),
        "difference": difference.json,
      ]
      for count in counts { members[count.0] = .integer(count.1) }
      try Console.result(JSONValue.object(members).text() + "\n")
      return
    }
    if !global.quiet {
      let summary = RollbackSummary(
        subject: report.version.subject, version: report.version.version, isDryRun: dryRun,
        hasChanged: report.hasChanged, counts: counts)
      try Console.result(summary.text(in: global.lang) + "\n")
    }
    if dryRun || global.verbose {
      try Console.result(difference.text(usesColour: Console.usesColour(global.color)), isPainted: true)
    }
  }
}
