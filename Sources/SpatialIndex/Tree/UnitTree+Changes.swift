internal import CIndexKernels
internal import Geodesy
internal import Synchronization

extension UnitTree {
  /// Stores a unit's new state, and repairs what the nodes above say of it.
  ///
  /// What the unit newly offers is marked first, and what it no longer offers is cleared last, so that a search at no time
  /// passes over a unit that has a right to be found, before or after.
  func change(_ unit: Int, to new: UnitState) {
    let position = Int(positions[unit])
    let index = position / Block.unitsPerLeaf
    let slot = position % Block.unitsPerLeaf
    let leaf = leaf(index)
    let old = state(leaf, slot)
    guard old.word != new.word else { return }
    mark(index, new, insteadOf: old)
    Block.word64(leaf + Block.states)[slot].store(new.word, ordering: .releasing)
    clear(index, leaf, old, for: new)
    if old.turnout != new.turnout { repairTurnouts(index, leaf) }
  }

  /// Asks the memory for what `expectChange` will read.
  func expectPosition(_ unit: Int) { index_prefetch(positions + unit) }

  /// Asks the memory for what a change of readiness will most likely read: the states of the leaf, and its summary in the
  /// group above.
  func expectChange(_ unit: Int) {
    let index = Int(positions[unit]) / Block.unitsPerLeaf
    let states = leaf(index) + Block.states
    index_prefetch(states)
    index_prefetch(states + 64)
    let group = group(0, index / Block.fanOut)
    let words = view.pointee.rows.words
    for word in words..<(3 * words) { index_prefetch(group + Block.summaries + word * 64) }
  }

  /// Marks what a unit offers, in the nodes above.
  func mark(_ index: Int, _ new: UnitState, insteadOf old: UnitState) {
    let sameSet = old.capabilitySet == new.capabilitySet
    let first = sameSet ? Int(old.readinessBits) : 0
    let tiers = first..<max(first, Int(new.readinessBits))
    guard !tiers.isEmpty else { return }
    let bits = bits(new)
    let words = view.pointee.rows.words
    for tier in tiers {
      var node = index
      for level in 0..<levels {
        let group = group(level, node / Block.fanOut)
        var changed = false
        for word in 0..<words where bits[word] != 0 {
          let place = summary(group, tier, word) + node % Block.fanOut
          let before = place.pointee.load(ordering: .relaxed)
          if before | bits[word] != before {
            place.pointee.store(before | bits[word], ordering: .releasing)
            changed = true
          }
        }
        if !changed { break }
        node /= Block.fanOut
      }
    }
  }

  /// Clears what a unit offered and nobody else in the nodes above does.
  func clear(_ index: Int, _ leaf: UnsafeMutableRawPointer, _ old: UnitState, for new: UnitState) {
    let sameSet = old.capabilitySet == new.capabilitySet
    let first = sameSet ? Int(new.readinessBits) : 0
    let tiers = first..<max(first, Int(old.readinessBits))
    guard !tiers.isEmpty else { return }
    let bits = bits(old)
    var lost = (bits, bits, bits)
    let isExact = view.pointee.rows.isExact
    for slot in 0..<Block.unitsPerLeaf {
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
      let group = group(level, node / Block.fanOut)
      var isLeft: UInt64 = 0
      for word in 0..<words where lost[word] != 0 {
        let place = summary(group, tier, word) + node % Block.fanOut
        place.pointee.store(place.pointee.load(ordering: .relaxed) & ~lost[word], ordering: .releasing)
        lost[word] &= ~union(group, tier, word)
        isLeft |= lost[word]
      }
      if isLeft == 0 { break }
      node /= Block.fanOut
    }
  }

  func repairTurnouts(_ index: Int, _ leaf: UnsafeMutableRawPointer) {
    var least = leastTurnout(leaf)
    var node = index
    for level in 0..<levels {
      let group = group(level, node / Block.fanOut)
      let place = Block.word32(group + Block.turnouts) + node % Block.fanOut
      if place.pointee.load(ordering: .relaxed) == least { break }
      place.pointee.store(least, ordering: .releasing)
      least = leastTurnout(ofGroup: group)
      node /= Block.fanOut
    }
  }

  /// Whether there are blocks for one more move, and the place is not so far off that rounding errors would grow.
  func canMove(to coordinate: Coordinate) -> Bool {
    let place = SIMD3<Float>(view.pointee.frame.local(EarthFrame.earthCentred(coordinate)))
    return !freeLeaves.isEmpty && freeGroups.count >= levels
      && pointwiseMax(place, -place).max() <= view.pointee.extent
  }

  /// Moves a unit, and gives it a new state at the same moment.
  ///
  /// The caller has seen to `canMove`, and advances the epoch afterwards.
  func move(_ unit: Int, to coordinate: Coordinate, state new: UnitState, epoch: UInt64) {
    let position = Int(positions[unit])
    let index = position / Block.unitsPerLeaf
    let slot = position % Block.unitsPerLeaf
    let before = leaf(index)
    let old = state(before, slot)
    guard let leafReference = freeLeaves.popLast() else { return }
    let place = view.pointee.frame.local(EarthFrame.earthCentred(coordinate))
    mark(index, new, insteadOf: old)

    let leaf = view.pointee.leaf(leafReference)
    leaf.copyMemory(from: before, byteCount: Block.leafStride)
    Block.word64(leaf + Block.states)[slot].store(new.word, ordering: .relaxed)
    Self.setPlace(leaf, slot, coordinate, place)
    retired.append((epoch, leafReferences[index]))
    leafReferences[index] = leafReference
    var box = Self.leafBox(leaf)
    size += Self.size(box) - Self.size(Self.leafBox(before))

    var reference = leafReference
    var node = index
    for level in 0..<levels {
      let child = node % Block.fanOut
      node /= Block.fanOut
      let group = group(level, node)
      if Self.box(group, child) == box {
        Block.word32(group + Block.references)[child].store(reference, ordering: .releasing)
        reference = Block.none
        break
      }
      guard let copy = freeGroups.popLast() else { break }
      let memory = view.pointee.group(copy)
      memory.copyMemory(from: group, byteCount: view.pointee.groupStride)
      Self.setBox(memory, child, box)
      Block.word32(memory + Block.references)[child].store(reference, ordering: .relaxed)
      retired.append((epoch, groupReferences[level][node]))
      groupReferences[level][node] = copy
      reference = copy
      box = Self.groupBox(memory)
    }
    if reference != Block.none { Block.word32(view.pointee.root).pointee.store(reference, ordering: .releasing) }

    clear(index, leaf, old, for: new)
    if old.turnout != new.turnout { repairTurnouts(index, leaf) }
  }

  /// Puts blocks that no reader can hold back among the free ones.
  func reclaim(before oldest: UInt64) {
    while retiredBegin < retired.count, retired[retiredBegin].epoch < oldest {
      let reference = retired[retiredBegin].reference
      if reference & Block.leafFlag != 0 { freeLeaves.append(reference) } else { freeGroups.append(reference) }
      retiredBegin += 1
    }
    if retiredBegin == retired.count || retiredBegin > 4_096 {
      retired.removeFirst(retiredBegin)
      retiredBegin = 0
    }
  }
}
