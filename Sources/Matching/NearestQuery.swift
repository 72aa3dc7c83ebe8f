public import DirectoryModel
public import FoundationEssentials
public import Geodesy

/// The question which units are nearest to a place and may come.
public struct NearestQuery: Sendable {
  /// Which units are asked about.
  public enum Scope: String, CaseIterable, Sendable {
    /// Units whose home country is not the incident's.
    case crossBorder = "cross-border"
    /// Units of the incident's country.
    case domestic
    /// Units of all countries.
    case all
  }

  /// The measure by which units are ordered, the smallest first.
  public enum Rank: String, CaseIterable, Sendable {
    /// The soonest to arrive.
    case eta
    /// The nearest along the ellipsoid.
    case distance
  }

  /// What to make of units whose status is unknown.
  public enum AvailabilityPolicy: String, CaseIterable, Sendable {
    /// They count as available, and the answer says that this is assumed.
    case assume
    /// They are left out.
    case strict
  }

  /// By which travel times it is counted what help costs its lender.
  public enum LenderCost: String, CaseIterable, Sendable {
    /// Those of the built-in model, which takes milliseconds.
    case model
    /// Those of the router, which has to be asked about many ways, for seconds; the model's where it fails.
    case road
    /// It is not counted.
    case none
  }

  /// Which units an answer names, judged by the verdict of the agreements.
  public enum AgreementPolicy: String, CaseIterable, Sendable {
    /// All units, each with its verdict.
    case any
    /// Only units that a rule allows.
    case required
  }

  /// How far away a unit may be, its value included, by distance or by time.
  public enum Limit: Hashable, Sendable {
    /// Metres along the ellipsoid.
    case distance(Double)
    /// Seconds from the alarm to arrival.
    case time(Double)
  }

  /// What goes first between units that arrive at the same time.
  public enum TieBreak: String, CaseIterable, Sendable {
    /// The unit that works better with the responsible room, then the id.
    case interoperability
    /// The id alone, in the order of its bytes.
    case id
  }

  /// Where the incident is, in WGS84 degrees.
  public var place: Coordinate
  /// Which service; `nil` for all.
  public var service: Service?
  /// What is needed of each unit.
  public var needs: [Need] = []
  /// How many units to name, at least 1.
  public var count = 5
  /// Whether foreign units, domestic units or both are asked about.
  public var scope = Scope.crossBorder
  /// Home countries of the units asked about; empty for all that the scope holds.
  public var lenders: [CountryCode] = []
  /// The incident's country where the caller knows it; `nil` to find it by the boundaries.
  public var incidentCountry: CountryCode?
  /// The moment of the alarm, by which statuses, windows of time and terms of agreements are judged.
  public var time: Date
  /// The measure by which the answer is ordered: arrival or distance.
  public var rank = Rank.eta
  /// How far; `nil` for any distance.
  public var limit: Limit?
  /// What to make of unknown statuses.
  public var availability = AvailabilityPolicy.assume
  /// Whether units without an agreement that allows them are named too.
  public var agreement = AgreementPolicy.any
  /// By which travel times it is counted what help costs its lender.
  public var lenderCost = LenderCost.model
  /// What help is asked for.
  public var purpose = Purpose.daily
  /// The part the unit would play; `nil` for any.
  public var role: ResponseRole?
  /// Seconds that asking another country's control room takes, added to the ETA of its units; `nil` for what is on file
  /// for the two rooms, nothing where nothing is.
  public var requestDelay: Double?
  /// What goes first between units that arrive in the same tenth of a second, as answers print it.
  public var tieBreak = TieBreak.interoperability

  /// Makes a question with the usual choices.
  public init(place: Coordinate, service: Service? = nil, time: Date) {
    self.place = place
    self.service = service
    self.time = time
  }
}
