package import Geodesy
internal import Synchronization

extension UnitIndex {
  /// Changes whether a unit could be sent.
  ///
  /// - Returns: `false` when there is no such unit.
  /// - Complexity: O(log n): one path to the root, mostly only its beginning.
  @discardableResult package func setReadiness(_ readiness: Readiness, of unit: Int) -> Bool {
    guard (0..<count).contains(unit) else { return false }
    writer.withLock { writer in
      let state = writer.tree.state(unit)
      writer.tree.change(unit, to: UnitState(word: state.word & ~3 | UInt64(readiness.rawValue)))
    }
    return true
  }

  /// Changes whether units could be sent, one after the other.
  ///
  /// It costs much less than as many single changes where the units are far apart in memory: what each change needs is on
  /// its way while others are made.
  ///
  /// - Parameter changes: a later change of a unit overrides an earlier one; units that do not exist are passed over.
  package func setReadiness(_ changes: [(unit: Int, readiness: Readiness)]) {
    writer.withLock { writer in
      let tree = writer.tree
      var from = 0
      while from < changes.count {
        let to = min(from + 16, changes.count)
        for number in from..<to where (0..<count).contains(changes[number].unit) {
          tree.expectPosition(changes[number].unit)
        }
        for number in from..<to where (0..<count).contains(changes[number].unit) {
          tree.expectChange(changes[number].unit)
        }
        for number in from..<to where (0..<count).contains(changes[number].unit) {
          let (unit, readiness) = changes[number]
          tree.change(unit, to: UnitState(word: tree.state(unit).word & ~3 | UInt64(readiness.rawValue)))
        }
        from = to
      }
    }
  }

  /// Changes a unit's least turnout time, in seconds.
  ///
  /// - Returns: `false` when there is no such unit.
  @discardableResult package func setTurnout(_ seconds: Int, of unit: Int) -> Bool {
    change(unit) { $0.turnout = seconds }
  }

  /// Changes what a unit can do.
  ///
  /// - Returns: `false` when there is no such unit.
  @discardableResult package func setCapabilities(_ capabilities: IndexedCapabilities, of unit: Int) -> Bool {
    change(unit) { $0.capabilities = capabilities }
  }

  /// Moves a unit.
  ///
  /// - Returns: `false` when there is no such unit.
  @discardableResult package func move(_ unit: Int, to place: Coordinate) -> Bool {
    change(unit) { $0.coordinate = place }
  }

  /// Changes any of a unit's place, readiness, capabilities and turnout, all at the same moment for whoever searches.
  ///
  /// Its kind and owner stay as they were.
  ///
  /// - Returns: `false` when there is no such unit.
  @discardableResult package func change(_ unit: Int, _ edit: (inout IndexedUnit) -> Void) -> Bool {
    guard (0..<count).contains(unit) else { return false }
    writer.withLock { writer in
      let before = writer.tree.unit(unit)
      var after = before
      edit(&after)
      (after.kind, after.owner) = (before.kind, before.owner)
      let set =
        after.capabilities == before.capabilities
        ? writer.tree.state(unit).capabilitySet : writer.tree.sets.number(of: after.capabilities)
      guard let set else {
        rebuild(&writer, changing: unit, to: after)
        return
      }
      let state = UnitState(after, capabilitySet: set)
      if after.coordinate == before.coordinate {
        writer.tree.change(unit, to: state)
        return
      }
      // Few epochs make few looks at the slots: only when blocks run short.
      if writer.tree.freeLeaves.count < 512 || writer.tree.freeGroups.count < 1_024 { reclaim(&writer) }
      guard writer.tree.canMove(to: after.coordinate) else {
        rebuild(&writer, changing: unit, to: after)
        return
      }
      let epoch = slots.epoch.load(ordering: .relaxed)
      writer.tree.move(unit, to: after.coordinate, state: state, epoch: epoch)
      slots.epoch.store(epoch + 1, ordering: .releasing)
    }
    return true
  }

  /// Builds the tree anew from the units as they are now; searches go on meanwhile in the old one.
  package func rebuild() { writer.withLock { rebuild(&$0, changing: nil, to: nil) } }

  private func rebuild(_ writer: inout Writer, changing changed: Int?, to unit: IndexedUnit?) {
    var units = (0..<count).map { writer.tree.unit($0) }
    if let changed, let unit { units[changed] = unit }
    let tree = units.withUnsafeBufferPointer { UnitTree($0) }
    let epoch = slots.epoch.load(ordering: .relaxed)
    writer.retiredTrees.append((epoch, writer.tree))
    writer.tree = tree
    current.store(UInt(bitPattern: tree.view), ordering: .releasing)
    slots.epoch.store(epoch + 1, ordering: .releasing)
    reclaim(&writer)
  }

  private func reclaim(_ writer: inout Writer) {
    let oldest = slots.oldest()
    writer.tree.reclaim(before: oldest)
    writer.retiredTrees.removeAll { $0.epoch < oldest }
  }
}
