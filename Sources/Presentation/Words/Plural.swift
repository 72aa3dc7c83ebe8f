internal import DirectoryModel

/// Words that depend on a number: `{0} {0?unit|units}` is `1 unit` or `2 units`.
///
/// Which numbers take the first word is a rule of each language, in the section `plural` of its words: in French 0 and 1, in
/// the others 1 alone. What stands between a whole number and its end, such as signs of thousands, plays no part.
struct Plural: Sendable {
  private let ones: Set<String>

  init(_ language: Language) {
    let rule = WordFile.of(language).section("plural")["one"] ?? "1"
    ones = Set(rule.split(separator: " ").map { String($0) })
  }

  /// The text with one of each two words chosen by the value that it names; places of values stay.
  func chosen(_ text: String, for values: [String]) -> String {
    guard text.contains("?") else { return text }
    var result = ""
    var rest = text[...]
    while let choice = Plural.choice(in: rest) {
      result += rest[..<choice.range.lowerBound]
      let isOne =
        values.indices.contains(choice.number)
        // Numbers in columns have spaces before them.
        && ones.contains(String(values[choice.number].drop { $0 == " " }))
      result += isOne ? choice.one : choice.other
      rest = rest[choice.range.upperBound...]
    }
    return result + rest
  }

  private struct Choice {
    var range: Range<Substring.Index>
    var number: Int
    var one: Substring
    var other: Substring
  }

  /// The first choice of a text.
  private static func choice(in text: Substring) -> Choice? {
    var rest = text
    while let start = rest.firstIndex(of: "{") {
      let inner = rest[rest.index(after: start)...]
      if let end = inner.firstIndex(of: "}"), let mark = inner[..<end].firstIndex(of: "?"),
        let number = Int(inner[..<mark]), let bar = inner[mark..<end].firstIndex(of: "|")
      {
        return Choice(
          range: start..<inner.index(after: end), number: number, one: inner[inner.index(after: mark)..<bar],
          other: inner[inner.index(after: bar)..<end])
      }
      rest = inner
    }
    return nil
  }
}

extension Words {
  /// A number with what is counted, from a section of words.
  func counted(_ number: Int, _ word: String, in section: String) -> String {
    "\(number) " + Plural(language).chosen(name(of: word, in: section), for: [String(number)])
  }
}
