internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import Matching
internal import SpatialIndex
internal import Synchronization

/// All units of a directory in memory, with the boundaries and the latest reports: a source that answers at once.
///
/// What registries say does not change for as long as it lives; reports of availability are taken as they come.
final class InMemoryUnits: MatchingSource {
  private struct Live {
    var board: AvailabilityBoard
    /// Regions found so far, by unit number.
    var regions: [Int32: RegionCode?] = [:]
    /// Models with their tables.
    var travels: [(model: any TravelTime, service: Service?, tables: [TravelTable])] = []
  }

  let units: [MatchableUnit]
  private let positions: [UnitID: Int32]
  /// Published hours, by station.
  private let hours: [StationID: String]
  /// What the points of stations are the points of, and those of units that have one of their own.
  private let qualities: (stations: [StationID: Position.Quality], units: [UnitID: Position.Quality])
  private let numbers: UnitNumbers
  private let index: UnitIndex
  private let pool: SearchPool
  let atlas: BoundaryIndex
  private let store: DirectoryStore
  /// Where reports of the past are read: what the store is held at may be older than a report that has come since.
  private let reports: DirectoryStore
  private let limits: ReportLimits
  private let live: Mutex<Live>

  init(store: DirectoryStore, live reports: DirectoryStore, atlas: BoundaryIndex, vocabulary: Vocabulary) throws {
    self.store = store
    self.reports = reports
    self.atlas = atlas
    let units = try store.matchableUnits(vocabulary: vocabulary)
    self.units = units
    hours = try store.publishedHours()
    qualities = try store.positionQualities()
    positions = Dictionary(
      units.indices.map { (units[$0].summary.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    if positions.count < units.count {
      throw MutualAidError(.storeDamaged, "the directory shows a unit twice", hint: .repairDirectory)
    }
    numbers = UnitNumbers(units: units, vocabulary: vocabulary)
    let numbers = numbers
    index = UnitIndex(units.map { numbers.indexed($0, readiness: .unknown) })
    pool = SearchPool(index)
    limits = vocabulary.reportLimits
    live = Mutex(Live(board: AvailabilityBoard(limits: vocabulary.reportLimits)))
    take(try store.latestReports())
    // What is the latest need not say where the unit was last.
    let positions = try store.positions(from: .distantPast, to: .distantFuture)
    live.withLock { $0.board.take(positions) }
  }

  /// Takes reports that were kept after those taken so far.
  func take(_ changes: [DirectoryStore.KeyedReport]) {
    let now = Date()
    live.withLock { live in
      for change in changes {
        live.board.take(change.report, at: now)
        guard let number = positions[change.report.unit] else { continue }
        index.setReadiness(readiness(of: change.report.unit, live.board, at: now), of: Int(number))
      }
    }
  }

  /// The units that cannot be sent at a moment by the reports.
  func busyUnits(at moment: Date) throws -> Set<UnitID> {
    try live.withLock { $0.board.busyUnits(at: moment) } ?? reports.busyUnits(at: moment, limits: limits)
  }

  /// The next moment after another at which units turn unknown, and which.
  func nextExpiry(after moment: Date) -> ReportExpiry? { live.withLock { $0.board.nextExpiry(after: moment) } }

  /// Lets reports expire that have ceased to hold by a moment.
  func expire(by moment: Date) { live.withLock { expire(&$0, by: moment) } }

  // MARK: MatchingSource

  func locality(of place: Coordinate) -> Locality { atlas.locality(of: place) }

  func distance(from place: Coordinate, toCountry country: CountryCode) -> Double? {
    atlas.distance(from: place, toCountry: country)
  }

  func availability(of unit: UnitID, at moment: Date) throws -> Availability {
    try live.withLock { $0.board.availability(of: unit, at: moment) } ?? reports.availability(of: unit, at: moment)
  }

  func positions(from earliest: Date, to moment: Date) throws -> [UnitID: ReportedPosition] {
    try live.withLock { $0.board.positions(from: earliest, to: moment) }
      ?? reports.positions(from: earliest, to: moment)
  }

  func positionQuality(of unit: MatchableUnit) throws -> Position.Quality? {
    qualities.units[unit.summary.id] ?? qualities.stations[unit.summary.station]
  }

  func members(ofGroup id: UnitID) throws -> [ResponseUnit.Member] { try store.members(ofGroup: id) }

  func hours(ofStation id: StationID) -> String? { hours[id] }

  func region(of unit: MatchableUnit) -> RegionCode? {
    guard let number = positions[unit.summary.id] else {
      return atlas.territory(of: unit.summary.coordinate).region
    }
    if let known = live.withLock({ $0.regions[number] }) { return known }
    let region = atlas.territory(of: unit.summary.coordinate).region
    live.withLock { $0.regions[number] = .some(region) }
    return region
  }

  func unit(_ id: UnitID, vocabulary: Vocabulary) -> MatchableUnit? { positions[id].map { units[Int($0)] } }

  func candidates(_ request: CandidateRequest, vocabulary: Vocabulary) throws -> any CandidateStream {
    let leastReadiness = live.withLock { live -> Readiness in
      expire(&live, by: min(request.time, Date()))
      // For other moments than those that the index stands for it must not leave units out for being busy.
      guard request.time >= live.board.newest, request.time < live.board.nextExpiry else { return .busy }
      return request.includesUnknown ? .unknown : .available
    }
    return InMemoryStream(
      request, filter: numbers.filter(for: request, leastReadiness: leastReadiness),
      travels: travels(request.order, of: request.service),
      units: units, pool: pool)
  }

  // MARK: The index

  /// The index says what a unit's report says now, and where the store must be asked, the most that may be.
  private func readiness(of unit: UnitID, _ board: AvailabilityBoard, at now: Date) -> Readiness {
    guard let reported = board.availability(of: unit, at: now) else { return .available }
    let availability = limits.believed(reported, at: now)
    return availability.status == .unknown ? .unknown : availability.status.isAvailable ? .available : .busy
  }

  /// Lets reports expire that have ceased to hold.
  private func expire(_ live: inout Live, by moment: Date) {
    for unit in live.board.expired(by: moment) {
      guard let number = positions[unit] else { continue }
      index.setReadiness(readiness(of: unit, live.board, at: moment), of: Int(number))
    }
  }

  /// The ways of travelling of a model, prepared once for models that can be compared; of one service, or of all for `nil`.
  private func travels(_ order: CandidateRequest.Order, of service: Service?) -> [TravelTable] {
    guard case .time(let model) = order else { return [] }
    let known = live.withLock { live in
      live.travels.first { $0.service == service && isSame($0.model, model) }?.tables
    }
    if let known { return known }
    let tables = (service.map { [$0] } ?? Service.allCases).flatMap { service in
      Mobility.allCases.map { mobility in
        TravelTable(
          kinds: UnitNumbers.kinds(of: service, travelling: mobility),
          function: Way(model: model, service: service, mobility: mobility))
      }
    }
    live.withLock { live in
      // Few models are in use at a time; those that cannot be compared are not kept.
      guard isSame(model, model) else { return }
      if live.travels.count == 16 { live.travels.removeFirst() }
      live.travels.append((model, service, tables))
    }
    return tables
  }

  private func isSame(_ left: any TravelTime, _ right: any TravelTime) -> Bool {
    func isEqual<Value: Equatable>(_ value: Value) -> Bool { value == right as? Value }
    return (left as? any Equatable).map { isEqual($0) } ?? false
  }

  private struct Way: TravelFunction {
    let model: any TravelTime
    let service: Service
    let mobility: Mobility

    func seconds(distance: Double) -> Double {
      model.seconds(distance: distance, service: service, mobility: mobility)
    }
  }
}
