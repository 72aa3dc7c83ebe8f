internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import LocalTime
internal import Matching
internal import RegistryXML

/// What coverage is counted from: the units, people and norms of a directory at a moment.
struct CoverageInputs {
  /// The moment.
  let moment: Date
  /// The norms of its day.
  let norms: NormSelection
  private let store: DirectoryStore
  private let vocabulary: Vocabulary
  private let territory: (Coordinate) throws -> (country: CountryCode?, region: RegionCode?)
  private let turnouts: TurnoutFinder
  /// How many metres a unit's station may be off, as far as it may stand on another bank for it.
  private let positionReach: (MatchableUnit) throws -> Double

  /// Takes the norms that hold on the moment's local day.
  ///
  /// `norms` are taken in place of the directory's; `nil` for the directory's. `territory` gives the country and region
  /// in which a place lies, `positionReach` how many metres a unit's station may be off, as far as water makes that matter.
  init(
    store: DirectoryStore, vocabulary: Vocabulary, at moment: Date, norms: [Norm]? = nil,
    territory: @escaping (Coordinate) throws -> (country: CountryCode?, region: RegionCode?),
    positionReach: @escaping (MatchableUnit) throws -> Double
  ) throws {
    self.positionReach = positionReach
    self.store = store
    self.vocabulary = vocabulary
    self.moment = moment
    self.territory = territory
    turnouts = TurnoutFinder(vocabulary: vocabulary, at: moment)
    self.norms = NormSelection(
      try norms ?? CoverageInputs.norms(in: store), on: LocalClock(vocabulary: vocabulary).day(of: moment))
  }

  /// All norms of a directory.
  static func norms(in store: DirectoryStore) throws -> [Norm] {
    try store.documents(.norms).flatMap { document -> [Norm] in
      if case .norms(let norms) = try document.content() { norms } else { [] }
    }
  }

  /// A unit as coverage sees it; `nil` where no norm counts it.
  ///
  /// Groups are left out: their vehicles are listed one by one. So is a unit that lacks what any norm of its service
  /// asks for; one that has it counts for the norms that ask for it. `isReady` says whether the unit can be sent.
  func unit(_ matchable: MatchableUnit, isReady: Bool) throws -> CoverageUnit? {
    let summary = matchable.summary
    let type = matchable.type
    guard type?.isGroup != true else { return nil }
    // A container is nothing without its carrier, which is not looked for here.
    guard type?.vehicleClass != .container else { return nil }
    let needs = norms.needs(of: summary.service, mobility: matchable.mobility) {
      matchable.answers($0, in: vocabulary)
    }
    guard !needs.isEmpty else { return nil }
    let region = { try self.territory(summary.coordinate).region }
    let turnout = try turnouts.turnout(of: matchable, region: region)
    var unit = CoverageUnit(
      id: summary.id, station: summary.station, place: summary.coordinate, country: summary.country,
      organisation: summary.organisation, service: summary.service, type: summary.type,
      crew: summary.crew ?? type?.crew?.size ?? 0, turnout: Double(turnout?.seconds ?? 0),
      turnouts: try turnouts.usual(for: matchable, region: region),
      staffing: summary.staffing, mobility: matchable.mobility, isReady: isReady, needs: needs)
    if unit.mobility == .road { unit.positionReach = try positionReach(matchable) }
    return unit
  }

  /// Cells with their countries and regions; those that no boundary holds are left out.
  func cells(_ cells: [DemandCell]) throws -> [DemandCell] {
    var known: [DemandCell] = []
    known.reserveCapacity(cells.count)
    for var cell in cells {
      if cell.country == nil || cell.region == nil {
        let found = try territory(cell.place)
        if cell.country == nil { cell.country = found.country }
        if cell.region == nil, found.country == cell.country { cell.region = found.region }
      }
      if cell.country != nil { known.append(cell) }
    }
    return known
  }
}

extension TurnoutFinder {
  /// The defaults for a unit in seconds, by the staffing that its station might have.
  func usual(for unit: MatchableUnit, region: () throws -> RegionCode?) rethrows -> [Station.Staffing.Kind: Double] {
    var seconds: [Station.Staffing.Kind: Double] = [:]
    for kind in Station.Staffing.Kind.allCases {
      if let usual = try usual(for: unit, staffing: kind, region: region) { seconds[kind] = Double(usual.seconds) }
    }
    return seconds
  }
}
