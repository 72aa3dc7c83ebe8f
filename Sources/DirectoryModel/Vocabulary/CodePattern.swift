/// A pattern of type codes: `*` stands for one character or more, `#` for one digit or more.
///
/// A space or hyphen stands for either, and for nothing where a digit follows: `TS-*` matches `TS-FL`, `TS 7` and `TS7`, not
/// `TST-8`. Upper and lower case are one.
package struct CodePattern: Hashable, Sendable {
  /// As it is written.
  package let text: String
  private let characters: [Character]

  /// Takes a pattern as it is written.
  package init(_ text: String) {
    self.text = text
    characters = Array(text.lowercased())
  }

  /// How many characters it names: of several patterns that match, the one that names most goes first.
  package var definiteness: Int { characters.count { $0 != "*" && $0 != "#" } }

  /// Whether a code is of the pattern.
  package func matches(_ code: String) -> Bool {
    let code = Array(code.lowercased())
    // By position in the pattern: whether the code read so far may end there. Each character moves them on, so that no
    // pattern takes more than its length times the code's.
    var reached = Array(repeating: false, count: characters.count + 1)
    reached[0] = true
    for character in code {
      var next = Array(repeating: false, count: characters.count + 1)
      // What stands for nothing before a digit is passed over first.
      for position in characters.indices where reached[position] && isGap(characters[position]) && isDigit(character) {
        reached[position + 1] = true
      }
      for position in characters.indices where reached[position] {
        if accepts(characters[position], character) { next[position + 1] = true }
      }
      // What stands for several goes on.
      for position in characters.indices where reached[position + 1] {
        let repeated = characters[position]
        if repeated == "*" || repeated == "#" && isDigit(character) { next[position + 1] = true }
      }
      reached = next
    }
    return reached[characters.count]
  }

  private func accepts(_ wanted: Character, _ character: Character) -> Bool {
    switch wanted {
    case "*": true
    case "#": isDigit(character)
    default: wanted == character || isGap(wanted) && isGap(character)
    }
  }

  private func isGap(_ character: Character) -> Bool { character == " " || character == "-" }

  private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
