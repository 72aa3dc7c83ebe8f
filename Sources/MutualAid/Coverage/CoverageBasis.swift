internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import LocalTime
internal import Matching
internal import PopulationData
internal import Primitives
internal import Waterways

/// What a question about coverage is counted from whatever the hour: the people, all units, the ground between them.
struct CoverageBasis {
  /// The units, norms and ferries of one moment.
  struct Hour {
    var time: Date
    /// For edits that hold in a part of the week.
    var moment: LocalMoment
    var norms: NormSelection
    /// Those that are ready and those that are not.
    var units: [CoverageUnit]
    /// Units that nothing but the hours of their stations keeps away.
    var offDuty: Set<UnitID>
  }

  let query: CoverageQuery
  /// What is counted, in the order of the report.
  let services: [Service]
  /// What the people are called.
  let populationName: String
  /// The people counted.
  let cells: [DemandCell]
  /// Cells whose people were given at one point and are spread.
  let spreadCodes: Set<String>
  let store: DirectoryStore
  let vocabulary: Vocabulary
  let contents: DirectoryContents
  let clock: LocalClock
  let duty: DutyFinder
  private let everybody: [DemandCell]
  private let atlas: BoundaryIndex
  private let all: [MatchableUnit]
  private let stationHours: [StationID: String]
  private let offDutyFinder: UnitsOffDuty
  private let allNorms: [Norm]
  /// Whether stations open, so that a service may begin with none.
  private let opensStations: Bool
  private let positionReach: (MatchableUnit) throws -> Double

  /// Reads what does not depend on the hour.
  ///
  /// - Parameters:
  ///   - directory: the directory.
  ///   - query: the question.
  ///   - opensStations: whether stations open, so that a service may begin with none.
  /// - Throws: `MutualAidError` where nothing can be counted, or a file or the store cannot be read.
  init(of directory: Directory, _ query: CoverageQuery, opensStations: Bool) throws {
    self.query = query
    store = directory.store
    vocabulary = directory.vocabulary
    let atlas = try store.boundaryIndex(withMunicipalities: false)
    self.atlas = atlas
    contents = try directory.current().contents
    positionReach = try contents.waters.positionReaches(forAll: true)
    allNorms = try directory.norms(of: query) ?? CoverageInputs.norms(in: store)
    let clock = LocalClock(vocabulary: vocabulary)
    self.clock = clock
    let duty = DutyFinder(vocabulary: vocabulary, clock: clock)
    self.duty = duty
    let inputs = try CoverageInputs(
      store: store, vocabulary: vocabulary, at: query.time, norms: allNorms,
      territory: { atlas.territory(of: $0) }, positionReach: positionReach)
    let judged = Set(inputs.norms.norms.map(\.service))
    let services = query.services.isEmpty ? Service.allCases.filter(judged.contains) : query.services
    self.services = services
    let all = try store.matchableUnits(vocabulary: vocabulary)
    self.all = all
    var population = try directory.people(of: query)
    if let side = query.gridSide {
      population.cells = RegularGrid(side: side).spread(population.cells)
      population.name += ", \(Int(bounded: side, rounding: .towardZero)) m"
      spreadCodes = []
    } else {
      let points = try SharedPoints(
        of: store,
        units: all.filter { services.contains($0.summary.service) && $0.mobility == .road }.map {
          ($0.summary.station, $0.summary.id, $0.summary.coordinate)
        })
      (population.cells, spreadCodes) = points.spread(population.cells)
    }
    populationName = population.name
    let everybody = try inputs.cells(population.cells)
    self.everybody = everybody
    cells = try directory.counted(everybody, regions: query.regions).map { everybody[$0] }
    let hours = try store.publishedHours()
    stationHours = hours
    offDutyFinder = UnitsOffDuty(all, hours: { hours[$0] }, duty: duty)
    guard services.contains(where: judged.contains) else {
      let asked = query.services.map(\.rawValue).joined(separator: " or ")
      throw MutualAidError(
        .nothingToCount,
        asked.isEmpty ? "no norm holds on \(inputs.norms.day)" : "no norm of \(asked) holds on \(inputs.norms.day)",
        hint: .importFirst(.norms))
    }
    let opens =
      opensStations
      || query.scenarios.contains { scenario in
        scenario.edits.contains { if case .openStation = $0.change { true } else { false } }
      }
    self.opensStations = opens
    guard opens || all.contains(where: { services.contains($0.summary.service) }) else {
      throw MutualAidError(
        .nothingToCount, "there is no unit of \(services.map(\.rawValue).joined(separator: " or ")) in the directory",
        hint: .importFirst(.registries))
    }
  }

  /// The units and norms of a moment; `busy` says whether units that are reported as busy then are left out.
  func hour(at time: Date, busy leavesOutBusyUnits: Bool) throws -> Hour {
    let inputs = try CoverageInputs(
      store: store, vocabulary: vocabulary, at: time, norms: allNorms,
      territory: { atlas.territory(of: $0) }, positionReach: positionReach)
    let busy = leavesOutBusyUnits ? try store.busyUnits(at: time, limits: vocabulary.reportLimits) : []
    let offDuty = try offDutyFinder.units(at: time, of: store).subtracting(busy)
    let units = try all.filter { services.contains($0.summary.service) }.compactMap {
      try inputs.unit($0, isReady: !busy.contains($0.summary.id) && !offDuty.contains($0.summary.id))
    }
    return Hour(
      time: time, moment: clock.moment(of: time, in: ""), norms: inputs.norms, units: units, offDuty: offDuty)
  }

  /// A model of a moment, and what is known of its ground.
  ///
  /// - Parameters:
  ///   - hour: the moment's units and norms.
  ///   - isByRoad: whether a router is asked, which may find ways faster than the travel-time model does.
  /// - Returns: the model, and what is known of the units around people.
  /// - Throws: `MutualAidError` for trouble with the store.
  func model(of hour: Hour, isByRoad: Bool) throws -> (model: CoverageModel, known: KnownGround) {
    let ids = Set(all.map { RecordID($0.summary.station) } + all.map { RecordID($0.summary.id) })
    let asking = hour.norms.countriesAsking(for: services)
    let settings = asking.isEmpty ? nil : AreaSetting.settings(at: cells, among: everybody, in: asking)
    let withCrew = Set(all.lazy.filter { $0.summary.crew != nil }.map(\.summary.id))
    var known = try KnownGround(
      of: store, atlas: atlas, units: hour.units, hasCrew: withCrew.contains, services: services, norms: hour.norms,
      vocabulary: vocabulary,
      options: .init(
        countsTypicalCrews: query.countsTypicalCrews, judgesIncompleteLists: query.judgesIncompleteLists,
        opensStations: opensStations))
    let travel = contents.matcher.travel
    let longest =
      CoverageWaters.longestWay(hour.norms.norms, travel: travel, slowness: query.times.travelSlowness)
      * (isByRoad ? 2 : 1)
    let model = CoverageModel(
      units: hour.units, cells: cells, norms: hour.norms, travel: travel, times: query.times,
      services: services, crossingRights: crossingRights(at: hour.time), settings: settings,
      uncounted: ids,
      ground: known.ground(of: cells),
      waters: try contents.waters.coverage(at: hour.time, within: longest), duty: scenarioDuty(of: hour))
    return (model, known)
  }

  /// Who may cross borders under agreements at a moment.
  func crossingRights(at time: Date) -> AgreementsOnFile {
    AgreementsOnFile(
      contents.agreements, clock: clock, time: time,
      facts: DirectoryCrossingFacts(atlas: atlas, records: contents.records, units: all))
  }

  /// Who is on duty at a moment by hours that edits give stations.
  func scenarioDuty(of hour: Hour) -> ScenarioDuty {
    let (duty, time) = (duty, hour.time)
    return ScenarioDuty(
      understands: { duty.hours($0) != nil },
      isOnDuty: { text, unit in
        duty.isOpen(text, at: time, in: unit.region?.rawValue ?? unit.country.rawValue, place: unit.place)
      },
      offDuty: hour.units.filter { hour.offDuty.contains($0.id) }.map { unit in
        var unit = unit
        unit.isReady = true
        return unit
      })
  }
}
