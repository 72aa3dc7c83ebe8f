internal import DirectoryModel

/// The words of one language for one kind of report.
///
/// ```swift
/// let words = Words<HistoryPhrase>(.dutch)
/// words[.versions]        // Versies
/// words(.version, 3)      // versie 3
/// ```
struct Words<Phrase: PhraseSet>: Sendable {
  /// The language.
  let language: Language
  private let file: WordFile
  private let texts: [String: String]
  private let plural: Plural
  /// A colon with the space behind it and, where the language has one, before it.
  let colon: String
  /// A semicolon with its spaces.
  let semicolon: String

  init(_ language: Language) {
    self.language = language
    file = WordFile.of(language)
    texts = file.section(Phrase.section)
    plural = Plural(language)
    let separators = file.section("separators")
    colon = (separators["colon"] ?? ":") + " "
    semicolon = (separators["semicolon"] ?? ";") + " "
  }

  /// A phrase as it stands; tests prove that none is missing.
  subscript(phrase: Phrase) -> String { texts[phrase.rawValue] ?? phrase.rawValue }

  /// A phrase with its places filled.
  func callAsFunction(_ phrase: Phrase, _ values: any CustomStringConvertible...) -> String {
    filled(phrase, with: values.map(\.description))
  }

  /// A phrase with values in its gaps.
  func filled(_ phrase: Phrase, with values: [String]) -> String {
    Template.filled(plural.chosen(self[phrase], for: values), with: values)
  }

  /// The name of a value; where there is none, the value as programs see it.
  func name<Value: NamedValue>(of value: Value) -> String { name(of: value.rawValue, in: Value.section) }

  /// The name of a word of a section.
  func name(of word: String, in section: String) -> String { file.section(section)[word] ?? word }

  /// Names in a row, the last joined by "and".
  func list(_ values: [some NamedValue]) -> String {
    let texts = values.map { name(of: $0) }
    guard texts.count > 1, let last = texts.last else { return texts.first ?? "" }
    let and = Words<AnswerPhrase>(language)[.and]
    return texts.dropLast().joined(separator: ", ") + " \(and) " + last
  }
}
