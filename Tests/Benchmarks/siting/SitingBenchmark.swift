internal import Foundation
internal import Siting
internal import TestSupport

/// Makes up an instance, solves it, writes it for others to solve, and prints the figures as JSON.
///
/// Usage: SitingBenchmark CELLS SITES COUNT REACH SEED [FOLDER]. With a folder, people and costs go there as raw numbers
/// (people.f64, costs.f32), and the exact solvers run as well.
@main struct SitingBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().map { $0 }
    guard arguments.count >= 5, let cells = Int(arguments[0]), let sites = Int(arguments[1]),
      let count = Int(arguments[2]), let reach = Double(arguments[3]), let seed = UInt64(arguments[4])
    else {
      FileHandle.standardError.write(Data("usage: SitingBenchmark CELLS SITES COUNT REACH SEED [FOLDER]\n".utf8))
      exit(64)
    }
    let plane = Plane(cells: cells, sites: sites, seed: seed)
    let instance = try plane.covering(reach: reach)
    var figures: [String: Any] = [
      "cells": cells, "sites": sites, "count": count, "covered": instance.coveredCells.count,
    ]
    let greedy = try timed("greedy", &figures) { try instance.greedy(count: count) }
    figures["greedy_people"] = greedy.covered
    figures["greedy_gap_stated"] = greedy.gap
    if arguments.count > 5 {
      let exact = try timed("exact", &figures) { try instance.exact(count: count) }
      figures["exact_people"] = exact.covered
      figures["exact_gap"] = exact.gap
      let median = try plane.median()
      let exchanged = try timed("median_greedy", &figures) { try median.greedy(count: count) }
      figures["median_greedy_cost"] = exchanged.totalCost
      let best = try timed("median_exact", &figures) { try median.exact(count: count) }
      figures["median_exact_cost"] = best.totalCost
      figures["median_exact_gap"] = best.gap
      let folder = URL(filePath: arguments[5])
      try median.people.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "people.f64")) }
      try median.costs.withUnsafeBytes { try Data($0).write(to: folder.appending(path: "costs.f32")) }
    }
    let json = try JSONSerialization.data(withJSONObject: figures, options: [.sortedKeys])
    FileHandle.standardOutput.write(json + Data("\n".utf8))
  }

  private static func timed<Answer>(
    _ name: String, _ figures: inout [String: Any], _ work: () throws -> Answer
  ) rethrows -> Answer {
    let began = ContinuousClock.now
    let answer = try work()
    figures["\(name)_s"] = (ContinuousClock.now - began) / .seconds(1)
    return answer
  }
}

/// Cells and sites around towns, some anywhere, on a square of 300 km.
struct Plane {
  private let people: [Double]
  private let cells: [SIMD2<Double>]
  private let sites: [SIMD2<Double>]

  init(cells: Int, sites: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func anywhere() -> SIMD2<Double> {
      SIMD2(Double.random(in: 0...300, using: &random), Double.random(in: 0...300, using: &random))
    }
    let towns = (0..<60).map { _ in anywhere() }
    func place(outside share: Double) -> SIMD2<Double> {
      if Double.random(in: 0..<1, using: &random) < share { return anywhere() }
      let town = towns[Int.random(in: 0..<towns.count, using: &random)]
      // A sum of uniforms is near enough to a bell.
      let spread = (0..<4).reduce(SIMD2<Double>.zero) { sum, _ in
        sum
          + SIMD2(Double.random(in: -8...8, using: &random), Double.random(in: -8...8, using: &random))
      }
      return town + spread
    }
    self.cells = (0..<cells).map { _ in place(outside: 0.4) }
    self.sites = (0..<sites).map { _ in place(outside: 0.25) }
    people = (0..<cells).map { _ in Double(Int.random(in: 1...1000, using: &random)) }
  }

  /// A site covers what is within the reach in kilometres as costs are rounded.
  func covering(reach: Double) throws -> CoveringInstance {
    // Cells by west–east position, so that each site looks at a strip.
    let order = cells.indices.sorted { (cells[$0].x, $0) < (cells[$1].x, $1) }
    let eastings = order.map { cells[$0].x }
    var starts = [0]
    var covered: [Int32] = []
    for site in sites {
      var near: [Int32] = []
      var place = firstPlace(in: eastings, from: site.x - reach - 1)
      while place < order.count, eastings[place] <= site.x + reach + 1 {
        if Double(Plane.cost(cells[order[place]], site)) <= reach { near.append(Int32(order[place])) }
        place += 1
      }
      covered += near.sorted()
      starts.append(covered.count)
    }
    return try CoveringInstance(people: people, starts: starts, coveredCells: covered)
  }

  func median() throws -> MedianInstance {
    try MedianInstance(
      people: people, siteCount: sites.count, costs: cells.flatMap { cell in sites.map { Plane.cost(cell, $0) } })
  }

  private static func cost(_ cell: SIMD2<Double>, _ site: SIMD2<Double>) -> Float {
    let way = cell - site
    return Float((way * way).sum().squareRoot())
  }

  private func firstPlace(in sorted: [Double], from value: Double) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
