internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import Matching
internal import RegistryXML
internal import Waterways

/// What questions need of a directory, read once: what codes mean, the rules, and where units are found.
final class DirectoryContents: Sendable {
  let vocabulary: Vocabulary
  let agreements: [Agreement]
  let records: RecordLookup
  /// Where the matcher finds units; the store itself, or what is held in memory.
  let source: any MatchingSource
  let matcher: Matcher
  let travel: any TravelTime
  let router: (any RoadRouter)?
  /// Water between places.
  let waters: WatersOnFile
  /// What places and stations are called.
  let names: NamesOnFile
  /// What the registries declare to list.
  let listed: ListedGround
  /// The units in memory; `nil` where they are read from the file.
  let inMemory: InMemoryUnits?
  let store: DirectoryStore
  /// `nil` in a scenario, where what help costs its lender is not counted.
  let lenderCosts: HomeCoverageLosses?

  /// Reads the reference documents; units stay where they are.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  convenience init(onDisk store: DirectoryStore, travel: (any TravelTime)?, router: (any RoadRouter)?) throws {
    try self.init(
      store: store, travel: travel, router: router, source: { _ in store },
      territory: { try store.territory(of: $0) })
  }

  init(
    store: DirectoryStore, travel: (any TravelTime)?, router: (any RoadRouter)?,
    source: (Vocabulary) throws -> any MatchingSource,
    territory: @escaping @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  ) throws {
    var agreements: [Agreement] = []
    for document in try store.documents(.agreements) {
      if case .agreements(let found) = try document.content() { agreements += found }
    }
    vocabulary = try Vocabulary(documents: store.documents(.vocabulary))
    let travel = travel ?? TravelModel(vocabulary)
    let waters = WatersOnFile(store: store, vocabulary: vocabulary, territory: territory)
    self.waters = waters
    names = NamesOnFile(store: store)
    self.agreements = agreements
    records = RecordLookup(
      store: store, vocabulary: vocabulary,
      interoperability: try InteroperabilityTable(documents: store.documents(.interoperability)), territory: territory)
    self.source = try source(vocabulary)
    self.store = store
    inMemory = self.source as? InMemoryUnits
    listed = try ListedGround(store: store)
    lenderCosts = try HomeCoverageLosses(
      store: store, vocabulary: vocabulary, travel: travel, router: router, waters: waters,
      source: inMemory.map { .inMemory($0) } ?? .store, territory: territory)
    matcher = Matcher(
      source: self.source, vocabulary: vocabulary, agreements: agreements, travel: travel, router: router,
      controlRooms: records, ways: { try waters.land()?.network })
    (self.travel, self.router) = (travel, router)
  }

  /// The same directory with units, rules and crossings as a scenario has them.
  init(
    _ contents: DirectoryContents, source: any MatchingSource, records: RecordLookup, agreements: [Agreement],
    network: WayNetwork?, conditions: MatchConditions
  ) {
    vocabulary = contents.vocabulary
    self.agreements = agreements
    self.records = records
    self.source = source
    (store, listed, inMemory) = (contents.store, contents.listed, contents.inMemory)
    let waters = contents.waters
    self.waters = waters
    names = contents.names
    lenderCosts = nil
    (travel, router) = (contents.travel, contents.router)
    let usualWays: @Sendable () throws -> WayNetwork? = { try waters.land()?.network }
    matcher = Matcher(
      source: source, vocabulary: vocabulary, agreements: agreements, travel: travel, router: router,
      controlRooms: records, ways: { try network ?? usualWays() }, usualWays: network == nil ? nil : usualWays,
      conditions: conditions)
  }

  /// The same directory with a source that remembers, for a question that has many parts; what is in memory answers at once
  /// as it is.
  ///
  /// - Parameter moment: the question's.
  /// - Returns: the directory for this one question.
  func remembering(at moment: Date) -> DirectoryContents {
    guard let source = source as? any UnitSource else { return self }
    return DirectoryContents(self, source: RememberedUnits(source, at: moment))
  }

  /// The same directory with the units that are on the road where they were last reported.
  ///
  /// - Parameter moment: the question's.
  /// - Returns: the directory for this one question; itself where no unit is on the road.
  /// - Throws: `MutualAidError` when the store cannot be read.
  func withUnitsOnTheRoad(at moment: Date) throws -> DirectoryContents {
    let limits = vocabulary.reportLimits
    let positions = try source.positions(from: moment.addingTimeInterval(-limits.positionAge), to: moment)
    let units = try positions.sorted { $0.key < $1.key }.compactMap { id, position -> MatchableUnit? in
      let status = limits.believed(try source.availability(of: id, at: moment), at: moment).status
      guard status.mayBeOnTheRoad, let unit = try source.unit(id, vocabulary: vocabulary) else { return nil }
      return MatchableUnit(unit, at: position)
    }
    guard !units.isEmpty else { return self }
    return DirectoryContents(self, source: AlteredUnits(source, gone: [], others: units))
  }

  private init(_ contents: DirectoryContents, source: any MatchingSource) {
    (vocabulary, agreements, records) = (contents.vocabulary, contents.agreements, contents.records)
    (travel, router, lenderCosts) = (contents.travel, contents.router, contents.lenderCosts)
    (store, listed, inMemory) = (contents.store, contents.listed, contents.inMemory)
    (waters, names) = (contents.waters, contents.names)
    self.source = source
    matcher = contents.matcher.with(source: source)
  }

  /// A match with the records behind it, and how sure its arrival is.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  func entry(for match: Match, at time: Date) throws -> NearestReport.Unit {
    var unit = try records.entry(for: match)
    let quality = (unit.record.position ?? unit.station.position).quality
    unit.sourceDate = unit.registry.flatMap { listed.sourceDates[$0] }
    unit.arrival = matcher.estimate(of: match, standingAt: quality, at: time)
    unit.isOnEitherBank = try matcher.mayStandOnEitherBank(match.matchable)
    return unit
  }

  /// Matches with the records behind them, what their absence costs at home, and how well they work with the borrower's side.
  ///
  /// - Parameters:
  ///   - matches: units that could come.
  ///   - host: the borrower's side; `nil` where not known.
  ///   - query: when, and by which travel times the cost at home is counted.
  /// - Returns: the units, in the order of the matches.
  /// - Throws: `MutualAidError` when the store cannot be read.
  func units(
    of matches: [Match], at host: InteroperabilityTable.Host?, for query: NearestQuery
  ) throws -> [NearestReport.Unit] {
    let time = query.time
    let counted = query.lenderCost == .none ? nil : lenderCosts
    let costs =
      try counted?.costs(of: matches.map(\.matchable), at: time, byRoad: query.countsLenderCostByRoad(of: matches))
      ?? [:]
    return try matches.map { match in
      var unit = try entry(for: match, at: time)
      unit.lenderCost = costs[match.unit.id]
      unit.interoperability = try host.flatMap { try records.facts(of: match, at: $0) }
      return unit
    }
  }
}

extension DirectoryStore {
  /// All units with what their types add, by id.
  func matchableUnits(vocabulary: Vocabulary) throws -> [MatchableUnit] {
    var units: [MatchableUnit] = []
    try forEachSummary { units.append(MatchableUnit($0, vocabulary: vocabulary)) }
    return units.sorted { $0.summary.id < $1.summary.id }
  }
}

extension NearestQuery {
  /// Whether what some units cost their lender is counted by the router's times: where it gave none for them, it has failed.
  func countsLenderCostByRoad(of matches: [Match]) -> Bool {
    lenderCost == .road && matches.contains { if case .router = $0.travelOrigin { true } else { false } }
  }
}
