public import Coverage
package import DirectoryModel

/// Which actions to look for, and how far to go.
public struct ActionOptions: Hashable, Sendable {
  /// What a new station begins with.
  package struct StandardUnits: Hashable, Sendable {
    /// How many units the station begins with; 1 or more.
    package var count: Int
    /// How many people are on board of each.
    package var crew: Int
    /// Seconds of turnout; `nil` for what is usual for career crew of the service in the country, or 90 where none is known.
    package var turnout: Double?

    /// Describes the units; by default it is one, with the turnout that is usual.
    package init(count: Int = 1, crew: Int, turnout: Double? = nil) {
      self.count = count
      self.crew = crew
      self.turnout = turnout
    }
  }

  /// The kinds of actions to look for; all of them by default.
  package var topics: Set<ActionPoint.Topic> = Set(ActionPoint.Topic.allCases)
  /// Steps of each kind and service; 1 or more.
  public var steps = 5
  /// Metres from the border, in ascending order, tried before the whole country.
  package var bands: [Double] = [10_000, 20_000, 30_000]
  /// What a new station begins with: one fire engine with a crew of 6, one ambulance with 2, one group with 9.
  package var standardUnits: [Service: StandardUnits] = [
    .fire: .init(crew: 6), .ambulance: .init(crew: 2), .civilProtection: .init(crew: 9),
  ]
  /// How many places for new stations are compared at most; where people live at more, neighbours are represented by the
  /// one with the most people in the same tile of a grid.
  package var mostCandidates = 2000
  /// Places for new stations from a planner's own list; `nil` to take them from where people live.
  public var candidates: [SiteCandidate]?
  /// Whether to look, too, for places where one station begins with units of all services that are counted.
  public var sharesSites = false
  /// What the places of new stations are chosen for.
  public var objective = SitingObjective.once
  /// What new stations may cost together, 0 or more; `nil` for as many as there are steps, whatever they cost.
  public var budget: Double?
  /// The best places are looked for where no more pairs than this of a place and a cell that it brings in are to be compared; the
  /// greedy ones always.
  package var mostExactPairs = 60_000
  /// Seconds after which the search for the best places is given up.
  package var exactSeconds = 30.0
  /// Metres that a unit may move to stand elsewhere.
  package var moveUpDistance = 30_000.0

  /// Takes the default of every option.
  package init() {}
}
