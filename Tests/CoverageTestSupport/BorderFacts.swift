package import Coverage
package import DirectoryModel
package import Geodesy
package import Synchronization

/// A world in which regions are strips, rooms go by region and service, and the distance to country CC is not known.
package final class BorderFacts: CrossingFacts {
  package let border: BoundaryLine
  package let distances = Mutex(0)

  package init() throws {
    let ends = try [40.0, 60].map { try Coordinate(latitude: $0, longitude: 6) }
    guard let border = BoundaryLine(vertices: ends) else { throw NoBorder() }
    self.border = border
  }

  private struct NoBorder: Error {}

  package func region(of place: Coordinate, in country: CountryCode) -> RegionCode? {
    place.latitude > 50.95 ? nil : "\(country)\(place.latitude > 50.8 ? 1 : 2)"
  }
  package func distance(from place: Coordinate, toCountry country: CountryCode) -> Double? {
    distances.withLock { $0 += 1 }
    if country == "CC" { return nil }
    return SmallWorld.country(of: place) == country ? 0 : border.distance(to: place)
  }
  package func controlRoom(country: CountryCode, region: RegionCode?, service: Service) -> ControlRoomID? {
    region.map { "\($0)-\(service.rawValue)" }
  }
  package func controlRoom(ofUnit unit: CoverageUnit) -> ControlRoomID? {
    "room-\(unit.station.rawValue.last.map { "\($0)" } ?? "")"
  }
  package func municipality(ofUnit unit: CoverageUnit) -> String? {
    unit.station.rawValue.hasSuffix("1") ? nil : "town"
  }
}
