internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import Matching

extension DirectoryContents {
  /// Metres around an incident within which something may be missing where no unit was found.
  private static let reach = 100_000.0
  /// Metres a second that nothing on the road exceeds, on average.
  private static let speed = 40.0

  /// What is not known and could change an answer, the nearest first.
  ///
  /// What lies farther than the last unit named cannot change it.
  func unknowns(of answer: NearestAnswer, to query: NearestQuery) throws -> [Unknown] {
    var radius = answer.matches.map(\.distance).max() ?? DirectoryContents.reach
    switch query.limit {
    case .distance(let metres)?: radius = min(radius, metres)
    case .time(let seconds)?: radius = min(radius, seconds * DirectoryContents.speed)
    case nil: break
    }
    let services =
      query.service.map { [$0] } ?? Set(answer.matches.map(\.unit.service)).sorted { $0.rawValue < $1.rawValue }
    let isMeant = { (country: CountryCode) in
      guard query.lenders.isEmpty || query.lenders.contains(country) else { return false }
      // The nearest own unit is told beside those from across the border.
      return query.scope != .domestic || country == answer.country
    }
    let areas: any AreaDistances = inMemory?.atlas ?? store
    var unknowns: [Unknown] = []
    for service in services {
      let missing = try listed.missing(
        service, around: query.place, within: radius, in: areas, where: isMeant)
      for (area, country, distance, isPartial) in missing {
        unknowns.append(
          Unknown(
            .registryMissing, service: service, area: area, areaName: try records.areaName(area), distance: distance,
            isPartial: isPartial,
            controlRoom: try records.responsibleRoom(
              country: country, region: area, municipality: nil, service: service)))
      }
      let notListed = try listed.notListed(
        query.needs, of: service, around: query.place, within: radius, in: areas, vocabulary: vocabulary)
      for (registry, capability, area, distance) in notListed {
        unknowns.append(
          Unknown(
            .vehiclesNotListed, service: service, area: area, areaName: try records.areaName(area), distance: distance,
            registry: registry, capability: capability))
      }
    }
    unknowns.sort { ($0.distance ?? 0) < ($1.distance ?? 0) }
    if query.availability == .strict, answer.matches.isEmpty, try store.latestReports().isEmpty {
      unknowns.insert(Unknown(.noReports), at: 0)
    }
    return unknowns
  }
}
