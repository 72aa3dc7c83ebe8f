internal import CIndexKernels
package import Geodesy
internal import Synchronization

extension UnitSearch {
  /// Begins to find units one after the other, the nearest first; `next` gives them.
  package func startNearest(
    to place: Coordinate, where filter: UnitFilter = UnitFilter(), within radius: Double = .infinity
  ) {
    begin(at: place)
    limit = radius
    if filters[0].compile(filter, among: .max, view) { pushRoot(0) }
  }

  /// Begins to find units one after the other, the soonest first: by least turnout plus travel; `next` gives them.
  ///
  /// - Parameters:
  ///   - place: where they must come.
  ///   - filter: which units count; of kinds that no table is for, none does.
  ///   - travels: at most eight ways of travelling; a kind goes by the first that has it.
  ///   - seconds: no unit that takes longer.
  package func startSoonest(
    at place: Coordinate, where filter: UnitFilter = UnitFilter(), travels: [TravelTable],
    within seconds: Double = .infinity
  ) {
    begin(at: place)
    limit = seconds
    self.travels = travels
    travelCount = min(filters.count, travels.count)
    var left = UInt64.max
    for travel in 0..<travelCount {
      if filters[travel].compile(filter, among: left & travels[travel].kinds, view) { pushRoot(travel) }
      left &= ~travels[travel].kinds
    }
  }

  /// The value below which none of the units that follow can be: metres or seconds, as the search goes; infinite at the end.
  ///
  /// A caller that adds something that is never negative can stop once what it has is no greater.
  package var bound: Double {
    guard place != nil else { return .infinity }
    var bound = floor
    if approximate.count > 0 { bound = min(bound, approximate.top.low) }
    if exact.count > 0 { bound = min(bound, exact.top.low) }
    return bound
  }

  /// The next unit of the search under way in exact order, units of equal value by number; `nil` at the end.
  package func next() -> FoundUnit? {
    guard place != nil else { return nil }
    while true {
      let floor = floor
      let exactLow = exact.count > 0 ? exact.top.low : .infinity
      let approximateLow = approximate.count > 0 ? approximate.top.low : .infinity
      if min(floor, exactLow, approximateLow) > limit || min(exactLow, approximateLow, floor) == .infinity {
        finish()
        return nil
      }
      if exact.count > 0, exactLow < floor, exactLow < approximateLow {
        let unit = exact.top
        exact.removeTop()
        return found(unit, value: unit.low)
      }
      if approximate.count > 0, approximateLow < floor {
        let unit = approximate.top
        let second = approximate.second?.low ?? .infinity
        approximate.removeTop()
        if unit.isMeasured, unit.high < floor, unit.high < exactLow, unit.high < second, unit.high <= limit {
          return found(unit, value: value(unit.distance, unit))
        }
        settle(unit)
        continue
      }
      expand()
    }
  }

  /// Nothing in the nodes that have not been looked into is below this.
  private var floor: Double {
    guard nodes.count > 0 else { return .infinity }
    let bound = Double(nodes.top.bound)
    if travelCount > 0 { return bound }
    return ChordLength.leastGeodesic(leastChord(bound))
  }

  /// The least chord where a squared distance between Floats is this.
  @inline(__always) private func leastChord(_ squared: Double) -> Double {
    max(0, squared.squareRoot() * (1 - Self.relativeError) - roundingError)
  }

  private func value(_ distance: Double, _ unit: PendingUnit) -> Double {
    guard travelCount > 0 else { return distance }
    return Double(unit.state.turnout) + travels[Int(unit.travel)].function.seconds(distance: max(0, distance))
  }

  private func settle(_ unit: PendingUnit) {
    var unit = unit
    unit.distance = geodesic(unit.leaf, Int(unit.slot))
    unit.low = value(unit.distance, unit)
    unit.high = unit.low
    if unit.low <= limit { exact.push(unit) }
  }

  private func pushRoot(_ travel: Int) {
    let root = view.pointee.root
    if root != NodeLayout.none { nodes.push(PendingNode(bound: 0, travel: travel, reference: root)) }
  }

  /// Looks into the first node.
  private func expand() {
    let node = nodes.top
    nodes.removeTop()
    let filter = filters[node.travel]
    if node.reference & NodeLayout.leafFlag == 0 {
      expandGroup(view.pointee.group(node.reference), filter, node.travel)
    } else {
      expandLeaf(view.pointee.leaf(node.reference), filter, node.travel)
    }
  }

  private func expandGroup(_ group: UnsafeMutableRawPointer, _ filter: CompiledFilter, _ travel: Int) {
    var below = index_box_distances(
      NodeLayout.floats(group), centreX, centreY, centreZ, .greatestFiniteMagnitude, distances)
    let references = NodeLayout.word32(group + NodeLayout.references)
    let turnouts = NodeLayout.word32(group + NodeLayout.turnouts)
    while below != 0 {
      let child = below.trailingZeroBitCount
      below &= below &- 1
      if filter.testsNodes, !filter.passesNode(group, child) { continue }
      var bound = distances[child]
      if travelCount > 0 {
        let distance = Float(leastChord(Double(bound))).nextDown
        let turnout = Float(turnouts[child])
        bound = max(0, (turnout + travels[travel].floors[TravelTable.step(distance)]).nextDown)
        if Double(bound) > limit { continue }
      }
      nodes.push(
        PendingNode(bound: bound, travel: travel, reference: references[child]))
    }
  }

  private func expandLeaf(_ leaf: UnsafeMutableRawPointer, _ filter: CompiledFilter, _ travel: Int) {
    var below = index_point_distances(
      NodeLayout.floats(leaf), centreX, centreY, centreZ, .greatestFiniteMagnitude, distances)
    let states = NodeLayout.word64(leaf + NodeLayout.states)
    let (passing, xs, ys, zs, geodesics) = (passing, xs, ys, zs, geodesics)
    var count = 0
    while below != 0 {
      let slot = below.trailingZeroBitCount
      below &= below &- 1
      let state = UnitState(word: states[slot].load(ordering: .acquiring))
      if !filter.passesUnit(state, view) { continue }
      let there = local(leaf, slot)
      xs[count] = there.x
      ys[count] = there.y
      zs[count] = there.z
      (passing + count).initialize(to: (Int32(truncatingIfNeeded: slot), state))
      count += 1
    }
    withUnsafePointer(to: view.pointee.frame.kernelFrame(from: centre)) {
      index_geodesics($0, xs, ys, zs, Int32(truncatingIfNeeded: count), geodesics)
    }
    for number in 0..<count {
      let slot = Int(passing[number].slot)
      var distance = geodesics[number]
      var least: Double
      var most: Double
      let isMeasured = Double(distances[slot]) < ChordLength.longestApproximated * ChordLength.longestApproximated
      if isMeasured {
        let error = ChordLength.error(distance)
        (least, most) = (max(0, distance - error), distance + error)
      } else {
        let way = SIMD3(xs[number], ys[number], zs[number]) - centre
        let chord = (way * way).sum().squareRoot()
        (least, most) = (ChordLength.leastGeodesic(max(0, chord - 1e-6)), ChordLength.mostGeodesic(chord + 1e-6))
        distance = least
      }
      var unit = PendingUnit(
        low: least, high: most, distance: distance, state: passing[number].state, leaf: leaf, slot: Int32(slot),
        number: (leaf + NodeLayout.numbers).load(fromByteOffset: slot * 4, as: UInt32.self), travel: Int32(travel))
      unit.isMeasured = isMeasured
      if travelCount > 0 {
        unit.low = value(least, unit)
        unit.high = value(most, unit)
      }
      if unit.low <= limit { approximate.push(unit) }
    }
  }
}
