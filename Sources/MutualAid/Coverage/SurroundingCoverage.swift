internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import Matching
internal import Waterways

/// Works out what sending units away costs from what lies around them in the store, and no more of it than matters.
///
/// To what a unit costs belong the people whom it reaches in time, and all units that reach these. Only where the cost is
/// serious are units looked for that could stand in, with their people and all units that reach these. The results are
/// those of a count over everything.
struct SurroundingCoverage {
  let store: DirectoryStore
  let vocabulary: Vocabulary
  let travel: any TravelTime
  /// Gives travel times by road; `nil` to go by the model.
  let router: (any RoadRouter)?
  /// A model that gives no more for a straight line than any way takes along it.
  private let bound: any TravelTime
  /// The id of the population document.
  let population: String
  let inputs: CoverageInputs
  /// Whether units are on duty.
  let duty: DutyFinder
  /// Ways by road; `nil` where all are straight.
  let ways: CoverageWays?
  private let longest: LongestTimes
  /// Units as coverage sees them that were looked at before; `nil` for those that no norm counts.
  private var known: [UnitID: CoverageUnit?] = [:]
  /// Ways to places where units would stand in, by road.
  private var moves = ResidualRoads.Moves()

  init(
    store: DirectoryStore, vocabulary: Vocabulary, travel: any TravelTime, router: (any RoadRouter)?,
    population: String, inputs: CoverageInputs, duty: DutyFinder, ways: CoverageWays?
  ) {
    (self.ways, self.router) = (ways, router)
    bound = router.map { LeastTravel(router: $0, model: travel) } ?? travel
    (self.store, self.vocabulary, self.travel) = (store, vocabulary, travel)
    (self.population, self.inputs, self.duty) = (population, inputs, duty)
    longest = LongestTimes(inputs.norms)
  }

  /// What each of some units costs while it alone is away; those that no norm counts are left out.
  mutating func costs(of asked: [MatchableUnit]) throws -> [UnitID: HomeCoverageLoss] {
    var costs: [UnitID: HomeCoverageLoss] = [:]
    for (_, units) in try grouped(asked) {
      let residual = try residual(around: units.map { centre($0) })
      var serious: [(unit: CoverageUnit, needsCrew: Bool)] = []
      for unit in units where costs[unit.id] == nil {
        let loss = residual.loss(of: unit.id)
        let cost = HomeCoverageLoss(
          people: loss.people, cells: loss.cells.count, travelModel: router?.name ?? travel.name)
        if cost.isSerious { serious.append((unit, residual.asksForCrew(unit.id))) }
        costs[unit.id] = cost
      }
      for (unit, moveUp) in try moveUps(for: serious) { costs[unit]?.moveUp = moveUp }
    }
    return costs
  }

  /// What some units cost while they are away together; `nil` where no norm counts any of them.
  mutating func cost(ofAll asked: [MatchableUnit]) throws -> Int? {
    let groups = try grouped(asked)
    guard !groups.isEmpty else { return nil }
    // Units of different services or countries cost different people, each once for the norm that counts it.
    return try groups.reduce(0) { sum, group in
      let centres = group.units.map { centre($0) }
      return sum + (try residual(around: centres).loss(ofAll: group.units.map(\.id)))
    }
  }

  // MARK: Standing in

  /// Who stands in for each of some units of one service and country, from one count around all of them.
  private mutating func moveUps(
    for leaving: [(unit: CoverageUnit, needsCrew: Bool)]
  ) throws -> [UnitID: HomeCoverageLoss.MoveUp] {
    var centres: [UnitID: Centre] = [:]
    for (unit, needsCrew) in leaving {
      let standIns = try standIns(for: unit, needsCrew: needsCrew)
      guard !standIns.isEmpty else { continue }
      // One that turns out sooner reaches more people from there than the one that leaves.
      centres[unit.id] = centre(unit, turnout: 0)
      for other in standIns where centres[other.id] == nil { centres[other.id] = centre(other) }
    }
    guard !centres.isEmpty else { return [:] }
    let residual = try residual(around: centres.values.sorted { $0.unit.id < $1.unit.id })
    return Dictionary(
      uniqueKeysWithValues: leaving.compactMap { one in residual.moveUp(for: one.unit.id).map { (one.unit.id, $0) } })
  }

  /// The units that are weighed to stand in: the nearest of those that could.
  private mutating func standIns(for leaving: CoverageUnit, needsCrew: Bool) throws -> [CoverageUnit] {
    let seconds = ResidualCoverage.longestMoveUp * 60
    let farthest = bound.reach(seconds: seconds, service: leaving.service, mobility: leaving.mobility)
    var radius = 4_000.0
    while true {
      radius = min(radius * 2, farthest)
      var found: [(way: Double, unit: CoverageUnit)] = []
      // Of those beyond the circle, none is there sooner than this.
      let beyond = bound.seconds(distance: radius, service: leaving.service, mobility: leaving.mobility)
      let near = try summaries([(leaving.place, radius)], service: leaving.service, country: leaving.country)
      var candidates: [(unit: CoverageUnit, builtIn: Double?, straight: Double)] = []
      for unit in try counted(near) {
        let distance = Geodesic.distance(from: leaving.place, to: unit.place)
        guard distance <= radius, unit.canStandIn(for: leaving, needsCrew: needsCrew), unit.isReady else { continue }
        let way = unit.leg(to: leaving.place, by: ways, straight: distance).map { leg in
          travel.seconds(distance: leg.metres, service: leaving.service, mobility: leaving.mobility) + leg.wait
        }
        candidates.append((unit, way, distance))
      }
      var ways = candidates.map(\.builtIn)
      if let router, leaving.mobility == .road {
        ways = try moves.seconds(of: candidates, to: leaving.place, router: router, model: travel)
      }
      for (candidate, way) in zip(candidates, ways) {
        if let way, way <= seconds { found.append((way, candidate.unit)) }
      }
      guard found.count(where: { $0.way <= beyond }) >= ResidualCoverage.mostStandIns || radius >= farthest else {
        continue
      }
      return found.sorted { ($0.way, $0.unit.id) < ($1.way, $1.unit.id) }
        .prefix(ResidualCoverage.mostStandIns).map(\.unit)
    }
  }

  // MARK: What is read

  /// A unit and how far the people live of whom it has to be known whether they are covered.
  private struct Centre {
    var unit: CoverageUnit
    /// Seconds of travel; below 0 for none.
    var seconds: Double
    /// Metres; below 0 for none.
    var reach: Double
  }

  private struct Kind: Hashable {
    var service: Service
    var country: CountryCode
  }

  /// The units that norms count, by service and country: what one of these loses, no other covers.
  private mutating func grouped(_ asked: [MatchableUnit]) throws -> [(kind: Kind, units: [CoverageUnit])] {
    var groups: [Kind: [CoverageUnit]] = [:]
    for unit in try counted(asked.map(\.summary)) {
      groups[Kind(service: unit.service, country: unit.country), default: []].append(unit)
    }
    return groups.map { ($0.key, $0.value) }
  }

  /// A unit with how far it counts; of one that stands in for others with another turnout.
  private func centre(_ unit: CoverageUnit, turnout: Double? = nil) -> Centre {
    let seconds = longest.seconds(service: unit.service, country: unit.country, turnout: turnout ?? unit.turnout)
    return Centre(
      unit: unit, seconds: seconds,
      reach: seconds < 0 ? -1 : bound.reach(seconds: seconds, service: unit.service, mobility: unit.mobility))
  }

  /// What is covered around some units of one service and country.
  private mutating func residual(around centres: [Centre]) throws -> ResidualCoverage {
    let (service, country) = (centres[0].unit.service, centres[0].unit.country)
    let setting = inputs.norms.dependsOnSetting(service, country: country) ? AreaSetting.radius : 0
    var centres = centres
    var cells = try inputs.cells(store.demandCells(of: population, around: circles(centres, beyond: setting)))
    var settings: [AreaSetting]?
    var roads: ResidualRoads?
    if let router {
      // By road few are reached of those whom the straight line leaves time for: only these are counted.
      var asked = try ResidualRoads(router, cells: cells, moves: moves)
      let reached = try asked.reach(of: centres.map { ($0.unit, $0.seconds) }, model: travel, ways: ways)
        .map { cells[$0] }
      settings = setting > 0 ? AreaSetting.settings(at: reached, among: cells) : nil
      for index in centres.indices {
        let place = centres[index].unit.place
        centres[index].reach =
          reached.map { Geodesic.distance(from: place, to: $0.place) }
          .filter { $0 <= centres[index].reach }.max() ?? -1
      }
      (cells, roads) = (reached, asked)
    }
    let others = vocabulary.mobilities(of: service, country: country).map { mobility in
      longest.reach(service: service, country: country, mobility: mobility, travel: bound)
    }
    var units: [UnitID: CoverageUnit] = [:]
    let around = try summaries(circles(centres, beyond: others.max() ?? 0), service: service, country: country)
    for unit in try counted(around) { units[unit.id] = unit }
    for centre in centres { units[centre.unit.id] = centre.unit }
    let sorted = units.values.sorted { $0.id < $1.id }
    try roads?.complete(sorted, within: longest.seconds(service: service, country: country))
    return ResidualCoverage(
      units: sorted, cells: cells, norms: inputs.norms, travel: travel, ways: ways, roads: roads, settings: settings)
  }

  /// Circles that hold what is within the reach of each unit and some metres beyond: one around all, where it is smaller
  /// than they are together.
  private func circles(_ centres: [Centre], beyond: Double) -> [(centre: Coordinate, radius: Double)] {
    let circles = centres.filter { $0.reach >= 0 }.map { ($0.unit.place, $0.reach + beyond) }
    guard let first = circles.first else { return [] }
    let around = circles.map { Geodesic.distance(from: first.0, to: $0.0) + $0.1 }.max() ?? 0
    let together = circles.reduce(0) { $0 + $1.1 * $1.1 }
    return around * around <= together ? [(first.0, around)] : circles
  }

  private func summaries(
    _ circles: [(centre: Coordinate, radius: Double)], service: Service, country: CountryCode
  ) throws -> [UnitSummary] {
    try store.units(around: circles, service: service) { $0 == country }
  }

  /// Units as coverage sees them, in their order; those that no norm counts are left out.
  private mutating func counted(_ summaries: [UnitSummary]) throws -> [CoverageUnit] {
    var new: [(matchable: MatchableUnit, counted: CoverageUnit)] = []
    for summary in summaries where known[summary.id] == nil {
      let matchable = MatchableUnit(summary, vocabulary: vocabulary)
      let counted = try inputs.unit(matchable, isReady: true)
      known[summary.id] = .some(counted)
      if let counted { new.append((matchable, counted)) }
    }
    let readiness = try store.readiness(of: new.map { ($0.counted.id, $0.counted.station) }, at: inputs.moment)
    for ((matchable, unit), (reported, hours)) in zip(new, readiness) {
      var availability = reported
      if let hours {
        availability = try duty.availability(reported, of: matchable, hours: hours, at: inputs.moment, incident: nil) {
          try store.region(of: matchable)
        }
      }
      known[unit.id]??.isReady = availability.status == .unknown || availability.status.isAvailable
    }
    return summaries.compactMap { known[$0.id] ?? nil }
  }
}
