internal import Synchronization

/// A filter made ready for one tree: which words of a node's summary to look at, and which bits of a unit's state.
///
/// It keeps its memory from one search to the next.
struct CompiledFilter {
  /// A word of a summary, by its distance from the beginning of the group, and the bits of which one must be set.
  struct Test {
    var offset: Int
    var bits: UInt64
  }

  /// The row of a need: its word, by the distance from the beginning of the group, and where in it the row begins.
  struct Row {
    var offset: Int
    var shift: UInt64
  }

  private(set) var kinds: UInt64 = 0
  private(set) var owners: UInt64 = 0
  private(set) var least: UInt64 = 1
  private(set) var needed: UInt64 = 0
  /// Needs with a rank.
  private let ranked = UnsafeMutablePointer<(code: UInt64, rank: UInt8)>.allocate(capacity: UnitFilter.mostNeeds)
  private var rankedCount = 0
  /// A node is looked into when one of these holds, or one of the combinations; or always.
  private let tests = UnsafeMutablePointer<Test>.allocate(capacity: 64)
  private var testCount = 0
  /// For each kind, the rows of all needs.
  private let rows = UnsafeMutablePointer<Row>.allocate(capacity: 64 * UnitFilter.mostNeeds)
  private var rowsPerKind = 0
  private var combinationCount = 0
  private var columns: UInt64 = 0
  private(set) var testsNodes = false
  private(set) var testsUnits = false

  func deallocate() {
    ranked.deallocate()
    tests.deallocate()
    rows.deallocate()
  }

  /// Prepares a filter for the units and nodes of a tree.
  ///
  /// - Parameters:
  ///   - filter: the filter.
  ///   - among: the kinds that count, as bits, of those that the filter takes.
  ///   - view: the tree that will be searched.
  /// - Returns: `false` when no unit can pass.
  mutating func compile(_ filter: UnitFilter, among: UInt64, _ view: UnsafePointer<TreeView>) -> Bool {
    let known = view.pointee.rows
    kinds = filter.kinds & among & known.kinds
    owners = filter.owners & known.owners
    least = UInt64(filter.leastReadiness.rawValue)
    needed = 0
    rankedCount = 0
    testCount = 0
    combinationCount = 0
    let needs = min(filter.needs.count, UnitFilter.mostNeeds)
    for number in 0..<needs {
      let need = filter.needs[number]
      guard (0..<64).contains(need.code) else { return false }
      needed |= 1 << UInt64(need.code)
      if need.rank > 0 {
        (ranked + rankedCount).initialize(to: (UInt64(need.code), need.rank))
        rankedCount += 1
      }
    }
    guard kinds != 0, owners != 0 else { return false }
    testsUnits = kinds != known.kinds || owners != known.owners || least > 1 || needed != 0
    testsNodes = testsUnits
    guard testsUnits else { return true }
    columns = known.columnBits(owners)
    let tier = Int(least) - 1
    rowsPerKind = needed.nonzeroBitCount
    var left = kinds
    while left != 0 {
      let kind = left.trailingZeroBitCount
      left &= left &- 1
      if rowsPerKind <= 1 {
        let place = known.place(kind: kind, capability: needed == 0 ? nil : needed.trailingZeroBitCount)
        add(Test(offset: offset(tier, place.word, known.words), bits: columns << UInt64(place.shift)))
      } else {
        var needs = needed
        var row = rows + combinationCount * rowsPerKind
        combinationCount += 1
        while needs != 0 {
          let place = known.place(kind: kind, capability: needs.trailingZeroBitCount)
          row.initialize(to: Row(offset: offset(tier, place.word, known.words), shift: UInt64(place.shift)))
          row += 1
          needs &= needs &- 1
        }
      }
    }
    return true
  }

  private func offset(_ tier: Int, _ word: Int, _ words: Int) -> Int {
    NodeLayout.summaries + (tier * words + word) * 64
  }

  /// Several kinds whose rows share a word need one test.
  private mutating func add(_ test: Test) {
    for known in 0..<testCount where tests[known].offset == test.offset {
      tests[known].bits |= test.bits
      return
    }
    (tests + testCount).initialize(to: test)
    testCount += 1
  }

  /// Whether a unit that passes may be below a child of a group.
  ///
  /// False positives are possible.
  @inline(__always) func passesNode(_ group: UnsafeMutableRawPointer, _ child: Int) -> Bool {
    if testCount == 1 {
      return NodeLayout.word64(group + tests.pointee.offset)[child].load(ordering: .relaxed) & tests.pointee.bits != 0
    }
    return passesOther(group, child)
  }

  @inline(never) private func passesOther(_ group: UnsafeMutableRawPointer, _ child: Int) -> Bool {
    for test in 0..<testCount
    where NodeLayout.word64(group + tests[test].offset)[child].load(ordering: .relaxed) & tests[test].bits != 0 {
      return true
    }
    for combination in 0..<combinationCount {
      // One owner must have all of it below.
      var bits = columns
      for number in 0..<rowsPerKind {
        let row = rows[combination * rowsPerKind + number]
        bits &= NodeLayout.word64(group + row.offset)[child].load(ordering: .relaxed) >> row.shift
      }
      if bits != 0 { return true }
    }
    return false
  }

  /// Whether a unit passes.
  @inline(__always) func passesUnit(
    _ state: UnitState, _ view: UnsafePointer<TreeView>
  ) -> Bool {
    guard state.readinessBits >= least, kinds >> state.kind & owners >> state.owner & 1 != 0 else { return false }
    return needed == 0 || hasNeeded(state, view)
  }

  @inline(__always) private func hasNeeded(
    _ state: UnitState, _ view: UnsafePointer<TreeView>
  ) -> Bool {
    let record = view.pointee.capabilities(state)
    guard record.mask & needed == needed else { return false }
    return rankedCount == 0 || hasRanks(record)
  }

  private func hasRanks(_ record: CapabilitySets.Record) -> Bool {
    guard let ranks = record.ranks else { return false }
    for number in 0..<rankedCount {
      let below = record.mask & ((1 << ranked[number].code) &- 1)
      if ranks[below.nonzeroBitCount] < ranked[number].rank { return false }
    }
    return true
  }
}
