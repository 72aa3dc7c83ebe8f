import DirectoryModel
import Foundation
import Geodesy
import Matching

/// A directory in memory that answers a matcher and remembers how far it was asked.
///
/// Each test has its own and uses it from one thread.
final class DirectoryDouble: UnitSource, @unchecked Sendable {
  var units: [UnitSummary] = []
  var country: CountryCode? = "DE"
  /// Countries other than the incident's are divided at the sixth meridian.
  var regions: (Coordinate) -> RegionCode? = { $0.longitude < 6 ? "west" : "east" }
  var borderDistances: [CountryCode: Double] = [:]
  var statuses: [UnitID: AvailabilityStatus] = [:]
  /// What the points of all units are the points of.
  var quality: Position.Quality?
  private(set) var radii: [Double] = []

  func units(
    around centre: Coordinate, radius: Double, service: Service?, where isWanted: (CountryCode) -> Bool
  ) -> [UnitSummary] {
    radii.append(radius)
    // Some that are farther away as well, in no order that means anything, as a real source does.
    return units.reversed().filter {
      Geodesic.distance(from: centre, to: $0.coordinate) <= radius * 1.4 && (service == nil || $0.service == service)
    }
  }

  func summary(ofUnit id: UnitID) -> UnitSummary? { units.first { $0.id == id } }

  func locality(of place: Coordinate) -> Locality {
    Locality(
      country: country, region: regions(place), borderDistance: nil, isCountryCertain: true,
      possibleCountries: country.map { [$0] } ?? [])
  }

  func positionQuality(of unit: MatchableUnit) -> Position.Quality? { quality }

  func distance(from place: Coordinate, toCountry country: CountryCode) -> Double? { borderDistances[country] }

  func availability(of unit: UnitID, at moment: Date) -> Availability {
    Availability(status: statuses[unit] ?? .unknown)
  }
}
