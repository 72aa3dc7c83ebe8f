import ArgumentParser
import DirectoryModel
import MutualAid
import Presentation

/// Options of the verbs that look something up and tell it as text or JSON.
struct ReportOptions: ParsableArguments {
  @Option(name: .long, help: .of("global.format"))
  var format: ReportFormat = .text

  @OptionGroup var global: GlobalOptions

  /// Whether a program reads the result.
  var isJSON: Bool { format == .json }

  /// Runs the verb, and turns its errors into what a reader of this form expects.
  ///
  /// - Throws: `ExitCode` when the verb fails.
  func run(_ body: () throws -> Void) throws { try Console.run(asJSON: isJSON, in: global.lang, body) }

  /// Tells that nothing was found, and ends with the exit code for that.
  ///
  /// - Throws: `ExitCode`.
  func fail(_ text: String) throws {
    if !isJSON, !global.quiet { Console.message(text) }
    throw ExitCode(1)
  }
}
