/// How likely enough of several units are free, each busy with a probability of its own.
enum ReadyDistribution {
  /// What is free, cut off at what is asked for in the end.
  private struct Free: Hashable {
    var units: Int32
    var crew: Int32
  }

  /// The probability that every step of a goal is met.
  ///
  /// - Parameter arrivals: in order of time.
  /// - Complexity: O(arrivals · units asked for · people asked for).
  static func probability(of goal: CoverageGoal, arrivals: [Arrival]) -> Double {
    let mostUnits = goal.steps.map(\.units).max() ?? 0
    let mostCrew = goal.steps.map(\.crew).max() ?? 0
    var states = [Free(units: 0, crew: 0): 1.0]
    var next = 0
    for step in goal.steps {
      while next < arrivals.count, arrivals[next].time <= step.seconds {
        let arrival = arrivals[next]
        var following: [Free: Double] = [:]
        // In order, so that sums are the same from run to run.
        for (free, share) in states.sorted(by: { ($0.key.units, $0.key.crew) < ($1.key.units, $1.key.crew) }) {
          let more = Free(
            units: min(mostUnits, free.units + 1), crew: min(mostCrew, free.crew + arrival.crew))
          following[free, default: 0] += share * arrival.busy
          following[more, default: 0] += share * (1 - arrival.busy)
        }
        states = following
        next += 1
      }
      states = states.filter { $0.key.units >= step.units && $0.key.crew >= step.crew }
    }
    return states.sorted { ($0.key.units, $0.key.crew) < ($1.key.units, $1.key.crew) }.map(\.value).reduce(0, +)
  }
}
