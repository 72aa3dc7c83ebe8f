/// Characters that a screen does not draw, or that change how it draws what stands around them.
///
/// Control characters (C0, DEL and C1) move the cursor, colour and erase, and can set a terminal's title; marks of direction
/// turn the order of what follows; characters without width make two texts look the same. Separators of lines are among
/// them. Variation selectors, which choose between drawings of one character, are not.
package enum HiddenCharacters {
  /// Whether a character is one of them.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x034F: return false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFFF9...0xFFFB: return true
    default:
      let properties = scalar.properties
      return properties.isDefaultIgnorableCodePoint && !properties.isVariationSelector
    }
  }

  /// Whether a character is a control character: C0, DEL or C1.
  package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }

  /// Whether a text has any of them.
  package static func areIn(_ text: String) -> Bool {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return false }
    return text.unicodeScalars.contains(where: isHidden)
  }

  /// A text with hidden characters written as escapes such as `\u{1B}`, so that they are seen and do nothing.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - keepsLines: whether it may have several lines: line feeds, carriage returns before them and tabs then stay.
  /// - Returns: the text as a screen may show it; once more it stays the same.
  package static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    escaped(text, keepsLines: keepsLines, where: isHidden)
  }

  /// A text with control characters other than white space written as escapes, for a cell of a table.
  package static func escapedControls(_ text: String) -> String {
    escaped(text, keepsLines: false) { isControl($0) && !"\t\n\r".unicodeScalars.contains($0) }
  }

  private static func escaped(
    _ text: String, keepsLines: Bool, where isWritten: (Unicode.Scalar) -> Bool
  ) -> String {
    guard areIn(text) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isLayout =
        keepsLines
        && (scalar == "\n" || scalar == "\t"
          || scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n")
      if isLayout || !isWritten(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      }
    }
    return String(result)
  }
}
