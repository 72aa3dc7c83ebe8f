import Geodesy
import TestSupport

@testable import SpatialIndex

/// Units and questions for tests that compare with a brute force.
struct RandomWorld {
  /// Where units are.
  enum Region: String, CaseIterable {
    case region, world, antimeridian, northPole, southPole, onePoint, stations, meridian
  }

  var random: SplitMix64
  let region: Region
  private let stations: [Coordinate]
  private let kinds: Int
  private let owners: Int
  private let capabilities: Int

  init(_ region: Region, seed: UInt64, wide: Bool = false) throws {
    random = SplitMix64(seed: seed)
    self.region = region
    (kinds, owners, capabilities) = wide ? (64, 64, 64) : (3, 5, 12)
    var drawn: [Coordinate] = []
    for _ in 0..<6 { drawn.append(try random.place(latitudes: 50...51, longitudes: 5...7)) }
    stations = drawn
  }

  mutating func place() throws -> Coordinate {
    switch region {
    case .region: try random.place(latitudes: 49...53, longitudes: 3...9)
    case .world: try random.place()
    case .antimeridian:
      try Bool.random(using: &random)
        ? random.place(latitudes: -20...(-15), longitudes: 178...180)
        : random.place(latitudes: -20...(-15), longitudes: -180...(-178))
    case .northPole: try random.place(latitudes: 88...90, longitudes: -180...180)
    case .southPole: try random.place(latitudes: -90...(-89.9), longitudes: -180...180)
    case .onePoint: stations[0]
    case .stations: stations[Int.random(in: 0..<stations.count, using: &random)]
    case .meridian: try random.place(latitudes: -90...90, longitudes: 6...6)
    }
  }

  mutating func capabilitySet() -> IndexedCapabilities {
    let withRanks = Int.random(in: 0..<3, using: &random) == 0
    var drawn: [(code: Int, rank: UInt8)] = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      drawn.append(
        (Int.random(in: 0..<capabilities, using: &random), withRanks ? UInt8.random(in: 0...3, using: &random) : 0))
    }
    return IndexedCapabilities(drawn)
  }

  mutating func readiness() -> Readiness { Readiness.allCases[Int.random(in: 0..<3, using: &random)] }

  mutating func unit() throws -> IndexedUnit {
    IndexedUnit(
      coordinate: try place(), kind: UInt8.random(in: 0..<UInt8(kinds), using: &random),
      owner: UInt8.random(in: 0..<UInt8(owners), using: &random), capabilities: capabilitySet(),
      turnout: Int.random(in: 0..<10, using: &random) * 60, readiness: readiness())
  }

  mutating func units(_ count: Int) throws -> [IndexedUnit] { try (0..<count).map { _ in try unit() } }

  mutating func filter() -> UnitFilter {
    var filter = UnitFilter(leastReadiness: readiness())
    if Bool.random(using: &random) { filter.kinds = random.next() & random.next() }
    if Bool.random(using: &random) { filter.kinds = 1 << UInt64.random(in: 0..<UInt64(kinds), using: &random) }
    if Bool.random(using: &random) { filter.owners = ~(1 << UInt64.random(in: 0..<UInt64(owners), using: &random)) }
    for _ in 0..<[0, 0, 1, 1, 2, 3][Int.random(in: 0..<6, using: &random)] {
      filter.needs.append(
        UnitFilter.Need(
          code: Int.random(in: 0..<capabilities, using: &random),
          rank: [0, 0, 1, 3][Int.random(in: 0..<4, using: &random)]))
    }
    return filter
  }

  /// A change of one unit's readiness, made on the index and on the list alike.
  mutating func change(_ index: UnitIndex, _ units: inout [IndexedUnit]) {
    let number = Int.random(in: 0..<units.count, using: &random)
    units[number].readiness = readiness()
    index.setReadiness(units[number].readiness, of: number)
  }
}

extension UnitSearch {
  /// The nearest units.
  func nearest(
    _ most: Int = .max, to place: Coordinate, where filter: UnitFilter = UnitFilter(), within radius: Double = .infinity
  ) -> [FoundUnit] {
    startNearest(to: place, where: filter, within: radius)
    var found: [FoundUnit] = []
    while found.count < most, let unit = next() { found.append(unit) }
    finish()
    return found
  }
}

extension UnitFilter {
  /// Whether it takes a unit.
  fileprivate func takes(_ unit: IndexedUnit) -> Bool {
    guard kinds >> UInt64(unit.kind & 63) & 1 == 1, owners >> UInt64(unit.owner & 63) & 1 == 1,
      unit.readiness >= leastReadiness
    else { return false }
    return needs.prefix(Self.mostNeeds).allSatisfy { need in
      unit.capabilities.rank(of: need.code).map { $0 >= need.rank } ?? false
    }
  }
}

extension IndexedCapabilities {
  /// The rank of a capability, or `nil` when the unit does not have it.
  fileprivate func rank(of code: Int) -> UInt8? {
    guard (0..<64).contains(code), mask >> UInt64(code) & 1 == 1 else { return nil }
    return ranks.isEmpty ? 0 : ranks[(mask & (1 << UInt64(code) - 1)).nonzeroBitCount]
  }
}

/// The answer by looking at every unit.
enum BruteForce {
  static func nearest(
    _ units: [IndexedUnit], _ place: Coordinate, _ filter: UnitFilter, within radius: Double = .infinity
  ) -> [(value: Double, unit: Int)] {
    ranked(units, filter, within: radius) { Geodesic.distance(from: place, to: $0.coordinate) }
  }

  static func soonest(
    _ units: [IndexedUnit], _ place: Coordinate, _ filter: UnitFilter, within limit: Double = .infinity,
    _ travel: (IndexedUnit) -> any TravelFunction
  ) -> [(value: Double, unit: Int)] {
    ranked(units, filter, within: limit) {
      Double($0.turnout) + travel($0).seconds(distance: Geodesic.distance(from: place, to: $0.coordinate))
    }
  }

  private static func ranked(
    _ units: [IndexedUnit], _ filter: UnitFilter, within limit: Double, _ value: (IndexedUnit) -> Double
  ) -> [(value: Double, unit: Int)] {
    units.indices.filter { filter.takes(units[$0]) }.map { (value(units[$0]), $0) }.filter { $0.0 <= limit }
      .sorted { $0 < $1 }
  }
}
