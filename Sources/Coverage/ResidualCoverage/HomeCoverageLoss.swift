/// What sending a unit away costs those who lend it.
public struct HomeCoverageLoss: Hashable, Sendable {
  /// People of its own country who are within the norm with it and outside it while it is away, whoever else is ready
  /// there.
  public var people: Int
  /// Their cells.
  public var cells: Int
  /// Who could stand in at its station, where the loss is serious and standing in helps.
  package var moveUp: ResidualCoverage.MoveUp?

  /// Makes a cost.
  package init(people: Int, cells: Int, moveUp: ResidualCoverage.MoveUp? = nil) {
    self.people = people
    self.cells = cells
    self.moveUp = moveUp
  }

  /// Whether so many people are left that somebody should stand in.
  public var isSerious: Bool { people >= ResidualCoverage.seriousLoss }
}
