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
  /// What being reached from a second site in time counts, as a share of the whole, 0 to 0.5.
  ///
  /// With share b a person counts 1 − b when one site reaches them and 1 when two do: the weighted form of backup
  /// coverage, BACOP2 (K. Hogan and C. ReVelle, "Concepts and applications of backup coverage", Management Science 32,
  /// 1986, 1434–1444, https://doi.org/10.1287/mnsc.32.11.1434). At 0 it is the maximal covering location problem
  /// (R. Church and C. ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32,
  /// 1974, 101–118, https://doi.org/10.1007/BF01942293). Above 0.5 a second site would count for more than the first:
  /// greedy choice loses its bound, and a sensible planner would cover someone else first.
  package let backupShare: Double

  /// The number of sites, existing ones included.
  package var siteCount: Int { starts.count - 1 }

  /// Checks the numbers and makes an instance.
  ///
  /// - Throws: ``SitingError`` naming the first number that does not fit.
  package init(
    people: [Double], starts: [Int], coveredCells: [Int32], existing: [Int] = [], backupShare: Double = 0
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
    guard backupShare >= 0, backupShare <= 0.5 else {
      throw SitingError(
        .invalidInstance, "a backup share of \(backupShare)", hint: "give a share from 0 to 0.5")
    }
    self.people = people
    self.starts = starts
    self.coveredCells = coveredCells
    self.existing = existing
    self.backupShare = backupShare
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
    try CoveringInstance.check(count: count, candidates: siteCount - existing.count)
  }

  static func check(count: Int, candidates: Int) throws(SitingError) {
    guard count >= 0, count <= candidates else {
      throw SitingError(
        .wrongCount, "\(count) new sites of \(candidates) candidates", hint: "ask for 0 to \(candidates)")
    }
  }

  /// How many sites of the selection cover each cell; 2 stands for two or more.
  func coverCounts(of sites: [Int]) -> [UInt8] {
    var counts = [UInt8](repeating: 0, count: people.count)
    for site in sites { cover(by: site, in: &counts) }
    return counts
  }

  func cover(by site: Int, in counts: inout [UInt8]) {
    for place in starts[site]..<starts[site + 1] {
      let cell = Int(coveredCells[place])
      if counts[cell] < 2 { counts[cell] += 1 }
    }
  }
}
