package import DirectoryModel

/// What sending a unit away costs the people of its own country.
public struct HomeCoverageLoss: Hashable, Sendable {
  /// A unit that could stand in for another one, at its station.
  package struct MoveUp: Hashable, Sendable {
    /// The id of the unit that moves.
    package var unit: UnitID
    /// The id of the station where it stands in.
    package var station: StationID
    /// People outside the norm when no unit moves, beyond those outside it before the loss.
    package var peopleWithout: Int
    /// People outside the norm when it has moved, beyond those outside it before the loss: at its old place and the new.
    ///
    /// Below zero where the move covers more people than the loss cost.
    package var peopleWith: Int
    /// Seconds of travel to the new place.
    package var travel: Double
  }

  /// People of its own country who are within the norm with it, and outside it while it is away and all other units stay
  /// as they are.
  public var people: Int
  /// How many cells of the population they live in.
  package var cells: Int
  /// By whose travel times it was counted: the router's name, or that of the built-in model.
  public var travelModel: String
  /// The unit that could stand in at its station; `nil` where the loss is not serious or standing in does not help.
  package var moveUp: MoveUp?

  package init(people: Int, cells: Int, travelModel: String, moveUp: MoveUp? = nil) {
    self.people = people
    self.cells = cells
    self.travelModel = travelModel
    self.moveUp = moveUp
  }

  /// Whether 1,000 people or more are left outside the norm, so that another unit should stand in.
  package var isSerious: Bool { people >= ResidualCoverage.seriousLoss }
}
