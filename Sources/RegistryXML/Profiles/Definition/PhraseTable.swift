/// Phrases of whole words, and what each means.
///
/// Letters and digits make words, everything else stands between them, so that "Feuer- und Rettungswache" has three. A
/// star at the end of a phrase stands for any rest of its last word: `rettungswache*` is also in "Rettungswachen".
struct PhraseTable: Sendable {
  fileprivate struct Phrase: Sendable {
    var words: [String]
    var isOpen: Bool
    var meaning: String

    var weight: Int { words.reduce(0) { $0 + $1.count } }
  }

  /// By the first two characters of the first word: few are compared at each word of a text.
  private var phrases: [Substring: [Phrase]] = [:]

  mutating func add(_ text: String, to meaning: String) {
    let isOpen = text.hasSuffix("*")
    let words = PhraseTable.words(of: text).map(String.init)
    guard let first = words.first else { return }
    // The longest goes first, so that the more specific wins.
    var list = phrases[first.prefix(2)] ?? []
    let phrase = Phrase(words: words, isOpen: isOpen, meaning: meaning)
    let place = list.firstIndex { $0.weight < phrase.weight } ?? list.count
    list.insert(phrase, at: place)
    phrases[first.prefix(2)] = list
  }

  /// What the phrases in a text in lower case mean, each once, in the text's order.
  func words(in text: String) -> [String] {
    guard !phrases.isEmpty else { return [] }
    let words = PhraseTable.words(of: text)
    var found: [String] = []
    var index = 0
    while index < words.count {
      let rest = words[index...]
      guard let phrase = phrases[words[index].prefix(2)]?.first(where: { $0.begins(rest) }) else {
        index += 1
        continue
      }
      if !phrase.meaning.isEmpty, !found.contains(phrase.meaning) { found.append(phrase.meaning) }
      index += phrase.words.count
    }
    return found
  }

  private static func words(of text: String) -> [Substring] { text.split { !$0.isLetter && !$0.isNumber } }
}

extension PhraseTable.Phrase {
  fileprivate func begins(_ text: ArraySlice<Substring>) -> Bool {
    guard text.count >= words.count else { return false }
    for (offset, word) in words.enumerated() {
      let here = text[text.startIndex + offset]
      let isLast = offset == words.count - 1
      guard isLast && isOpen ? here.hasPrefix(word) : here == word else { return false }
    }
    return true
  }
}
