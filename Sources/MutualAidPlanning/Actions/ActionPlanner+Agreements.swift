internal import Coverage
internal import DirectoryModel
internal import Matching

extension ActionPlanner {
  /// Which missing agreement: for each pair of countries, in bands along the border.
  ///
  /// A step is the narrowest band of a pair that brings in anyone beyond the steps before it; of all pairs the one that
  /// brings in most is taken.
  func agreementPoints(_ situation: ServiceSituation) throws -> [ActionPoint] {
    guard areBordersOpen, let crossingRights else { return [] }
    struct Candidate {
      var kind: ActionPoint.Kind
      var edit: ScenarioEdit
      /// Positions in the arrivals that it lets come.
      var arrivals: [Int]
    }
    // The arrivals of units that would come if an agreement let them, by pair.
    struct Pair: Hashable {
      var lender: CountryCode
      var borrower: CountryCode
    }
    var kept: [Pair: [(unit: Int, change: IncrementalCoverage.Change)]] = [:]
    for unit in situation.chosen {
      let crew = Int32(clamping: units[unit].crew)
      situation.coverage.forEachArrival(of: units[unit]) { cell, time in
        guard !situation.mayGo(unit, cell) else { return }
        kept[Pair(lender: units[unit].country, borrower: cells[cell].host), default: []]
          .append((unit, .init(cell: Int32(cell), time: time, crew: crew, needs: units[unit].needs, sign: 1)))
      }
    }
    var open: [[Candidate]] = []
    var arrivals: [(unit: Int, change: IncrementalCoverage.Change)] = []
    for (pair, missing) in kept.sorted(by: { ($0.key.lender, $0.key.borrower) < ($1.key.lender, $1.key.borrower) }) {
      // Bands are tried only where the whole country brings in anyone.
      guard situation.coverage.people(by: missing.map(\.change)) > 0 else { continue }
      let first = arrivals.count
      arrivals += missing
      open.append(
        try (options.bands.map { Optional($0) } + [nil]).map { band in
          let rule = rule(pair.lender, pair.borrower, situation.service, band)
          let rights = try crossingRights.rights(of: units, to: cells, after: [.add(rule)])
          return Candidate(
            kind: .agreement(lender: pair.lender, borrower: pair.borrower, band: band),
            edit: ScenarioEdit(.agreement(.add(rule))),
            arrivals: missing.indices.filter {
              rights.allows(unit: missing[$0].unit, cell: Int(missing[$0].change.cell))
            }.map { $0 + first })
        })
    }
    var coverage = situation.coverage
    var hasCome = Array(repeating: false, count: arrivals.count)
    var steps: [(kind: ActionPoint.Kind, people: Int, edit: ScenarioEdit)] = []
    while steps.count < options.steps {
      var best: (people: Int, pair: Int, band: Int)?
      for (pair, candidates) in open.enumerated() {
        for (band, candidate) in candidates.enumerated() {
          let people = coverage.people(by: candidate.arrivals.filter { !hasCome[$0] }.map { arrivals[$0].change })
          guard people > 0 else { continue }
          if people > best?.people ?? 0 { best = (people, pair, band) }
          break
        }
      }
      guard let best else { break }
      let taken = open[best.pair][best.band]
      let new = taken.arrivals.filter { !hasCome[$0] }
      coverage.apply(new.map { arrivals[$0].change })
      for arrival in new { hasCome[arrival] = true }
      steps.append((taken.kind, best.people, taken.edit))
    }
    return points(situation.service, steps)
  }

  private func rule(_ lender: CountryCode, _ borrower: CountryCode, _ service: Service, _ band: Double?)
    -> AgreementRule
  {
    let reach = band.map { "-\(ScenarioText.number($0 / 1000))km" } ?? ""
    return AgreementRule(
      id: "action-\(lender)-\(borrower)-\(service.rawValue)\(reach)".lowercased(), lender: .init(country: lender),
      borrower: .init(country: borrower), services: [service], purposes: Purpose.allCases, borderBand: band)
  }
}
