public import Coverage
public import DirectoryModel
public import DirectoryStore
public import Matching

/// A directory of units of several countries: the one thing an embedder opens.
///
/// ```swift
/// let directory = try Directory(path: "mutualaid.sqlite")
/// guard let vaals = Coordinate.valid(latitude: 50.7703, longitude: 6.0155) else { return }
/// let report = try directory.nearest(NearestQuery(place: vaals, service: .fire, time: Date()))
/// for entry in report.entries { print(entry.unit.id, entry.match.eta, entry.match.verdict.kind) }
/// ```
public struct Directory: Sendable {
  /// Where the directory is while questions are asked.
  public enum Loading: Hashable, Sendable {
    /// In its file, of which each question reads what it needs: for a program that asks a few.
    case onDisk
    /// In memory, kept up with the file: for a program that goes on asking.
    case inMemory
  }

  /// What lies beneath.
  package let store: DirectoryStore
  private let keeper: DirectoryCache

  /// Opens a directory for questions.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - residence: where the directory is while questions are asked.
  ///   - travel: the travel-time model.
  ///   - router: who gives travel times along roads; `nil` to reckon by the model alone, as where the router fails.
  /// - Throws: `MutualAidError` when there is no directory, or it cannot be read.
  public init(
    path: String, residence: Loading = .onDisk, travel: any TravelTime = SpeedModel(),
    router: (any RoadRouter)? = nil
  ) throws {
    try self.init(
      store: DirectoryStore(path: path, access: .read), residence: residence, travel: travel, router: router)
  }

  /// Asks an open store.
  ///
  /// - Throws: `MutualAidError` when it cannot be read.
  public init(
    store: DirectoryStore, residence: Loading = .onDisk, travel: any TravelTime = SpeedModel(),
    router: (any RoadRouter)? = nil
  ) throws {
    self.store = store
    keeper = try DirectoryCache(store: store, travel: travel, router: router, residence: residence)
  }

  func current() throws -> (contents: DirectoryContents, version: Int) { try keeper.current() }

  /// What codes mean.
  public var vocabulary: Vocabulary { keeper.latest.vocabulary }

  /// Under which rules help may come.
  public var agreements: [Agreement] { keeper.latest.agreements }

  /// Finds the nearest available units and says why, on what legal basis, and whom to ask.
  ///
  /// - Parameters:
  ///   - query: the question.
  ///   - scenario: what if; `nil` for things as they are.
  /// - Throws: `MutualAidError` for an unknown capability, or when the incident's country is needed and unknown;
  ///   `MutualAidError` for an edit that cannot be made; `MutualAidError` for trouble with the store.
  public func nearest(_ query: NearestQuery, supposing scenario: Scenario? = nil) throws -> NearestReport {
    let (contents, version) = try current()
    guard let scenario else { return try nearest(query, in: contents, version: version) }
    let supposed = try supposing(scenario, in: contents, for: query)
    var report = try nearest(supposed.query(query), in: supposed.contents, version: version)
    report.scenario = supposed.note
    return report
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
    let entries = try answer.matches.map { match in
      var entry = try contents.records.entry(for: match)
      entry.lenderCost = costs[match.unit.id]
      entry.interoperability = try host.flatMap { try contents.records.facts(of: match, at: $0) }
      return entry
    }
    let regionName = try answer.locality.region.flatMap(contents.records.regionName)
    let elapsed = clock.now - start
    return NearestReport(
      query: query, answer: answer, entries: entries, responsibleRoom: host?.room, regionName: regionName,
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
