package import DirectoryModel

/// What to look for, and how far.
package struct ActionOptions: Hashable, Sendable {
  /// What a new station begins with.
  package struct StandardUnits: Hashable, Sendable {
    /// How many units.
    package var count: Int
    /// People on board each.
    package var crew: Int
    /// Seconds of turnout; `nil` for what is usual for career crew of the service in the country, or 90 where nobody knows.
    package var turnout: Double?

    /// Describes units.
    package init(count: Int = 1, crew: Int, turnout: Double? = nil) {
      self.count = count
      self.crew = crew
      self.turnout = turnout
    }
  }

  /// Kinds of points.
  package enum Topic: String, CaseIterable, Hashable, Sendable {
    /// Missing agreements.
    case agreements
    /// Places of new stations.
    case stations
    /// Career crew instead of volunteers.
    case staffing
    /// Units that stand elsewhere.
    case moveUps = "move-ups"
  }

  /// What to look for.
  package var topics: Set<Topic> = Set(Topic.allCases)
  /// Steps of each kind and service; 1 or more.
  package var steps = 5
  /// Metres from the border, in ascending order, tried before the whole country.
  package var bands: [Double] = [10_000, 20_000, 30_000]
  /// What a new station begins with: one fire engine with a crew of 6, one ambulance with 2, one group with 9.
  package var standardUnits: [Service: StandardUnits] = [
    .fire: .init(crew: 6), .ambulance: .init(crew: 2), .civilProtection: .init(crew: 9),
  ]
  /// So many places for new stations are weighed at most; where people live at more, neighbours are represented by the
  /// one with the most people in the same tile of a grid.
  package var mostCandidates = 2000
  /// The best places are looked for where no more pairs of a place and a cell that it brings in are to be weighed; the greedy
  /// ones always.
  package var mostExactPairs = 60_000
  /// Seconds after which the search for the best places is given up.
  package var exactSeconds = 30.0
  /// Metres that a unit may move to stand elsewhere.
  package var moveUpDistance = 30_000.0

  /// The usual options.
  package init() {}
}
