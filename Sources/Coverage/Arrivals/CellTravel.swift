internal import DirectoryModel
internal import Geodesy
internal import Matching
internal import Waterways

/// How units travel to the cells of a count: by the roads of a router where there is one, else by the built-in ways.
struct CellTravel: Sendable {
  /// What a router said, and where in it the cells are.
  struct Roads: Sendable {
    var table: RoadTable
    /// By cell: its slot in the table.
    var slots: [Int32]
  }

  /// A unit that sets out, with what is found once for all cells.
  struct Start {
    fileprivate let service: Service
    fileprivate let mobility: Mobility
    /// Its built-in ways; `nil` where water does not stop it.
    fileprivate let ways: WayStart?
    /// The number of its place among the roads; `nil` where it does not go by them.
    fileprivate let road: Int32?
  }

  let cells: [DemandCell]
  private let model: any TravelTime
  private let ways: CoverageWays?
  /// By cell; empty without water.
  private let places: [WayTable.Place]
  /// `nil` to go by the model.
  var roads: Roads?

  init(to cells: [DemandCell], model: any TravelTime, ways: CoverageWays?, roads: Roads? = nil) {
    (self.cells, self.model, self.ways, self.roads) = (cells, model, ways, roads)
    places = ways.map { ways in cells.map { ways.place($0.place) } } ?? []
  }

  func start(of unit: CoverageUnit) -> Start {
    Start(
      service: unit.service, mobility: unit.mobility, ways: unit.ways(ways),
      road: unit.mobility == .road ? roads?.table.number(of: unit.place) : nil)
  }

  /// A model that gives no more for a straight line than any way takes along it.
  func bound(of start: Start) -> any TravelTime {
    start.road == nil ? model : roads?.table.leastTravel(model) ?? model
  }

  /// Seconds that a unit travels to a cell as things usually are, and that it waits on the way; `nil` where it cannot come, or
  /// nobody asked because it would come too late to count.
  func driving(of start: Start, to cell: Int, straight: Double) -> (seconds: Double, wait: Double)? {
    // Asked millions of times: what is captured is counted.
    let (model, service, mobility) = (self.model, start.service, start.mobility)
    func seconds(_ distance: Double) -> Double {
      model.seconds(distance: distance, service: service, mobility: mobility)
    }
    if let place = start.road, let roads {
      switch roads.table.travel(from: place, to: Int(roads.slots[cell]), straight: straight, model: seconds) {
      case .seconds(let seconds): return (seconds, 0)
      case .never, .unknown: return nil
      case .model: break
      }
    }
    return start.ways.leg(to: cell, among: places, of: cells, straight: straight).map { (seconds($0.metres), $0.wait) }
  }
}
