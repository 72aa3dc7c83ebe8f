internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import LocalTime
internal import Matching
internal import Primitives
internal import Synchronization

/// Works out what sending units away costs the people of their own countries.
///
/// The count of which units cover which people is made when it is first needed, and kept: it changes with the minute, because turnout times
/// and norms may, and with the reports of availability. A unit of unknown status counts as ready, as it does in answers
/// that assume so.
final class HomeCoverageLosses: Sendable {
  /// Where the units and people are that it counts.
  enum Source: Sendable {
    /// All of them, held in memory.
    case inMemory(InMemoryUnits)
    /// In the store, of which it reads what lies around the units in question (`SurroundingCoverage`).
    case store
  }

  private struct Count {
    var residual: ResidualCoverage
    /// Minutes since 1970 for which the units' turnout times were looked up.
    var minute: Int
    var units: [CoverageUnit]
    /// Crossings that were closed then.
    var shut: Set<CrossingID>
    var busy: Set<UnitID> = []
    /// Losses of single units that have been worked out for this state.
    var losses: [UnitID: HomeCoverageLoss] = [:]
    /// Another number whenever the units, norms or readiness change.
    var state = 0
  }

  private let store: DirectoryStore
  private let vocabulary: Vocabulary
  private let travel: any TravelTime
  /// Gives travel times where a question goes by road; `nil` for the built-in model always.
  private let router: (any RoadRouter)?
  private let waters: WatersOnFile
  private let source: Source
  private let territory: @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  private let norms: [Norm]
  /// Whether units are on duty.
  private let duty: DutyFinder
  /// Which are not, where all are held.
  private let offDuty: UnitsOffDuty?
  /// The population document; `nil` where there are no people.
  private let population: String?
  /// All people, where all are held.
  private let cells: [DemandCell]
  private let held = Mutex<Count?>(nil)

  /// Prepares for a directory; people are read now where the units are in memory.
  ///
  /// `territory` gives the country and region in which a place lies.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  init(
    store: DirectoryStore, vocabulary: Vocabulary, travel: any TravelTime, router: (any RoadRouter)?,
    waters: WatersOnFile, source: Source,
    territory: @escaping @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  ) throws {
    self.store = store
    self.vocabulary = vocabulary
    (self.travel, self.router) = (travel, router)
    self.waters = waters
    self.source = source
    self.territory = territory
    population = try store.defaultPopulation()
    norms = population == nil ? [] : try CoverageInputs.norms(in: store)
    duty = DutyFinder(vocabulary: vocabulary, clock: LocalClock(vocabulary: vocabulary))
    if case .inMemory(let inMemory) = source {
      offDuty = UnitsOffDuty(inMemory.units, hours: inMemory.hours, duty: duty)
      cells = try population.map { try store.demandCells(of: $0) } ?? []
    } else {
      offDuty = nil
      cells = []
    }
  }

  /// What each of some units costs while it alone is away; those that no norm counts are left out.
  ///
  /// - Parameters:
  ///   - units: the units.
  ///   - moment: the moment for which it is counted.
  ///   - isByRoad: whether the router's times are asked for; where it fails those of the built-in model stand in.
  /// - Returns: the costs, by unit.
  /// - Throws: `MutualAidError` when the store cannot be read.
  func costs(
    of units: [MatchableUnit], at moment: Date, byRoad isByRoad: Bool = false
  ) throws -> [UnitID: HomeCoverageLoss] {
    guard let population, !norms.isEmpty, !units.isEmpty else { return [:] }
    if isByRoad, let costs = try byRoad(population, at: moment, { try $0.costs(of: units) }) { return costs }
    guard case .inMemory(let inMemory) = source else {
      var surroundings = try surroundings(in: population, at: moment)
      return try surroundings.costs(of: units)
    }
    let ids = units.map(\.summary.id)
    guard let count = try count(inMemory, at: moment, units: ids) else { return [:] }
    var costs = count.losses
    var new: [UnitID: HomeCoverageLoss] = [:]
    for id in ids where costs[id] == nil && count.residual.knows(id) {
      let loss = count.residual.loss(of: id)
      var cost = HomeCoverageLoss(people: loss.people, cells: loss.cells.count, travelModel: travel.name)
      if cost.isSerious { cost.moveUp = count.residual.moveUp(for: id) }
      costs[id] = cost
      new[id] = cost
    }
    if !new.isEmpty {
      // Another question may have renewed the count meanwhile.
      held.withLock { if $0?.state == count.state { $0?.losses.merge(new) { $1 } } }
    }
    return costs
  }

  /// What some units cost while they are away together, and by whose travel times; `nil` where no norm counts any of them.
  func cost(
    ofAll units: [MatchableUnit], at moment: Date, byRoad isByRoad: Bool = false
  ) throws -> (people: Int, travelModel: String)? {
    guard let population, !norms.isEmpty, !units.isEmpty else { return nil }
    if isByRoad, let cost = try byRoad(population, at: moment, { try $0.cost(ofAll: units) }) {
      return cost.map { ($0, router?.name ?? travel.name) }
    }
    guard case .inMemory(let inMemory) = source else {
      var surroundings = try surroundings(in: population, at: moment)
      return try surroundings.cost(ofAll: units).map { ($0, travel.name) }
    }
    let ids = units.map(\.summary.id)
    guard let residual = try count(inMemory, at: moment)?.residual, ids.contains(where: { residual.knows($0) })
    else { return nil }
    return (residual.loss(ofAll: ids), travel.name)
  }

  /// Counts by the router's times; `nil` without a router, and where it fails.
  ///
  /// Whether units are held in memory or not, what lies around those in question is read from the store: of all others no
  /// router should have to be asked.
  private func byRoad<Cost>(
    _ population: String, at moment: Date, _ count: (inout SurroundingCoverage) throws -> Cost
  ) throws -> Cost? {
    guard let router else { return nil }
    do {
      var surroundings = try surroundings(in: population, at: moment, router: router)
      return try count(&surroundings)
    } catch let error as MutualAidError where error.code.isOfRouter {
      return nil
    }
  }

  private func surroundings(
    in population: String, at moment: Date, router: (any RoadRouter)? = nil
  ) throws -> SurroundingCoverage {
    SurroundingCoverage(
      store: store, vocabulary: vocabulary, travel: travel, router: router, population: population,
      inputs: try CoverageInputs(
        store: store, vocabulary: vocabulary, at: moment, norms: norms, territory: territory,
        positionReach: waters.positionReaches(forAll: false)), duty: duty,
      ways: try ways(at: moment))
  }

  /// The ways by which units come to the people of their countries.
  private func ways(at moment: Date) throws -> CoverageWays? {
    try waters.coverage(at: moment, within: CoverageWaters.longestWay(norms, travel: travel))?.ways
  }

  /// The count as of a moment, with the losses that are known of some units.
  private func count(_ inMemory: InMemoryUnits, at moment: Date, units: [UnitID] = []) throws -> Count? {
    let minute = Int(bounded: moment.timeIntervalSince1970 / 60, rounding: .down)
    let busy = try inMemory.busyUnits(at: moment).union(offDuty?.units(at: moment, of: inMemory) ?? [])
    return try held.withLock { held in
      if held?.minute != minute { held = try renewed(held, inMemory.units, at: moment, minute: minute) }
      guard var current = held else { return nil }
      // Taken out meanwhile, so that it changes in place.
      held = nil
      if current.busy != busy {
        for unit in current.busy.subtracting(busy) { current.residual.setReady(true, for: unit) }
        for unit in busy.subtracting(current.busy) { current.residual.setReady(false, for: unit) }
        current.busy = busy
        current.losses = [:]
        current.state += 1
      }
      held = current
      // The other losses are left out: who has them in hand makes the next to be added a copy of all.
      current.losses = units.reduce(into: [:]) { known, unit in known[unit] = current.losses[unit] }
      return current
    }
  }

  private func renewed(_ old: Count?, _ all: [MatchableUnit], at moment: Date, minute: Int) throws -> Count {
    let inputs = try CoverageInputs(
      store: store, vocabulary: vocabulary, at: moment, norms: norms, territory: territory,
      positionReach: waters.positionReaches(forAll: true))
    let units = try all.compactMap { try inputs.unit($0, isReady: true) }
    let shut = try waters.shut(at: moment)
    if var old, old.units == units, old.residual.norms == inputs.norms.norms, old.shut == shut {
      old.minute = minute
      return old
    }
    let residual = ResidualCoverage(
      units: units, cells: try inputs.cells(cells), norms: inputs.norms, travel: travel,
      ways: try ways(at: moment))
    return Count(residual: residual, minute: minute, units: units, shut: shut, state: (old?.state ?? 0) + 1)
  }
}
