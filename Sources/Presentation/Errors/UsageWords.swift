internal import DirectoryModel
package import TextFormats

/// What is wrong with a command line, in the words of a language.
///
/// The parser of arguments words its messages in English; each is found again by its pattern, in which `{0}`, `{1}` … stand
/// for anything. The section `usage` of the files with errors is the table of patterns.
package struct UsageWords: Sendable {
  /// A sentence in English, cut at its places, and its wording.
  private struct Pattern {
    /// What stands between the places; one more than there are places.
    var pieces: [Substring]
    /// The numbers of the places, in the order of the sentence.
    var places: [Int]
    var wording: String

    /// The letters that must be there: the pattern with most of them is tried first.
    var weight: Int { pieces.reduce(0) { $0 + $1.utf8.count } }
  }

  private let patterns: [Pattern]

  /// Takes the table of a language.
  package init(_ language: Language) {
    let table = language == .english ? [:] : WordFile.ofErrors(language).section("usage")
    patterns = table.map { sentence, wording in UsageWords.pattern(sentence, wording) }
      .sorted { ($0.weight, $0.wording) > ($1.weight, $1.wording) }
  }

  /// A text of several lines, each in the words of the language; what is in no pattern stays as it is.
  package func text(_ text: String) -> String {
    guard !patterns.isEmpty else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let indent = line.prefix { $0 == " " }
      return indent + self.line(String(line.dropFirst(indent.count)))
    }.joined(separator: "\n")
  }

  private func line(_ text: String) -> String {
    for pattern in patterns {
      guard let values = values(of: text, in: pattern) else { continue }
      var words = Array(repeating: "", count: (pattern.places.max() ?? -1) + 1)
      for (index, place) in pattern.places.enumerated() {
        // What somebody typed stands between quotes and stays; the rest is a sentence of its own.
        words[place] = pattern.pieces[index].hasSuffix("'") ? values[index] : self.text(values[index])
      }
      return Template.filled(pattern.wording, with: words)
    }
    return text
  }

  /// What stands in the places of a sentence; `nil` where it is another one.
  private func values(of text: String, in pattern: Pattern) -> [String]? {
    guard let first = pattern.pieces.first, text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    var values: [String] = []
    for (index, piece) in pattern.pieces.dropFirst().enumerated() {
      if index == pattern.places.count - 1 {
        guard rest.count > piece.count, rest.hasSuffix(piece) else { return nil }
        values.append(String(rest.dropLast(piece.count)))
        rest = ""
      } else {
        guard let range = rest.firstRange(of: piece), range.lowerBound > rest.startIndex else { return nil }
        values.append(String(rest[..<range.lowerBound]))
        rest = rest[range.upperBound...]
      }
    }
    return rest.isEmpty ? values : nil
  }

  private static func pattern(_ sentence: String, _ wording: String) -> Pattern {
    var pieces: [Substring] = []
    var places: [Int] = []
    var rest = sentence[...]
    while let gap = rest.firstMatch(of: /\{([0-9]+)\}/), let number = Int(gap.1) {
      pieces.append(rest[..<gap.range.lowerBound])
      places.append(number)
      rest = rest[gap.range.upperBound...]
    }
    return Pattern(pieces: pieces + [rest], places: places, wording: wording)
  }
}

extension UsageWords {
  /// What is wrong with a command line, as programs read errors: code `usage`.
  ///
  /// - Parameters:
  ///   - text: all that the parser says; its last line tells where there is more.
  ///   - message: the message alone.
  /// - Returns: the object under `error`, in the words of the language.
  package func json(of text: String, message: String) -> JSONValue {
    let hint = text.split(separator: "\n").last.map { self.text(String($0)).drop { $0 == " " } }
    return [
      "error": ["code": "usage", "message": .string(self.text(message)), "hint": JSONValue(hint.map(String.init))]
    ]
  }
}
