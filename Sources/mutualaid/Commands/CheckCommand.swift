import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for damage in the directory: pages, indexes, rows, references.",
    discussion: """
      Every page is compared with its checksum, SQLite looks through its tables and indexes, every row is read and \
      compared with its digest, what rows name is looked for, and what several registries say is merged anew. Nothing is \
      changed; others may go on meanwhile. The exit code is 0 for a sound directory and 4 for a damaged one.

      EXAMPLES
        mutualaid check
        mutualaid check --directory copy.sqlite --format json
      """)

  @Option(name: .long, help: "The report's form: text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let path = try global.path()
      let check = try Directory.check(at: path)
      if format == .json {
        try Console.result(check.json(path: path, in: global.lang).text() + "\n")
      } else if !global.quiet || !check.isSound {
        try Console.result(check.text(in: global.lang))
      }
      if let error = check.error { throw error }
    }
  }
}
