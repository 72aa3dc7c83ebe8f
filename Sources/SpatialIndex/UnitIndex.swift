internal import Geodesy
internal import Synchronization

/// An index in memory over units on the Earth: the nearest and the soonest, by exact geodesics, among those that a filter
/// takes.
///
/// It is a packed tree over Earth-centred places, each node with the box around what is below and a summary of it: which
/// kinds with which capabilities are there, of which owners, by least readiness, and the least turnout. A filter thus
/// leaves out whole branches. Floats do the search with a margin for their errors, doubles the ranking, and Karney's
/// geodesic decides what lies closer than the error of that.
///
/// ## Threads
/// Any number of threads may search, each with a `UnitSearch` of its own, while one changes units; changers take turns by a
/// lock, searches take none and never wait. A unit's place belongs to a block that is replaced as a whole, and all else of
/// it is one word, so that a search sees it as it was before a change or after it, never half. A change that returned
/// before a search began is seen by the search.
///
/// ```swift
/// let index = UnitIndex(units)
/// let search = index.makeSearch()
/// var found: [FoundUnit] = []
/// search.nearest(10, to: place, where: UnitFilter(owners: ~1, leastReadiness: .unknown), into: &found)
/// ```
package final class UnitIndex: Sendable {
  /// Below this share of its first quality an index is worth rebuilding: searches then look at about twice the nodes.
  package static let poorQuality = 0.5

  /// What only a writer touches, under the lock.
  struct Writer {
    var tree: UnitTree
    var retiredTrees: [(epoch: UInt64, tree: UnitTree)] = []
  }

  /// How many units there are, numbered from 0.
  package let count: Int
  let writer: Mutex<Writer>
  let slots = ReaderSlots()
  /// Where the present tree's view is.
  let current: Atomic<UInt>

  /// Builds an index; the units are numbered in the order given.
  ///
  /// - Complexity: O(n log n); on all cores where there are many units; a million take about 0.3 s on two.
  package init(_ units: [IndexedUnit]) {
    count = units.count
    let tree = units.withUnsafeBufferPointer { UnitTree($0) }
    current = Atomic(UInt(bitPattern: tree.view))
    writer = Mutex(Writer(tree: tree))
  }

  /// Makes what one thread needs for searching; it can be used again and again.
  package func makeSearch() -> UnitSearch { UnitSearch(self) }

  /// A unit as it is now, or `nil` when there is no such number.
  ///
  /// It takes the writers' lock.
  package subscript(unit: Int) -> IndexedUnit? {
    guard (0..<count).contains(unit) else { return nil }
    return writer.withLock { $0.tree.unit(unit) }
  }

  /// How close together the leaves keep their units: 1 as built, less when moves have stretched them.
  package var quality: Double {
    writer.withLock { $0.tree.size > $0.tree.builtSize ? $0.tree.builtSize / $0.tree.size : 1 }
  }

  /// Whether moves have stretched the tree so much that rebuilding pays.
  package var rebuildIsAdvised: Bool { quality < Self.poorQuality }

  /// What is wrong inside; for tests.
  func violations() -> [String] { writer.withLock { $0.tree.violations() } }
}
