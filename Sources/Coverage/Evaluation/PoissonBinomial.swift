/// How likely enough of several units are free, each busy with a probability of its own.
enum PoissonBinomial {
  /// A unit that arrives.
  struct Unit {
    var time: Double
    var crew: Int
    var busy: Double
  }

  /// The probability that every step is met.
  ///
  /// - Parameters:
  ///   - steps: the steps of the goal, in order of time.
  ///   - units: the units that arrive, in order of time.
  /// - Returns: a probability from 0 to 1.
  /// - Complexity: O(units · units asked for · people asked for).
  static func probability(of steps: some Collection<CoverageGoal.Step>, units: [Unit]) -> Double {
    let mostUnits = Int(max(0, steps.map(\.units).max() ?? 0))
    let mostCrew = Int(max(0, steps.map(\.crew).max() ?? 0))
    // A norm may ask for thousands of people where a few units come: nothing is counted that cannot be reached.
    let crew = units.reduce(0) { $0 + max(0, $1.crew) }
    guard mostUnits <= units.count, mostCrew <= crew else { return 0 }
    let width = mostCrew + 1
    // What is free, cut off at what is asked for in the end: by units and, within that, by people on board.
    var shares = Array(repeating: 0.0, count: (mostUnits + 1) * width)
    shares[0] = 1
    var following = shares
    var next = 0
    for step in steps {
      while next < units.count, units[next].time <= step.seconds {
        let unit = units[next]
        for index in following.indices { following[index] = 0 }
        for free in 0...mostUnits {
          for crew in 0...mostCrew {
            let share = shares[free * width + crew]
            guard share > 0 else { continue }
            following[free * width + crew] += share * unit.busy
            let more = min(mostUnits, free + 1) * width + min(mostCrew, crew + max(0, unit.crew))
            following[more] += share * (1 - unit.busy)
          }
        }
        swap(&shares, &following)
        next += 1
      }
      for free in 0...mostUnits {
        for crew in 0...mostCrew where free < step.units || crew < step.crew { shares[free * width + crew] = 0 }
      }
    }
    return shares.reduce(0, +)
  }
}
