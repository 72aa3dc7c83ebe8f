import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import Presentation
import TextFormats

/// `mutualaid backup`.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the directory into another file, while others go on writing.",
    discussion: """
      The copy is the directory as it is at one moment, whole or not there, however much is written meanwhile. It is a \
      directory itself: ask it with --directory, or put it in the place of the original. To copy the file with other \
      programs while something writes to it loses reports.

      EXAMPLES
        mutualaid backup /backup/mutualaid.sqlite
        mutualaid backup /backup/mutualaid.sqlite --replace --quiet
        mutualaid info --directory /backup/mutualaid.sqlite
      """)

  @Argument(help: "The file to make.")
  var file: String

  @Flag(name: .long, help: "Replace the file where it is there already.")
  var replace = false

  @Option(name: .long, help: "The report's form: text or json.")
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
