internal import Geodesy
internal import Synchronization

extension UnitTree {
  /// What is wrong with the tree; nothing, if the code is right.
  ///
  /// It must not be changed meanwhile.
  ///
  /// - Complexity: O(n).
  func violations() -> [String] {
    var found: [String] = []
    func expect(_ holds: Bool, _ text: @autoclosure () -> String) { if !holds { found.append(text()) } }
    for unit in 0..<count {
      let position = Int(positions[unit])
      let leaf = leaf(position / 16)
      let number = (leaf + NodeLayout.numbers).load(fromByteOffset: position % 16 * 4, as: UInt32.self)
      expect(number == UInt32(unit), "the leaf of unit \(unit) holds \(number) in its place")
      let place = view.pointee.frame.local(EarthFrame.earthCentred(Self.coordinate(leaf, position % 16)))
      for axis in 0..<3 {
        let rounded = NodeLayout.floats(leaf)[axis * 16 + position % 16]
        let rest = NodeLayout.floats(leaf + NodeLayout.residuals)[axis * 16 + position % 16]
        expect(
          abs(Double(rounded) + Double(rest) - place[axis]) < 1e-6, "unit \(unit) is not where its coordinate says")
      }
    }
    for index in 0..<leafCount {
      let leaf = leaf(index)
      let group = group(0, index / 8)
      expect(reference(group, index % 8) == leafReference(index), "leaf \(index) is not what its group refers to")
      expect(Self.box(group, index % 8) == Self.leafBox(leaf), "the box of leaf \(index) is wrong")
      expect(turnout(group, index % 8) == leastTurnout(leaf), "the least turnout of leaf \(index) is wrong")
      for tier in 0..<3 {
        var all = SIMD8<UInt64>()
        for slot in 0..<16 where state(leaf, slot).readinessBits > tier { all |= bits(state(leaf, slot)) }
        for word in 0..<view.pointee.rows.words {
          expect(
            summary(group, tier, word)[index % 8].load(ordering: .relaxed) == all[word],
            "the summary of leaf \(index) is wrong")
        }
      }
    }
    for level in 0..<levels {
      for index in 0..<groupCounts[level] {
        guard level + 1 < levels else { continue }
        let (lower, upper) = (group(level, index), group(level + 1, index / 8))
        expect(reference(upper, index % 8) == groupReference(level, index), "a group is not what is referred to")
        expect(Self.box(upper, index % 8) == Self.groupBox(lower), "the box of a group is wrong")
        expect(turnout(upper, index % 8) == leastTurnout(ofGroup: lower), "the least turnout of a group is wrong")
        for tier in 0..<3 {
          for word in 0..<view.pointee.rows.words {
            expect(
              summary(upper, tier, word)[index % 8].load(ordering: .relaxed) == union(lower, tier, word),
              "the summary of a group is wrong")
          }
        }
      }
    }
    let root = levels > 0 ? groupReference(levels - 1, 0) : NodeLayout.none
    expect(view.pointee.root == root, "the root is not the top group")
    return found
  }

  private func reference(_ group: UnsafeMutableRawPointer, _ child: Int) -> UInt32 {
    NodeLayout.word32(group + NodeLayout.references)[child]
  }

  private func turnout(_ group: UnsafeMutableRawPointer, _ child: Int) -> UInt32 {
    NodeLayout.word32(group + NodeLayout.turnouts)[child]
  }
}
