import Foundation
import Geodesy
import Synchronization
import TestSupport
import Testing

@testable import SpatialIndex

/// Searches while the readiness of units changes.
@Suite struct ConcurrencyTests {
  /// Of three units the first never changes, the second is available or unknown, the third available or busy.
  ///
  /// Those in `busy` are busy at first, all others available.
  private func units(_ count: Int, busy: Set<Int>) throws -> [IndexedUnit] {
    try (0..<count).map { number in
      IndexedUnit(
        coordinate: try place(50 + Double(number / 40) / 100, 6 + Double(number % 40) / 100), kind: UInt8(number % 3),
        owner: UInt8(number % 5), capabilities: IndexedCapabilities(mask: 1 << UInt64(number % 7)), turnout: number,
        readiness: busy.contains(number) ? .busy : .available)
    }
  }

  @Test func noSearchMissesAUnitThatFitsThroughoutOrFindsOneThatNeverDoes() throws {
    let count = 401
    let all = try units(count, busy: [0])
    let index = UnitIndex(all)
    let isDone = Atomic(false)
    let missed = Atomic(0)
    let wrong = Atomic(0)
    let searches = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      var random = SplitMix64(seed: UInt64(thread))
      if thread == 0 {
        for _ in 0..<60_000 {
          let number = Int.random(in: 1..<count, using: &random)
          guard number % 3 > 0 else { continue }
          let other: Readiness = number % 3 == 1 ? .unknown : .busy
          index.setReadiness(Bool.random(using: &random) ? .available : other, of: number)
        }
        isDone.store(true, ordering: .releasing)
        return
      }
      let search = index.makeSearch()
      repeat {
        let least: Readiness = Bool.random(using: &random) ? .available : .unknown
        let centre = all[Int.random(in: 0..<count, using: &random)].coordinate
        let found = search.nearest(to: centre, where: UnitFilter(leastReadiness: least)).map(\.unit)
        // What passes the filter at every moment must be there, once, and what never passes must not.
        let fitting = found.count { $0 % 3 == 0 || $0 % 3 == 1 && least == .unknown }
        let expected = (1..<count).count { $0 % 3 == 0 || $0 % 3 == 1 && least == .unknown }
        if fitting != expected || Set(found).count != found.count { missed.add(1, ordering: .relaxed) }
        if found.contains(0) { wrong.add(1, ordering: .relaxed) }
        // A capability that some units of each sort have, asked of those available.
        let filter = UnitFilter(needs: [UnitFilter.Need(code: 4)], leastReadiness: .available)
        let able = search.nearest(to: centre, where: filter).map(\.unit)
        if able.contains(where: { $0 % 7 != 4 }) { wrong.add(1, ordering: .relaxed) }
        if able.count(where: { $0 % 3 == 0 }) != (1..<count).count(where: { $0 % 21 == 18 }) {
          missed.add(1, ordering: .relaxed)
        }
        searches.add(1, ordering: .relaxed)
      } while !isDone.load(ordering: .acquiring)
    }
    #expect(wrong.load(ordering: .relaxed) == 0)
    #expect(missed.load(ordering: .relaxed) == 0)
    #expect(searches.load(ordering: .relaxed) >= 3)
    #expect(index.violations() == [])
  }

  @Test func aChangeThatReturnedIsSeenByTheNextSearchOfAnyThread() throws {
    // The writer makes one unit after the other available and announces its number when the change has returned: a search
    // that begins after the announcement must find it and all before it.
    let count = 300
    let all = try units(count, busy: Set(0..<count))
    let index = UnitIndex(all)
    let announced = Atomic(0)
    let late = Atomic(0)
    let centre = all[7].coordinate
    DispatchQueue.concurrentPerform(iterations: 3) { thread in
      if thread == 0 {
        for number in 0..<count {
          index.setReadiness(.available, of: number)
          announced.store(number + 1, ordering: .releasing)
        }
        return
      }
      let search = index.makeSearch()
      var known = 0
      while known < count {
        known = announced.load(ordering: .acquiring)
        let found = search.nearest(to: centre, where: UnitFilter(leastReadiness: .available))
        if found.count(where: { $0.unit < known }) != known { late.add(1, ordering: .relaxed) }
      }
    }
    #expect(late.load(ordering: .relaxed) == 0)
  }
}
