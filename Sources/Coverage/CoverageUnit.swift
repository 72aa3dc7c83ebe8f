public import DirectoryModel
public import Geodesy

/// A unit as coverage sees it: where it stands and how soon it leaves with how many people.
public struct CoverageUnit: Hashable, Identifiable, Sendable {
  /// The unit's id.
  public var id: String
  /// Its station's id.
  public var station: String
  /// Where it stands.
  public var place: Coordinate
  /// Its home country.
  public var country: String
  /// The region in which it stands; `nil` where it is not known.
  public var region: String?
  /// Its organisation's id.
  public var organisation: String?
  /// Its service.
  public var service: Service
  /// Its national type code.
  public var type: String
  /// People on board, 0 where nobody knows.
  public var crew: Int
  /// Seconds from alarm to wheels rolling.
  public var turnout: Double
  /// The turnout times it would have with another staffing.
  public var turnouts: [Station.Staffing.Kind: Double]
  /// Who stands ready.
  public var staffing: Station.Staffing.Kind?
  /// How it travels.
  public var mobility: Mobility
  /// Whether it can be sent.
  public var isReady: Bool

  /// Makes a unit.
  public init(
    id: String, station: String, place: Coordinate, country: String, region: String? = nil,
    organisation: String? = nil, service: Service, type: String = "", crew: Int = 0, turnout: Double = 0,
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
