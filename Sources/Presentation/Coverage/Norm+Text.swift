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
        text(of: condition(of: step), words),
        hasShares ? step.share.map { numbers.percent(Int(bounded: $0 * 10), of: 1000) } : nil,
      ].compactMap { $0 }
      return (["\(numbers.minutes(Double(step.seconds))) min \(words.name(of: clockStart))"] + parts)
        .joined(separator: ", ")
    }.joined(separator: words.semicolon)
  }

  /// What must be there, such as `1 × pumping and 10 crew`.
  private func text(of condition: Condition, _ words: Words<CoveragePhrase>) -> String {
    switch condition {
    case .units(let count, let need):
      guard let need = need ?? self.need else { return count == 1 ? words[.unit] : words(.units, count) }
      return words(.unitsThat, count, need)
    case .crew(let count, let need): return need.map { words(.crewOn, count, $0) } ?? words(.crew, count)
    case .all(let parts): return text(of: parts, joinedBy: words[.conditionAnd], words)
    case .any(let parts): return text(of: parts, joinedBy: words[.conditionOr], words)
    }
  }

  private func text(of parts: [Condition], joinedBy word: String, _ words: Words<CoveragePhrase>) -> String {
    parts.map { part in
      switch part {
      case .all(let inner) where inner.count > 1, .any(let inner) where inner.count > 1:
        "(\(text(of: part, words)))"
      default: text(of: part, words)
      }
    }.joined(separator: " \(word) ")
  }
}
