import Coverage
import DirectoryModel
import Geodesy
import Synchronization
import Testing

/// A world in which regions are strips, rooms go by region and service, and nobody knows how far country CC is.
final class BorderFacts: CrossingFacts {
  let border: BoundaryLine
  let distances = Mutex(0)

  init() throws {
    let ends = [Coordinate.valid(latitude: 40, longitude: 6), Coordinate.valid(latitude: 60, longitude: 6)].compactMap {
      $0
    }
    border = try #require(BoundaryLine(vertices: ends))
  }

  func region(of place: Coordinate, in country: String) -> String? {
    place.latitude > 50.95 ? nil : country + (place.latitude > 50.8 ? "1" : "2")
  }
  func distance(from place: Coordinate, toCountry country: String) -> Double? {
    distances.withLock { $0 += 1 }
    if country == "CC" { return nil }
    return SmallWorld.country(of: place) == country ? 0 : border.distance(to: place)
  }
  func controlRoom(country: String, region: String?, service: Service) -> String? {
    region.map { "\($0)-\(service.rawValue)" }
  }
  func controlRoom(ofUnit unit: CoverageUnit) -> String? { "room-\(unit.station.last.map { "\($0)" } ?? "")" }
  func municipality(ofUnit unit: CoverageUnit) -> String? { unit.station.hasSuffix("1") ? nil : "town" }
}
