package import Geodesy

/// What a search needs to know of a unit: its own facts and those of its station that are in effect for it.
package struct UnitSummary: Hashable, Identifiable, Sendable {
  /// The unit's id.
  package var id: UnitID
  /// Its station's id.
  package var station: StationID
  /// Its service.
  package var service: Service
  /// Its national type code.
  package var type: String
  /// Its home country.
  package var country: CountryCode
  /// Where it stands.
  package var coordinate: Coordinate
  /// What it can do beyond its type.
  package var capabilities: [Capability]
  /// The station's staffing.
  package var staffing: Station.Staffing.Kind?
  /// The unit's turnout times, else the station's; may be empty.
  package var turnouts: [TurnoutTime]
  /// The station's organisation.
  package var organisation: OrganisationID?
  /// How many people are on board, where that is not as usual for its type.
  package var crew: Int?

  /// Makes a summary.
  package init(
    id: UnitID, station: StationID, service: Service, type: String, country: CountryCode, coordinate: Coordinate,
    capabilities: [Capability] = [], staffing: Station.Staffing.Kind? = nil, turnouts: [TurnoutTime] = [],
    organisation: OrganisationID? = nil, crew: Int? = nil
  ) {
    self.id = id
    self.station = station
    self.service = service
    self.type = type
    self.country = country
    self.coordinate = coordinate
    self.capabilities = capabilities
    self.staffing = staffing
    self.turnouts = turnouts
    self.organisation = organisation
    self.crew = crew
  }
}
