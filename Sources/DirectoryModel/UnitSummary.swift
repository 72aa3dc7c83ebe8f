public import Geodesy

/// What a search needs to know of a unit: its own facts and those of its station that are in effect for it.
public struct UnitSummary: Hashable, Identifiable, Sendable {
  /// The unit's id.
  public var id: String
  /// Its station's id.
  public var station: String
  /// Its service.
  public var service: Service
  /// Its national type code.
  public var type: String
  /// Its home country.
  public var country: String
  /// Where it stands.
  public var coordinate: Coordinate
  /// What it can do beyond its type.
  public var capabilities: [Capability]
  /// The station's staffing.
  public var staffing: Station.Staffing.Kind?
  /// The unit's turnout times, else the station's; may be empty.
  public var turnouts: [TurnoutTime]
  /// The station's organisation.
  public var organisation: String?
  /// How many people are on board, where that is not as usual for its type.
  public var crew: Int?

  /// Makes a summary.
  public init(
    id: String, station: String, service: Service, type: String, country: String, coordinate: Coordinate,
    capabilities: [Capability] = [], staffing: Station.Staffing.Kind? = nil, turnouts: [TurnoutTime] = [],
    organisation: String? = nil, crew: Int? = nil
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
