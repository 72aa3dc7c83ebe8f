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
/// Only the readiness of units changes; for other units or places another index is made.
///
/// ## Threads
/// Any number of threads may search, each with a `UnitSearch` of its own, while one changes readiness; changers take turns
/// by a lock, searches take none and never wait. Readiness is part of one word, so that a search sees a unit as it was
/// before a change or after it. A change that returned before a search began is seen by the search.
///
/// ```swift
/// let index = UnitIndex(units)
/// let search = index.makeSearch()
/// search.startNearest(to: place, where: UnitFilter(owners: ~1, leastReadiness: .unknown))
/// while let found = search.next() { print(found.unit, found.distance) }
/// ```
package final class UnitIndex: Sendable {
  /// How many units there are, numbered from 0.
  package let count: Int
  private let tree: Mutex<UnitTree>
  /// The tree as searches see it.
  ///
  /// Safe: it stays where it is and is not written as long as the tree lives, and what it points to is read atomically
  /// where a change may write.
  nonisolated(unsafe) let view: UnsafePointer<TreeView>

  /// Builds an index; the units are numbered in the order given.
  ///
  /// - Complexity: O(n log n); on all cores where there are many units; a million take about 0.3 s on two.
  package init(_ units: [IndexedUnit]) {
    count = units.count
    let tree = units.withUnsafeBufferPointer { UnitTree($0) }
    let address = UInt(bitPattern: tree.view)
    self.tree = Mutex(tree)
    view = UnsafePointer(bitPattern: address).unsafelyUnwrapped
  }

  /// Makes what one thread needs for searching; it can be used again and again.
  package func makeSearch() -> UnitSearch { UnitSearch(self) }

  /// Changes whether a unit could be sent.
  ///
  /// - Returns: `false` when there is no such unit.
  /// - Complexity: O(log n): one path to the root, mostly only its beginning.
  @discardableResult package func setReadiness(_ readiness: Readiness, of unit: Int) -> Bool {
    guard (0..<count).contains(unit) else { return false }
    tree.withLock { $0.change(unit, to: readiness) }
    return true
  }

  /// What is wrong inside; for tests.
  func violations() -> [String] { tree.withLock { $0.violations() } }
}
