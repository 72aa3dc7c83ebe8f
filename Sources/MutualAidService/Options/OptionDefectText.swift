internal import TypedOptions

/// What is expected of options that several routes have.
enum OptionDefectText {
  static let language = OptionDefect("expected en, fr, nl or de")

  static func words(_ words: [String]) -> OptionDefect { OptionDefect("expected \(words.joined(separator: ", "))") }
}
