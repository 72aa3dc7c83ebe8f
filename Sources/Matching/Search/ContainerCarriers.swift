package import DirectoryModel

extension Matcher {
  /// The hook-lift carriers that are ready at a container's station, or within 5 km of it, the nearest first.
  ///
  /// - Parameters:
  ///   - container: a unit whose type is a container.
  ///   - query: says when they must be ready, and whether those of unknown status are taken to be.
  /// - Returns: units of its own country and service that can carry a container; none where it stays where it is.
  /// - Throws: what the source throws.
  package func carriers(of container: UnitSummary, for query: NearestQuery) throws -> [UnitID] {
    let includesUnknown = query.availability == .assume
    let need = Need(capability: Capability.containerTransport)
    var stream = try source.candidates(
      CandidateRequest(
        place: container.coordinate, service: container.service, countries: .only([container.country]), needs: [need],
        includesUnknown: includesUnknown, time: query.time, order: .distance, limit: VehicleClass.carrierReach),
      vocabulary: vocabulary)
    var found: [(distance: Double, id: UnitID)] = []
    while stream.bound <= VehicleClass.carrierReach, let candidate = try stream.next() {
      let unit = candidate.unit
      guard candidate.distance <= VehicleClass.carrierReach, unit.summary.country == container.country,
        unit.summary.service == container.service, unit.answers([need], in: vocabulary)
      else { continue }
      let status = try availability(of: unit, at: query.time).status
      if status == .unknown ? includesUnknown : status.isAvailable {
        found.append((candidate.distance, unit.summary.id))
      }
    }
    return found.sorted { ($0.distance, $0.id) < ($1.distance, $1.id) }.map(\.id)
  }
}

extension VehicleClass {
  /// Metres that a carrier may stand from the container that it brings: it fetches it in some minutes.
  fileprivate static var carrierReach: Double { 5_000 }
}
