public import Coverage
public import DirectoryModel
public import Matching

/// The nearest units for an incident, with names, organisations and control rooms.
public struct NearestReport: Sendable {
  /// A unit in the answer: the match with the records behind it.
  public struct Unit: Sendable {
    /// How far it is, when it arrives, under which agreement it may come, and whether it is free.
    public var match: Match
    /// The unit as its registries list it.
    public var record: ResponseUnit
    /// The station at which the unit stands, as its registries list it.
    public var station: Station
    /// The registry that lists the unit, or for a new unit of a scenario its neighbour; `nil` where there is neither.
    public var registry: RegistryID?
    /// The station's organisation; `nil` where not known.
    public var organisation: Organisation?
    /// The room through which it is asked for; `nil` where not known.
    public var controlRoom: ControlRoom?
    /// The name of its type.
    package var typeName: LocalizedText
    /// How well it works with the people that it comes to help; `nil` for a domestic unit.
    public var interoperability: InteroperabilityFacts?
    /// What it costs its own people that it is away; `nil` where it is not known: no norm applies, or no population is on file.
    public var lenderCost: HomeCoverageLoss?

    /// The year, month or day that the registry's facts are of; `nil` where it does not say.
    public var sourceDate: String?
    /// Whether it may stand on either bank of a water, since only its municipality or postcode is known: the nearer is reckoned
    /// with.
    public var isOnEitherBank = false
    /// When it arrives, and how sure that is.
    public var arrival: ArrivalEstimate

    /// The unit's id, the same as in its record and in the match.
    public var id: UnitID { record.id }
    /// Seconds from the call to the arrival: call handling of a request across the border, turnout and travel.
    public var eta: Double { match.eta }
    /// Whether, and by which rule, it may come.
    public var agreement: Verdict { match.verdict }

    package init(
      match: Match, record: ResponseUnit, station: Station, registry: RegistryID?, organisation: Organisation?,
      controlRoom: ControlRoom?, typeName: LocalizedText
    ) {
      self.match = match
      self.record = record
      self.station = station
      self.registry = registry
      self.organisation = organisation
      self.controlRoom = controlRoom
      self.typeName = typeName
      arrival = ArrivalEstimate(seconds: match.eta, parts: [])
    }
  }

  /// The question that is answered, with what its scenario changes in it.
  public var query: NearestQuery
  /// The matcher's answer: where the incident is, the matches in order, and the nearest domestic unit.
  public var answer: NearestAnswer
  /// The matches in order, with their records.
  public var units: [Unit]
  /// The nearest domestic unit with its records; `nil` where there is none.
  public var domestic: Unit?
  /// The room responsible for the incident; `nil` where not known.
  public var responsibleRoom: ControlRoom?
  /// The name of the incident's region; `nil` where not known.
  public var regionName: String?
  /// What the travel-time model is called.
  public var travelModel: String
  /// What is not known and could change the answer, the nearest first; empty where nothing is known to be missing.
  public var unknowns: [Unknown] = []
  /// The scenario in which it is answered; `nil` for things as they are.
  public var scenario: ScenarioNote?
  /// What people call the capabilities that are asked for.
  package var capabilityNames = CapabilityNames()
  /// The version of the directory that was asked; it counts up with every change.
  public var directoryVersion: Int
  /// How long answering took, in microseconds.
  package var elapsedMicroseconds: Int

  /// Whether the first unit is sooner than the nearest domestic one, or the reverse, in nine of ten cases; `nil` where one of
  /// the two is missing.
  public var isGainClear: Bool? {
    guard let first = units.first, let domestic else { return nil }
    return first.id == domestic.id || first.arrival.order(to: domestic.arrival).isClear
  }

  /// Whether a unit of the answer may as well be the first as the one that is named first: in three of ten cases or more.
  package func isEquallyNear(_ index: Int) -> Bool {
    guard index > 0, let first = units.first else { return false }
    return units[index].arrival.order(to: first.arrival) == .equal
  }

  /// Whether a unit's verdict hangs on its being sooner than the nearest domestic one, and the difference does not hold in nine
  /// of ten cases.
  package func hangsOnCloseTimes(_ unit: Unit) -> Bool {
    guard unit.match.verdict.hangsOnTimes, let domestic else { return false }
    return !unit.arrival.order(to: domestic.arrival).isClear
  }

  /// What the model of a match's travel time is called: the router's name, else the built-in model's.
  package func travelModel(of match: Match) -> String {
    if case .router(let name, _) = match.travelOrigin { name } else { travelModel }
  }

  package init(
    query: NearestQuery, answer: NearestAnswer, units: [Unit], responsibleRoom: ControlRoom?, regionName: String?,
    travelModel: String, directoryVersion: Int, elapsedMicroseconds: Int
  ) {
    self.query = query
    self.answer = answer
    self.units = units
    self.responsibleRoom = responsibleRoom
    self.regionName = regionName
    self.travelModel = travelModel
    self.directoryVersion = directoryVersion
    self.elapsedMicroseconds = elapsedMicroseconds
  }
}
