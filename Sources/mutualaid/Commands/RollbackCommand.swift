import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats
import TypedOptions

/// `mutualaid rollback`.
struct RollbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("rollback")

  @Argument(help: .of("rollback.registry"), completion: .words(.registry))
  var registry: String

  @Argument(help: .of("rollback.version"), transform: OptionRange<Int>.versions.read)
  var version: Int

  @Flag(name: .long, help: .of("global.dryRun"))
  var dryRun = false

  @Option(name: .long, help: .of("global.format"))
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
