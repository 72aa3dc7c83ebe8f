import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation
import TextFormats

/// `mutualaid check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("check")

  @Option(name: .long, help: .of("global.format"))
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
