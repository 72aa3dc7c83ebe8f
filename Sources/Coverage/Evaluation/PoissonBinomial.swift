internal import Primitives

/// How likely enough of several units are free, each busy with a probability of its own.
enum PoissonBinomial {
  /// A unit that arrives.
  struct Unit {
    var time: Double
    var counts: Counts
    var busy: Double
  }

  /// The numbers that may be free of each thing counted, cut off at what is asked for in the end, as positions in an array.
  private struct States {
    /// By thing: the most that matters.
    let most: [Int]
    /// By thing: from one number to the next.
    let strides: [Int]
    /// How many states there are; `nil` where they are too many to go through.
    let count: Int?

    init(_ most: [Int]) {
      self.most = most
      var strides = Array(repeating: 1, count: most.count)
      var count: Int? = 1
      for position in most.indices.reversed() {
        strides[position] = count ?? 0
        count = count.flatMap { known in
          let (product, isTooMany) = known.multipliedReportingOverflow(by: most[position] + 1)
          return isTooMany || product > 4_000_000 ? nil : product
        }
      }
      self.strides = strides
      self.count = count
    }

    func counts(of state: Int) -> Counts {
      var counts = Counts.zero
      for position in most.indices {
        counts[position] = Int32(clamping: state / strides[position] % (most[position] + 1))
      }
      return counts
    }

    /// The state after one more has come.
    func after(_ state: Int, _ more: Counts) -> Int {
      var next = state
      for position in most.indices where more[position] > 0 {
        let known = state / strides[position] % (most[position] + 1)
        next += (min(most[position], known + Int(more[position])) - known) * strides[position]
      }
      return next
    }
  }

  /// The probability that every step is met.
  ///
  /// - Parameters:
  ///   - steps: the steps of the goal, in order of time.
  ///   - units: the units that arrive, in order of time.
  ///   - measures: how many things the goal counts.
  /// - Returns: a probability from 0 to 1; that of all units being free, which is no more, where a norm counts so much of so
  ///   many things that the states cannot be gone through.
  /// - Complexity: O(units · product of what is asked for of each thing).
  static func probability(of steps: some Collection<CoverageGoal.Step>, units: [Unit], measures: Int) -> Double {
    // A norm may ask for thousands of people where a few units come: nothing is counted that cannot be reached.
    let most = (0..<measures).map { position in
      let asked = steps.map { Int($0.requirement.most(of: position)) }.max() ?? 0
      return max(0, min(asked, units.reduce(0) { $0 + max(0, Int($1.counts[position])) }))
    }
    let states = States(most)
    guard let count = states.count else { return units.reduce(1) { $0 * (1 - $1.busy) } }
    var shares = Array(repeating: 0.0, count: count)
    shares[0] = 1
    var following = shares
    var next = 0
    for step in steps {
      while next < units.count, units[next].time <= step.seconds {
        let unit = units[next]
        for index in following.indices { following[index] = 0 }
        for state in shares.indices {
          let share = shares[state]
          guard share > 0 else { continue }
          following[state] += share * unit.busy
          following[states.after(state, unit.counts)] += share * (1 - unit.busy)
        }
        swap(&shares, &following)
        next += 1
      }
      for state in shares.indices where shares[state] > 0 && !step.requirement.isMet(by: states.counts(of: state)) {
        shares[state] = 0
      }
    }
    return shares.reduce(0, +)
  }
}
