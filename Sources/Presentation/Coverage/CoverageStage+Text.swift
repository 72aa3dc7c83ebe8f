package import Coverage
internal import DirectoryModel

extension CoverageStage {
  /// A line of progress, such as `2/5 Vaals closed at night`.
  package func text(in language: Language) -> String {
    let words = Words<CoveragePhrase>(language)
    return switch self {
    case .roads(let answered, let total):
      words(.roadsProgress, NumberText(language).whole(answered), NumberText(language).whole(total))
    case .baseline: words[.baseline]
    case .withoutRoads: words[.roadsCompared]
    case .scenario(let name, let number, let count): "\(number)/\(count) \(name)"
    case .borderPenalty: words[.borderPenalty]
    case .criticality: words[.resilience]
    case .week(let counted, let states):
      Words<WeekPhrase>(language)(.progress, NumberText(language).whole(counted), NumberText(language).whole(states))
    case .actions: words[.actions]
    }
  }
}
