internal import DirectoryModel

extension ProblemCode {
  /// What the code means in a few words of a language; `nil` in English, in which the message itself is.
  ///
  /// Each language is one file; the compiler sees to it that none lacks a code.
  func meaning(in language: Language) -> String? {
    switch language {
    case .english: nil
    case .french: frenchMeaning
    case .dutch: dutchMeaning
    case .german: germanMeaning
    }
  }
}
