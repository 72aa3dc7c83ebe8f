package import Geodesy

/// The point of a postcode or municipality, to hold the positions of stations against.
package struct ReferencePlace: Hashable, Sendable {
  /// What a point is the point of.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A postcode.
    case postcode
    /// A municipality or locality.
    case municipality
  }

  /// The country.
  package var country: CountryCode
  /// What it is.
  package var kind: Kind
  /// The postcode, or the name of the municipality.
  package var name: String
  /// Its point.
  package var coordinate: Coordinate
  /// How far its ground reaches from the point, in metres; 0 where that is not known.
  package var reach: Double

  /// Makes a place.
  package init(country: CountryCode, kind: Kind, name: String, coordinate: Coordinate, reach: Double = 0) {
    self.country = country
    self.kind = kind
    self.name = name
    self.coordinate = coordinate
    self.reach = reach
  }
}
