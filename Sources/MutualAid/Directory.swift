@_exported public import Coverage
@_exported public import DirectoryModel
package import DirectoryStore
internal import FoundationEssentials
@_exported public import Geodesy
@_exported public import Matching
@_exported public import RegistryImport
@_exported public import RegistryXML
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
  package let store: DirectoryStore
  private let cache: DirectoryCache

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
    at path: String, access: Access = .readOnly, loading: Loading = .onDisk, travel: any TravelTime = SpeedModel(),
    routing: String? = nil
  ) throws {
    let router = try routing.map { address in try RoadRouters.router(for: address) }
    if access == .update { try DirectoryStore(path: path, access: .read).close() }
    try self.init(
      store: DirectoryStore(path: path, access: access == .readOnly ? .read : .write), loading: loading,
      travel: travel, router: router)
  }

  /// Asks an open store.
  ///
  /// - Throws: `MutualAidError` when it cannot be read.
  package init(
    store: DirectoryStore, loading: Loading = .onDisk, travel: any TravelTime = SpeedModel(),
    router: (any RoadRouter)? = nil
  ) throws {
    self.store = store
    cache = try DirectoryCache(store: store, travel: travel, router: router, loading: loading)
  }

  /// Closes the file; nothing can be asked afterwards.
  ///
  /// What was written is moved into the one file, so that the file alone can be copied.
  public func close() { store.close() }

  func current() throws -> (contents: DirectoryContents, version: Int) { try cache.current() }

  /// What codes of types, capabilities and statuses mean.
  package var vocabulary: Vocabulary { cache.latest.vocabulary }

  /// The agreements under whose rules help may come.
  public var agreements: [Agreement] { cache.latest.agreements }

  /// Finds the nearest available units and says why, on what legal basis, and whom to ask.
  ///
  /// - Parameters:
  ///   - query: the question.
  ///   - scenario: what if; `nil` for things as they are.
  /// - Throws: `MutualAidError` for an unknown capability, or when the incident's country is needed and unknown;
  ///   `MutualAidError` for an edit that cannot be made, for trouble with the store.
  public func nearest(_ query: NearestQuery, supposing scenario: Scenario? = nil) throws -> NearestReport {
    let (contents, version) = try current()
    guard let scenario else { return try nearest(query, in: contents, version: version) }
    let supposed = try supposing(scenario, in: contents, for: query)
    var report = try nearest(supposed.query(query), in: supposed.contents, version: version)
    report.scenario = supposed.note
    return report
  }

  /// Finds the nearest available units from across the border for an incident that happens now.
  ///
  /// - Parameters:
  ///   - place: where the incident is.
  ///   - service: only units of this service; `nil` for all.
  /// - Throws: as ``nearest(_:supposing:)``.
  public func nearest(to place: Coordinate, service: Service? = nil) throws -> NearestReport {
    try nearest(NearestQuery(place: place, service: service, time: Date()))
  }

  func nearest(_ query: NearestQuery, in contents: DirectoryContents, version: Int) throws -> NearestReport {
    let clock = ContinuousClock()
    let start = clock.now
    for need in query.needs { try check(need) }
    let answer = try contents.matcher.nearest(query)
    if answer.country == nil, query.scope != .all {
      throw MutualAidError(
        .unknownCountry, "\(query.place) lies in none of the countries whose boundaries are in the directory",
        hint: .stateCountry)
    }
    let host = try answer.country.map { country in
      try contents.records.host(country: country, locality: answer.locality, service: query.service)
    }
    let costs = try contents.lenderCosts?.costs(of: answer.matches.map(\.matchable), at: query.time) ?? [:]
    let units = try answer.matches.map { match in
      var entry = try contents.records.entry(for: match)
      entry.lenderCost = costs[match.unit.id]
      entry.interoperability = try host.flatMap { try contents.records.facts(of: match, at: $0) }
      return entry
    }
    let regionName = try answer.locality.region.flatMap(contents.records.regionName)
    let elapsed = clock.now - start
    return NearestReport(
      query: query, answer: answer, units: units, responsibleRoom: host?.room, regionName: regionName,
      travelModel: contents.matcher.travelModel, directoryVersion: version,
      elapsedMicroseconds: Int(
        elapsed.components.seconds * 1_000_000 + elapsed.components.attoseconds / 1_000_000_000_000))
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

extension DirectoryStore: UnitSource {}
