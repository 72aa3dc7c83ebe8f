import Agreements
import CoverageTestSupport
import DirectoryModel
import Geodesy
import Matching
import TestSupport
import Waterways

@testable import Coverage

/// Coverage by its definition, with plain arrays and every pair of a unit and a cell: what the engine is compared with.
struct PlainWorld {
  struct Unit {
    var unit: CoverageUnit
    var busy = 0.0
    var slowness = 1.0
  }

  var units: [Unit]
  let cells: [DemandCell]
  let norms: [Norm]
  var cellSlowness: [Double]
  var demand: [Double]
  var times = CoverageTimes()
  /// By how much travel of a service takes longer beyond what `times` says.
  var serviceSlowness: [Service: Double] = [:]
  var areBordersOpen = true
  var borders: [[String]: Bool] = [:]
  var requiresAgreements = false
  var suspended: Set<String> = []
  /// What a router says of a way.
  enum RouterSays {
    /// So many seconds in all.
    case seconds(Double)
    /// Nothing that can be used.
    case nothing
  }

  /// What a router says of the way between two places so many metres apart, `nil` for no way.
  ///
  /// Without it the speed model holds.
  var roads: ((_ from: Coordinate, _ to: Coordinate, _ distance: Double) -> RouterSays?)?
  /// Metres per second that no way exceeds on roads.
  var greatestSpeed = Double.infinity
  let waters: WaterBarriers?
  let abilities: [UnitID: Set<String>]
  var closed: [CrossingID: CrossingClosure] = [:]
  var opened: [Crossing] = []

  init(_ world: SmallWorld, waters: WaterBarriers? = nil) {
    self.waters = waters
    abilities = world.abilities
    units = world.units.filter(\.isReady).map { Unit(unit: $0) }
    cells = world.cells
    norms = world.norms
    cellSlowness = world.cells.map { _ in 1 }
    demand = cellSlowness
  }

  // MARK: Edits

  mutating func apply(_ change: ScenarioEdit.Change) {
    switch change {
    case .closeStation(let id): units.removeAll { $0.unit.station == id }
    case .openStation(let id, let place, let country, let new):
      for units in new { add(units, station: id, place: place, country: country) }
    case .moveStation(let id, let place):
      for index in units.indices where units[index].unit.station == id { units[index].unit.place = place }
    case .addUnits(let station, let new):
      guard let host = units.first(where: { $0.unit.station == station })?.unit else { return }
      add(new, station: station, place: host.place, country: host.country)
    case .removeUnit(let id): units.removeAll { $0.unit.id == id }
    case .moveUnit(let id, let station):
      guard let host = units.first(where: { $0.unit.station == station })?.unit else { return }
      for index in units.indices where units[index].unit.id == id {
        units[index].unit.station = station
        units[index].unit.place = host.place
      }
    case .staff(let station, let kind):
      for index in units.indices where units[index].unit.station == station {
        units[index].unit.turnout = units[index].unit.turnouts[kind] ?? .nan
      }
    case .busy(let probability, let selection):
      for index in units.indices where selection.contains(units[index].unit) { units[index].busy = probability }
    case .border(let one, let other, let isOpen, let services, let host):
      for service in services.isEmpty ? Service.allCases : services {
        if host != one { borders[[one, other].map(\.rawValue) + [service.rawValue]] = isOpen }
        if host != other { borders[[other, one].map(\.rawValue) + [service.rawValue]] = isOpen }
      }
    case .closeCrossing(let id, let place): close(id, towards: place)
    case .openCrossing(let id, let new, let wait): open(id, new, wait: wait)
    case .hazard(let hazard): strike(hazard)
    // Nobody is off duty in this world.
    case .hours: break
    case .weather(let factor, let services):
      if services.isEmpty { times.slowness *= factor }
      for service in services { serviceSlowness[service, default: 1] *= factor }
    case .callHandling(let seconds): times.callHandling = seconds
    case .requestDelay(let seconds): times.requestDelay = seconds
    case .requireAgreements(let isRequired): requiresAgreements = isRequired
    case .agreement(let change): if case .suspend(let id) = change { suspended.insert(id) }
    }
  }

  private mutating func add(_ new: ScenarioEdit.NewUnits, station: StationID, place: Coordinate, country: CountryCode) {
    for copy in 1...new.count {
      let id: UnitID = copy == 1 ? new.id : "\(new.id)-\(copy)"
      units.append(
        Unit(
          unit: CoverageUnit(
            id: id, station: station, place: place, country: country, service: new.service, crew: new.crew,
            turnout: new.turnout ?? .nan, turnouts: [new.staffing: new.turnout ?? .nan], staffing: new.staffing,
            mobility: new.mobility)))
    }
  }

  private mutating func strike(_ hazard: ScenarioEdit.Hazard) {
    let river = BoundaryLine(vertices: hazard.line)
    func holds(_ place: Coordinate) -> Bool { river.map { $0.distance(to: place) <= hazard.buffer } ?? false }
    for cell in cells.indices where holds(cells[cell].place) {
      cellSlowness[cell] = max(cellSlowness[cell], hazard.slowness)
      demand[cell] *= hazard.demand
    }
    for index in units.indices where holds(units[index].unit.place) {
      units[index].slowness = max(units[index].slowness, hazard.slowness)
    }
    if hazard.closesCrossings {
      for crossing in (waters?.crossings ?? []) + opened
      where holds(crossing.coordinate) || crossing.otherEnd.map(holds) == true {
        close(crossing.id, towards: nil)
      }
    }
    if hazard.disablesStations { units.removeAll { holds($0.unit.place) } }
  }

  private mutating func close(_ id: CrossingID, towards place: Coordinate?) {
    guard let place, let ends = waters.flatMap({ WayNetwork($0).supposing(opened: opened).ends(of: id) }) else {
      closed[id] = .both
      return
    }
    let isFirst = Geodesic.distance(from: place, to: ends.first) <= Geodesic.distance(from: place, to: ends.second)
    closed[id, default: []].insert(isFirst ? .backward : .forward)
  }

  private mutating func open(_ id: CrossingID, _ new: ScenarioEdit.NewCrossing?, wait: Double?) {
    closed[id] = nil
    guard
      var crossing = (waters?.crossings ?? []).first(where: { $0.id == id })
        ?? new.map({ new in
          Crossing(
            id: id, barrier: new.barrier, names: LocalizedText(id.rawValue), kind: new.kind, coordinate: new.place,
            otherEnd: new.otherEnd, road: .yes, confidence: .high)
        })
    else { return }
    crossing.road = .yes
    crossing.wait = wait ?? crossing.wait
    if crossing.kind == .ferry { crossing.hours = "24/7" }
    opened.removeAll { $0.id == id }
    opened.append(crossing)
  }

  // MARK: Outcomes

  func outcomes(of service: Service) -> [CoverageReport.CellOutcome] {
    let points = units.map { SurfacePoint($0.unit.place) }
    let network = waters.map { WayNetwork($0).supposing(closed: closed, opened: opened) }
    return cells.indices.map { outcome(of: service, at: $0, points, network) }
  }

  private func outcome(of service: Service, at cell: Int, _ points: [SurfacePoint], _ network: WayNetwork?)
    -> CoverageReport.CellOutcome
  {
    let ways = network.map { WaySearch($0, .toPlace, cells[cell].place) }
    let usual = waters.map { WaySearch(WayNetwork($0), .toPlace, cells[cell].place) }
    let place = SurfacePoint(cells[cell].place)
    let people = cells[cell].people
    let calls = Int((Double(people) * demand[cell]).rounded())
    let norm = norms.first { $0.country == cells[cell].country && $0.service == service }
    let handling = norm?.clockStart == .call ? times.callHandling : 0
    var arrivals: [(time: Double, unit: Unit)] = []
    for (unit, point) in zip(units, points)
    where unit.unit.service == service && unit.unit.mobility == .road && mayGo(unit.unit, cell) {
      let isForeign = unit.unit.country != cells[cell].country
      let slowness = times.slowness * (serviceSlowness[service] ?? 1) * max(cellSlowness[cell], unit.slowness)
      let straight = point.distance(to: place)
      var way: Way? = Way(metres: straight)
      if let ways, unit.unit.mobility == .road { way = ways.way(between: unit.unit.place, straight: straight) }
      func seconds(_ way: Way) -> Double {
        SpeedModel().seconds(distance: way.metres, service: unit.unit.service, mobility: unit.unit.mobility)
      }
      var (driving, wait) = (way.map(seconds), way?.wait ?? 0)
      if let roads, unit.unit.mobility == .road {
        switch roads(unit.unit.place, cells[cell].place, straight) {
        case nil: driving = nil
        case .nothing?: break
        case .seconds(let said)?:
          (driving, wait) = (said, 0)
          // What other crossings make of the built-in way, they make of the router's.
          if let usual, !closed.isEmpty || !opened.isEmpty {
            let before = usual.way(between: unit.unit.place, straight: straight)
            if let before {
              driving = way.map {
                max(said + seconds($0) + $0.wait - seconds(before) - before.wait, straight / greatestSpeed)
              }
            } else {
              driving = max(said, straight / greatestSpeed)
            }
          }
        }
      }
      guard let driving else { continue }
      let time =
        (isForeign ? times.requestDelay : 0) + (norm?.clockStart == .departure ? 0 : unit.unit.turnout)
        + driving * slowness + wait
      arrivals.append((time, unit))
    }
    arrivals.sort { $0.time < $1.time }
    let steps = (norm?.thresholds ?? []).map { Double($0.seconds) - handling }
    let limit = max(CoverageTimes.horizon, steps.last ?? 0)
    let first = arrivals.first { can($0.unit.unit, norm?.need) && $0.time <= limit }?.time
    guard let norm else {
      return .init(
        first: first.map { Float($0) }, complete: nil, isCovered: nil, people: people, calls: calls, probability: 0)
    }
    // When all is there: the latest of the times at which each step has what it asks for.
    let met = zip(norm.thresholds, steps).map { step, seconds -> Double? in
      let condition = norm.condition(of: step)
      // Before anybody is there, and then whenever somebody arrives, at once too.
      let times = [-1] + arrivals.map(\.time).filter { $0 <= seconds }
      return times.first { time in
        holds(condition, of: norm) { measure in
          arrivals.filter { $0.time <= time && can($0.unit.unit, measure.need) }
            .map { measure.kind == .units ? 1 : $0.unit.unit.crew }.reduce(0, +)
        }
      }.map { max(0, $0) }
    }
    let isMet = !met.contains { $0 == nil }
    return .init(
      first: first.map { Float($0 + handling) },
      complete: isMet ? met.compactMap { $0 }.max().map { Float($0 + handling) } : nil,
      isCovered: isMet, people: people, calls: calls, probability: isMet ? probability(norm, steps, arrivals) : 0)
  }

  /// Whether a unit has what a norm needs, all of it; a new one of which nothing is known has everything.
  private func can(_ unit: CoverageUnit, _ need: String?) -> Bool {
    guard let need, let abilities = abilities[unit.id] else { return true }
    return abilities.contains(need)
  }

  /// Whether a condition holds, as it is written.
  private func holds(_ condition: Norm.Condition, of norm: Norm, _ count: (Norm.Measure) -> Int) -> Bool {
    switch condition {
    case .units(let least, let need): count(Norm.Measure(.units, need: need ?? norm.need)) >= least
    case .crew(let least, let need): count(Norm.Measure(.crew, need: need)) >= least
    case .all(let parts): parts.allSatisfy { holds($0, of: norm, count) }
    case .any(let parts): parts.contains { holds($0, of: norm, count) }
    }
  }

  /// By all numbers that may be free.
  private func probability(_ norm: Norm, _ steps: [Double], _ arrivals: [(time: Double, unit: Unit)]) -> Double {
    let inTime = arrivals.filter { $0.time <= steps.last ?? 0 }
    let measures = norm.measures
    var states = [measures.map { _ in 0 }: 1.0]
    var next = 0
    for (threshold, seconds) in zip(norm.thresholds, steps) {
      while next < inTime.count, inTime[next].time <= seconds {
        let unit = inTime[next].unit
        var following: [[Int]: Double] = [:]
        for (state, share) in states {
          following[state, default: 0] += share * unit.busy
          let more = measures.enumerated().map { position, measure in
            state[position] + (can(unit.unit, measure.need) ? (measure.kind == .units ? 1 : unit.unit.crew) : 0)
          }
          following[more, default: 0] += share * (1 - unit.busy)
        }
        states = following
        next += 1
      }
      let condition = norm.condition(of: threshold)
      states = states.filter { state, _ in
        holds(condition, of: norm) { measure in measures.firstIndex(of: measure).map { state[$0] } ?? 0 }
      }
    }
    return states.values.reduce(0, +)
  }

  private func mayGo(_ unit: CoverageUnit, _ cell: Int) -> Bool {
    let host = cells[cell].host
    guard unit.country != host else { return true }
    let border = [unit.country, host].map(\.rawValue) + [unit.service.rawValue]
    guard borders[border] ?? areBordersOpen else { return false }
    guard requiresAgreements else { return true }
    return BandAgreements.isAllowed(unit, cells[cell], suspended: suspended)
  }
}

/// Agreements for tests: units of even and odd stations may go to cells in northern and southern bands.
struct BandAgreements: CrossingAgreements {
  static let rules = ["even-0", "even-1", "odd-1", "odd-2"]

  static func lender(_ unit: CoverageUnit) -> Int { (Int(unit.station.rawValue.filter(\.isNumber)) ?? 0) % 2 }

  static func band(_ cell: DemandCell) -> Int { Int((cell.place.latitude - 50.6) / 0.15) }

  static func isAllowed(_ unit: CoverageUnit, _ cell: DemandCell, suspended: Set<String>) -> Bool {
    let rule = "\(lender(unit) == 0 ? "even" : "odd")-\(band(cell))"
    return rules.contains(rule) && !suspended.contains(rule)
  }

  func rights(
    of units: [CoverageUnit], to cells: [DemandCell], after changes: [AgreementChange]
  ) throws -> CrossingPermissions {
    let suspended = Set(changes.compactMap { if case .suspend(let id) = $0 { id } else { nil } })
    let allowed = ["even", "odd"].flatMap { lender in
      (0..<3).map { BandAgreements.rules.contains("\(lender)-\($0)") && !suspended.contains("\(lender)-\($0)") }
    }
    return CrossingPermissions(
      lenders: units.map { Int32(BandAgreements.lender($0)) }, areas: cells.map { Int32(BandAgreements.band($0)) },
      areaCount: 3,
      allowed: allowed)
  }

  func check(_ change: AgreementChange, after changes: [AgreementChange]) throws {
    guard case .suspend(let id) = change, BandAgreements.rules.contains(id) else {
      throw AgreementChange.Mistake(message: "there is no such rule")
    }
  }
}
