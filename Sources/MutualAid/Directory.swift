@_exported public import Agreements
@_exported public import Coverage
@_exported public import DirectoryModel
package import DirectoryStore
internal import FoundationEssentials
@_exported public import Geodesy
@_exported public import Journal
@_exported public import Matching
@_exported public import RegistryImport
@_exported public import RegistryXML
@_exported public import Requests
internal import RoadRouting
@_exported public import StatusFeed

/// A directory of units of several countries: the one thing an embedder opens.
///
/// ```swift
/// import MutualAid
///
/// let directory = try Directory(at: "mutualaid.sqlite", access: .readWrite)
/// try directory.importDocuments(at: "Datasets")
/// try directory.report(.unavailable, unit: "nl-fire-vaals-f2e0bb79.ts1")
/// let vaals = try Coordinate(latitude: 50.7703, longitude: 6.0155)
/// let answer = try directory.nearest(to: vaals, service: .fire)
/// for unit in answer.units { print(unit.id, unit.eta, unit.agreement.kind) }
/// ```
///
/// A directory may be used by many threads at once. The modules whose values its answers are made of are exported with
/// this one, so that `import MutualAid` is all that a program needs.
public struct Directory: Sendable {
  /// How a directory is opened.
  public enum Access: Hashable, Sendable {
    /// The file must exist and is not changed.
    case readOnly
    /// The file must exist and may be changed.
    case update
    /// The file is made where it does not exist, and may be changed.
    case readWrite
  }

  /// Where units are looked for while questions are asked.
  public enum Loading: Hashable, Sendable {
    /// In the file, of which each question reads what it needs: for a program that asks a few.
    case onDisk
    /// In memory, kept up with the file: for a program that goes on asking.
    case inMemory
  }

  /// The file.
  package internal(set) var store: DirectoryStore
  let cache: DirectoryCache
  /// What all questions are answered by; `nil` for a directory that goes on.
  var fixed: Fixed?

  /// The contents of one moment.
  struct Fixed: Sendable {
    var contents: DirectoryContents
    var moment: DirectoryMoment
  }

  /// Opens a directory.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - access: whether it may be changed, and made.
  ///   - loading: where units are looked for while questions are asked.
  ///   - travel: the travel-time model.
  ///   - routing: the address of an OSRM or Valhalla server that gives travel times along roads, such as
  ///     `http://127.0.0.1:5000`; `nil` to use the model alone, as where the server fails. Nothing is sent before the first
  ///     question.
  /// - Throws: `MutualAidError` when there is no directory, or it cannot be opened, and for an address that is none.
  public init(
    at path: String, access: Access = .readOnly, loading: Loading = .onDisk, travel: (any TravelTime)? = nil,
    routing: String? = nil
  ) throws {
    let router = try routing.map { address in try RoadRouters.router(for: address) }
    let access: DirectoryStore.Access =
      switch access {
      case .readOnly: .read
      case .update: .update
      case .readWrite: .write
      }
    try self.init(
      store: DirectoryStore(path: path, access: access), loading: loading, travel: travel, router: router)
  }

  /// Asks an open store.
  ///
  /// - Throws: `MutualAidError` when it cannot be read.
  package init(
    store: DirectoryStore, loading: Loading = .onDisk, travel: (any TravelTime)? = nil,
    router: (any RoadRouter)? = nil
  ) throws {
    self.store = store
    cache = try DirectoryCache(store: store, travel: travel, router: router, loading: loading)
  }

  /// Closes the file; nothing can be asked afterwards.
  ///
  /// What was written is moved into the one file, so that the file alone can be copied.
  public func close() { store.close() }

  /// Looks for damage in everything that is in a directory.
  ///
  /// - Parameter path: the file.
  /// - Returns: what was looked at, and the damage that was found.
  /// - Throws: `MutualAidError` when there is no directory, or it cannot be opened.
  public static func check(at path: String) throws -> DirectoryCheck {
    let store = try DirectoryStore(path: path, access: .read)
    defer { store.close() }
    return try store.check()
  }

  func current() throws -> (contents: DirectoryContents, version: Int) {
    if let fixed { return (fixed.contents, fixed.moment.version) }
    return try cache.current()
  }

  /// The same directory, whose changes are those of somebody.
  ///
  /// Where nobody is named, they are those of whoever runs the program.
  ///
  /// - Parameter origin: who, and what is to be remembered with the change.
  /// - Returns: the directory; both are one and the same file.
  public func acting(as origin: ChangeOrigin) -> Directory {
    var acting = self
    acting.store.origin = origin
    return acting
  }

  /// The same directory, read on a connection of its own.
  func readingBeside() throws -> Directory {
    var directory = self
    directory.store = try store.readBeside()
    return directory
  }

  /// What codes of types, capabilities and statuses mean.
  package var vocabulary: Vocabulary { (fixed?.contents ?? cache.latest).vocabulary }

  /// The agreements under whose rules help may come.
  public var agreements: [Agreement] { (fixed?.contents ?? cache.latest).agreements }

  /// Finds the nearest available units and says why, on what legal basis, and whom to ask.
  ///
  /// - Parameters:
  ///   - query: the question.
  ///   - scenario: what if; `nil` for things as they are.
  /// - Returns: the units, the best first, with their records.
  /// - Throws: `MutualAidError` for an unknown capability or country, when the incident's country is needed and unknown, for an
  ///   edit that cannot be made, and for trouble with the store.
  public func nearest(_ query: NearestQuery, supposing scenario: Scenario? = nil) throws -> NearestReport {
    let (current, version) = try current()
    let contents = try current.withUnitsOnTheRoad(at: query.time)
    let start = ContinuousClock.now
    try check(countriesOf: query)
    let site = try contents.matcher.site(of: query)
    guard let scenario else { return try nearest(query, at: site, in: contents, version: version, since: start) }
    let supposed = try supposing(scenario, in: contents, for: query, at: site)
    var report = try nearest(supposed.query(query), at: site, in: supposed.contents, version: version, since: start)
    report.scenario = supposed.note
    return report
  }

  /// Finds the nearest available units from across the border for an incident that happens now.
  ///
  /// - Parameters:
  ///   - place: where the incident is.
  ///   - service: only units of this service; `nil` for all.
  /// - Returns: the units, the best first, with their records.
  /// - Throws: as ``nearest(_:supposing:)``.
  public func nearest(to place: Coordinate, service: Service? = nil) throws -> NearestReport {
    try nearest(NearestQuery(place: place, service: service, time: Date()))
  }

  /// Answers a query that came at `start`, for an incident whose site is known.
  func nearest(
    _ query: NearestQuery, at site: IncidentSite, in contents: DirectoryContents, version: Int,
    since start: ContinuousClock.Instant
  ) throws -> NearestReport {
    for need in query.needs { try check(need) }
    try check(site, for: query)
    let answer = try contents.matcher.nearest(query, at: site)
    let units = try contents.units(of: answer.matches, at: site.host, for: query)
    let regionName = try site.locality.region.flatMap(contents.records.regionName)
    let domestic = try answer.nearestDomestic.map { try contents.entry(for: $0, at: query.time) }
    let unknowns = try contents.unknowns(of: answer, to: query)
    let elapsed = ContinuousClock.now - start
    var report = NearestReport(
      query: query, answer: answer, units: units, responsibleRoom: site.controlRoom, regionName: regionName,
      travelModel: contents.matcher.travelModel, directoryVersion: version,
      elapsedMicroseconds: Int(
        elapsed.components.seconds * 1_000_000 + elapsed.components.attoseconds / 1_000_000_000_000))
    report.domestic = domestic
    report.capabilityNames = CapabilityNames(contents.vocabulary)
    report.unknowns = unknowns
    return report
  }

  /// Checks that the incident's country is known where a query needs it.
  func check(_ site: IncidentSite, for query: NearestQuery) throws {
    guard site.country == nil, query.scope != .all else { return }
    throw MutualAidError(
      .unknownCountry, "\(query.place) lies in none of the countries whose boundaries are in the directory",
      hint: .stateCountry)
  }

  /// Checks that there are the countries that a query names.
  func check(countriesOf query: NearestQuery) throws {
    for country in query.lenders + [query.incidentCountry].compactMap({ $0 }) { try check(country) }
  }

  /// A warning where no unit of a country is on file that is asked to lend, with the countries that are.
  ///
  /// - Throws: `MutualAidError` for trouble with the store.
  package func warning(ofLenders lenders: [CountryCode]) throws -> MutualAidError? {
    guard !lenders.isEmpty else { return nil }
    let onFile = Set(try store.unitCounts().map(\.country))
    guard let missing = lenders.first(where: { !onFile.contains($0) }) else { return nil }
    return MutualAidError(
      .noSuchCountry, "there is no unit of \(missing) in the directory", hint: try countriesOnFile())
  }

  /// Checks that there is a country.
  func check(_ country: CountryCode) throws {
    guard !country.isKnown else { return }
    throw MutualAidError(.noSuchCountry, "there is no country '\(country)'", hint: try countriesOnFile())
  }

  /// The countries of which units are on file, as a hint.
  private func countriesOnFile() throws -> Hint? {
    let countries = Set(try store.unitCounts().map(\.country)).sorted()
    return countries.isEmpty ? nil : "On file are \(countries.map(\.rawValue).joined(separator: ", "))."
  }

  /// Checks that the vocabulary knows a need.
  func check(_ need: Need) throws {
    guard let definition = vocabulary.capabilities[need.capability] else {
      let guess = EditDistance.nearest(to: need.capability, among: vocabulary.capabilities.keys)
      throw MutualAidError(
        .unknownCapability, "there is no capability '\(need.capability)' in the vocabulary",
        hint: guess.map { .didYouMean($0) } ?? .list(.capabilities))
    }
    guard let minimum = need.minimum, Double(minimum) == nil || definition.measure == nil else { return }
    guard definition.levels.contains(minimum) else {
      let choices = definition.measure.map { "a number of \($0)" } ?? definition.levels.joined(separator: ", ")
      throw MutualAidError(
        .unknownCapability, "capability '\(need.capability)' has no level '\(minimum)'",
        hint: choices.isEmpty ? "It has no levels." : "Expected \(choices).")
    }
  }
}

extension DirectoryStore: UnitSource {
  package func members(ofGroup id: UnitID) throws -> [ResponseUnit.Member] { try unit(id)?.unit.members ?? [] }

  package func positionQuality(of unit: MatchableUnit) throws -> Position.Quality? {
    try positionQuality(ofUnit: unit.summary.id, at: unit.summary.station)
  }

  package func region(of unit: MatchableUnit) throws -> RegionCode? {
    try territory(of: unit.summary.coordinate).region
  }
}
