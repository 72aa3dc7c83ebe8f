public import Geodesy
internal import CIndexKernels
internal import Synchronization

extension UnitSearch {
  /// Finds the nearest units along the ellipsoid, in exact order, units at equal distance by number.
  ///
  /// - Parameters:
  ///   - most: at most how many.
  ///   - place: from where.
  ///   - filter: which units count.
  ///   - radius: no unit farther away than this, in metres.
  ///   - units: what is found, in place of what was there; keep the array, and nothing is allocated.
  public func nearest(
    _ most: Int, to place: Coordinate, where filter: UnitFilter = UnitFilter(), within radius: Double = .infinity,
    into units: inout [FoundUnit]
  ) {
    units.removeAll(keepingCapacity: true)
    guard most > 0 else { return }
    guard most <= Self.mostKept else {
      startNearest(to: place, where: filter, within: radius)
      while units.count < most, let unit = next() { units.append(unit) }
      finish()
      return
    }
    begin(at: place)
    if radius >= 0, filters[0].compile(filter, among: .max, view) {
      let root = Block.word32(view.pointee.root).pointee.load(ordering: .acquiring)
      if root != Block.none {
        let count = collect(most, root, radius < Geodesic.longestDistance ? searchLimit(chord: radius) : .greatestFiniteMagnitude)
        rank(count, most, radius, &units)
      }
    }
    finish()
  }

  /// Best first through the tree: keeps the `most` nearest by Floats in `kept`, and in `tied` those that come so close
  /// behind that they may be among them.
  private func collect(_ most: Int, _ root: UInt32, _ first: Float) -> Int {
    tied.removeAll(keepingCapacity: true)
    let view = view
    let filter = filters[0]
    let (testsNodes, testsUnits) = (filter.testsNodes, filter.testsUnits)
    let sets = view.pointee.capabilitySets
    let (x, y, z) = (centreX, centreY, centreZ)
    let (kept, distances, rounding) = (kept, distances, roundingError)
    var nodes = nodes
    defer { self.nodes = nodes }
    var count = 0
    var limit = first
    var reference = root
    while true {
      if reference & Block.leafFlag == 0 {
        let group = view.pointee.group(reference)
        var below = index_box_distances(Block.floats(group), x, y, z, limit, distances)
        let references = Block.word32(group + Block.references)
        while below != 0 {
          let child = below.trailingZeroBitCount
          below &= below &- 1
          if testsNodes, !filter.passesNode(group, child) { continue }
          nodes.push(
            PendingNode(bound: distances[child], travel: 0, reference: references[child].load(ordering: .acquiring)))
        }
      } else {
        let leaf = view.pointee.leaf(reference)
        var below = index_point_distances(Block.floats(leaf), x, y, z, limit, distances)
        let states = Block.word64(leaf + Block.states)
        while below != 0 {
          let slot = below.trailingZeroBitCount
          below &= below &- 1
          let squared = distances[slot]
          // The limit may have come down since.
          guard squared < limit else { continue }
          let state = UnitState(word: states[slot].load(ordering: .acquiring))
          if testsUnits, !filter.passesUnit(state, sets) { continue }
          let unit = KeptUnit(squared: squared, slot: Int32(slot), leaf: leaf, state: state)
          if count == most {
            let last = kept[count - 1]
            if squared >= last.squared {
              tied.append(unit)
              continue
            }
            tied.append(last)
          } else {
            count += 1
          }
          var place = count - 1
          while place > 0, kept[place - 1].squared > squared {
            kept[place] = kept[place - 1]
            place -= 1
          }
          kept[place] = unit
          if count == most {
            let chord = Double(kept[count - 1].squared).squareRoot() * (1 + Self.relativeError) + rounding
            limit = min(limit, searchLimit(chord: Chord.reach(chord)))
          }
        }
      }
      guard nodes.count > 0 else { break }
      let next = nodes.top
      if next.bound >= limit { break }
      nodes.removeTop()
      reference = next.reference
    }
    if count == most { tied.removeAll { $0.squared >= limit } }
    return count
  }

  /// Puts what was collected into exact order.
  private func rank(_ count: Int, _ most: Int, _ radius: Double, _ units: inout [FoundUnit]) {
    ranked.removeAll(keepingCapacity: true)
    for number in 0..<count { ranked.append(bounded(kept[number])) }
    for unit in tied { ranked.append(bounded(unit)) }
    sort(&ranked, from: 0, to: ranked.count)
    settle()
    for unit in ranked {
      if units.count == most { break }
      var unit = unit
      if unit.low <= radius, unit.high > radius {
        unit.distance = geodesic(unit.leaf, Int(unit.slot))
        unit.high = unit.distance
      }
      if unit.high > radius { continue }
      units.append(found(unit, value: unit.distance))
    }
  }

  private func bounded(_ unit: KeptUnit) -> PendingUnit {
    let slot = Int(unit.slot)
    let number = (unit.leaf + Block.numbers).load(fromByteOffset: slot * 4, as: UInt32.self)
    var distance: Double
    var error = 0.0
    if Double(unit.squared) < Chord.longestApproximated * Chord.longestApproximated {
      distance = view.pointee.frame.geodesic(centre, local(unit.leaf, slot))
      error = Chord.error(distance)
    } else {
      distance = geodesic(unit.leaf, slot)
    }
    return PendingUnit(
      low: distance - error, high: distance + error, distance: distance, state: unit.state, leaf: unit.leaf,
      slot: unit.slot, number: number)
  }

  /// Wherever the bounds of neighbours overlap, their geodesics decide.
  private func settle() {
    var from = 0
    while from < ranked.count {
      var to = from + 1
      var high = ranked[from].high
      var isOnePlace = true
      let place = UnitTree.coordinate(ranked[from].leaf, Int(ranked[from].slot))
      while to < ranked.count, ranked[to].low <= high {
        high = max(high, ranked[to].high)
        if isOnePlace { isOnePlace = UnitTree.coordinate(ranked[to].leaf, Int(ranked[to].slot)) == place }
        to += 1
      }
      if to - from > 1, !isOnePlace {
        for number in from..<to where ranked[number].low < ranked[number].high {
          let distance = geodesic(ranked[number].leaf, Int(ranked[number].slot))
          ranked[number].distance = distance
          ranked[number].low = distance
          ranked[number].high = distance
        }
        sort(&ranked, from: from, to: to)
      }
      from = to
    }
  }

  /// By lower bound, then number. Few are by insertion, which allocates nothing; many by the library.
  private func sort(_ units: inout [PendingUnit], from: Int, to: Int) {
    guard to - from <= 48 else { return units[from..<to].sort { $0.isBefore($1) } }
    for number in from..<to {
      let unit = units[number]
      var place = number
      while place > from, unit.isBefore(units[place - 1]) {
        units[place] = units[place - 1]
        place -= 1
      }
      units[place] = unit
    }
  }
}
