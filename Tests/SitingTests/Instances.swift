internal import TestSupport

@testable internal import Siting

/// Instances made up from a seed.
enum Instances {
  /// Cells and sites on a plane, a site covering what is within the reach.
  static func covering(
    cells: Int, sites: Int, existing: Int = 0, reach: Double, shares: CoverShares = .once,
    costs: ClosedRange<Int>? = nil,
    mostPerSite: Int = 1, seed: UInt64
  ) throws -> CoveringInstance {
    var random = SplitMix64(seed: seed)
    let (people, places, stations) = plane(cells: cells, sites: sites, random: &random)
    var starts = [0]
    var covered: [Int32] = []
    for station in stations {
      for (cell, place) in places.enumerated() where distance(place, station) <= reach { covered.append(Int32(cell)) }
      starts.append(covered.count)
    }
    return try CoveringInstance(
      people: people, starts: starts, coveredCells: covered, existing: Array(0..<existing), shares: shares,
      costs: costs.map { range in (0..<sites).map { _ in Double(Int.random(in: range, using: &random)) } } ?? [],
      mostPerSite: mostPerSite)
  }

  /// The same for a median; costs in whole tenths, so that some are equal.
  static func median(cells: Int, sites: Int, existing: Int = 0, seed: UInt64) throws -> MedianInstance {
    var random = SplitMix64(seed: seed)
    let (people, places, stations) = plane(cells: cells, sites: sites, random: &random)
    let costs = places.flatMap { place in stations.map { Float((distance(place, $0) * 10).rounded() / 10) } }
    return try MedianInstance(people: people, siteCount: sites, costs: costs, existing: Array(0..<existing))
  }

  private static func plane(
    cells: Int, sites: Int, random: inout SplitMix64
  ) -> ([Double], [(Double, Double)], [(Double, Double)]) {
    let people = (0..<cells).map { _ in Double(Int.random(in: 0...500, using: &random)) }
    let places = (0..<cells).map { _ in
      (Double.random(in: 0...100, using: &random), Double.random(in: 0...100, using: &random))
    }
    let stations = (0..<sites).map { _ in
      (Double.random(in: 0...100, using: &random), Double.random(in: 0...100, using: &random))
    }
    return (people, places, stations)
  }

  private static func distance(_ one: (Double, Double), _ other: (Double, Double)) -> Double {
    ((one.0 - other.0) * (one.0 - other.0) + (one.1 - other.1) * (one.1 - other.1)).squareRoot()
  }

  /// Every choice of so many out of the list.
  static func choices(of list: [Int], count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    guard let first = list.first else { return [] }
    let rest = Array(list.dropFirst())
    return choices(of: rest, count: count - 1).map { [first] + $0 } + choices(of: rest, count: count)
  }
}
