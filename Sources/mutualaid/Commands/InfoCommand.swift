import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid info`.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "What the directory holds: registries, counts, ages, versions.",
    discussion: """
      EXAMPLES
        mutualaid info
        mutualaid info --vocabulary
        mutualaid info --travel
        mutualaid info --format json
      """)

  @Flag(name: .long, help: "List the capabilities that --need takes, with their levels.")
  var vocabulary = false

  @Flag(
    name: .long, help: "How long units travel by distance, and how far that is from what happens; the rest is assumed.")
  var travel = false

  @Option(name: .long, help: "text or json.")
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let directory = try global.open(asJSON: format == .json)
      if vocabulary {
        try Console.result(VocabularyList(directory.vocabulary).text(isJSON: format == .json, in: global.lang))
      } else if travel {
        try Console.result(TravelList(directory.vocabulary).text(isJSON: format == .json, in: global.lang))
      } else {
        let summary = try directory.summary()
        try Console.result(format == .json ? summary.json.text() + "\n" : summary.text(in: global.lang))
      }
    }
  }
}
