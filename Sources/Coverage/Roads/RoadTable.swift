internal import DirectoryModel
internal import Geodesy
package import Matching

/// Travel times by road from places to the cells of a model, as a router said them.
///
/// Cells lie in the runs in which arrivals are looked for; for each run and place that were asked about there is a row with
/// a time for every cell of the run.
package struct RoadTable: Sendable {
  /// Whose times they are.
  package let router: RouterIdentity
  /// Metres per second along the straight line that no way exceeds.
  package let greatestSpeed: Double
  /// Places that were or will be asked about, and their numbers.
  private(set) var numbers: [RoadPlace: Int32] = [:]
  /// By number.
  private(set) var places: [RoadPlace] = []
  /// By number of a place: metres as in `RoadSegment`; no number where nothing was asked.
  private var placesMoved: [Float] = []
  /// By slot, the same.
  private var cellsMoved: [Float]
  /// By run, and by number of a place: where its row begins among the run's times; -1 for none.
  private var rows: [[Int32]]
  /// By run: times row by row.
  private var times: [[RoadSegment.Time]]
  private let cellCount: Int
  /// By place of a cell: the first slot; and by slot the next one with the same place, -1 for none.
  private let firstSlot: [RoadPlace: Int32]
  private let nextSlot: [Int32]
  /// By slot.
  let cells: [RoadPlace]

  /// Makes a table without any times.
  init(_ router: RouterIdentity, greatestSpeed: Double, cellBlocks: CellBlocks) {
    self.router = router
    self.greatestSpeed = greatestSpeed
    let cells = cellBlocks.order.map { RoadPlace(cellBlocks.cells[Int($0)].place) }
    let runs = (cells.count + CellBlocks.runSize - 1) / CellBlocks.runSize
    cellCount = cells.count
    cellsMoved = Array(repeating: .nan, count: cells.count)
    rows = Array(repeating: [], count: runs)
    times = Array(repeating: [], count: runs)
    var firstSlot: [RoadPlace: Int32] = [:]
    var nextSlot = Array(repeating: Int32(-1), count: cells.count)
    for slot in cells.indices.reversed() {
      nextSlot[slot] = firstSlot[cells[slot]] ?? -1
      firstSlot[cells[slot]] = Int32(slot)
    }
    (self.cells, self.firstSlot, self.nextSlot) = (cells, firstSlot, nextSlot)
  }

  /// How many runs there are.
  var runs: Int { rows.count }

  /// The slots of a run.
  func slots(of run: Int) -> Range<Int> {
    run * CellBlocks.runSize..<min(cellCount, (run + 1) * CellBlocks.runSize)
  }

  /// The slots of runs that follow each other.
  func slots(of runs: Range<Int>) -> Range<Int> {
    runs.lowerBound * CellBlocks.runSize..<min(cellCount, runs.upperBound * CellBlocks.runSize)
  }

  /// The number of a place; `nil` for one that was not asked about.
  func number(of place: Coordinate) -> Int32? { numbers[RoadPlace(place)] }

  // MARK: Looking up

  /// What is known of the way from a place to a cell.
  enum Answer {
    /// The router's seconds as things usually are, and metres between the two and the roads.
    case seconds(Double, moved: Double)
    /// The router says nothing that can be used: the built-in model stands in.
    case model
    /// No way leads there, or a longer one than anybody asks about.
    case never
    /// It has not been asked about.
    case unknown
  }

  /// What is known of the way from a place, by its number, to a cell, by its slot.
  func time(from place: Int32, to slot: Int) -> Answer {
    let (run, column) = (slot / CellBlocks.runSize, slot % CellBlocks.runSize)
    guard Int(place) < rows[run].count, rows[run][Int(place)] >= 0 else { return .unknown }
    let time = times[run][Int(rows[run][Int(place)]) + column]
    if let seconds = time.seconds {
      return .seconds(seconds, moved: Double(placesMoved[Int(place)] + cellsMoved[slot]))
    }
    return switch time {
    case .unusable: .model
    case .unknown: .unknown
    default: .never
    }
  }

  /// How long the way from a place to a cell takes.
  enum Travel {
    /// So many seconds as things usually are, from place to cell.
    case seconds(Double)
    /// As long as the built-in model says, for the router says nothing that can be used.
    case model
    /// No way leads there, or a longer one than anybody asks about.
    case never
    /// It has not been asked about.
    case unknown
  }

  /// How long the way from a place takes, by its number, to a cell, by its slot.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - slot: the cell.
  ///   - straight: metres between the two along the ellipsoid.
  ///   - model: seconds of travel over so many metres by the built-in model: for those between places and roads.
  /// - Returns: the way's time.
  @inline(__always)
  func travel(from place: Int32, to slot: Int, straight: Double, model: (Double) -> Double) -> Travel {
    switch time(from: place, to: slot) {
    case .seconds(let seconds, let moved):
      .seconds(
        seconds + RoadWay.approach(moved, distance: straight, greatestSpeed: greatestSpeed, model: model))
    case .model: .model
    case .never: .never
    case .unknown: .unknown
    }
  }

  /// Whether all times from a place to the cells of a run are known.
  func knows(_ run: Int, from place: Int32) -> Bool {
    guard Int(place) < rows[run].count, rows[run][Int(place)] >= 0 else { return false }
    let start = Int(rows[run][Int(place)])
    return !times[run][start..<start + slots(of: run).count].contains(.unknown)
  }

  // MARK: Filling

  /// Gives numbers to places that have none.
  mutating func add(_ new: some Sequence<RoadPlace>) {
    for place in new where numbers[place] == nil {
      numbers[place] = Int32(places.count)
      places.append(place)
      placesMoved.append(.nan)
    }
  }

  /// Takes what is known of ways between its places and cells; of others there is no room.
  mutating func take(_ segment: RoadSegment) {
    var slots: [(column: Int, slot: Int)] = []
    for (column, cell) in segment.destinations.enumerated() {
      var slot = firstSlot[cell] ?? -1
      while slot >= 0 {
        slots.append((column, Int(slot)))
        if cellsMoved[Int(slot)].isNaN { cellsMoved[Int(slot)] = segment.destinationsMoved[column] }
        slot = nextSlot[Int(slot)]
      }
    }
    guard !slots.isEmpty else { return }
    let width = segment.destinations.count
    for (index, source) in segment.sources.enumerated() {
      guard let number = numbers[source].map({ Int($0) }) else { continue }
      if placesMoved[number].isNaN { placesMoved[number] = segment.sourcesMoved[index] }
      for (column, slot) in slots {
        let run = slot / CellBlocks.runSize
        let row = row(of: number, in: run)
        times[run][row + slot % CellBlocks.runSize] = segment.times[index * width + column]
      }
    }
  }

  /// Where a place's row begins among a run's times; a new one holds nothing yet.
  private mutating func row(of place: Int, in run: Int) -> Int {
    if rows[run].count < places.count {
      rows[run] += Array(repeating: -1, count: places.count - rows[run].count)
    }
    if rows[run][place] < 0 {
      rows[run][place] = Int32(times[run].count)
      times[run] += Array(repeating: .unknown, count: CellBlocks.runSize)
    }
    return Int(rows[run][place])
  }

  // MARK: What it holds

  /// What the router could not say, in cells, places and pairs.
  func summary(of cells: [DemandCell], slots order: [Int32]) -> RoadSummary {
    var summary = RoadSummary(router: router)
    summary.places = placesMoved.count(where: { !$0.isNaN })
    summary.placesOffMap = placesMoved.count(where: { $0 < 0 })
    for run in rows.indices {
      var (isAsked, isReached) = (UInt32(0), UInt32(0))
      for row in rows[run] where row >= 0 {
        for column in 0..<slots(of: run).count {
          let time = times[run][Int(row) + column]
          guard time != .unknown else { continue }
          summary.pairs += 1
          isAsked |= 1 << UInt32(column)
          switch time {
          case .noWay: summary.pairsWithoutWay += 1
          case .unusable: summary.pairsUnusable += 1
          default: isReached |= 1 << UInt32(column)
          }
        }
      }
      for (column, slot) in slots(of: run).enumerated() {
        let people = cells[Int(order[slot])].people
        if cellsMoved[slot] < 0 {
          summary.cellsOffMap += 1
          summary.peopleOffMap += people
        } else if (isAsked & ~isReached) >> UInt32(column) & 1 == 1 {
          summary.cellsWithoutWay += 1
          summary.peopleWithoutWay += people
        }
      }
    }
    return summary
  }
}
