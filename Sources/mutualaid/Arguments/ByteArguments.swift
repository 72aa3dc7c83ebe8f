import DirectoryModel
import Foundation

/// The arguments as the shell gave them: bytes, which may be no UTF-8 where a file's name is none.
///
/// Texts hold UTF-8 alone, so that such a name would be read as another one.
enum ByteArguments {
  /// The variables of the environment that hold paths.
  private static let variables = ["MUTUALAID_DIRECTORY", "XDG_DATA_HOME", "HOME", "TMPDIR"]

  /// Refuses arguments and paths of the environment that are no UTF-8.
  ///
  /// - Throws: `MutualAidError` (`not-utf-8`).
  static func check() throws(MutualAidError) {
    for number in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[number] else { continue }
      guard let shown = shownUnlessUTF8(bytes) else { continue }
      throw MutualAidError(.question(.notUTF8), "argument \(number) is not UTF-8: '\(shown)'", hint: hint)
    }
    for name in variables {
      guard let bytes = getenv(name), let shown = shownUnlessUTF8(bytes) else { continue }
      throw MutualAidError(
        .question(.notUTF8), "the environment variable \(name) is not UTF-8: '\(shown)'", hint: hint)
    }
  }

  private static let hint: Hint = "Rename the file, or put a link with another name beside it."

  /// A text with `\x` and two digits for each byte that is no ASCII; `nil` where it is UTF-8.
  private static func shownUnlessUTF8(_ bytes: UnsafePointer<CChar>) -> String? {
    guard String(validatingCString: bytes) == nil else { return nil }
    return UnsafeBufferPointer(start: bytes, count: strlen(bytes)).map { byte in
      let byte = UInt8(bitPattern: byte)
      return byte < 0x80 ? String(Unicode.Scalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
