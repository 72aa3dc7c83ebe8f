package import Coverage
internal import DirectoryModel

extension CoverageStage {
  /// A line of progress, such as `2/5 Vaals closed at night`.
  package func text(in language: Language) -> String {
    let words = Words<CoveragePhrase>(language)
    return switch self {
    case .baseline: words[.baseline]
    case .scenario(let name, let number, let count): "\(number)/\(count) \(name)"
    case .borderPenalty: words[.borderPenalty]
    case .criticality: words[.resilience]
    case .actions: words[.actions]
    }
  }
}
