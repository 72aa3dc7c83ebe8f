public import DirectoryModel

/// What to do, most helpful first.
public struct ActionPlan: Hashable, Sendable {
  /// All points: by people, most first; of equal ones the earlier step, then as the kinds and services were gone through.
  public var points: [ActionPoint]
  /// By service, where places of stations were looked for.
  public var siting: [SitingComparison]

  /// Makes a plan.
  package init(points: [ActionPoint] = [], siting: [SitingComparison] = []) {
    self.points = points
    self.siting = siting
  }

  /// The points of a service that bring in anyone, the most helpful of each kind: a kind whose steps are all large hides none
  /// of the others.
  ///
  /// - Parameter count: so many of each kind at most.
  /// - Returns: them in the order of all points.
  package func foremost(for service: Service, ofEachKind count: Int) -> [ActionPoint] {
    var counts: [ActionOptions.Topic: Int] = [:]
    return points.filter { point in
      guard point.service == service, point.people > 0 else { return false }
      counts[point.kind.topic, default: 0] += 1
      return counts[point.kind.topic, default: 0] <= count
    }
  }
}

/// How good the places chosen for new stations are.
///
/// Counted are people whom a new station alone brings within the norm; the steps may bring in a few more, where two new
/// stations together do what the norm asks for.
public struct SitingComparison: Hashable, Sendable {
  /// The service.
  public var service: Service
  /// Candidate places that bring in anyone.
  public var candidates: Int
  /// Places to choose.
  public var sites: Int
  /// People through the places chosen one after the other, each the best at its turn: no less than 1 − 1/e = 63.2 % of the
  /// best.
  public var greedy: Int
  /// No choice brings in more, by what the greedy choice alone tells.
  public var bound: Int
  /// People through the best places; `nil` where they were too many, or took too long, to find.
  public var exact: Int?
  /// The best places, as edits; empty where they are not known.
  public var exactEdits: [ScenarioEdit]

  /// Makes a comparison.
  package init(
    service: Service, candidates: Int, sites: Int, greedy: Int, bound: Int, exact: Int? = nil,
    exactEdits: [ScenarioEdit] = []
  ) {
    self.service = service
    self.candidates = candidates
    self.sites = sites
    self.greedy = greedy
    self.bound = bound
    self.exact = exact
    self.exactEdits = exactEdits
  }

  /// How much better the best choice is than the greedy one, at most, as a share of the best; 0 where it is the best.
  public var gap: Double {
    let best = exact ?? bound
    return best > greedy ? Double(best - greedy) / Double(best) : 0
  }
}
