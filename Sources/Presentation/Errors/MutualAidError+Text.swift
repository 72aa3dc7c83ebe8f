package import DirectoryModel
package import TextFormats

/// Errors as the command line words them: hints name its options, in the language that was asked for.
extension MutualAidError {
  /// The message and the hint, each a sentence.
  package func text(in language: Language) -> String {
    [messageText(in: language) + ".", hintText(in: language)].compactMap { $0 }.joined(separator: " ")
  }

  /// What is wrong, without a full stop.
  package func messageText(in language: Language) -> String { text.filled(by: language.errorWords) }

  /// What to do about it.
  package func hintText(in language: Language) -> String? { hint?.text.filled(by: language.errorWords) }

  /// The error as programs read it; under another key where it is none that stops anything.
  package func json(in language: Language, as key: String = "error") -> JSONValue {
    let hint = hintText(in: language)
    return [
      key: [
        "code": .string(code.name), "message": .string(messageText(in: language)), "hint": JSONValue(hint),
      ]
    ]
  }
}

extension Language {
  /// The words for a template of errors; `nil` where the template itself is right.
  func errorWords(_ template: String) -> String? { WordFile.ofErrors(self).section("errors")[template] }
}
