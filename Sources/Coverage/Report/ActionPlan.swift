public import DirectoryModel
public import Geodesy

/// The actions that would bring most people within the norm.
public struct ActionPlan: Hashable, Sendable {
  /// All points: by people, most first; of equal ones the earlier step, then as the kinds and services were gone through.
  public var points: [ActionPoint]
  /// By service: how good the places are that were chosen for new stations; empty unless they were looked for.
  package var siting: [SitingComparison]
  /// Places at which one station for several services would help most; `nil` unless they were looked for.
  public var shared: SharedSiting?

  package init(points: [ActionPoint] = [], siting: [SitingComparison] = []) {
    self.points = points
    self.siting = siting
  }

  /// The points of a service that help anybody, the most helpful of each kind.
  ///
  /// A kind whose steps are all large hides none of the others.
  ///
  /// - Parameters:
  ///   - service: the service.
  ///   - count: how many points of each kind at most.
  /// - Returns: the points, in the order of all points.
  package func foremost(for service: Service, ofEachKind count: Int) -> [ActionPoint] {
    var counts: [ActionPoint.Topic: Int] = [:]
    return points.filter { point in
      guard point.service == service, point.worth ?? Double(point.people) > 0 else { return false }
      counts[point.kind.topic, default: 0] += 1
      return counts[point.kind.topic, default: 0] <= count
    }
  }
}

/// What the places of new stations are chosen for.
public enum SitingObjective: Hashable, Sendable {
  /// People who are within the norm, by however many stations.
  case once
  /// The same, where each counts this share less, 0 to 0.5, as long as only one unit reaches them in time.
  case backup(Double)
  /// People who may expect a free unit in time, where each is busy with this probability, 0 to 0.95, for itself.
  case busy(Double)
}

/// How good the places chosen for new stations are.
///
/// Counted are people whom a new station alone brings within the norm, by what the objective has them count; the steps may bring
/// in a few more, where two new stations together do what the norm asks for.
package struct SitingComparison: Hashable, Sendable {
  /// The service that the stations are for.
  package var service: Service
  /// Candidate places that bring anyone within the norm.
  package var candidates: Int
  /// How many of them are to be chosen.
  package var sites: Int
  /// People through the places chosen one after the other, each the best at its step: no less than 1 − 1/e = 63.2 % of the
  /// best.
  package var greedy: Int
  /// People that no choice of places can exceed, as follows from the greedy choice.
  package var bound: Int
  /// People through the best places; `nil` where they were too many, or took too long, to find.
  package var exact: Int?
  /// The best places, as edits; empty where they are not known.
  package var exactEdits: [ScenarioEdit]
  /// The best places, in the order of the edits.
  package var exactPlaces: [ActionPoint.Kind]
  /// What they are chosen for.
  package var objective: SitingObjective
  /// What they may cost together; `nil` for whatever.
  package var budget: Double?
  /// What those chosen one after the other cost.
  package var cost: Double

  package init(
    service: Service, candidates: Int, sites: Int, greedy: Int, bound: Int, exact: Int? = nil,
    exactEdits: [ScenarioEdit] = [], exactPlaces: [ActionPoint.Kind] = [], objective: SitingObjective = .once,
    budget: Double? = nil, cost: Double
  ) {
    self.service = service
    self.candidates = candidates
    self.sites = sites
    self.greedy = greedy
    self.bound = bound
    self.exact = exact
    self.exactEdits = exactEdits
    self.exactPlaces = exactPlaces
    self.objective = objective
    self.budget = budget
    self.cost = cost
  }

  /// How much better the best choice is than the greedy one, at most, as a share of the best; 0 where it is the best.
  package var gap: Double {
    let best = exact ?? bound
    return best > greedy ? Double(best - greedy) / Double(best) : 0
  }
}

/// One thing to do, with the people whom it brings within the norm.
///
/// Points of one kind and service are steps: each counts the people that it adds to the steps before it. To check
/// a claim: a scenario of all `edits` has `cumulative` people more within the norm than the baseline.
public struct ActionPoint: Hashable, Sendable {
  /// Kinds of things to do, with what they are about.
  public enum Kind: Hashable, Sendable {
    /// Units of the lender may go to places of the borrower within so many metres of the border; `nil` for everywhere.
    case agreement(lender: CountryCode, borrower: CountryCode, band: Double?)
    /// A new station; the code of the cell in whose middle it stands, or the name that a planner's list gives the place, its
    /// country and region.
    case station(Coordinate, cell: String, country: CountryCode, region: RegionCode?)
    /// Career crew instead of volunteers at a station.
    case staffing(station: StationID)
    /// A unit of one station stands at another.
    case moveUp(unit: UnitID, from: StationID, to: StationID)

    /// What was looked for when it was found.
    package var topic: Topic {
      switch self {
      case .agreement: .agreements
      case .station: .stations
      case .staffing: .staffing
      case .moveUp: .moveUps
      }
    }
  }

  /// What is looked for; the raw values are those of JSON.
  package enum Topic: String, CaseIterable, Hashable, Sendable {
    /// Agreements that are missing.
    case agreements
    /// Places of new stations.
    case stations
    /// Stations where career crew instead of volunteers would help.
    case staffing
    /// Units that would help more at another station.
    case moveUps = "move-ups"
  }

  /// What to do, and with which stations, units or countries.
  public var kind: Kind
  /// The service that it is done for.
  public var service: Service
  /// Which step of its kind and service, from 1.
  package var step: Int
  /// People newly within the norm through this step, less those who are no longer.
  public var people: Int
  /// The same through this step and all before it.
  package var cumulative: Int
  /// The edits of this step and all before it, in order.
  public var edits: [ScenarioEdit]
  /// What the step adds by the objective of a siting that counts otherwise, in people; `nil` where `people` says it.
  package var worth: Double?

  package init(
    kind: Kind, service: Service, step: Int, people: Int, cumulative: Int, edits: [ScenarioEdit],
    worth: Double? = nil
  ) {
    self.kind = kind
    self.service = service
    self.step = step
    self.people = people
    self.cumulative = cumulative
    self.edits = edits
    self.worth = worth
  }

  /// The edit of this step alone; `nil` only for a point without edits.
  package var edit: ScenarioEdit? { edits.last }
}
