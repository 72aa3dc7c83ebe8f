package import DirectoryModel
internal import FoundationEssentials

extension Matcher {
  /// Metres within which a group's vehicles stand: at its own station.
  private static let oneStation = 1.0

  /// The units that go when a unit goes: the vehicles of a group, and the only carrier that could bring a container.
  ///
  /// A registry says of most groups how many vehicles of which types they are made of, and not which: the first by id of
  /// those that stand beside it are taken.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - query: says when carriers must be ready.
  /// - Returns: ids; empty for a single vehicle, and for a group of which no vehicle is listed by itself.
  /// - Throws: what the source throws.
  package func parts(of unit: UnitSummary, for query: NearestQuery) throws -> Set<UnitID> {
    let type = vocabulary.type(unit.type, country: unit.country)
    if type?.vehicleClass == .container {
      let carriers = try carriers(of: unit, for: query)
      return carriers.count == 1 ? Set(carriers) : []
    }
    guard type?.isGroup != false else { return [] }
    let members = try source.members(ofGroup: unit.id)
    guard !members.isEmpty else { return [] }
    let code = { (type: String, country: CountryCode) in vocabulary.type(type, country: country)?.code ?? type }
    let beside = try units(beside: unit, at: query.time)
    var parts: Set<UnitID> = []
    for member in members {
      let wanted = code(member.type, unit.country)
      parts.formUnion(beside.filter { code($0.type, $0.country) == wanted }.prefix(member.count).map(\.id))
    }
    return parts
  }

  /// The other units of a unit's station, by id.
  private func units(beside unit: UnitSummary, at moment: Date) throws -> [UnitSummary] {
    var stream = try source.candidates(
      CandidateRequest(
        place: unit.coordinate, service: unit.service, countries: .only([unit.country]), needs: [],
        includesUnknown: true, time: moment, order: .distance, limit: Matcher.oneStation),
      vocabulary: vocabulary)
    var found: [UnitSummary] = []
    while stream.bound <= Matcher.oneStation, let candidate = try stream.next() {
      let other = candidate.unit.summary
      if other.station == unit.station, other.id != unit.id, other.service == unit.service { found.append(other) }
    }
    return found.sorted { $0.id < $1.id }
  }
}

/// The units that an answer has named, with those that go with them: no vehicle is offered twice.
struct OfferedUnits {
  /// Each unit that goes, by the named one with which it does.
  private var taken: [UnitID: UnitID] = [:]

  /// The unit named before that is the same, holds it or is part of it.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - parts: the units that go with it.
  /// - Returns: its id; `nil` where there is none.
  func holder(of unit: UnitID, parts: Set<UnitID>) -> UnitID? {
    taken[unit] ?? parts.sorted().lazy.compactMap { taken[$0] }.first
  }

  /// Names a unit.
  mutating func name(_ unit: UnitID, parts: Set<UnitID>) {
    for id in parts.union([unit]) { taken[id] = unit }
  }
}
