import Foundation
import Geodesy
import SpatialIndex
import Synchronization
import TestSupport
import Testing

/// Searches while units change: what a search tells of a unit must be of one moment.
@Suite struct ConcurrencyTests {
  /// All of a unit follows from one number: where it is, its turnout and its readiness.
  ///
  /// A torn unit shows.
  private func unit(_ number: Int, _ version: Int) throws -> IndexedUnit {
    IndexedUnit(
      coordinate: try place(50 + Double(version) / 1_000, 6 + Double(number % 40) / 100), kind: UInt8(number % 3),
      owner: UInt8(number % 5), capabilities: IndexedCapabilities(mask: 1 << UInt64(version % 60)), turnout: version,
      readiness: version % 2 == 0 ? .available : .unknown)
  }

  @Test func nobodySeesAHalfMadeChangeOrMissesAUnit() throws {
    let count = 400
    let index = UnitIndex(try (0..<count).map { try unit($0, 0) })
    let versions = try (0..<64).map { version in try (0..<count).map { try unit($0, version) } }
    let isDone = Atomic(false)
    let torn = Atomic(0)
    let missed = Atomic(0)
    let searches = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      var random = SplitMix64(seed: UInt64(thread))
      if thread == 0 {
        for step in 0..<30_000 {
          let number = Int.random(in: 0..<count, using: &random)
          let after = versions[Int.random(in: 0..<64, using: &random)][number]
          index.change(number) { $0 = after }
          if step % 7_000 == 6_999 { index.rebuild() }
        }
        isDone.store(true, ordering: .releasing)
        return
      }
      let search = index.makeSearch()
      var found: [FoundUnit] = []
      repeat {
        let centre = versions[Int.random(in: 0..<64, using: &random)][Int.random(in: 0..<count, using: &random)]
        let all = Int.random(in: 0..<8, using: &random) == 0
        search.nearest(all ? .max : 10, to: centre.coordinate, into: &found)
        // Every unit passes this filter at every moment, so that all must be there, once.
        if Set(found.map(\.unit)).count != (all ? count : 10) { missed.add(1, ordering: .relaxed) }
        for unit in found {
          let whole = versions[min(63, unit.turnout)][unit.unit]
          if unit.coordinate != whole.coordinate || unit.readiness != whole.readiness || unit.kind != whole.kind
            || unit.owner != whole.owner
          {
            torn.add(1, ordering: .relaxed)
          }
        }
        // A capability that only even versions have, asked of those available: none else may come.
        let filter = UnitFilter(needs: [UnitFilter.Need(code: 4)], leastReadiness: .available)
        search.startNearest(to: centre.coordinate, where: filter)
        while let unit = search.next() { if unit.turnout != 4 { torn.add(1, ordering: .relaxed) } }
        search.finish()
        searches.add(1, ordering: .relaxed)
      } while !isDone.load(ordering: .acquiring)
    }
    #expect(torn.load(ordering: .relaxed) == 0)
    #expect(missed.load(ordering: .relaxed) == 0)
    #expect(searches.load(ordering: .relaxed) >= 3)
  }

  @Test func aChangeThatReturnedIsSeenByTheNextSearchOfAnyThread() throws {
    let index = UnitIndex(try (0..<300).map { try unit($0, 0) })
    let versions = try (0..<64).map { try unit(7, $0) }
    // The writer announces a version after its change returned; whoever reads the announcement must find it or a later one.
    let announced = Atomic(0)
    let late = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 3) { thread in
      if thread == 0 {
        for version in 1..<64 {
          index.change(7) { $0 = versions[version] }
          announced.store(version, ordering: .releasing)
        }
        return
      }
      let search = index.makeSearch()
      var found: [FoundUnit] = []
      var version = 0
      while version < 63 {
        version = announced.load(ordering: .acquiring)
        search.nearest(.max, to: versions[version].coordinate, into: &found)
        if !found.contains(where: { $0.unit == 7 && $0.turnout >= version }) { late.add(1, ordering: .relaxed) }
      }
    }
    #expect(late.load(ordering: .relaxed) == 0)
  }
}
