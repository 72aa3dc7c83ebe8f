import ArgumentParser
import Coverage
import DirectoryStore
import Foundation
import Matching
import MutualAid
import Presentation
import RegistryXML
import StatusFeed
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
  ///   - questionCode: the exit code for a question that cannot be answered as it was put.
  static func run(asJSON: Bool, questionCode: Int32 = 2, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as QuestionError {
      let code: Int32 = error.code == .unknownCountry ? 3 : questionCode
      throw fail(error.code.name, error.message, error.hint, exit: code, asJSON: asJSON)
    } catch let error as RoutingError {
      throw fail(error.code.name, error.message, error.hint, exit: 2, asJSON: asJSON)
    } catch let error as DocumentError {
      throw fail(error.code.name, error.message, error.hint, exit: 3, asJSON: asJSON)
    } catch let error as FeedError {
      throw fail(error.code, error.message, error.hint, exit: 3, asJSON: asJSON)
    } catch let error as ScenarioError {
      throw fail(error.code.name, error.message, error.hint, exit: 3, asJSON: asJSON)
    } catch let error as OutputError {
      throw fail(
        "output-failed", "cannot write \(error.path)", "Check the path, the permissions and the free space.", exit: 4,
        asJSON: asJSON)
    } catch let error as StoreError {
      throw fail(error.code.name, error.message, error.hint, exit: 4, asJSON: asJSON)
    }
  }

  private static func fail(_ code: String, _ message: String, _ hint: String?, exit: Int32, asJSON: Bool) -> ExitCode {
    if asJSON {
      let error: JSONValue = [
        "error": ["code": .string(code), "message": .string(message), "hint": JSONValue(hint)]
      ]
      Console.message(error.text())
    } else {
      Console.message("mutualaid: \(message). \(hint ?? "")".trimmingCharacters(in: .whitespaces))
    }
    return ExitCode(exit)
  }
}
