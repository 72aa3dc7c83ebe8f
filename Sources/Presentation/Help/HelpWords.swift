internal import DirectoryModel

/// What the help of the command line says in a language: of verbs, and of each of their options.
package struct HelpWords: Sendable {
  /// Stands for a space at which lines are not broken, so that an example stays one line; it is a space once it is written.
  private static let unbroken: Character = "\u{A0}"

  private let file: WordFile

  /// Takes the words of a language.
  package init(_ language: Language) { file = WordFile.ofHelp(language) }

  /// What is said of an option, or of something that several have.
  ///
  /// - Parameters:
  ///   - key: the section and the key in it, with a point between: `nearest.count`.
  ///   - values: what goes into its places.
  /// - Returns: the text; the key itself where there is none, which tests find.
  package func text(_ key: String, _ values: [String] = []) -> String {
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let text = file.section(parts[0])[parts[1]] else { return key }
    return Template.filled(text, with: values)
  }

  /// What is said of a verb at more length, paragraph by paragraph, and its examples, ready to be pasted.
  package func discussion(of verb: String) -> String {
    let section = file.section(verb)
    let paragraphs = ["about", "about2", "about3", "about4"].compactMap { section[$0] }
    let examples = HelpWords.examples(of: verb)
    let lines = examples.map { String("  \($0)".map { $0 == " " ? HelpWords.unbroken : $0 }) }
    let list = examples.isEmpty ? [] : [([text("common.examples")] + lines).joined(separator: "\n")]
    return (paragraphs + list).joined(separator: "\n\n")
  }

  /// A text of help whose lines have been broken, as it is written.
  package func written(_ text: String) -> String {
    // The parser puts these behind an option's help, wherever the line is broken.
    HelpWords.plain(text).replacing("(values:", with: self.text("common.values"))
      .replacing("default:", with: self.text("common.default"))
  }

  /// A text in which no line has been broken.
  package static func plain(_ text: String) -> String { text.replacing(String(unbroken), with: " ") }

  /// The examples of a verb, in their order.
  package static func examples(of verb: String) -> [String] {
    WordFile.examples.section(verb).compactMap { key, text in Int(key).map { ($0, text) } }
      .sorted { $0.0 < $1.0 }.map(\.1)
  }
}
