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
    if format == .json {
      return try Console.result(report.json(isDryRun: dryRun, in: global.lang).text() + "\n")
    }
    let difference = DifferenceReport(report.difference, in: global.lang)
    if !global.quiet {
      let summary = RollbackSummary(
        subject: report.version.subject, version: report.version.version, isDryRun: dryRun,
        hasChanged: report.hasChanged, counts: report.changes)
      try Console.result(summary.text(in: global.lang) + "\n")
    }
    if dryRun || global.verbose {
      try Console.result(difference.text(usesColour: Console.usesColour(global.color)), isPainted: true)
    }
  }
}
