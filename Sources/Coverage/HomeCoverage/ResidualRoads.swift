package import DirectoryModel
package import Geodesy
package import Matching

/// Ways by road for one count of what an area keeps, asked of a router as far as they matter to it.
///
/// A count asks twice: from the units that leave, or would stand in, to everybody whom they could reach; then from all other
/// units, to those whom the first do reach, for only these can lose or gain. It keeps nothing from one count to the next.
package struct ResidualRoads: Sendable {
  /// Ways of units to the places of others, in which they would stand in.
  package struct Moves: Sendable {
    private var seconds: [RoadPlace: [RoadPlace: Double?]] = [:]

    /// No ways at all.
    package init() {}

    fileprivate func known(from place: RoadPlace, to other: RoadPlace) -> Double?? { seconds[other]?[place] }

    fileprivate mutating func note(_ way: Double?, from place: RoadPlace, to other: RoadPlace) {
      seconds[other, default: [:]][place] = .some(way)
    }
  }

  private let collector: RoadCollector
  private let cellBlocks: CellBlocks
  private var table: RoadTable
  /// Positions, among all cells, of those that are counted.
  private var counted: [Int]
  private var moves: Moves

  /// Prepares to ask.
  ///
  /// - Parameters:
  ///   - router: what is asked.
  ///   - cells: whoever could be reached.
  ///   - moves: ways between places of units, by which some stand in.
  /// - Throws: `MutualAidError` when the router does not answer.
  package init(_ router: any RoadRouter, cells: [DemandCell], moves: Moves) throws {
    collector = RoadCollector(router: router, archive: nil)
    cellBlocks = CellBlocks(cells)
    table = try collector.table(for: cellBlocks)
    counted = Array(cells.indices)
    self.moves = moves
  }

  /// The ways to the cells that are counted.
  var toCells: CellTravel.Roads {
    CellTravel.Roads(table: table, slots: counted.map { cellBlocks.slots[$0] })
  }

  /// A model that gives no more for a straight line than any way takes along it.
  func bound(_ model: any TravelTime) -> any TravelTime { table.leastTravel(model) }

  /// Asks from some units to all cells, and counts from now on those alone that one of them reaches.
  ///
  /// - Parameters:
  ///   - units: units, each with the seconds of travel within which it counts.
  ///   - model: the built-in model.
  ///   - ways: its ways; `nil` where all are straight.
  /// - Returns: positions of these cells, in ascending order.
  /// - Throws: `MutualAidError` when the router fails.
  package mutating func reach(
    of units: [(unit: CoverageUnit, seconds: Double)], model: any TravelTime, ways: CoverageWays?
  ) throws -> [Int] {
    var budgets: [RoadPlace: Double] = [:]
    for (unit, seconds) in units where unit.mobility == .road && seconds >= 0 {
      let place = RoadPlace(unit.place)
      budgets[place] = max(budgets[place] ?? 0, seconds)
    }
    _ = try collector.complete(&table, budgets, cellBlocks) { _ in }
    let cells = cellBlocks.cells
    let travel = CellTravel(
      to: cells, model: model, ways: ways, roads: CellTravel.Roads(table: table, slots: cellBlocks.slots))
    let finder = PointFinder(cells.map { SurfacePoint($0.place) })
    var isReached = Array(repeating: false, count: cells.count)
    for (unit, seconds) in units where seconds >= 0 {
      let start = travel.start(of: unit)
      let radius = travel.bound(of: start).reach(seconds: seconds, service: unit.service, mobility: unit.mobility)
      finder.forEach(within: radius, of: SurfacePoint(unit.place)) { cell, straight in
        guard !isReached[cell], let driving = travel.driving(of: start, to: cell, straight: straight) else { return }
        isReached[cell] = driving.seconds + driving.wait <= seconds
      }
    }
    counted = cells.indices.filter { isReached[$0] }
    return counted
  }

  /// Asks from some units to the cells that are counted, as far as they may be there in time.
  ///
  /// - Parameters:
  ///   - units: the units.
  ///   - seconds: the travel within which any of them counts.
  /// - Throws: `MutualAidError` when the router fails.
  package mutating func complete(_ units: [CoverageUnit], within seconds: Double) throws {
    table.add(Set(units.lazy.filter { $0.mobility == .road }.map { RoadPlace($0.place) }).sorted())
    let runs = Set(counted.map { Int(cellBlocks.slots[$0]) / CellBlocks.runSize })
    // Seconds are rounded, and places too.
    let farthest = (seconds + 2) * table.greatestSpeed + 1
    var missing: [Int: Set<Int32>] = [:]
    for (number, place) in table.places.enumerated() {
      let point = SurfacePoint(place.coordinate)
      for run in runs where cellBlocks.runBalls[run].leastChord(to: point) <= farthest {
        if !table.knows(run, from: Int32(number)) { missing[run, default: []].insert(Int32(number)) }
      }
    }
    _ = try collector.ask(missing, &table)
  }

  /// Seconds that a unit which goes by road travels to stand in at another's place; `nil` for no way, and for one that was not
  /// asked about because others are there sooner.
  func move(of unit: CoverageUnit, to place: Coordinate) -> Double? {
    moves.known(from: RoadPlace(unit.place), to: RoadPlace(place)) ?? nil
  }
}

extension ResidualRoads.Moves {
  /// Seconds that units travel to one place, each asked once; the built-in way stands in where the router says nothing of one.
  ///
  /// - Parameters:
  ///   - units: units that travel by road, each with the seconds of its built-in way, or `nil` where there is none, and metres
  ///     along the straight line.
  ///   - place: the place.
  ///   - router: what is asked.
  ///   - model: the built-in model.
  /// - Returns: the seconds, in the order of the units; `nil` for no way.
  /// - Throws: `MutualAidError` when the router fails.
  package mutating func seconds(
    of units: [(unit: CoverageUnit, builtIn: Double?, straight: Double)], to place: Coordinate, router: any RoadRouter,
    model: any TravelTime
  ) throws(MutualAidError) -> [Double?] {
    let destination = RoadPlace(place)
    var asked: [RoadPlace: (unit: CoverageUnit, builtIn: Double?, straight: Double)] = [:]
    for one in units where known(from: RoadPlace(one.unit.place), to: destination) == nil {
      asked[RoadPlace(one.unit.place)] = one
    }
    let places = asked.keys.sorted()
    for start in stride(from: 0, to: places.count, by: router.batchLimit) {
      let batch = Array(places[start..<min(start + router.batchLimit, places.count)])
      let matrix = try router.matrix(from: batch.map(\.coordinate), to: [destination.coordinate])
      for (index, origin) in batch.enumerated() {
        guard let one = asked[origin] else { continue }
        let way = matrix.way(from: index, to: 0)
        let seconds = way.travel(distance: one.straight, greatestSpeed: router.greatestSpeed) { metres in
          model.seconds(distance: metres, service: one.unit.service, mobility: one.unit.mobility)
        }
        note(way == .noWay ? nil : seconds ?? one.builtIn, from: origin, to: destination)
      }
    }
    return units.map { known(from: RoadPlace($0.unit.place), to: destination) ?? nil }
  }
}
