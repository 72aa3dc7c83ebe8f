public import DirectoryModel
public import Geodesy

/// A named list of edits to what there is, evaluated without changing the directory.
public struct Scenario: Hashable, Sendable {
  /// The name under which reports show it; `baseline` is taken.
  public var name: String
  /// What it is about, in words; `nil` for no description.
  public var description: String?
  /// The edits, which take effect one after the other.
  public var edits: [ScenarioEdit]
  /// The file that it was read from, as reports and errors name it; `nil` where it did not come from one.
  package var file: String?
  /// The text that it was read from; `nil` where it did not come from a file.
  package var text: String?
  /// The files of footprints that it names, by their paths.
  package var footprintFiles: [String] = []

  /// Makes a scenario of edits in the order in which they take effect.
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
    package var units: [UnitID]
    /// Ids of stations; empty for any.
    package var stations: [StationID]
    /// Countries; empty for any.
    package var countries: [CountryCode]
    /// Services; empty for any.
    package var services: [Service]

    /// Selects all units of which everything holds that is given; an empty list allows any.
    public init(
      units: [UnitID] = [], stations: [StationID] = [], countries: [CountryCode] = [], services: [Service] = []
    ) {
      self.units = units
      self.stations = stations
      self.countries = countries
      self.services = services
    }

    /// Whether a unit is among those selected.
    package func contains(_ unit: CoverageUnit) -> Bool { ChosenUnits(self).contains(unit) }
  }

  /// A selection, prepared for asking of many units whether it is about them.
  struct ChosenUnits {
    private let units: Set<UnitID>
    private let stations: Set<StationID>
    private let countries: Set<CountryCode>
    private let services: Set<Service>

    init(_ selection: Selection) {
      units = Set(selection.units)
      stations = Set(selection.stations)
      countries = Set(selection.countries)
      services = Set(selection.services)
    }

    func contains(_ unit: CoverageUnit) -> Bool {
      (units.isEmpty || units.contains(unit.id)) && (stations.isEmpty || stations.contains(unit.station))
        && (countries.isEmpty || countries.contains(unit.country))
        && (services.isEmpty || services.contains(unit.service))
    }
  }

  /// One or more new units of one kind.
  public struct NewUnits: Hashable, Sendable {
    /// The id of the first; of several, `-2` and so on is put behind.
    package var id: UnitID
    /// How many.
    package var count: Int
    /// The service.
    package var service: Service
    /// The national type code; empty where it is not given: then nothing is known of its capabilities beyond its service.
    package var type: String
    /// People on board; 0 where nothing is said.
    package var crew: Int
    /// Seconds of turnout; `nil` for that of the staffing.
    package var turnout: Double?
    /// Whether its crew is career or volunteer.
    package var staffing: Station.Staffing.Kind
    /// How it travels.
    package var mobility: Mobility

    /// Describes new units.
    ///
    /// - Parameters:
    ///   - id: the id of the first; of several, `-2` and so on is put behind.
    ///   - count: how many, 1 to 1,000.
    ///   - service: the service that they belong to.
    ///   - type: the national type code; empty where it is not given.
    ///   - crew: people on board of each; 0 where it is not given.
    ///   - turnout: seconds of turnout, 0 to 86,400; `nil` for what is usual for the staffing.
    ///   - staffing: whether the crew is career or volunteer.
    ///   - mobility: how they travel.
    public init(
      id: UnitID, count: Int = 1, service: Service, type: String = "", crew: Int = 0, turnout: Double? = nil,
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
    package var name: String
    /// The rings of a polygon (even-odd rule); empty where it is a line.
    package var rings: [[Coordinate]]
    /// A line, such as a river; empty where it is a polygon.
    package var line: [Coordinate]
    /// Metres to either side of the line.
    package var buffer: Double
    /// Whether stations within it are lost.
    package var disablesStations: Bool
    /// By how much travel that begins or ends within it takes longer, 1 or more.
    package var slowness: Double
    /// By how much its people need more help, 0 or more.
    package var demand: Double
    /// Whether bridges, tunnels, dams and ferries within it are closed.
    package var closesCrossings: Bool

    /// Describes a hazard with the rings of a polygon or a line.
    ///
    /// - Parameters:
    ///   - name: its name, by which edits of one scenario are told apart.
    ///   - rings: the rings of polygons (even-odd rule); empty where it is a line.
    ///   - line: a line, such as a river; empty where it is a polygon.
    ///   - buffer: metres to either side of the line.
    ///   - disablesStations: whether stations within it are lost.
    ///   - slowness: by how much travel that begins or ends within it takes longer, 1 to 1,000.
    ///   - demand: by how much its people need more help, 0 to 1,000.
    ///   - closesCrossings: whether bridges, tunnels, dams and ferries within it are closed.
    public init(
      name: String, rings: [[Coordinate]] = [], line: [Coordinate] = [], buffer: Double = 0,
      disablesStations: Bool = true, slowness: Double = 1, demand: Double = 1, closesCrossings: Bool = true
    ) {
      self.name = name
      self.rings = rings
      self.line = line
      self.buffer = buffer
      self.disablesStations = disablesStations
      self.slowness = slowness
      self.demand = demand
      self.closesCrossings = closesCrossings
    }
  }

  /// A crossing that there is not yet, such as a planned bridge.
  public struct NewCrossing: Hashable, Sendable {
    /// The barrier that it crosses.
    package var barrier: BarrierID
    /// Where it is; of one with two ends, the first.
    package var place: Coordinate
    /// The other end of a long one; `nil` where its length does not matter.
    package var otherEnd: Coordinate?
    /// What it is.
    package var kind: Crossing.Kind
    /// Its name; its id where none is given.
    package var name: String?

    /// Describes a crossing.
    public init(
      barrier: BarrierID, place: Coordinate, otherEnd: Coordinate? = nil, kind: Crossing.Kind = .bridge,
      name: String? = nil
    ) {
      self.barrier = barrier
      self.place = place
      self.otherEnd = otherEnd
      self.kind = kind
      self.name = name
    }
  }

  /// What an edit does; values outside their range are errors when the scenario is evaluated.
  public enum Change: Hashable, Sendable {
    /// The station with this id is closed, and its units are gone.
    case closeStation(StationID)
    /// A new station at a place of a country begins with units.
    case openStation(StationID, place: Coordinate, country: CountryCode, units: [NewUnits])
    /// The units of the station with this id stand elsewhere.
    case moveStation(StationID, to: Coordinate)
    /// The station with this id has more units.
    case addUnits(station: StationID, units: NewUnits)
    /// The unit with this id is gone.
    case removeUnit(UnitID)
    /// The unit with this id stands at another station.
    case moveUnit(UnitID, toStation: StationID)
    /// A station has career or volunteer crew: turnout times change to those of the staffing.
    case staff(StationID, Station.Staffing.Kind)
    /// The units of a station are on duty at these hours and at no others, in the syntax of OpenStreetMap's `opening_hours`.
    case hours(StationID, String)
    /// Units are busy with a probability from 0 to below 1, each for itself.
    case busy(Double, Selection)
    /// Units of two countries may, or may not, cross the border between them: in both directions, or only towards one of the
    /// two; of all services where none is given.
    case border(
      between: CountryCode, and: CountryCode, isOpen: Bool, services: [Service], towards: CountryCode? = nil)
    /// Nobody gets over the crossing with this id; where a place is given, only not to the bank on which that lies.
    case closeCrossing(CrossingID, towards: Coordinate?)
    /// A crossing is there that was not, or, without a description, one that is on file is opened to road vehicles. One waits
    /// there so many seconds in the mean; a ferry needs them.
    case openCrossing(CrossingID, NewCrossing?, wait: Double?)
    /// A hazard strikes: stations are lost, crossings are closed, travel is slower, demand grows within its footprint.
    case hazard(Hazard)
    /// Travel takes so many times as long everywhere, 0.1 to 10.
    case weather(Double, services: [Service] = [])
    /// Seconds that control rooms take before they alarm, 0 to 3,600.
    case callHandling(Double)
    /// Seconds that asking another country's control room takes, 0 to 3,600.
    case requestDelay(Double)
    /// Whether units cross borders only where an agreement lets them.
    case requireAgreements(Bool)
    /// Agreements change; it has an effect where agreements are required.
    case agreement(AgreementChange)
  }

  /// What the edit does while it holds.
  public var change: Change
  /// The part of the week in which it does; `nil` for always.
  public var window: WeeklyWindow?
  /// The line in the scenario's file; `nil` where there is none.
  package var line: Int?
  /// The edit in the words of the scenario file.
  public var summary: String

  /// Makes an edit, and puts it into the words of the scenario file.
  public init(_ change: Change, window: WeeklyWindow? = nil, line: Int? = nil) {
    self.change = change
    self.window = window
    self.line = line
    summary = ScenarioEdit.text(of: change, window: window)
  }

  /// Whether it holds at a moment; else it has no effect.
  func holds(at moment: LocalMoment) -> Bool { window?.contains(moment) ?? true }
}
