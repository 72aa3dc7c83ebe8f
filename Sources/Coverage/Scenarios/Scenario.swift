public import DirectoryModel
public import Geodesy

/// A named list of edits to what there is, evaluated without changing the directory.
public struct Scenario: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// What it is about, in words; `nil` where nothing is said.
  public var description: String?
  /// The edits, which take effect one after the other.
  public var edits: [ScenarioEdit]
  /// The file; `nil` where it did not come from one.
  public var file: String?
  /// Its text; `nil` where it did not come from one.
  public var text: String?

  /// Makes a scenario.
  public init(
    name: String, description: String? = nil, edits: [ScenarioEdit], file: String? = nil, text: String? = nil
  ) {
    self.name = name
    self.description = description
    self.edits = edits
    self.file = file
    self.text = text
  }
}

/// One change to what there is.
public struct ScenarioEdit: Hashable, Sendable {
  /// Which units an edit is about: all that is given must hold.
  public struct Selection: Hashable, Sendable {
    /// Ids of units; empty for any.
    public var units: [UnitID]
    /// Ids of stations; empty for any.
    public var stations: [StationID]
    /// Countries; empty for any.
    public var countries: [CountryCode]
    /// Services; empty for any.
    public var services: [Service]

    /// Makes a selection.
    public init(units: [UnitID] = [], stations: [StationID] = [], countries: [CountryCode] = [], services: [Service] = []) {
      self.units = units
      self.stations = stations
      self.countries = countries
      self.services = services
    }

    /// Whether it holds a unit.
    package func contains(_ unit: CoverageUnit) -> Bool {
      (units.isEmpty || units.contains(unit.id)) && (stations.isEmpty || stations.contains(unit.station))
        && (countries.isEmpty || countries.contains(unit.country))
        && (services.isEmpty || services.contains(unit.service))
    }
  }

  /// A unit that is new.
  public struct NewUnits: Hashable, Sendable {
    /// The id of the first; of several, `-2` and so on is put behind.
    public var id: String
    /// How many.
    public var count: Int
    /// The service.
    public var service: Service
    /// The national type code; empty where nothing is said: then nobody knows what it can do beyond its service.
    public var type: String
    /// People on board; 0 where nothing is said.
    public var crew: Int
    /// Seconds of turnout; `nil` for that of the staffing.
    public var turnout: Double?
    /// Who stands ready.
    public var staffing: Station.Staffing.Kind
    /// How it travels.
    public var mobility: Mobility

    /// Makes new units.
    public init(
      id: String, count: Int = 1, service: Service, type: String = "", crew: Int = 0, turnout: Double? = nil,
      staffing: Station.Staffing.Kind = .career, mobility: Mobility = .road
    ) {
      self.id = id
      self.count = count
      self.service = service
      self.type = type
      self.crew = crew
      self.turnout = turnout
      self.staffing = staffing
      self.mobility = mobility
    }
  }

  /// What a hazard does within its footprint.
  public struct Hazard: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The rings of a polygon (even-odd rule); empty where it is a line.
    public var rings: [[Coordinate]]
    /// A line, such as a river; empty where it is a polygon.
    public var line: [Coordinate]
    /// Metres to either side of the line.
    public var buffer: Double
    /// Whether stations within it are lost.
    public var disablesStations: Bool
    /// By how much travel that begins or ends within it takes longer, 1 or more.
    public var slowness: Double
    /// By how much its people need more help, 0 or more.
    public var demand: Double

    /// Makes a hazard.
    public init(
      name: String, rings: [[Coordinate]] = [], line: [Coordinate] = [], buffer: Double = 0,
      disablesStations: Bool = true, slowness: Double = 1, demand: Double = 1
    ) {
      self.name = name
      self.rings = rings
      self.line = line
      self.buffer = buffer
      self.disablesStations = disablesStations
      self.slowness = slowness
      self.demand = demand
    }
  }

  /// Kinds of changes.
  public enum Change: Hashable, Sendable {
    /// The station's units are gone.
    case closeStation(String)
    /// A new station at a place of a country begins with units.
    case openStation(String, place: Coordinate, country: CountryCode, units: [NewUnits])
    /// The station's units stand elsewhere.
    case moveStation(String, to: Coordinate)
    /// A station has more units.
    case addUnits(station: StationID, units: NewUnits)
    /// A unit is gone.
    case removeUnit(String)
    /// A unit stands at another station.
    case moveUnit(String, toStation: String)
    /// A station's crew is another one: turnout times change to those of the staffing.
    case staff(String, Station.Staffing.Kind)
    /// Units are busy with a probability from 0 to below 1, each for itself.
    case busy(Double, Selection)
    /// Units of two countries may, or may not, cross the border between them, in both directions; of all services where
    /// none is given.
    case border(between: String, and: String, isOpen: Bool, services: [Service])
    /// A hazard strikes.
    case hazard(Hazard)
    /// Travel takes so many times as long everywhere.
    case weather(Double)
    /// Seconds that control rooms take before they alarm.
    case callHandling(Double)
    /// Seconds that asking another country's control room takes.
    case requestDelay(Double)
    /// Whether units cross borders only where an agreement lets them.
    case requireAgreements(Bool)
    /// Agreements are others; it has an effect where agreements are required.
    case agreement(AgreementChange)
  }

  /// What changes.
  public var change: Change
  /// The part of the week in which it does; `nil` for always.
  public var window: WeeklyWindow?
  /// The line in the scenario's file; `nil` where there is none.
  public var line: Int?
  /// The edit in the words of the scenario file.
  public var summary: String

  /// Makes an edit, and puts it into the words of the scenario file.
  public init(_ change: Change, window: WeeklyWindow? = nil, line: Int? = nil) {
    self.change = change
    self.window = window
    self.line = line
    summary = ScenarioEdit.text(of: change, window: window)
  }

  /// Whether it holds at a moment; else it lies dormant.
  func holds(at moment: LocalMoment) -> Bool { window?.contains(moment) ?? true }
}
