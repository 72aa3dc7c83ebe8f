internal import DirectoryModel
internal import Matching
internal import SpatialIndex

/// What the index calls services, ways of travelling, countries and capabilities.
struct UnitNumbers: Sendable {
  /// The number that all countries share for which there is none left.
  private static let sharedOwner: UInt8 = 63

  private let owners: [CountryCode: UInt8]
  private let ranks: LevelRanks
  private let vocabulary: Vocabulary

  init(units: [MatchableUnit], vocabulary: Vocabulary) {
    let countries = Set(units.map(\.summary.country)).sorted().prefix(Int(UnitNumbers.sharedOwner))
    owners = Dictionary(uniqueKeysWithValues: zip(countries, 0...))
    ranks = LevelRanks(vocabulary: vocabulary, units: units)
    self.vocabulary = vocabulary
  }

  /// A unit as the index keeps it.
  func indexed(_ unit: MatchableUnit, readiness: Readiness) -> IndexedUnit {
    IndexedUnit(
      coordinate: unit.summary.coordinate, kind: UnitNumbers.kind(unit.summary.service, unit.mobility),
      owner: owners[unit.summary.country] ?? UnitNumbers.sharedOwner,
      capabilities: IndexedCapabilities(
        unit.capabilities.map { (ranks.number(of: $0.code), ranks.rank(of: $0.level, $0.code)) }),
      turnout: vocabulary.leastTurnout(of: unit.summary, mobility: unit.mobility), readiness: readiness)
  }

  /// The part of a request by which the index can filter; it lets through all units that fit, and perhaps some that do not.
  func filter(for request: CandidateRequest, leastReadiness: Readiness) -> UnitFilter {
    UnitFilter(
      kinds: UnitNumbers.kinds(of: request.service), owners: owners(of: request.countries),
      needs: request.needs.prefix(UnitFilter.mostNeeds).map {
        UnitFilter.Need(code: ranks.number(of: $0.capability), rank: ranks.rank(of: $0.minimum, $0.capability))
      }, leastReadiness: leastReadiness)
  }

  private func owners(of countries: CandidateRequest.Countries) -> UInt64 {
    let bit = { (country: CountryCode) in UInt64(1) << UInt64(owners[country] ?? UnitNumbers.sharedOwner) }
    switch countries {
    case .all: return .max
    case .only(let wanted): return wanted.reduce(0) { $0 | bit($1) }
    case .except(let country): return owners[country] == nil ? .max : ~bit(country)
    }
  }

  private static func kind(_ service: Service, _ mobility: Mobility) -> UInt8 {
    let services = Service.allCases.firstIndex(of: service) ?? 0
    return UInt8(services * Mobility.allCases.count + (Mobility.allCases.firstIndex(of: mobility) ?? 0))
  }

  /// The kinds of a service, or of all for `nil`, one bit each.
  private static func kinds(of service: Service?) -> UInt64 {
    guard let service else { return .max }
    return Mobility.allCases.reduce(0) { $0 | 1 << UInt64(kind(service, $1)) }
  }

  /// The kind of a service that travels in one way, as a bit.
  static func kinds(of service: Service, travelling mobility: Mobility) -> UInt64 {
    1 << UInt64(kind(service, mobility))
  }
}

extension Vocabulary {
  /// Whole seconds of turnout that a unit needs at least, whatever the day and hour.
  fileprivate func leastTurnout(of unit: UnitSummary, mobility: Mobility) -> Int {
    // Where no window of the unit's own holds, a default may.
    let defaults = turnoutDefaults.filter {
      $0.service == unit.service && ($0.country ?? unit.country) == unit.country
        && ($0.staffing == nil || $0.staffing == unit.staffing) && ($0.mobility ?? mobility) == mobility
    }
    if unit.turnouts.contains(where: \.window.isAlways) { return unit.turnouts.map(\.seconds).min() ?? 0 }
    guard defaults.contains(where: \.turnout.window.isAlways) else { return 0 }
    return (unit.turnouts + defaults.map(\.turnout)).map(\.seconds).min() ?? 0
  }
}
