internal import Synchronization

/// The cells of a baseline in lines: those of one area and one bin of times, in the order of their first arrivals.
///
/// A line is made when it is first asked for, and kept for all scenarios.
final class CellsByArrival: Sendable {
  struct Entry: Sendable {
    var time: Float
    var slot: Int32
    var people: Int
  }

  private struct Key: Hashable {
    var area: Int
    var bin: Int
  }

  private let pages: [BlockOutcomes]
  private let areas: AreaSums
  /// By bin: where its slots begin; one more than there are bins.
  private let starts: [Int32]
  /// Bin by bin: the slots of cells that a norm judges.
  private let slots: [Int32]
  private let lines = Mutex<[Key: [Entry]]>([:])

  /// - Parameter bins: the last one takes all that is later.
  init(_ pages: [BlockOutcomes], areas: AreaSums, bins: Int) {
    self.pages = pages
    self.areas = areas
    var starts = Array(repeating: Int32(0), count: bins + 1)
    for page in pages {
      for cell in page.cells where cell.cover != .unjudged { starts[min(Int(cell.bin), bins - 1) + 1] += 1 }
    }
    for bin in 1..<starts.count { starts[bin] += starts[bin - 1] }
    var next = starts
    slots = Array(unsafeUninitializedCapacity: Int(starts[bins])) { buffer, count in
      // Safe: each cell that was counted above has a place of its own.
      for (block, page) in pages.enumerated() {
        for (index, cell) in page.cells.enumerated() where cell.cover != .unjudged {
          let bin = min(Int(cell.bin), bins - 1)
          buffer.initializeElement(at: Int(next[bin]), to: Int32(block * CellBlocks.size + index))
          next[bin] += 1
        }
      }
      count = Int(starts[bins])
    }
    self.starts = starts
  }

  /// The cells with people of an area in a bin, the soonest reached first.
  func line(area: Int, bin: Int) -> [Entry] {
    let key = Key(area: area, bin: bin)
    if let known = lines.withLock({ $0[key] }) { return known }
    var found: [Entry] = []
    for slot in slots[Int(starts[bin])..<Int(starts[bin + 1])] {
      let (block, index) = (Int(slot) / CellBlocks.size, Int(slot) % CellBlocks.size)
      let page = pages[block]
      guard page.people[index] > 0, area == 0 || areas.holds(area, block: block, index: index) else { continue }
      found.append(Entry(time: page.cells[index].first, slot: slot, people: page.people[index]))
    }
    found.sort { ($0.time, $0.slot) < ($1.time, $1.slot) }
    let line = found
    lines.withLock { $0[key] = line }
    return line
  }
}
