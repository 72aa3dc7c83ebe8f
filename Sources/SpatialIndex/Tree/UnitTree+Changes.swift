internal import Synchronization

extension UnitTree {
  /// Stores a unit's new readiness, and repairs what the nodes above say of it.
  ///
  /// What the unit newly offers is marked first, and what it no longer offers is cleared last, so that a search at no time
  /// passes over a unit that has a right to be found, before or after.
  func change(_ unit: Int, to readiness: Readiness) {
    let position = Int(positions[unit])
    let index = position / NodeLayout.unitsPerLeaf
    let slot = position % NodeLayout.unitsPerLeaf
    let leaf = leaf(index)
    let old = state(leaf, slot)
    let new = old.with(readiness)
    guard old.word != new.word else { return }
    mark(index, new, insteadOf: old)
    NodeLayout.word64(leaf + NodeLayout.states)[slot].store(new.word, ordering: .releasing)
    clear(index, leaf, old, for: new)
  }

  /// Marks what a unit offers, in the nodes above.
  private func mark(_ index: Int, _ new: UnitState, insteadOf old: UnitState) {
    let tiers = Int(old.readinessBits)..<max(Int(old.readinessBits), Int(new.readinessBits))
    guard !tiers.isEmpty else { return }
    let bits = bits(new)
    let words = view.pointee.rows.words
    for tier in tiers {
      var node = index
      for level in 0..<levels {
        let group = group(level, node / NodeLayout.fanOut)
        var changed = false
        for word in 0..<words where bits[word] != 0 {
          let place = summary(group, tier, word) + node % NodeLayout.fanOut
          let before = place.pointee.load(ordering: .relaxed)
          if before | bits[word] != before {
            place.pointee.store(before | bits[word], ordering: .releasing)
            changed = true
          }
        }
        if !changed { break }
        node /= NodeLayout.fanOut
      }
    }
  }

  /// Clears what a unit offered and no other unit in the nodes above does.
  private func clear(_ index: Int, _ leaf: UnsafeMutableRawPointer, _ old: UnitState, for new: UnitState) {
    let tiers = Int(new.readinessBits)..<max(Int(new.readinessBits), Int(old.readinessBits))
    guard !tiers.isEmpty else { return }
    let bits = bits(old)
    var lost = (bits, bits, bits)
    let isExact = view.pointee.rows.isExact
    for slot in 0..<NodeLayout.unitsPerLeaf {
      let other = state(leaf, slot)
      // Columns belong to one owner, and rows to one kind unless they are shared.
      guard other.owner == old.owner, other.kind == old.kind || !isExact, other.readinessBits > tiers.lowerBound
      else { continue }
      let kept = ~self.bits(other)
      lost.0 &= kept
      if other.readinessBits > 1 { lost.1 &= kept }
      if other.readinessBits > 2 { lost.2 &= kept }
    }
    for tier in tiers { clear(index, tier, tier == 0 ? lost.0 : tier == 1 ? lost.1 : lost.2) }
  }

  private func clear(_ index: Int, _ tier: Int, _ bits: SIMD8<UInt64>) {
    var lost = bits
    let words = view.pointee.rows.words
    var node = index
    for level in 0..<levels {
      let group = group(level, node / NodeLayout.fanOut)
      var isLeft: UInt64 = 0
      for word in 0..<words where lost[word] != 0 {
        let place = summary(group, tier, word) + node % NodeLayout.fanOut
        place.pointee.store(place.pointee.load(ordering: .relaxed) & ~lost[word], ordering: .releasing)
        lost[word] &= ~union(group, tier, word)
        isLeft |= lost[word]
      }
      if isLeft == 0 { break }
      node /= NodeLayout.fanOut
    }
  }
}
