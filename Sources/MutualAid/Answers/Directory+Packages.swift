public import Coverage
public import DirectoryModel
internal import DirectoryStore
internal import Geodesy
public import Matching
internal import RegistryXML

extension Directory {
  /// The task packages in the directory, by id; of two with one id, that of the document that comes last.
  ///
  /// - Throws: `MutualAidError` when they cannot be read.
  public func packages() throws -> [TaskPackage] {
    var found: [String: TaskPackage] = [:]
    for document in try store.documents(.packages) {
      guard case .packages(let packages) = try document.content() else { continue }
      for package in packages { found[package.id] = package }
    }
    return found.values.sorted { $0.id < $1.id }
  }

  /// A task package by its id.
  ///
  /// - Throws: `MutualAidError` when there is none, and for trouble with the store.
  public func package(_ id: String) throws -> TaskPackage {
    let known = try packages()
    if let package = known.first(where: { $0.id == id }) { return package }
    let guess = EditDistance.nearest(to: id, among: known.map(\.id))
    throw MutualAidError(
      .unknownPackage, "there is no task package '\(id)' in the directory",
      hint: guess.map { .didYouMean($0) }
        ?? (known.isEmpty
          ? .importFirst(.packages)
          : "Known are \(known.map(\.id).joined(separator: ", "))."))
  }

  /// The only task package of a file, or the one of an id in it.
  ///
  /// - Throws: `MutualAidError` when the file cannot be read or has problems, and when it does not say which.
  public static func package(file: String, id: String? = nil) throws -> TaskPackage {
    var found: [TaskPackage] = []
    var problems: [Problem] = []
    _ = try DirectoryReader().read(path: file) { record in
      switch record {
      case .reference(_, .packages(let packages), _): found += packages
      case .problem(let problem) where problem.severity == .error: problems.append(problem)
      default: break
      }
    }
    if let problem = problems.first {
      throw MutualAidError(.headerInvalid, "\(file): \(problem.message)", line: problem.line, hint: "Correct the file.")
    }
    let fitting = found.filter { id == nil || $0.id == id }
    if fitting.count == 1, let package = fitting.first { return package }
    guard !found.isEmpty else {
      throw MutualAidError(
        .unknownPackage, "\(file) has no task package", hint: "Expected a document that starts with <packages>.")
    }
    throw MutualAidError(
      .unknownPackage, id.map { "\(file) has no task package '\($0)'" } ?? "\(file) has several task packages",
      hint: .namePackage(found.map(\.id)))
  }

  /// Finds the units that together meet all needs soonest, and says whom to ask for them.
  ///
  /// - Parameters:
  ///   - query: the question.
  ///   - scenario: what if; `nil` for things as they are.
  /// - Returns: the package, with the records of its units and the control rooms to be asked.
  /// - Throws: `MutualAidError` for an unknown capability, a question without needs or that contradicts itself, when
  ///   the incident's country is needed and unknown, for an edit that cannot be made, and for trouble with the store.
  public func match(_ query: PackageQuery, supposing scenario: Scenario? = nil) throws -> PackageReport {
    try PackageQuery.check(query)
    let (current, version) = try current()
    try check(countriesOf: query.base)
    let contents = try current.remembering(at: query.base.time).withUnitsOnTheRoad(at: query.base.time)
    let start = ContinuousClock.now
    let site = try contents.matcher.site(of: query.base)
    guard let scenario else {
      return try match(query, at: site, in: contents, version: version, units: nil, since: start)
    }
    let supposed = try supposing(scenario, in: contents, for: query.base, at: site)
    var asked = query
    asked.base = supposed.query(query.base)
    var report = try match(
      asked, at: site, in: supposed.contents, version: version, units: supposed.units, since: start)
    report.context.scenario = supposed.note
    return report
  }

  /// Answers a question that came at `start`, for an incident whose site was found for the service of the query's base.
  ///
  /// The units are those of a scenario; `nil` for those on file.
  private func match(
    _ query: PackageQuery, at site: IncidentSite, in contents: DirectoryContents, version: Int, units: AlteredUnits?,
    since start: ContinuousClock.Instant
  ) throws -> PackageReport {
    for need in query.needs.flatMap({ $0.capabilities + ($0.substitute?.capabilities ?? []) }) { try check(need) }
    if query.isOwnStillDispatched, query.base.scope == .domestic {
      throw MutualAidError(
        .contradiction, "own units that are dispatched all the same leave none to match within the country",
        hint: .leaveOutOwnOrDomestic)
    }
    try check(site, for: query.base)
    let country = site.country
    let source = DirectoryCandidates(
      directory: self, matcher: contents.matcher, site: site, query: query.base,
      countries: Set(try store.unitCounts().map(\.country)).union(units?.countries ?? []), supposed: units)
    let matcher = PackageMatcher(source)
    var answer = try matcher.answer(query, country: country)
    try matcher.explain(&answer, query, country: country, from: source)
    var own: PackageAnswer?
    if query.isOwnStillDispatched { own = try matcher.answer(ownQuery(of: query), country: country) }
    var named: Set<UnitID> = []
    let matches = (answer.matches + answer.fillings.flatMap(\.alternatives) + (own?.matches ?? []))
      .filter { named.insert($0.unit.id).inserted }
    let entries = Dictionary(
      uniqueKeysWithValues: try contents.units(of: matches, at: site.host, for: query.base).map { ($0.id, $0) })
    let proposed = Dictionary(grouping: answer.matches, by: \.unit.country).sorted { $0.key < $1.key }
    let counted = query.base.lenderCost == .none ? nil : contents.lenderCosts
    let together = try proposed.compactMap { country, matches in
      try counted?.cost(
        ofAll: matches.map(\.matchable), at: query.base.time, byRoad: query.base.countsLenderCostByRoad(of: matches)
      ).map { cost in
        PackageReport.LenderTotal(
          country: country, units: matches.count, people: cost.people, travelModel: cost.travelModel)
      }
    }
    var asked = query.base
    if query.isOwnStillDispatched { asked.scope = .crossBorder }
    // The first need's service stands for all where the question names none.
    let leading = try contents.matcher.site(site, for: query.base.service ?? query.needs.first?.service)
    let regionName = try site.locality.region.flatMap(contents.records.regionName)
    let elapsed = (ContinuousClock.now - start).components
    var context = NearestReport(
      query: asked, answer: NearestAnswer(site: leading, matches: [], nearestDomestic: nil), units: [],
      responsibleRoom: leading.controlRoom, regionName: regionName, travelModel: contents.matcher.travelModel,
      directoryVersion: version,
      elapsedMicroseconds: Int(elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000))
    context.capabilityNames = CapabilityNames(contents.vocabulary)
    var report = PackageReport(query: query, answer: answer, own: own, entries: entries, context: context)
    report.lenderTotals = together
    report.context.answer.withoutWay = source.withoutWay
    report.context.unknowns = try unknowns(of: answer, to: asked, at: leading, in: contents)
    return report
  }

  /// What is not known and could change what fills one of the needs, each told once.
  private func unknowns(
    of answer: PackageAnswer, to query: NearestQuery, at site: IncidentSite, in contents: DirectoryContents
  ) throws -> [Unknown] {
    var known: Set<Unknown> = []
    return try answer.fillings.flatMap { filling in
      var query = query
      query.needs = filling.need.capabilities
      query.service = filling.need.service ?? query.service
      let matches = filling.slots.flatMap(\.matches)
      return try contents.unknowns(
        of: NearestAnswer(site: site, matches: matches, nearestDomestic: nil), to: query)
    }.filter { known.insert($0).inserted }
  }

  private func ownQuery(of query: PackageQuery) -> PackageQuery {
    var own = query
    own.isOwnStillDispatched = false
    own.base.scope = .domestic
    own.base.lenders = []
    own.limits = PackageLimits()
    own.alternatives = 0
    return own
  }
}

extension PackageQuery {
  /// Units that a package may ask for in all: as many as one need may.
  package static let mostUnits = PackageNeed.largestCount

  /// - Throws: `MutualAidError` for a package that asks for more units than can be.
  fileprivate static func check(_ query: PackageQuery) throws(MutualAidError) {
    let count = query.needs.reduce(0) { $0 + max(0, $1.count) }
    guard count <= mostUnits else {
      throw MutualAidError(
        .question(.limitExceeded), "the needs ask for \(count) units, expected at most \(mostUnits)",
        hint: "Ask for several packages, one after the other.")
    }
  }
}

/// The units of a directory as candidates of a package.
private final class DirectoryCandidates: PackageCandidates, ShortfallSource {
  let countries: Set<CountryCode>
  private let store: DirectoryStore
  private let vocabulary: Vocabulary
  private let matcher: Matcher
  private let site: IncidentSite
  /// What all needs of the package have in common.
  private let query: NearestQuery
  private let supposed: AlteredUnits?
  private var all: [Service?: [UnitSummary]] = [:]
  /// All searches so far.
  private var searches: [MatchSearch] = []
  /// What goes with each unit, found once for all needs.
  private var parts: [UnitID: Set<UnitID>] = [:]
  /// What each unit can do, worked out once for all needs.
  private var capabilities: [UnitID: [Capability]] = [:]

  /// Prepares for an incident, with the units of a scenario; `nil` for those on file.
  init(
    directory: Directory, matcher: Matcher, site: IncidentSite, query: NearestQuery, countries: Set<CountryCode>,
    supposed: AlteredUnits?
  ) {
    self.query = query
    self.supposed = supposed
    self.countries = countries
    self.site = site
    store = directory.store
    vocabulary = directory.vocabulary
    self.matcher = matcher
  }

  func candidates(for query: NearestQuery) throws -> any PackageStream {
    let search = try matcher.search(query, at: site)
    searches.append(search)
    return search
  }

  /// Units that no way by road leads from, of those whose turn came for any need.
  var withoutWay: Set<UnitID> { searches.reduce(into: []) { $0.formUnion($1.withoutWay) } }

  func parts(of unit: UnitSummary) throws -> Set<UnitID> {
    if let known = parts[unit.id] { return known }
    let found = try matcher.parts(of: unit, for: query)
    parts[unit.id] = found
    return found
  }

  func existing(for query: NearestQuery) throws -> Int {
    if all[query.service] == nil {
      all[query.service] = try units(
        around: query.place, radius: Geodesic.longestDistance, service: query.service)
    }
    return (all[query.service] ?? []).count { unit in
      isIn(query, unit)
        && vocabulary.answers(
          query.needs, with: capabilities(of: unit), type: vocabulary.type(unit.type, country: unit.country))
    }
  }

  private func capabilities(of unit: UnitSummary) -> [Capability] {
    if let known = capabilities[unit.id] { return known }
    let found = vocabulary.capabilities(of: unit)
    capabilities[unit.id] = found
    return found
  }

  private func units(around place: Coordinate, radius: Double, service: Service?) throws -> [UnitSummary] {
    let onFile = try store.units(around: place, radius: radius, service: service)
    return supposed?.taking(onFile) { unit in
      (service == nil || unit.service == service) && Geodesic.distance(from: place, to: unit.coordinate) <= radius
    } ?? onFile
  }

  private func isIn(_ query: NearestQuery, _ unit: UnitSummary) -> Bool {
    let isOfLender = query.lenders.isEmpty || query.lenders.contains(unit.country)
    return switch query.scope {
    case .crossBorder: unit.country != site.country && isOfLender
    case .domestic: unit.country == site.country
    case .all: isOfLender
    }
  }
}
