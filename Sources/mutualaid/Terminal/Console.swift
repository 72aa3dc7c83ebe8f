import ArgumentParser
import DirectoryModel
import Foundation
import Presentation
import TextFormats

/// Where results and messages go: results to standard output, all else to standard error.
enum Console {
  /// Whether a person looks at standard error.
  static let isErrorTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
  /// Whether a person looks at standard output, and has not asked for no colour (https://no-color.org).
  static let usesColour =
    isatty(FileHandle.standardOutput.fileDescriptor) == 1
    && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty

  /// How many columns a line on the terminal of standard error may take, as wide as it is now: the last one stays free,
  /// because writing into it can begin a new line.
  static var errorColumns: Int {
    var size = winsize()
    let isKnown = ioctl(FileHandle.standardError.fileDescriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return (isKnown ? Int(size.ws_col) : 80) - 1
  }

  /// A word as a shell reads it.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_./:,=+@".contains($0) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  static func result(_ text: String) throws {
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }

  static func message(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  /// Runs a verb and turns its errors into one clear line with a hint, and the exit code that belongs to them.
  ///
  /// - Parameters:
  ///   - asJSON: whether the error is written as JSON, as a program expects it.
  ///   - language: that of the message and the hint.
  ///   - questionCode: the exit code for a question that cannot be answered as it was put.
  ///   - body: the verb.
  /// - Throws: `ExitCode` when the verb fails.
  static func run(
    asJSON: Bool, in language: Language, questionCode: Int32 = 2, _ body: () throws -> Void
  ) throws {
    do {
      try body()
    } catch let error as MutualAidError {
      Console.message(asJSON ? error.json(in: language).text() : "mutualaid: \(error.text(in: language))")
      let code: Int32 =
        switch error.code.category {
        case .question: questionCode
        case .input: 3
        case .store: 4
        }
      throw ExitCode(code)
    }
  }
}
