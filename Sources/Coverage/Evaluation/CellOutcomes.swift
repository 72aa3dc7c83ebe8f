extension CoverageReport {
  /// What happens at every cell, in the order of the report's cells.
  ///
  /// Outcomes of neighbouring cells lie together in pages, and a scenario shares with the baseline those pages in which
  /// nothing changes.
  package struct CellOutcomes: RandomAccessCollection, Sendable {
    let pages: [BlockOutcomes]
    /// By cell: where it lies in the pages.
    let slots: [Int32]

    init(pages: [BlockOutcomes], slots: [Int32]) {
      self.pages = pages
      self.slots = slots
    }

    /// The position of the first cell.
    package var startIndex: Int { 0 }
    /// The position after the last cell.
    package var endIndex: Int { slots.count }

    /// The outcome at a cell.
    package subscript(cell: Int) -> CellOutcome {
      let slot = Int(slots[cell])
      let page = pages[slot / CellBlocks.size]
      let index = slot % CellBlocks.size
      let found = page.cells[index]
      return CellOutcome(
        first: found.first.isFinite ? found.first : nil, complete: found.complete.isFinite ? found.complete : nil,
        isCovered: found.cover == .unjudged ? nil : found.cover == .within, people: page.people[index],
        probability: page.probability(index))
    }

    /// Cells whose outcome is another than in other outcomes of the same cells, in ascending order.
    ///
    /// - Complexity: O(cells), and little more than O(pages that are not shared) in time.
    package func differences(from other: CellOutcomes) -> [Int] {
      let isShared = zip(pages, other.pages).map { $0 === $1 }
      return indices.filter { cell in
        !isShared[Int(slots[cell]) / CellBlocks.size] && self[cell] != other[cell]
      }
    }
  }
}

extension CoverageReport.CellOutcomes: Equatable {
  /// Whether all outcomes are equal.
  package static func == (one: Self, other: Self) -> Bool {
    one.count == other.count
      && (zip(one.pages, other.pages).allSatisfy { $0 === $1 } && one.slots == other.slots || one.elementsEqual(other))
  }
}
