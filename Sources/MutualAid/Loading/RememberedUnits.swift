internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Matching
internal import Synchronization

/// A source that remembers for one question what it was told: a package asks for many kinds of units around one place, and
/// each of its searches reads the same circles.
final class RememberedUnits: UnitSource {
  private struct Circle: Hashable {
    var centre: Coordinate
    var radius: Double
    var service: Service?
  }

  private struct Memory {
    var circles: [Circle: [UnitSummary]] = [:]
    var candidates: [Circle: [Candidate]] = [:]
    var localities: [Coordinate: Locality] = [:]
    var regions: [Coordinate: RegionCode?] = [:]
    var distances: [Coordinate: [CountryCode: Double?]] = [:]
    var hours: [StationID: String?] = [:]
    var availabilities: [UnitID: Availability] = [:]
    var units: [UnitID: UnitSummary?] = [:]
  }

  private let base: any UnitSource
  /// The moment for which availabilities are remembered.
  private let moment: Date
  private let memory = Mutex(Memory())

  init(_ base: any UnitSource, at moment: Date) {
    self.base = base
    self.moment = moment
  }

  /// Units of all countries, because another search may want others.
  func units(
    around centre: Coordinate, radius: Double, service: Service?, where _: (CountryCode) -> Bool
  ) throws -> [UnitSummary] {
    let circle = Circle(centre: centre, radius: radius, service: service)
    if let known = memory.withLock({ $0.circles[circle] }) { return known }
    let found = try base.units(around: centre, radius: radius, service: service) { _ in true }
    memory.withLock { $0.circles[circle] = found }
    return found
  }

  /// Of each circle the units are measured once, whichever search reads it.
  func candidates(
    around centre: Coordinate, radius: Double, service: Service?, vocabulary: Vocabulary, where _: (CountryCode) -> Bool
  ) throws -> [Candidate] {
    let circle = Circle(centre: centre, radius: radius, service: service)
    if let known = memory.withLock({ $0.candidates[circle] }) { return known }
    let found = try base.candidates(
      around: centre, radius: radius, service: service, vocabulary: vocabulary, where: { _ in true })
    memory.withLock { $0.candidates[circle] = found }
    return found
  }

  func summary(ofUnit id: UnitID) throws -> UnitSummary? {
    if let known = memory.withLock({ $0.units[id] }) { return known }
    let found = try base.summary(ofUnit: id)
    memory.withLock { $0.units[id] = .some(found) }
    return found
  }

  func locality(of place: Coordinate) throws -> Locality {
    if let known = memory.withLock({ $0.localities[place] }) { return known }
    let found = try base.locality(of: place)
    memory.withLock { $0.localities[place] = found }
    return found
  }

  func positions(from earliest: Date, to moment: Date) throws -> [UnitID: ReportedPosition] {
    try base.positions(from: earliest, to: moment)
  }

  func positionQuality(of unit: MatchableUnit) throws -> Position.Quality? { try base.positionQuality(of: unit) }

  func members(ofGroup id: UnitID) throws -> [ResponseUnit.Member] { try base.members(ofGroup: id) }

  func hours(ofStation id: StationID) throws -> String? {
    if let known = memory.withLock({ $0.hours[id] }) { return known }
    let found = try base.hours(ofStation: id)
    memory.withLock { $0.hours[id] = .some(found) }
    return found
  }

  func region(of unit: MatchableUnit) throws -> RegionCode? {
    let place = unit.summary.coordinate
    if let known = memory.withLock({ $0.regions[place] }) { return known }
    let found = try base.region(of: unit)
    memory.withLock { $0.regions[place] = .some(found) }
    return found
  }

  func distance(from place: Coordinate, toCountry country: CountryCode) throws -> Double? {
    if let known = memory.withLock({ $0.distances[place]?[country] }) { return known }
    let found = try base.distance(from: place, toCountry: country)
    memory.withLock { $0.distances[place, default: [:]][country] = .some(found) }
    return found
  }

  func availability(of unit: UnitID, at moment: Date) throws -> Availability {
    guard moment == self.moment else { return try base.availability(of: unit, at: moment) }
    if let known = memory.withLock({ $0.availabilities[unit] }) { return known }
    let found = try base.availability(of: unit, at: moment)
    memory.withLock { $0.availabilities[unit] = found }
    return found
  }
}
