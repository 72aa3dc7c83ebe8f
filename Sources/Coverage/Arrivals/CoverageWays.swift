package import DirectoryModel
package import Geodesy
internal import Primitives
internal import Synchronization
package import Waterways

/// Ways by road between stations and people, as water decides them: worked out once for each place from which units come.
package final class CoverageWays: Sendable {
  /// The land that it is about.
  package let network: WayNetwork
  private let table: WayTable
  private let starts = Mutex<[Origin: WayStart]>([:])

  private struct Origin: Hashable {
    var place: Coordinate
    var reach: Double
  }

  /// Prepares ways.
  ///
  /// - Parameters:
  ///   - network: the land.
  ///   - longest: metres beyond which nobody comes in time.
  ///   - isShut: whether a crossing is closed at the moment that is asked about; asked of those with hours only.
  package init(
    _ network: WayNetwork, within longest: Double = .infinity, isShut: (Crossing) -> Bool = { _ in false }
  ) {
    self.network = network
    table = WayTable(network, within: longest, isShut: isShut)
  }

  /// Metres beyond which ways are not looked for.
  var longest: Double { table.longest }

  /// Prepares a place to which units come.
  package func place(_ place: Coordinate) -> WayTable.Place { table.place(place) }

  /// The ways from a place from which units come.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - reach: how far it may be from where it is said to be, in metres: of the banks it may stand on, the nearer counts.
  /// - Returns: the ways from there.
  package func start(at place: Coordinate, reach: Double = 0) -> WayStart {
    let origin = Origin(place: place, reach: reach)
    if let known = starts.withLock({ $0[origin] }) { return known }
    let start = table.start(at: place, in: reach > 0 ? network.faces(within: reach, of: place) : [])
    starts.withLock { $0[origin] = start }
    return start
  }
}

extension CoverageUnit {
  /// The ways that it has; `nil` where water does not stop it.
  func ways(_ ways: CoverageWays?) -> WayStart? {
    mobility == .road ? ways?.start(at: place, reach: positionReach) : nil
  }
}

extension CoverageUnit {
  /// The way from its station to a place; `nil` where there is none by road.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - ways: ways by road; `nil` where all are straight.
  ///   - straight: metres between the two along the ellipsoid.
  /// - Returns: how far it is.
  package func leg(to place: Coordinate, by ways: CoverageWays?, straight: Double) -> WayTable.Leg? {
    guard let ways, let start = self.ways(ways) else { return WayTable.Leg(metres: straight, wait: 0) }
    return start.leg(to: ways.place(place), at: SurfacePoint(place), straight: straight)
  }
}

extension WayStart? {
  /// The way to one of some cells; straight where water does not stop the unit, `nil` where there is none by road.
  func leg(
    to cell: Int, among places: [WayTable.Place], of cells: [DemandCell], straight: Double
  ) -> WayTable.Leg? {
    guard let self, self.face != places[cell].face else { return WayTable.Leg(metres: straight, wait: 0) }
    return self.leg(to: places[cell], at: SurfacePoint(cells[cell].place), straight: straight)
  }
}

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
