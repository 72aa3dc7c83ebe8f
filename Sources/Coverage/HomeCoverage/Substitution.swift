/// A unit that has left its place, and another one of its service, country and way of travelling that stands there in its
/// stead: which steps differ, and how many people that concerns.
///
/// To weigh who could stand in, this is found out once for all that turn out alike, so that of each only what its own area
/// loses is left to count.
struct Substitution {
  /// What those have in common that make the same difference.
  struct Kind: Hashable {
    var turnout: Double
    var crew: Int
    var needs: NeedSet

    init(of unit: CoverageUnit) {
      (turnout, crew, needs) = (unit.turnout, unit.crew, unit.needs)
    }
  }

  /// A goal that one of the two units helps to meet.
  struct Change {
    var goal: Int32
    /// The first of its steps that the unit met which has left; beyond the last where it met none.
    var firstLost: Int32
    /// The first of its steps that the unit meets which has come; beyond the last where it meets none.
    var firstGained: Int32
  }

  /// By goal, in ascending order.
  var changes: [Change] = []
  /// The one that has left.
  var lost: CoverageUnit
  /// The one that has come.
  var gained: CoverageUnit
  /// People who come to be outside the norm, less those who come to be within it; what the other's own area loses is not in it.
  var people = 0
}
