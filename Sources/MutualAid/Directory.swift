public import DirectoryModel
public import DirectoryStore
public import Matching
public import Presentation
internal import RegistryXML

/// A directory of units of several countries: the one thing an embedder opens.
///
/// ```swift
/// let directory = try Directory(path: "mutualaid.sqlite")
/// guard let vaals = Coordinate(latitude: 50.7703, longitude: 6.0155) else { return }
/// let report = try directory.nearest(NearestQuery(place: vaals, service: .fire, time: Date()))
/// for entry in report.entries { print(entry.unit.id, entry.match.eta, entry.match.verdict.kind) }
/// ```
public struct Directory: Sendable {
  /// What lies beneath.
  public let store: DirectoryStore
  /// What codes mean.
  public let vocabulary: Vocabulary
  /// Under which rules help may come.
  public let agreements: [Agreement]
  private let travel: any TravelTime

  /// Opens a directory for questions.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - travel: the travel-time model.
  /// - Throws: `StoreError` when there is no directory, or it cannot be read.
  public init(path: String, travel: any TravelTime = SpeedModel()) throws {
    try self.init(store: DirectoryStore(path: path, access: .read), travel: travel)
  }

  /// Asks an open store.
  ///
  /// - Throws: `StoreError` when it cannot be read.
  public init(store: DirectoryStore, travel: any TravelTime = SpeedModel()) throws {
    self.store = store
    self.travel = travel
    var agreements: [Agreement] = []
    for document in try store.documents(.agreements) {
      if case .agreements(let found) = try document.content() { agreements += found }
    }
    vocabulary = try Vocabulary(documents: store.documents(.vocabulary))
    self.agreements = agreements
  }

  /// Finds the nearest available units and says why, on what legal basis, and whom to ask.
  ///
  /// - Throws: `QuestionError` for an unknown capability, or when the incident's country is needed and unknown;
  ///   `StoreError` for trouble with the store.
  public func nearest(_ query: NearestQuery) throws -> NearestReport {
    let clock = ContinuousClock()
    let start = clock.now
    for need in query.needs { try check(need) }
    let matcher = matcher
    let answer = try matcher.nearest(query)
    if answer.country == nil, query.scope != .all {
      throw QuestionError(
        .unknownCountry, "\(query.place) lies in none of the countries whose boundaries are in the directory",
        hint: "Check the order (latitude first), or state the country with --incident-country.")
    }
    let rooms = ControlRoomFinder(store: store)
    let entries = try answer.matches.map { try entry(for: $0, rooms: rooms) }
    let responsible = try answer.country.flatMap { country in
      try rooms.responsible(
        country: country, region: answer.locality.region, municipality: nil, service: query.service)
    }
    let regionName = try answer.locality.region.flatMap { try store.areaName(.region, code: $0) }
    let version = try store.version()
    let elapsed = clock.now - start
    return NearestReport(
      query: query, answer: answer, entries: entries, responsibleRoom: responsible, regionName: regionName,
      travelModel: matcher.travelModel, directoryVersion: version,
      elapsedMicroseconds: Int(
        elapsed.components.seconds * 1_000_000 + elapsed.components.attoseconds / 1_000_000_000_000))
  }

  var matcher: Matcher {
    Matcher(source: store, vocabulary: vocabulary, agreements: agreements, travel: travel)
  }

  /// Checks that the vocabulary knows a need.
  func check(_ need: Need) throws {
    guard let definition = vocabulary.capabilities[need.capability] else {
      let guess = Spelling.nearest(to: need.capability, among: vocabulary.capabilities.keys)
      throw QuestionError(
        .unknownCapability, "there is no capability '\(need.capability)' in the vocabulary",
        hint: guess.map { "Did you mean '\($0)'?" } ?? "mutualaid info --vocabulary lists them.")
    }
    guard let minimum = need.minimum, Double(minimum) == nil || definition.measure == nil else { return }
    guard definition.levels.contains(minimum) else {
      let choices = definition.measure.map { "a number of \($0)" } ?? definition.levels.joined(separator: ", ")
      throw QuestionError(
        .unknownCapability, "capability '\(need.capability)' has no level '\(minimum)'",
        hint: choices.isEmpty ? "It has no levels." : "Expected \(choices).")
    }
  }

  /// A match with the records behind it.
  func entry(for match: Match, rooms: ControlRoomFinder) throws -> NearestReport.Entry {
    guard let found = try store.unit(match.unit.id) else {
      throw StoreError(.failed, "unit '\(match.unit.id)' vanished while it was read", hint: "Ask again.")
    }
    let type = vocabulary.type(found.unit.type, country: found.station.country)
    return NearestReport.Entry(
      match: match, unit: found.unit, station: found.station, registry: found.registry,
      organisation: try found.station.organisation.flatMap { try store.organisation($0) },
      controlRoom: try rooms.home(of: found.station, service: found.unit.service),
      typeName: type?.names ?? LocalizedText())
  }
}

extension DirectoryStore: UnitSource {}
