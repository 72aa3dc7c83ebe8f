extension CoverageReport {
  /// What happens at every cell, in the order of the report's cells.
  ///
  /// Outcomes of neighbouring cells lie together in blocks, and a scenario shares with the baseline those blocks in which
  /// nothing changes.
  package struct CellOutcomes: RandomAccessCollection, Sendable {
    let blocks: [BlockOutcomes]
    /// By cell: where it lies in the blocks.
    let slots: [Int32]

    init(blocks: [BlockOutcomes], slots: [Int32]) {
      self.blocks = blocks
      self.slots = slots
    }

    /// The position of the first cell.
    package var startIndex: Int { 0 }
    /// The position after the last cell.
    package var endIndex: Int { slots.count }

    /// The outcome at a cell.
    package subscript(cell: Int) -> CellOutcome {
      let slot = Int(slots[cell])
      let block = blocks[slot / CellBlocks.size]
      let index = slot % CellBlocks.size
      let found = block.cells[index]
      return CellOutcome(
        first: found.first.isFinite ? found.first : nil, complete: found.complete.isFinite ? found.complete : nil,
        isCovered: found.cover == .noNorm ? nil : found.cover == .within, people: block.people[index],
        calls: block.calls(index), probability: block.probability(index))
    }

    /// Cells whose outcome is another than in other outcomes of the same cells, in ascending order.
    ///
    /// - Complexity: O(cells), and little more than O(blocks that are not shared) in time.
    package func differences(from other: CellOutcomes) -> [Int] {
      let isShared = zip(blocks, other.blocks).map { $0 === $1 }
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
      && (zip(one.blocks, other.blocks).allSatisfy { $0 === $1 } && one.slots == other.slots
        || one.elementsEqual(other))
  }
}
