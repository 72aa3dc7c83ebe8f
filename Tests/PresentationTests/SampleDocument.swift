internal import DirectoryModel
internal import Geodesy
internal import Presentation

extension CoverageDocument {
  /// A report on a strip of cells along a border, with everything that a report can have.
  ///
  /// - Parameter text: stands wherever a text from outside can stand.
  /// - Returns: the report.
  static func sample(text: String = "Plan") -> CoverageDocument {
    let places = (0..<60).compactMap {
      Coordinate.valid(latitude: 50.5 + Double($0) * 0.01, longitude: 6 + Double($0 % 7) * 0.02)
    }
    let cells = places.enumerated().map { Cell(place: $1, people: 100 + $0, region: $0 < 30 ? 0 : 1) }
    func outcome(_ name: String, sooner: Float) -> CoverageOutcome {
      let arrivals = cells.indices.map { $0 == 59 ? Float.nan : max(60, Float(200 + $0 * 20) - sooner) }
      let within = arrivals.enumerated().map { $0 == 0 ? Bool?.none : $1 <= 600 }
      func count(_ code: String, _ range: Range<Int>) -> CoverageOutcome.Count {
        let judged = range.filter { within[$0] != nil }
        return .init(
          code: code, name: code.isEmpty ? "" : text, people: judged.reduce(0) { $0 + cells[$1].people },
          within: judged.reduce(0) { $0 + (within[$1] == true ? cells[$1].people : 0) }, median: 454, ninety: 1200,
          ninetyFive: nil)
      }
      return CoverageOutcome(
        name: name, edits: name.isEmpty ? [] : [text], hazards: [Array(places.prefix(4))], total: count("", 0..<60),
        regions: [count("NL4", 0..<30), count("BE3", 30..<60)], arrivals: arrivals, isWithin: within)
    }
    let topic = CoverageTopic(
      service: .fire, stations: Array(places.prefix(3)), norms: [.init(name: "NL", value: text)],
      outcomes: [outcome("", sooner: 0), outcome(text, sooner: 180), outcome("\(text) 2", sooner: -120)],
      actions: [.init(title: text, detail: text, gained: 1234, cumulative: 1234, people: 7770, gap: 0.0213)],
      losses: [.init(name: text, location: text, lost: 321, people: 7770)],
      penalty: CoveragePenalty(
        sections: [.init(region: text, lender: text, uncovered: 12, later: 340, mean: 95, norm: text)],
        delays: cells.indices.map { $0 < 3 ? Float(60 * $0) : .nan }),
      last: [.init(place: text, people: 159, seconds: nil)])
    return CoverageDocument(
      day: "2026-11-25", moment: "2026-11-25 14:00", question: [text], area: text, cells: cells,
      countries: [.init(code: "NL", name: text, outline: [Array(places.prefix(20))])],
      regions: ["NL4", "BE3"].map { .init(code: $0, name: text, outline: [Array(places.suffix(20))]) },
      towns: [(text, places[30])], topics: [topic],
      inputs: [.init(name: text, value: text)], grounds: [text], unknowns: [text],
      command: "mutualaid coverage \(text)",
      scenarioText: [.init(name: text, value: "\(text)\n\(text)")])
  }
}
