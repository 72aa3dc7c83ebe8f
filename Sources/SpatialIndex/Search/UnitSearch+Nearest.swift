internal import CIndexKernels
package import Geodesy
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
  package func nearest(
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
        collect(most, root, radius < Geodesic.longestDistance ? searchLimit(chord: radius) : .greatestFiniteMagnitude)
        rank(most, radius, &units)
      }
    }
    finish()
  }

  /// Collects the `most` nearest by Floats, and those that come so close behind that they may be among them.
  ///
  /// Without a filter, what is nearest lies in the leaf of the place or beside it: depth first, the nearest child first,
  /// costs least. What passes a filter may be far in any direction; best first looks into the fewest nodes.
  private func collect(_ most: Int, _ root: UInt32, _ limit: Float) {
    var candidates = candidates
    candidates.removeAll()
    if filters[0].testsNodes {
      collectBestFirst(most, root, limit, &candidates)
    } else {
      collectDepthFirst(most, root, limit, &candidates)
    }
    self.candidates = candidates
  }

  private func collectDepthFirst(_ most: Int, _ root: UInt32, _ first: Float, _ candidates: inout Candidates) {
    let view = view
    let (x, y, z) = (centreX, centreY, centreZ)
    let (path, distances, rounding) = (path, distances, roundingError)
    var limit = first
    var enough = most
    var depth = 0
    var reference = root
    while true {
      if reference & Block.leafFlag == 0 {
        let step = path + depth
        step.pointee.group = view.pointee.group(reference)
        index_box_keys(Block.floats(step.pointee.group), x, y, z, step.pointee.keys)
        depth &+= 1
      } else {
        candidates.reserveLeaf()
        let leaf = view.pointee.leaf(reference)
        var below = index_point_distances(Block.floats(leaf), x, y, z, limit, distances)
        let states = Block.word64(leaf + Block.states)
        while below != 0 {
          let slot = below.trailingZeroBitCount
          below &= below &- 1
          candidates.append(distances[slot], reference, slot, states[slot].load(ordering: .acquiring))
        }
        if candidates.count >= enough { enough = narrow(most, rounding, &limit, &candidates) }
      }
      // Up to a group with a child that may hold something nearer, and down into the nearest such child.
      while true {
        if depth == 0 { return }
        let step = path + (depth &- 1)
        let key = index_least_key(step.pointee.keys)
        // Bits order like the numbers, as neither is negative; a child that has been looked into comes behind all.
        if key & ~7 >= limit.bitPattern {
          depth &-= 1
          continue
        }
        let child = Int(key & 7)
        step.pointee.keys[child] = .max
        reference = Block.word32(step.pointee.group + Block.references)[child].load(ordering: .acquiring)
        break
      }
    }
  }

  private func collectBestFirst(_ most: Int, _ root: UInt32, _ first: Float, _ candidates: inout Candidates) {
    let view = view
    let filter = filters[0]
    let sets = view.pointee.capabilitySets
    let (x, y, z) = (centreX, centreY, centreZ)
    let (distances, rounding) = (distances, roundingError)
    var nodes = nodes
    defer { self.nodes = nodes }
    var limit = first
    var enough = most
    var reference = root
    while true {
      if reference & Block.leafFlag == 0 {
        let group = view.pointee.group(reference)
        var below = index_box_distances(Block.floats(group), x, y, z, limit, distances)
        let references = Block.word32(group + Block.references)
        while below != 0 {
          let child = below.trailingZeroBitCount
          below &= below &- 1
          if !filter.passesNode(group, child) { continue }
          nodes.push(
            PendingNode(bound: distances[child], travel: 0, reference: references[child].load(ordering: .acquiring)))
        }
      } else {
        candidates.reserveLeaf()
        let leaf = view.pointee.leaf(reference)
        var below = index_point_distances(Block.floats(leaf), x, y, z, limit, distances)
        let states = Block.word64(leaf + Block.states)
        while below != 0 {
          let slot = below.trailingZeroBitCount
          below &= below &- 1
          let state = UnitState(word: states[slot].load(ordering: .acquiring))
          if !filter.passesUnit(state, sets) { continue }
          candidates.append(distances[slot], reference, slot, state.word)
        }
        if candidates.count >= enough { enough = narrow(most, rounding, &limit, &candidates) }
      }
      guard nodes.count > 0 else { return }
      let next = nodes.top
      if next.bound >= limit { return }
      nodes.removeTop()
      reference = next.reference
    }
  }

  /// Brings the limit down to what the candidates leave open, and drops those beyond.
  ///
  /// - Returns: how many there should be before it is worth while again: many units at one place would otherwise be
  ///   looked through at every leaf.
  @inline(__always) private func narrow(
    _ most: Int, _ rounding: Double, _ limit: inout Float, _ candidates: inout Candidates
  ) -> Int {
    let farthest = candidates.squared(ofNearest: most)
    let chord = Double(farthest).squareRoot() * (1 + Self.relativeError) + rounding
    limit = min(limit, searchLimit(chord: ChordLength.reach(chord)))
    candidates.drop(notBelow: limit)
    return candidates.count < 2 * most + 32 ? candidates.count + 1 + most / 8 : 2 * candidates.count
  }

  /// Puts what was collected into exact order.
  private func rank(_ most: Int, _ radius: Double, _ units: inout [FoundUnit]) {
    let count = candidates.count
    ranking.reserve(count)
    let (candidates, ranking) = (candidates, ranking)
    for number in 0..<count {
      let there = local(view.pointee.leaf(candidates.places[number] >> 4), Int(candidates.places[number] & 15))
      ranking.xs[number] = there.x
      ranking.ys[number] = there.y
      ranking.zs[number] = there.z
    }
    withUnsafePointer(to: view.pointee.frame.kernelFrame(from: centre)) {
      index_geodesics($0, ranking.xs, ranking.ys, ranking.zs, Int32(truncatingIfNeeded: count), ranking.distances)
    }
    let areFew = count <= Ranking.few
    if areFew { index_ranks(candidates.squared, Int32(truncatingIfNeeded: count), ranking.ranks) }
    for number in 0..<count {
      let leaf = view.pointee.leaf(candidates.places[number] >> 4)
      let slot = Int(candidates.places[number] & 15)
      var distance = ranking.distances[number]
      var error = 0.0
      if Double(candidates.squared[number]) < ChordLength.longestApproximated * ChordLength.longestApproximated {
        error = ChordLength.error(distance)
      } else {
        distance = geodesic(leaf, slot)
      }
      let unit = Ranking.Unit(
        low: distance - error, high: distance + error, distance: distance,
        state: UnitState(word: candidates.states[number]), place: candidates.places[number],
        number: (leaf + Block.numbers).load(fromByteOffset: slot * 4, as: UInt32.self))
      ranking.units.initializeElement(at: areFew ? Int(ranking.ranks[number]) : number, to: unit)
    }
    ranking.sort(from: 0, to: count)
    settle(ranking, count)
    for number in 0..<count {
      if units.count == most { break }
      var unit = ranking.units[number]
      let leaf = view.pointee.leaf(unit.place >> 4)
      let slot = Int(unit.place & 15)
      if unit.low <= radius, unit.high > radius {
        unit.distance = geodesic(leaf, slot)
        unit.high = unit.distance
      }
      if unit.high > radius { continue }
      units.append(
        FoundUnit(
          unit: Int(unit.number), distance: unit.distance, value: unit.distance,
          coordinate: UnitTree.coordinate(leaf, slot), kind: UInt8(truncatingIfNeeded: unit.state.kind),
          owner: UInt8(truncatingIfNeeded: unit.state.owner), turnout: unit.state.turnout,
          readiness: unit.state.readiness))
    }
  }

  /// Wherever the bounds of neighbours overlap, their geodesics decide.
  private func settle(_ ranking: Ranking, _ count: Int) {
    let units = ranking.units
    var from = 0
    while from < count {
      var to = from + 1
      var high = units[from].high
      while to < count, units[to].low <= high {
        high = max(high, units[to].high)
        to += 1
      }
      if to - from > 1, !areAtOnePlace(units[from..<to]) {
        for number in from..<to where units[number].low < units[number].high {
          let distance = geodesic(view.pointee.leaf(units[number].place >> 4), Int(units[number].place & 15))
          units[number].distance = distance
          units[number].low = distance
          units[number].high = distance
        }
        ranking.sort(from: from, to: to)
      }
      from = to
    }
  }

  private func areAtOnePlace(_ units: Slice<UnsafeMutableBufferPointer<Ranking.Unit>>) -> Bool {
    var first: Coordinate?
    for unit in units {
      let place = UnitTree.coordinate(view.pointee.leaf(unit.place >> 4), Int(unit.place & 15))
      if let first, first != place { return false }
      first = place
    }
    return true
  }
}
