internal import Primitives

/// Text on its way to a screen: lines in which no value of a file, a feed or the command line can do anything but be seen.
package enum ScreenText {
  /// The colours of a terminal by the numbers of ECMA-48.
  enum Colour: Int { case red = 31, green = 32, yellow = 33 }

  /// One line; what would end it or is hidden is written as an escape.
  package static func line(_ text: String) -> String { HiddenCharacters.escaped(text) }

  /// Lines one below the other, each ended.
  package static func lines(_ lines: [String]) -> String { lines.map { line($0) + "\n" }.joined() }

  /// A text of several lines.
  package static func block(_ text: String) -> String { HiddenCharacters.escaped(text, keepsLines: true) }

  /// A part of a line in colour, for a terminal.
  static func painted(_ text: String, _ colour: Colour, isBold: Bool = false) -> String {
    "\u{1B}[\(isBold ? "1;" : "")\(colour.rawValue)m\(line(text))\u{1B}[0m"
  }
}
