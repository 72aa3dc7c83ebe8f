import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid remove`.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("remove")

  @Argument(help: .of("remove.registry"), completion: .words(.registry))
  var registry: String

  @Flag(name: .long, help: .of("remove.dryRun"))
  var dryRun = false

  @Option(name: .long, help: .of("global.format"))
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let directory = try Directory(at: global.path(), access: .update)
      defer { directory.close() }
      let report = try directory.remove(
        RegistryID(registry), isDryRun: dryRun,
        waiting: { Console.message(WaitingText.anotherImport(in: global.lang)) })
      guard format == .text else { return try Console.result(report.json(isDryRun: dryRun).text() + "\n") }
      if !global.quiet { try Console.result(report.text(isDryRun: dryRun, in: global.lang) + "\n") }
      guard dryRun || global.verbose else { return }
      let difference = DifferenceReport(report.difference, in: global.lang)
      try Console.result(difference.text(usesColour: Console.usesColour(global.color)), isPainted: true)
    }
  }
}
