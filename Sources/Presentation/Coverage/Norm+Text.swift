internal import DirectoryModel
internal import Primitives

extension Norm {
  /// What the norm asks by when, each figure with the clock from which it counts.
  ///
  /// - Parameters:
  ///   - words: the words of the language.
  ///   - numbers: how numbers are written in it.
  ///   - hasShares: whether the share of cases that is asked for is told.
  /// - Returns: the steps, one after the other.
  func steps(_ words: Words<CoveragePhrase>, _ numbers: NumberText, hasShares: Bool) -> String {
    thresholds.map { step in
      let parts = [
        step.units.map { $0 == 1 ? words[.unit] : words(.units, $0) }, step.crew.map { words(.crew, $0) },
        hasShares ? step.share.map { numbers.percent(Int(bounded: $0 * 10), of: 1000) } : nil,
      ].compactMap { $0 }
      return (["\(numbers.minutes(Double(step.seconds))) min \(words.name(of: clockStart))"] + parts)
        .joined(separator: ", ")
    }.joined(separator: words.semicolon)
  }
}
