import Geodesy
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct UnitIndexTests {
  struct Straight: TravelFunction {
    var speed: Double
    var start: Double
    func seconds(distance: Double) -> Double { start + distance / speed }
  }

  /// As fast as roads let one start: steep at first.
  struct Rooted: TravelFunction {
    func seconds(distance: Double) -> Double { distance < 2_500 ? 6 * distance.squareRoot() : 180 + distance / 20 }
  }

  @Test(arguments: RandomWorld.Region.allCases, [false, true])
  func nearestEqualsBruteForce(region: RandomWorld.Region, wide: Bool) throws {
    var world = try RandomWorld(region, seed: 1, wide: wide)
    for size in [0, 1, 2, 15, 16, 17, 100, 129, 700, 2_500] {
      let units = try world.units(size)
      let index = UnitIndex(units)
      #expect(index.violations().isEmpty)
      let search = index.makeSearch()
      for _ in 0..<40 {
        let place = try Bool.random(using: &world.random) ? world.place() : world.random.place()
        let filter = world.filter()
        let most = [1, 3, 10, 64, 65, 10_000][Int.random(in: 0..<6, using: &world.random)]
        let radius = [.infinity, .infinity, 50_000, 3_000_000.0][Int.random(in: 0..<4, using: &world.random)]
        let expected = BruteForce.nearest(units, place, filter, within: radius).prefix(most)
        let found = search.nearest(most, to: place, where: filter, within: radius)
        #expect(found.map(\.unit) == expected.map(\.unit), "\(size) units, \(most) to \(place), \(filter)")
        for (unit, (distance, _)) in zip(found, expected) {
          #expect(abs(unit.distance - distance) <= ChordLength.largestError)
        }
      }
    }
  }

  @Test(arguments: RandomWorld.Region.allCases)
  func answersFollowEveryChange(region: RandomWorld.Region) throws {
    var world = try RandomWorld(region, seed: 2)
    var units = try world.units(900)
    let index = UnitIndex(units)
    let search = index.makeSearch()
    for step in 0..<1_500 {
      world.change(index, &units)
      if step % 100 == 0 { #expect(index.violations() == []) }
      guard step % 5 == 0 else { continue }
      let place = try world.place()
      let filter = world.filter()
      let found = search.nearest(10, to: place, where: filter)
      #expect(found.map(\.unit) == BruteForce.nearest(units, place, filter).prefix(10).map(\.unit))
    }
    // Each unit's readiness is what it was last changed to.
    for readiness in Readiness.allCases {
      let found = search.nearest(to: try world.place(), where: UnitFilter(leastReadiness: readiness))
      #expect(found.map(\.unit).sorted() == units.indices.filter { units[$0].readiness >= readiness })
    }
    #expect(index.violations() == [])
  }

  @Test(arguments: RandomWorld.Region.allCases)
  func oneAfterTheOtherComesInExactOrderAndNotBelowTheBound(region: RandomWorld.Region) throws {
    var world = try RandomWorld(region, seed: 3)
    let units = try world.units(600)
    let search = UnitIndex(units).makeSearch()
    for _ in 0..<20 {
      let (place, filter) = (try world.place(), world.filter())
      var order: [Int] = []
      search.startNearest(to: place, where: filter)
      while true {
        let bound = search.bound
        guard let unit = search.next() else { break }
        #expect(unit.distance >= bound - 1e-9 && unit.value == unit.distance)
        order.append(unit.unit)
      }
      #expect(search.bound == .infinity && search.next() == nil)
      #expect(order == BruteForce.nearest(units, place, filter).map(\.unit))
    }
  }

  @Test(arguments: RandomWorld.Region.allCases)
  func theSoonestComeFirstByTurnoutAndTravelOfTheirKind(region: RandomWorld.Region) throws {
    var world = try RandomWorld(region, seed: 4)
    let units = try world.units(600)
    let search = UnitIndex(units).makeSearch()
    let (road, air) = (Rooted(), Straight(speed: 60, start: 300))
    let tables = [TravelTable(kinds: 0b011, function: road), TravelTable(kinds: 0b100, function: air)]
    for round in 0..<30 {
      let (place, filter) = (try world.place(), world.filter())
      let limit = round % 3 == 0 ? 1_500 : Double.infinity
      let expected = BruteForce.soonest(units, place, filter, within: limit) { unit -> any TravelFunction in
        if unit.kind == 2 { air } else { road }
      }
      search.startSoonest(at: place, where: filter, travels: tables, within: limit)
      var order: [Int] = []
      while true {
        let bound = search.bound
        guard let unit = search.next() else { break }
        #expect(unit.value >= bound - 1e-9)
        order.append(unit.unit)
      }
      #expect(order == expected.map(\.unit))
    }
  }

  /// More units than go in one run of the builder.
  @Test func aLargeIndexBuiltOnAllCoresIsAsRightAsASmallOne() throws {
    var world = try RandomWorld(.region, seed: 9)
    let units = try world.units(50_000)
    let index = UnitIndex(units)
    #expect(index.violations() == [])
    let search = index.makeSearch()
    for most in [1, 10, 64] {
      let (place, filter) = (try world.place(), world.filter())
      let found = search.nearest(most, to: place, where: filter)
      #expect(found.map(\.unit) == BruteForce.nearest(units, place, filter).prefix(most).map(\.unit))
    }
  }

  @Test func unitsThatDoNotExistCannotBeChanged() throws {
    var world = try RandomWorld(.region, seed: 8)
    let index = UnitIndex(try world.units(3))
    for number in [-1, 3, .max] {
      #expect(!index.setReadiness(.available, of: number))
    }
  }
}
