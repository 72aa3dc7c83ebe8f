import ArgumentParser
import DirectoryModel
import Foundation
import Presentation
import TextFormats

/// Where results and messages go: results to standard output, all else to standard error.
///
/// All text for people goes through `ScreenText`, so that nothing in it can do anything to a terminal.
enum Console {
  /// The exit code for trouble with the store or with a file that is written.
  static let storeTrouble: Int32 = 4

  /// Whether a person looks at standard error.
  static let isErrorTerminal = isatty(STDERR_FILENO) == 1
  /// Whether a person looks at standard output.
  private static let isOutputTerminal = isatty(STDOUT_FILENO) == 1
  /// Whether the terminal can do no more than show lines.
  private static let isDumb = ProcessInfo.processInfo.environment["TERM"] == "dumb"
  /// Whether a line on standard error can be written over, to show how far something is.
  static let canOverwriteErrors = isErrorTerminal && !isDumb

  /// Whether results are coloured.
  ///
  /// - Parameter choice: what was asked for: by itself on a terminal that knows colours, where nobody has asked for none
  ///   (https://no-color.org); always, such as for a pager that shows them; or never.
  /// - Returns: whether they are.
  static func usesColour(_ choice: ColourChoice) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      isOutputTerminal && !isDumb && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty
    }
  }

  /// How many columns a line on the terminal of standard error may take, as wide as it is now: the last one stays free,
  /// because writing into it can begin a new line.
  static var errorColumns: Int { columns(of: STDERR_FILENO) - 1 }

  /// How many columns a line on the terminal of standard output may take.
  ///
  /// A pager that is given colours is read by a person, on the terminal of standard error.
  ///
  /// - Parameter choice: whether colours were asked for.
  /// - Returns: the columns; `nil` where a file or program reads the line, in which nothing is to be missing.
  static func outputColumns(_ choice: ColourChoice) -> Int? {
    if isOutputTerminal { return columns(of: STDOUT_FILENO) }
    return choice == .always && isErrorTerminal ? columns(of: STDERR_FILENO) : nil
  }

  private static func columns(of stream: Int32) -> Int {
    var size = winsize()
    let isKnown = ioctl(stream, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  /// A word as a shell reads it.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_./:,=+@".contains($0) }
    return isPlain ? word : "'" + word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }

  /// Writes a result for people, or JSON, in which nothing is hidden.
  ///
  /// - Parameters:
  ///   - text: lines, each with its end.
  ///   - isPainted: whether it has gone through `ScreenText` line by line, because there are colours in it.
  /// - Throws: `MutualAidError` where it cannot be written.
  static func result(_ text: String, isPainted: Bool = false) throws {
    try write(Array((isPainted ? text : ScreenText.block(text)).utf8))
  }

  /// Writes a result for programs, as it is; on a terminal hidden characters are shown as escapes.
  ///
  /// - Throws: `MutualAidError` where it cannot be written.
  static func data(_ text: String) throws {
    try write(Array((isOutputTerminal ? ScreenText.block(text) : text).utf8))
  }

  /// Writes a result for programs in UTF-8, as ``data(_:)-(String)`` does.
  static func data(_ bytes: [UInt8]) throws {
    guard isOutputTerminal else { return try write(bytes) }
    try data(String(decoding: bytes, as: UTF8.self))
  }

  private static func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes(StandardStreams.writeOutput) }

  /// Writes one line to standard error.
  static func message(_ text: String) { messages(ScreenText.line(text)) }

  /// Writes lines to standard error; the last one need not be ended.
  static func messages(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((ScreenText.block(text) + "\n").utf8))
  }

  /// Runs a verb and turns its errors into one clear line with a hint, and the exit code that belongs to them.
  ///
  /// - Parameters:
  ///   - asJSON: whether the error is written as JSON, as a program expects it.
  ///   - language: that of the message and the hint.
  ///   - body: the verb.
  /// - Throws: `ExitCode` when the verb fails.
  static func run(asJSON: Bool, in language: Language, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch is SilentExit {
      throw ExitCode(storeTrouble)
    } catch let error as MutualAidError {
      tell(error, asJSON: asJSON, in: language)
      let code: Int32 =
        switch error.code.category {
        case .question: 2
        case .input: 3
        case .store: storeTrouble
        }
      throw ExitCode(code)
    }
  }

  private static func tell(_ error: MutualAidError, asJSON: Bool, in language: Language) {
    if asJSON { messages(error.json(in: language).text()) } else { message("mutualaid: \(error.text(in: language))") }
  }

  /// Tells what is not as it should be and stops nothing.
  static func warn(_ warning: MutualAidError, asJSON: Bool, in language: Language) {
    if asJSON { return message(warning.json(in: language, as: "warning").text(isPretty: false)) }
    message("mutualaid: warning: \(warning.text(in: language)) [\(warning.code.name)]")
  }

  /// Ends the program: what a command was stopped by is told, and standard output is closed.
  ///
  /// - Parameters:
  ///   - error: what stopped the command; `nil` where it ran to its end.
  ///   - command: the root of the commands, which words what is wrong with the arguments, and help.
  static func end(_ error: (any Error)?, of command: any ParsableCommand.Type) -> Never {
    var code = error.map { command.exitCode(for: $0).rawValue } ?? 0
    do {
      let text = HelpWords.plain(error.map { command.fullMessage(for: $0, columns: nil) } ?? "")
      // Scripts for the completion of shells come this way too, and stay as they are.
      let isHelp = text.hasPrefix("OVERVIEW: ")
      if code == 0, !text.isEmpty {
        try data((isHelp ? HelpWords.spoken.written(UsageWords(Invocation.language).text(text)) : text) + "\n")
      }
      if code != 0, !text.isEmpty { tellUsage(text, message: error.map { command.message(for: $0) } ?? "") }
      try StandardStreams.closeOutput()
    } catch {
      if let error = error as? MutualAidError { tell(error, asJSON: Invocation.wantsJSON, in: Invocation.language) }
      code = storeTrouble
    }
    exit(code)
  }

  /// Tells what is wrong with the arguments.
  ///
  /// - Parameters:
  ///   - text: all that the parser says: the message, how the command is used, where there is more.
  ///   - message: the message alone.
  private static func tellUsage(_ text: String, message: String) {
    let usage = UsageWords(Invocation.language)
    messages(Invocation.wantsJSON ? usage.json(of: text, message: message).text() : usage.text(text))
  }
}
