package import DirectoryModel

/// What kinds of problems are called, and what they mean, for people who look up the type of a problem.
package struct ProblemWords: Sendable {
  /// A kind of problem explained.
  package struct Explanation: Sendable {
    /// What it is called.
    package var title: String
    /// What it means, and what to do.
    package var text: String
  }

  private let titles: [String: String]
  private let meanings: [String: String]
  private let texts: [String: String]

  /// Takes the words of a language.
  package init(_ language: Language) {
    let file = WordFile.of(language)
    titles = file.section("problem-title")
    texts = file.section("problem-text")
    meanings = file.section(ProblemCode.section)
  }

  /// The codes of all kinds of problems.
  package static var codes: [String] {
    let titled = WordFile.of(.english).section("problem-title").keys.filter { $0 != "document" }
    return Set(titled).union(ProblemCode.allCases.map(\.rawValue)).sorted()
  }

  /// What the kind of problem of a code is called.
  package func title(of code: String) -> String { titles[code] ?? meanings[code] ?? titles["document"] ?? code }

  /// What a kind of problem means.
  ///
  /// - Parameters:
  ///   - code: its code.
  ///   - group: whose affair it is, a key of the words: `question`, `input`, `service`, `access` or `idempotency`.
  /// - Returns: `nil` for a code that there is none of.
  package func explanation(of code: String, group: String) -> Explanation? {
    guard titles[code] != nil && code != "document" || ProblemCode(rawValue: code) != nil else { return nil }
    return Explanation(title: title(of: code), text: texts[group] ?? "")
  }
}

extension TranslatableText {
  /// The sentence in the words that errors have in a language.
  package func text(in language: Language) -> String { filled(by: language.errorWords) }
}
