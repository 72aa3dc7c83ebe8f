internal import DirectoryModel

/// Which units fill which needs: the problem without anything that does not bear on the answer.
struct AssignmentProblem {
  /// A unit that could fill some of the needs.
  struct Candidate {
    /// Its id: of solutions that are equal in all else, the first by ids is taken.
    var id: UnitID
    /// Milliseconds from the alarm to its arrival, 0 or more.
    var arrival: Int
    /// Where it comes from.
    var station: StationID
    /// The organisation that runs the station; `nil` where not known, and then no limit holds.
    var organisation: OrganisationID?
    /// The lender's country; `nil` where no limit holds, for the incident's own units.
    var country: CountryCode?
    /// The needs that it can fill, by index; of a joined problem the kinds of needs.
    var needs: [Int]
    /// Indices of candidates that cannot go together with it, such as the vehicles that a group is made of.
    var conflicts: Set<Int> = []
  }

  /// How many units each need asks for, the most important need first.
  var demands: [Int]
  /// The units, in any order.
  var candidates: [Candidate]
  /// How many may come from one place.
  var limits = PackageLimits()
  /// Milliseconds before which no unit arrives that is not among the candidates, by need or by kind; `nil` where there is
  /// none.
  ///
  /// Such units may be used without limits and conflicts: what comes out with them bounds what all units could do.
  var unseenArrivals: [Int?] = []
  /// How many units may come in all; `nil` for any number.
  var total: Int?
  /// Of a joined problem by need: its kind; empty where none are joined.
  private(set) var kinds: [Int] = []
}

extension AssignmentProblem {
  /// What the same units can fill, seen or not.
  private struct Kind: Hashable {
    var candidates: [Int32]
    var unseenArrival: Int?
  }

  /// The kind of a need.
  func kind(of need: Int) -> Int { kinds.isEmpty ? need : kinds[need] }

  /// How many kinds there are.
  var kindCount: Int { kinds.isEmpty ? demands.count : (kinds.max() ?? -1) + 1 }

  /// How many units each kind asks for, of so many for each need.
  func demandsByKind(_ demands: [Int]) -> [Int] {
    var sums = Array(repeating: 0, count: kindCount)
    for (need, demand) in demands.enumerated() { sums[kind(of: need)] += demand }
    return sums
  }

  /// The same problem with needs joined that the same units can fill: the network has one node for them.
  ///
  /// Their units can be exchanged between them at will, so that nothing is lost.
  ///
  /// - Complexity: O(pairs of needs and candidates).
  func joined() -> AssignmentProblem {
    guard kinds.isEmpty else { return self }
    var lists: [[Int32]] = demands.map { _ in [] }
    for (index, candidate) in candidates.enumerated() {
      for need in candidate.needs { lists[need].append(Int32(index)) }
    }
    var joined = self
    var known: [Kind: Int] = [:]
    joined.kinds = []
    joined.unseenArrivals = []
    for (need, list) in lists.enumerated() {
      let kind = Kind(candidates: list, unseenArrival: need < unseenArrivals.count ? unseenArrivals[need] : nil)
      let number = known[kind] ?? known.count
      if known[kind] == nil {
        known[kind] = number
        joined.unseenArrivals.append(kind.unseenArrival)
      }
      joined.kinds.append(number)
    }
    for (index, candidate) in candidates.enumerated() {
      joined.candidates[index].needs = Set(candidate.needs.map { joined.kinds[$0] }).sorted()
    }
    return joined
  }
}

/// A solution, and how good it is.
struct Assignment {
  /// The candidates of each need by index, in order of their ids; those not seen, if any, are not among them.
  var candidates: [[Int]]
  /// How many units not among the candidates each need was given.
  var unseen: [Int]
  /// Whether no better one exists; `false` when the search was given up for its size.
  var isProven = true

  /// When the last unit arrives, in milliseconds; 0 where nothing is filled.
  var completion: Int
  /// The sum of all arrivals, in milliseconds.
  var totalArrival: Int
  /// The ranks of the candidates' ids need by need, −1 for those not seen.
  var ranks: [[Int]]

  /// How many units each need was given.
  var fills: [Int] { zip(candidates, unseen).map { $0.count + $1 } }
}

extension Assignment {
  /// Whether this solution is better than another: it gives more units; else more to the first need that differs; else it
  /// is complete earlier; else the sum of arrivals is smaller; else its ids come first.
  func isBetter(than other: Assignment) -> Bool {
    let fills = (fills, other.fills)
    let totals = (fills.0.reduce(0, +), fills.1.reduce(0, +))
    if totals.0 != totals.1 { return totals.0 > totals.1 }
    if fills.0 != fills.1 { return fills.1.lexicographicallyPrecedes(fills.0) }
    if completion != other.completion { return completion < other.completion }
    if totalArrival != other.totalArrival { return totalArrival < other.totalArrival }
    return ranks.joined().lexicographicallyPrecedes(other.ranks.joined())
  }
}
