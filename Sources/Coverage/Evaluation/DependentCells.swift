internal import DirectoryModel

/// Which cells' outcomes depend on the arrival of a group, or on any arrival from another country: a scenario looks at these
/// cells again when such arrivals fall away.
struct DependentCells: Sendable {
  /// By group: where its slots begin; one more than there are groups.
  private let starts: [Int32]
  /// Group by group, in ascending order.
  private let slots: [Int32]
  /// By host and lender, another country: slots, in ascending order.
  private let foreign: [[Int32]]
  private let lenders: Int

  init(_ evaluation: ServiceEvaluation) {
    let hosts = evaluation.inputs.cellBlocks.hosts
    let lenders = evaluation.inputs.lenders.count
    var starts = Array(repeating: Int32(0), count: evaluation.inputs.base.groups.count + 1)
    var foreign = Array(repeating: [Int32](), count: evaluation.inputs.cellBlocks.countries.count * lenders)
    DependentCells.forEachUse(in: evaluation) { slot, arrival in
      starts[Int(arrival.group) + 1] += 1
      let host = hosts[slot]
      guard arrival.lender != host else { return }
      let border = Int(host) * lenders + Int(arrival.lender)
      // One cell may depend on several of one country.
      if foreign[border].last != Int32(slot) { foreign[border].append(Int32(slot)) }
    }
    for group in 1..<max(1, starts.count) { starts[group] += starts[group - 1] }
    var next = starts
    slots = Array(unsafeUninitializedCapacity: Int(starts.last ?? 0)) { buffer, count in
      // Safe: each use that was counted above has a place of its own.
      DependentCells.forEachUse(in: evaluation) { slot, arrival in
        buffer.initializeElement(at: Int(next[Int(arrival.group)]), to: Int32(slot))
        next[Int(arrival.group)] += 1
      }
      count = Int(starts.last ?? 0)
    }
    self.starts = starts
    self.foreign = foreign
    self.lenders = lenders
  }

  private static func forEachUse(in evaluation: ServiceEvaluation, _ body: (_ slot: Int, Arrival) -> Void) {
    for (block, known) in evaluation.arrivals.enumerated() {
      let start = block * CellBlocks.size
      for index in known.heads.indices where known.heads[index].group >= 0 {
        let first = Int(known.starts[index])
        let kept = Int(known.starts[index + 1]) - first
        let used = known.heads[index].used
        for position in 0..<(used == .max ? kept : min(kept, Int(used))) {
          body(start + index, known.arrivals[first + position])
        }
      }
    }
  }

  /// Puts the cells that depend on a group into a set.
  func mark(_ group: Int32, in set: inout SlotSet) {
    for position in starts[Int(group)]..<starts[Int(group) + 1] { set.insert(Int(slots[Int(position)])) }
  }

  /// Puts the cells of a country that depend on units of another one into a set.
  func mark(host: Int, lender: Int, in set: inout SlotSet) {
    for slot in foreign[host * lenders + lender] { set.insert(Int(slot)) }
  }
}
