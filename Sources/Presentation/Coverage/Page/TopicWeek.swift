internal import Coverage
internal import DirectoryModel

/// One service's week, hour by hour, in the baseline or a scenario.
package struct TopicWeek: Sendable {
  /// The scenario's name in the reader's language; empty for the baseline.
  package var name: String
  /// The figures of all areas together.
  let figures: WeekFigures
  /// When most and when fewest people are outside, in sentences.
  package var sentences: [String]
  /// Regions in which the hour matters, the most first: with the hours as people say them.
  package var regions: [(name: String, most: Int, mostWhen: String, fewest: Int, fewestWhen: String)]
}

extension CoverageReport {
  /// The weeks of one service in a language: the baseline first; none unless they were asked for.
  func weeks(of service: Service, in language: Language) -> [TopicWeek] {
    let words = WeekWords(language)
    return (week?.scenarios ?? []).enumerated().compactMap { number, scenario in
      guard let found = scenario.services.first(where: { $0.service == service }) else { return nil }
      let figures = WeekFigures(found, area: 0)
      guard figures.judged.contains(where: { $0 > 0 }) else { return nil }
      return TopicWeek(
        name: number == 0 ? "" : Words<CoveragePhrase>(language).scenarioName(scenario.name), figures: figures,
        sentences: words.sentences(figures),
        regions: weekRegions(found).map {
          ($0.name, $0.most.people, words.text(of: $0.most.hour), $0.fewest.people, words.text(of: $0.fewest.hour))
        })
    }
  }
}
