internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import Matching
internal import Synchronization

/// Tells what sending units away costs those who lend them.
///
/// The count of who covers whom is made at the first question and kept: it changes with the minute, because turnout times
/// and norms may, and with the reports of availability. A unit of unknown status counts as ready, as it does in answers
/// that assume so.
final class HomeCoverageLosses: Sendable {
  /// Where the units and people are that it counts.
  enum Ground: Sendable {
    /// All of them, held in memory.
    case resident(InMemoryUnits)
    /// In the store, of which it reads what lies around those who are asked about.
    case stored
  }

  private struct Held {
    var residual: ResidualCoverage
    /// Minutes since 1970 for which the units' turnout times were looked up.
    var minute: Int
    var units: [CoverageUnit]
    var busy: Set<UnitID> = []
    /// What single units cost as things stand, as far as anybody has asked.
    var costs: [UnitID: HomeCoverageLoss] = [:]
    /// Another number whenever things stand otherwise.
    var state = 0
  }

  private let store: DirectoryStore
  private let vocabulary: Vocabulary
  private let travel: any TravelTime
  private let ground: Ground
  private let territory: @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  private let norms: [Norm]
  /// The population document; `nil` where there are no people.
  private let population: String?
  /// All people, where all are held.
  private let cells: [DemandCell]
  private let held = Mutex<Held?>(nil)

  /// Makes it.
  ///
  /// - Parameter territory: tells in which country and region a place lies.
  /// - Throws: `MutualAidError` when the store cannot be read.
  init(
    store: DirectoryStore, vocabulary: Vocabulary, travel: any TravelTime, ground: Ground,
    territory: @escaping @Sendable (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  ) throws {
    self.store = store
    self.vocabulary = vocabulary
    self.travel = travel
    self.ground = ground
    self.territory = territory
    population = try store.defaultPopulation()
    norms = population == nil ? [] : try CoverageGround.norms(in: store)
    if case .resident = ground {
      cells = try population.map { try store.demandCells(of: $0) } ?? []
    } else {
      cells = []
    }
  }

  /// What each of some units costs while it alone is away; those of which nobody knows are left out.
  func costs(of units: [MatchableUnit], at moment: Date) throws -> [String: HomeCoverageLoss] {
    guard let standing = try standing(around: units, at: moment) else { return [:] }
    var costs: [UnitID: HomeCoverageLoss] = [:]
    var new: [String: HomeCoverageLoss] = [:]
    for id in units.map(\.summary.id) where costs[id] == nil && standing.residual.knows(id) {
      if let cost = standing.costs[id] {
        costs[id] = cost
        continue
      }
      let loss = standing.residual.loss(of: id)
      var cost = HomeCoverageLoss(people: loss.people, cells: loss.cells.count)
      if cost.isSerious { cost.moveUp = standing.residual.moveUp(for: id) }
      costs[id] = cost
      new[id] = cost
    }
    if !new.isEmpty {
      // Things may stand otherwise by now.
      held.withLock { if $0?.state == standing.state { $0?.costs.merge(new) { $1 } } }
    }
    return costs
  }

  /// What some units cost while they are away together; `nil` where nobody knows.
  func cost(ofAll units: [MatchableUnit], at moment: Date) throws -> Int? {
    let ids = units.map(\.summary.id)
    guard let residual = try standing(around: units, at: moment)?.residual,
      ids.contains(where: { residual.knows($0) })
    else { return nil }
    return residual.loss(ofAll: ids)
  }

  /// How things stand; what was read from the store for these units alone is not kept.
  private func standing(around units: [MatchableUnit], at moment: Date) throws -> Held? {
    guard let population, !norms.isEmpty, !units.isEmpty else { return nil }
    let minute = Int((moment.timeIntervalSince1970 / 60).rounded(.down))
    guard case .resident(let resident) = ground else {
      return Held(
        residual: try stored(around: units, of: population, at: moment), minute: minute, units: [])
    }
    let busy = try resident.busyUnits(at: moment)
    return try held.withLock { held in
      if held?.minute != minute { held = try renewed(held, resident.units, at: moment, minute: minute) }
      guard var current = held else { return nil }
      // Nobody else holds it meanwhile, so that it changes in place.
      held = nil
      if current.busy != busy {
        for unit in current.busy.subtracting(busy) { current.residual.setReady(true, for: unit) }
        for unit in busy.subtracting(current.busy) { current.residual.setReady(false, for: unit) }
        current.busy = busy
        current.costs = [:]
        current.state += 1
      }
      held = current
      return current
    }
  }

  private func renewed(_ old: Held?, _ all: [MatchableUnit], at moment: Date, minute: Int) throws -> Held {
    let ground = try CoverageGround(
      store: store, vocabulary: vocabulary, at: moment, norms: norms, territory: territory)
    let units = try all.compactMap { try ground.unit($0, isReady: true) }
    if var old, old.units == units, old.residual.norms == ground.norms.norms {
      old.minute = minute
      return old
    }
    let residual = ResidualCoverage(
      units: units, cells: try ground.cells(cells), norms: ground.norms, travel: travel)
    return Held(residual: residual, minute: minute, units: units, state: (old?.state ?? 0) + 1)
  }

  /// Counts what may matter to some units: the people that they reach, and all who reach these; the same of those who
  /// could stand in.
  private func stored(around asked: [MatchableUnit], of population: String, at moment: Date) throws -> ResidualCoverage
  {
    let ground = try CoverageGround(
      store: store, vocabulary: vocabulary, at: moment, norms: norms, territory: territory)
    let longest = Double(norms.flatMap(\.thresholds).map(\.seconds).max() ?? 0)
    let busy = try store.busyUnits(at: moment)
    var units: [UnitID: CoverageUnit] = [:]
    var cells: [DemandCell: Int] = [:]
    for (service, members) in Dictionary(grouping: asked, by: \.summary.service) {
      let centre = members[0].summary.coordinate
      let spread = members.map { Geodesic.distance(from: centre, to: $0.summary.coordinate) }.max() ?? 0
      let mobilities = Set(members.map(\.mobility))
      let (cover, move) = mobilities.reduce(into: (0.0, 0.0)) { radii, mobility in
        radii.0 = max(radii.0, travel.reach(seconds: longest, mobility: mobility))
        radii.1 = max(
          radii.1, travel.reach(seconds: ResidualCoverage.longestMoveUp * 60, mobility: mobility))
      }
      for cell in try store.demandCells(
        of: population, around: centre, radius: spread + move + cover + AreaSetting.radius)
      {
        cells[cell] = cells.count
      }
      for summary in try store.units(around: centre, radius: spread + move + 2 * cover, service: service) {
        let unit = try ground.unit(
          MatchableUnit(summary, vocabulary: vocabulary), isReady: !busy.contains(summary.id))
        units[summary.id] = unit
      }
    }
    return ResidualCoverage(
      units: units.values.sorted { $0.id < $1.id },
      cells: try ground.cells(cells.sorted { $0.value < $1.value }.map(\.key)), norms: ground.norms, travel: travel)
  }
}
