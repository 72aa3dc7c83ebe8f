/// Who could be reached in time from where: cells with people, and sites with the cells that each covers.
///
/// Stations that there are already are sites too, named in ``existing``; all others are candidates.
package struct CoveringInstance: Sendable {
  /// The people of each cell, not negative.
  ///
  /// Sums of whole numbers are exact.
  package let people: [Double]
  /// Site `s` covers `coveredCells[starts[s]..<starts[s + 1]]`; one more entry than there are sites.
  package let starts: [Int]
  /// The cells that the sites cover, site by site, ascending and without repetition within a site.
  package let coveredCells: [Int32]
  /// The sites that stand already, ascending.
  package let existing: [Int]
  /// What being reached by one, two or more sites counts.
  package let shares: CoverShares
  /// What each site costs, above 0, in whatever money the budget is; empty where all cost 1.
  package let costs: [Double]
  /// How often a candidate may be chosen, 1 or more: how many units one site takes.
  package let mostPerSite: Int

  /// The number of sites, existing ones included.
  package var siteCount: Int { starts.count - 1 }

  /// Checks the numbers and makes an instance.
  ///
  /// - Throws: ``SitingError`` naming the first number that does not fit.
  package init(
    people: [Double], starts: [Int], coveredCells: [Int32], existing: [Int] = [], shares: CoverShares = .once,
    costs: [Double] = [], mostPerSite: Int = 1
  ) throws(SitingError) {
    if let cell = people.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SitingError(
        .invalidInstance, "cell \(cell) has \(people[cell]) people", hint: "give a number that is not negative")
    }
    guard starts.first == 0, starts.last == coveredCells.count, zip(starts, starts.dropFirst()).allSatisfy(<=) else {
      throw SitingError(
        .invalidInstance, "the sites' beginnings do not divide the list of \(coveredCells.count) covered cells",
        hint: "begin with 0, never go back, and end with the length of the list")
    }
    for site in 0..<(starts.count - 1) {
      var last: Int32 = -1
      for cell in coveredCells[starts[site]..<starts[site + 1]] {
        guard cell > last, Int(cell) < people.count else {
          throw SitingError(
            .invalidInstance, "site \(site) covers cell \(cell) after \(last), of \(people.count) cells",
            hint: "list the cells of a site ascending, each once, from 0")
        }
        last = cell
      }
    }
    try CoveringInstance.check(existing: existing, siteCount: starts.count - 1)
    guard costs.isEmpty || costs.count == starts.count - 1 else {
      throw SitingError(
        .invalidInstance, "\(costs.count) costs for \(starts.count - 1) sites", hint: "give one for each, or none")
    }
    if let site = costs.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw SitingError(.invalidInstance, "site \(site) costs \(costs[site])", hint: "give a number above 0")
    }
    guard mostPerSite >= 1 else {
      throw SitingError(.invalidInstance, "\(mostPerSite) units at one site", hint: "give 1 or more")
    }
    self.people = people
    self.starts = starts
    self.coveredCells = coveredCells
    self.existing = existing
    self.shares = shares
    self.costs = costs
    self.mostPerSite = mostPerSite
  }

  /// The candidates: every site that does not stand already.
  package var candidates: [Int] {
    let existingSites = Set(existing)
    return (0..<siteCount).filter { !existingSites.contains($0) }
  }

  static func check(existing: [Int], siteCount: Int) throws(SitingError) {
    guard zip(existing, existing.dropFirst()).allSatisfy(<), (existing.first ?? 0) >= 0,
      (existing.last ?? -1) < siteCount
    else {
      throw SitingError(
        .invalidInstance, "the existing sites are not among the \(siteCount) sites",
        hint: "list them ascending, each once, from 0")
    }
  }

  func check(count: Int) throws(SitingError) {
    try CoveringInstance.check(count: count, candidates: (siteCount - existing.count) * mostPerSite)
  }

  static func check(count: Int, candidates: Int) throws(SitingError) {
    guard count >= 0, count <= candidates else {
      throw SitingError(
        .wrongCount, "\(count) new sites of \(candidates) candidates", hint: "ask for 0 to \(candidates)")
    }
  }

  /// What a site costs.
  func cost(of site: Int) -> Double { costs.isEmpty ? 1 : costs[site] }

  /// Up to how many sites are counted that cover a cell.
  private var mostCounted: UInt8 { UInt8(clamping: max(2, shares.shares.count)) }

  /// How many sites of the selection cover each cell, as far as more of them count.
  func coverCounts(of sites: [Int]) -> [UInt8] {
    var counts = [UInt8](repeating: 0, count: people.count)
    for site in sites { cover(by: site, in: &counts) }
    return counts
  }

  func cover(by site: Int, in counts: inout [UInt8]) {
    let most = mostCounted
    for place in starts[site]..<starts[site + 1] {
      let cell = Int(coveredCells[place])
      if counts[cell] < most { counts[cell] += 1 }
    }
  }

  /// What a further site adds to the value.
  func gain(of site: Int, over counts: [UInt8]) -> Double {
    let shares = shares.shares
    var gain = 0.0
    for place in starts[site]..<starts[site + 1] {
      let cell = Int(coveredCells[place])
      let count = Int(counts[cell])
      if count < shares.count { gain += people[cell] * shares[count] }
    }
    return gain
  }

  /// What all cells count, by how many sites cover each.
  func value(of counts: [UInt8]) -> Double {
    // What so many sites count together.
    var sums = [0.0]
    for share in shares.shares { sums.append(sums[sums.count - 1] + share) }
    return zip(people, counts).reduce(0) { $0 + $1.0 * sums[min(Int($1.1), sums.count - 1)] }
  }

  /// What the sites count that stand already.
  package var valueOfExisting: Double { value(of: coverCounts(of: existing)) }

  /// The people reached by at least one site, and by at least two.
  func reached(by counts: [UInt8]) -> (once: Double, twice: Double) {
    var once = 0.0
    var twice = 0.0
    for (cell, count) in counts.enumerated() where count > 0 {
      once += people[cell]
      if count > 1 { twice += people[cell] }
    }
    return (once, twice)
  }
}
