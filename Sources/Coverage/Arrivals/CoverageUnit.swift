package import DirectoryModel
package import Geodesy

/// A unit as coverage sees it: where it stands and how soon it leaves with how many people.
package struct CoverageUnit: Hashable, Identifiable, Sendable {
  /// The unit's id.
  package var id: String
  /// Its station's id.
  package var station: StationID
  /// Where it stands.
  package var place: Coordinate
  /// Its home country.
  package var country: CountryCode
  /// The region in which it stands; `nil` where it is not known.
  package var region: RegionCode?
  /// Its organisation's id.
  package var organisation: OrganisationID?
  /// Its service.
  package var service: Service
  /// Its national type code.
  package var type: String
  /// People on board, 0 where nobody knows.
  package var crew: Int
  /// Seconds from alarm to wheels rolling.
  package var turnout: Double
  /// The turnout times it would have with another staffing.
  package var turnouts: [Station.Staffing.Kind: Double]
  /// Who stands ready.
  package var staffing: Station.Staffing.Kind?
  /// How it travels.
  package var mobility: Mobility
  /// Whether it can be sent.
  package var isReady: Bool

  /// Makes a unit.
  package init(
    id: String, station: StationID, place: Coordinate, country: CountryCode, region: RegionCode? = nil,
    organisation: OrganisationID? = nil, service: Service, type: String = "", crew: Int = 0, turnout: Double = 0,
    turnouts: [Station.Staffing.Kind: Double] = [:], staffing: Station.Staffing.Kind? = nil,
    mobility: Mobility = .road, isReady: Bool = true
  ) {
    self.id = id
    self.station = station
    self.place = place
    self.country = country
    self.region = region
    self.organisation = organisation
    self.service = service
    self.type = type
    self.crew = crew
    self.turnout = turnout
    self.turnouts = turnouts
    self.staffing = staffing
    self.mobility = mobility
    self.isReady = isReady
  }
}
