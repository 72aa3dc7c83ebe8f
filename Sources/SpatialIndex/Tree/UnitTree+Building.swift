internal import Geodesy
internal import Primitives
internal import Synchronization

/// What a tree is made from: states, places in the frame, and the order in which units will lie.
struct TreeDraft {
  let units: UnsafeBufferPointer<IndexedUnit>
  let states: UnsafeMutablePointer<UInt64>
  let places: UnsafeMutablePointer<SIMD3<Double>>
  /// Places as Float, with the number of the unit in the bits of the fourth.
  let order: UnsafeMutablePointer<SIMD4<Float>>
  let frame: EarthFrame
  let rows: SummaryRows
  /// Sets of capabilities by number; they belong to the tree.
  let capabilitySets: UnsafeMutableBufferPointer<CapabilitySets.Record>
  /// No coordinate of a place in the frame is larger than this, in absolute value.
  let extent: Float

  init(_ units: UnsafeBufferPointer<IndexedUnit>) {
    self.units = units
    let count = units.count
    (states, places, order) = (
      allocatePages(UInt64.self, count), allocatePages(SIMD3<Double>.self, count),
      allocatePages(SIMD4<Float>.self, count)
    )
    frame = Self.measure(units, places)
    var sets = CapabilitySets()
    rows = Self.register(units, &sets, states)
    capabilitySets = sets.table()
    extent = Self.turn(places, order, count, into: frame)
    KDOrder.sort(order, count: count, leaf: NodeLayout.unitsPerLeaf)
  }

  /// Earth-centred places, and the frame amid them.
  private static func measure(
    _ units: UnsafeBufferPointer<IndexedUnit>, _ places: UnsafeMutablePointer<SIMD3<Double>>
  ) -> EarthFrame {
    typealias Part = (lowest: SIMD3<Double>, highest: SIMD3<Double>, sum: SIMD3<Double>)
    let empty: Part = (SIMD3(repeating: .infinity), SIMD3(repeating: -.infinity), SIMD3())
    var parts = [Part](repeating: empty, count: ParallelLoop.runs(units.count))
    parts.withUnsafeMutableBufferPointer { parts in
      ParallelLoop.forEachRun(units.count) { run, numbers in
        var part = empty
        for number in numbers {
          let place = EarthFrame.earthCentred(units[number].coordinate)
          (places + number).initialize(to: place)
          part.lowest = pointwiseMin(part.lowest, place)
          part.highest = pointwiseMax(part.highest, place)
          part.sum += place
        }
        parts[run] = part
      }
    }
    let whole = parts.reduce(empty) {
      (pointwiseMin($0.lowest, $1.lowest), pointwiseMax($0.highest, $1.highest), $0.sum + $1.sum)
    }
    return EarthFrame(lowest: whole.lowest, highest: whole.highest, sum: whole.sum)
  }

  /// States, with the numbers of the sets of capabilities; and the rows that summaries need for them.
  private static func register(
    _ units: UnsafeBufferPointer<IndexedUnit>, _ sets: inout CapabilitySets, _ states: UnsafeMutablePointer<UInt64>
  ) -> SummaryRows {
    var counts = [Int](repeating: 0, count: SummaryRows.count)
    var owners: UInt64 = 0
    for number in units.indices {
      let set = sets.number(of: units[number].capabilities)
      let state = UnitState(units[number], capabilitySet: set)
      (states + number).initialize(to: state.word)
      owners |= 1 << state.owner
      let row = Int(state.kind) * 65
      counts[row] += 1
      var left = units[number].capabilities.mask
      while left != 0 {
        counts[row + 1 + left.trailingZeroBitCount] += 1
        left &= left &- 1
      }
    }
    return SummaryRows(counts: counts, owners: owners)
  }

  /// Turns places into the frame.
  ///
  /// - Returns: the largest coordinate there.
  private static func turn(
    _ places: UnsafeMutablePointer<SIMD3<Double>>, _ order: UnsafeMutablePointer<SIMD4<Float>>, _ count: Int,
    into frame: EarthFrame
  ) -> Float {
    var parts = [Float](repeating: 0, count: ParallelLoop.runs(count))
    parts.withUnsafeMutableBufferPointer { parts in
      ParallelLoop.forEachRun(count) { run, numbers in
        var farthest = SIMD3<Float>()
        for number in numbers {
          places[number] = frame.local(places[number])
          let place = SIMD3<Float>(places[number])
          farthest = pointwiseMax(farthest, pointwiseMax(place, -place))
          (order + number).initialize(to: SIMD4(place, Float(bitPattern: UInt32(number))))
        }
        parts[run] = farthest.max()
      }
    }
    return parts.max() ?? 0
  }

  func deallocate() {
    states.deallocate()
    places.deallocate()
    order.deallocate()
  }
}

extension UnitTree {
  func fillLeaves(_ draft: TreeDraft, _ indices: Range<Int>) {
    for index in indices {
      let leaf = leaf(index)
      for slot in 0..<NodeLayout.unitsPerLeaf {
        let position = index * NodeLayout.unitsPerLeaf + slot
        guard position < count else {
          Self.empty(leaf, slot)
          continue
        }
        let number = draft.order[position].w.bitPattern
        positions[Int(number)] = UInt32(position)
        (leaf + NodeLayout.numbers).storeBytes(of: number, toByteOffset: slot * 4, as: UInt32.self)
        (NodeLayout.word64(leaf + NodeLayout.states) + slot).initialize(to: Atomic(draft.states[Int(number)]))
        Self.setPlace(leaf, slot, draft.units[Int(number)].coordinate, draft.places[Int(number)])
      }
    }
  }

  private static func empty(_ leaf: UnsafeMutableRawPointer, _ slot: Int) {
    for axis in 0..<3 {
      NodeLayout.floats(leaf)[axis * 16 + slot] = .infinity
      NodeLayout.floats(leaf + NodeLayout.residuals)[axis * 16 + slot] = 0
    }
    (leaf + NodeLayout.numbers).storeBytes(of: UInt32.max, toByteOffset: slot * 4, as: UInt32.self)
    (NodeLayout.word64(leaf + NodeLayout.states) + slot).initialize(to: Atomic(0))
    (leaf + NodeLayout.latitudes).storeBytes(of: 0, toByteOffset: slot * 8, as: Double.self)
    (leaf + NodeLayout.longitudes).storeBytes(of: 0, toByteOffset: slot * 8, as: Double.self)
  }

  @inline(__always) static func setPlace(
    _ leaf: UnsafeMutableRawPointer, _ slot: Int, _ coordinate: Coordinate, _ place: SIMD3<Double>
  ) {
    let rounded = SIMD3<Float>(place)
    let residual = SIMD3<Float>(place - SIMD3<Double>(rounded))
    let floats = NodeLayout.floats(leaf)
    let rest = NodeLayout.floats(leaf + NodeLayout.residuals)
    for axis in 0..<3 {
      floats[axis * 16 + slot] = rounded[axis]
      rest[axis * 16 + slot] = residual[axis]
    }
    (leaf + NodeLayout.latitudes).storeBytes(of: coordinate.latitude, toByteOffset: slot * 8, as: Double.self)
    (leaf + NodeLayout.longitudes).storeBytes(of: coordinate.longitude, toByteOffset: slot * 8, as: Double.self)
  }

  /// Writes a group from its children, which are there already.
  func fillGroup(_ level: Int, _ index: Int) {
    let group = group(level, index)
    let words = view.pointee.rows.words
    for child in 0..<NodeLayout.fanOut {
      let below = index * NodeLayout.fanOut + child
      var box = Self.emptyBox
      var reference = NodeLayout.none
      var turnout = UInt32.max
      if level == 0, below < leafCount {
        let leaf = leaf(below)
        box = Self.leafBox(leaf)
        reference = leafReference(below)
        turnout = leastTurnout(leaf)
        var all = (SIMD8<UInt64>(), SIMD8<UInt64>(), SIMD8<UInt64>())
        for slot in 0..<NodeLayout.unitsPerLeaf {
          let state = state(leaf, slot)
          guard state.readinessBits > 0 else { continue }
          let bits = bits(state)
          all.0 |= bits
          if state.readinessBits > 1 { all.1 |= bits }
          if state.readinessBits > 2 { all.2 |= bits }
        }
        for word in 0..<words {
          summary(group, 0, word)[child].store(all.0[word], ordering: .relaxed)
          summary(group, 1, word)[child].store(all.1[word], ordering: .relaxed)
          summary(group, 2, word)[child].store(all.2[word], ordering: .relaxed)
        }
      } else if level > 0, below < groupCounts[level - 1] {
        let lower = self.group(level - 1, below)
        box = Self.groupBox(lower)
        reference = groupReference(level - 1, below)
        turnout = leastTurnout(ofGroup: lower)
        for tier in 0..<3 {
          for word in 0..<words {
            summary(group, tier, word)[child].store(union(lower, tier, word), ordering: .relaxed)
          }
        }
      } else {
        for tier in 0..<3 { for word in 0..<words { summary(group, tier, word)[child].store(0, ordering: .relaxed) } }
      }
      Self.setBox(group, child, box)
      (NodeLayout.word32(group + NodeLayout.references) + child).initialize(to: reference)
      (NodeLayout.word32(group + NodeLayout.turnouts) + child).initialize(to: turnout)
    }
  }

  /// The eight children's words of a summary.
  @inline(__always) func summary(
    _ group: UnsafeMutableRawPointer, _ tier: Int, _ word: Int
  ) -> UnsafeMutablePointer<Atomic<UInt64>> {
    NodeLayout.word64(group + (NodeLayout.summaries + (tier * view.pointee.rows.words + word) * 64))
  }

  @inline(__always) func union(_ group: UnsafeMutableRawPointer, _ tier: Int, _ word: Int) -> UInt64 {
    let words = summary(group, tier, word)
    var all: UInt64 = 0
    for child in 0..<NodeLayout.fanOut { all |= words[child].load(ordering: .relaxed) }
    return all
  }

  func leastTurnout(_ leaf: UnsafeMutableRawPointer) -> UInt32 {
    var least = UInt32.max
    for slot in 0..<NodeLayout.unitsPerLeaf where state(leaf, slot).word != 0 {
      least = min(least, UInt32(state(leaf, slot).turnout))
    }
    return least
  }

  func leastTurnout(ofGroup group: UnsafeMutableRawPointer) -> UInt32 {
    let words = NodeLayout.word32(group + NodeLayout.turnouts)
    var least = UInt32.max
    for child in 0..<NodeLayout.fanOut { least = min(least, words[child]) }
    return least
  }
}
