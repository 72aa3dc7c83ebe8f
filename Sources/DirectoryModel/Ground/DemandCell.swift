package import Geodesy

/// How many people a country or region has by its statistical office, to hold sums of cells against.
package struct OfficialTotal: Hashable, Sendable {
  /// The country (ISO 3166-1 alpha-2).
  package var country: CountryCode
  /// What the codes of all its regions begin with; `nil` for the whole country.
  package var region: RegionCode?
  /// How many people.
  package var people: Int
  /// The year; `nil` where the source does not say.
  package var year: Int?
  /// The id of its source.
  package var source: String?

  /// Makes a total.
  package init(country: CountryCode, region: RegionCode? = nil, people: Int, year: Int? = nil, source: String? = nil) {
    self.country = country
    self.region = region
    self.people = people
    self.year = year
    self.source = source
  }
}

/// People at a place: a postcode, a locality or a cell of a census grid, which coverage is counted for.
package struct DemandCell: Hashable, Sendable {
  /// The code in its source, such as a postcode; unique together with the country.
  package var code: String
  /// The middle.
  package var place: Coordinate
  /// The country (ISO 3166-1 alpha-2), whose norms judge it; `nil` where not known.
  package var country: CountryCode?
  /// The region's code; `nil` where it is not known.
  package var region: RegionCode?
  /// How many people, 0 or more.
  package var people: Int
  /// The year that the number describes; `nil` where the source does not say.
  package var year: Int?
  /// How good the number is, in the source's words, for example `official`.
  package var quality: String?
  /// The id of its source.
  package var source: String?

  /// Makes a cell.
  package init(
    code: String, place: Coordinate, country: CountryCode?, region: RegionCode? = nil, people: Int, year: Int? = nil,
    quality: String? = nil, source: String? = nil
  ) {
    self.code = code
    self.place = place
    self.country = country
    self.region = region
    self.people = people
    self.year = year
    self.quality = quality
    self.source = source
  }
}
