import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats

/// `mutualaid backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration.of("backup")

  @Argument(help: .of("backup.file"), completion: .files)
  var file: String

  @Flag(name: .long, help: .of("backup.replace"))
  var replace = false

  @Option(name: .long, help: .of("global.format"))
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try Console.run(asJSON: format == .json, in: global.lang) {
      let path = try global.path()
      let directory = try Directory(at: path)
      let signals = BlockedSignals([SIGINT, SIGTERM, SIGHUP])
      let backup = try directory.backUp(to: file, replacing: replace) { signals.hasArrived }
      // A signal that has come takes effect here.
      signals.release()
      guard let backup else { return }
      let text = BackupText(backup, of: path)
      if format == .json {
        try Console.result(text.json.text() + "\n")
      } else if !global.quiet {
        try Console.result(text.text(in: global.lang) + "\n")
      }
    }
  }
}
