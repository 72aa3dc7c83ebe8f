import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid remove`.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove a registry with all of its records.",
    discussion: """
      The removal becomes a version of the registry, so that a rollback brings it back. Assumed units that had stepped back \
      before its published ones are there again; availability reports stay, for when its units come back.

      EXAMPLES
        mutualaid remove nl-fire --dry-run
        mutualaid remove nl-fire
        mutualaid rollback nl-fire 1
      """)

  @Argument(help: "The registry's id.")
  var registry: String

  @Flag(name: .long, help: "Tell record by record what would be gone, and leave the directory as it is.")
  var dryRun = false

  @Option(name: .long, help: "The report's form: text or json.")
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
