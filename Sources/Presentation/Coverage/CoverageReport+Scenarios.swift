package import Coverage
internal import DirectoryModel
internal import Primitives
package import TextFormats

extension CoverageReport {
  /// One service in all scenarios beside one another, for a terminal; nothing where there is one scenario or none.
  func scenarioLines(at index: Int, in language: Language) -> [String] {
    guard scenarios.count > 2 else { return [] }
    let words = Words<CoveragePhrase>(language)
    let page = Words<PagePhrase>(language)
    let numbers = NumberText(language)
    let head = [
      words[.scenario], page[.outside], page[.newlyOutside], page[.newlyWithin], page[.points], words[.median],
      words[.ninety],
    ]
    let rows = scenarios.enumerated().compactMap { number, scenario -> [String]? in
      guard scenario.services.indices.contains(index), let total = scenario.services[index].total else { return nil }
      let times = [total.median, total.percentile90].map { numbers.minutes($0.map { Double($0) }) }
      let outside = numbers.people(total.judged - total.covered, of: total.judged)
      guard number > 0 else { return [words[.baseline], outside, "", "", ""] + times }
      return [
        words.scenarioName(scenario.name), outside, numbers.whole(total.change.lost),
        numbers.whole(total.change.gained),
        total.change.points(of: total.judged).map { numbers.signedTenths($0) } ?? "–",
      ] + times
    }
    return ["", words[.scenarioTable]] + TextTable([head] + rows, right: Set(1..<head.count)).lines
  }

  /// All scenarios beside one another as comma-separated values: a row for each service and scenario.
  ///
  /// - Parameters:
  ///   - formulas: what becomes of values that a spreadsheet would run.
  ///   - dialect: what stands between values and within numbers.
  /// - Returns: the table with its header.
  package func scenarioTable(formulas: CSV.Formulas = .defuse, dialect: CSV.Dialect = .comma) -> String {
    var text = CSV.line(
      [
        "service", "scenario", "judged", "covered", "outside", "share", "lost", "gained", "net", "points", "median_s",
        "p90_s", "p95_s",
      ], dialect: dialect)
    for index in (scenarios.first?.services ?? []).indices {
      for scenario in scenarios where scenario.services.indices.contains(index) {
        let service = scenario.services[index]
        guard let total = service.total else { continue }
        text += CSV.line(
          [
            service.service.rawValue, scenario.name, "\(total.judged)", "\(total.covered)",
            "\(total.judged - total.covered)", total.share.map { CSV.number($0, decimals: 9) } ?? "",
            "\(total.change.lost)", "\(total.change.gained)", "\(total.change.net)",
            total.change.points(of: total.judged).map { CSV.number($0, decimals: 6) } ?? "",
          ]
            + [total.median, total.percentile90, total.percentile95].map { seconds in
              seconds.map { CSV.number(Double($0), decimals: 1) } ?? ""
            }, formulas: formulas, dialect: dialect)
      }
    }
    return text
  }
}
