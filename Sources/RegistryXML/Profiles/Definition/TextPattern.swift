/// A regular expression of a map, and our word for the texts that follow it.
///
/// Texts are short: what is longer than a few hundred characters follows none, so that no expression takes long.
struct TextPattern: @unchecked Sendable {
  // Safety: a regular expression is a value that is only read; `Regex` is not marked so in the standard library.
  private let expression: Regex<AnyRegexOutput>
  private let to: String
  private static let longestText = 300

  /// - Throws: what is wrong with the expression.
  init(_ text: String, to: String) throws {
    expression = try Regex(text).ignoresCase()
    self.to = to
  }

  /// Our word for a text; `nil` for one that does not follow the expression as a whole.
  func word(for text: String) -> String? {
    guard text.utf8.count <= TextPattern.longestText, let match = try? expression.wholeMatch(in: text) else {
      return nil
    }
    var word = to
    for index in 1..<10 where index < match.output.count {
      word = word.replacing("$\(index)", with: match.output[index].substring.map(String.init) ?? "")
    }
    return word
  }
}
