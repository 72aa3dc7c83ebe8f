import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid info`.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("info")

  @Flag(name: .long, help: .of("info.vocabulary"))
  var vocabulary = false

  @Flag(name: .long, help: .of("info.travel"))
  var travel = false

  @Option(name: .long, help: .of("global.format"))
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
