internal import DirectoryModel
internal import Geodesy
internal import Synchronization
internal import Waterways

/// The ways of groups of units to the cells of a model; those of a group are found when they are first asked for.
final class GroupWays: Sendable {
  /// By group: the face in which it stands; -1 where water does not stop it.
  let faces: [Int32]
  private let units: [CoverageUnit]
  private let ways: CoverageWays
  private let starts: Mutex<[WayStart?]>

  init(_ groups: UnitGroups, in state: ScenarioState, _ ways: CoverageWays) {
    units = groups.groups.map { state.unit(Int($0.unit)) }
    var known: (place: Coordinate, face: Int32)?
    faces = units.map { unit in
      guard unit.mobility == .road else { return -1 }
      // Groups of one station lie together.
      if let known, known.place == unit.place { return known.face }
      let face = ways.network.face(of: unit.place)
      known = (unit.place, face)
      return face
    }
    self.ways = ways
    starts = Mutex(Array(repeating: nil, count: units.count))
  }

  /// The way of a group to a place; `nil` where there is none by road.
  func leg(
    from group: Int, to place: WayTable.Place, at point: SurfacePoint, straight: Double
  ) -> WayTable.Leg? {
    if let start = starts.withLock({ $0[group] }) { return start.leg(to: place, at: point, straight: straight) }
    guard let start = units[group].ways(ways) else { return WayTable.Leg(metres: straight, wait: 0) }
    starts.withLock { $0[group] = start }
    return start.leg(to: place, at: point, straight: straight)
  }
}
