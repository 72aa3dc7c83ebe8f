internal import Primitives

/// Lines that must stay one line on a terminal: what is wider than it cannot be taken back.
package enum TerminalLine {
  /// What may be drawn in two columns: the scripts and signs of East Asia, and pictures (Unicode Standard Annex 11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD,
  ]

  /// How many columns a text takes.
  package static func width(of text: String) -> Int { text.reduce(0) { $0 + width(of: $1) } }

  /// A text without hidden characters, cut with an ellipsis where it takes more columns than there are.
  package static func fitted(_ text: String, columns: Int) -> String {
    let clean = String(text.map { isHidden($0) ? "?" : $0 })
    guard width(of: clean) > columns else { return clean }
    guard columns > 1 else { return "" }
    var cut = ""
    var used = 1
    for character in clean {
      used += width(of: character)
      guard used <= columns else { break }
      cut.append(character)
    }
    return cut + "…"
  }

  private static func isHidden(_ character: Character) -> Bool {
    character.unicodeScalars.contains(where: HiddenCharacters.isHidden)
  }

  private static func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return wide.contains { $0.contains(first.value) } ? 2 : 1
    }
  }
}
