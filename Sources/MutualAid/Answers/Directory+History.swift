public import DirectoryModel
internal import DirectoryStore

extension Directory {
  /// The versions of all registries and reference documents, or of one, newest first.
  ///
  /// - Parameters:
  ///   - subject: the id of a registry or document; with its kind before it (`agreements:mutual-aid`) where registries
  ///     and documents share an id; `nil` for all.
  ///   - limit: how many at most.
  /// - Returns: the imports and rollbacks that made the versions.
  /// - Throws: `MutualAidError` when nothing has that id, and for trouble with the store.
  public func history(of subject: String? = nil, limit: Int = .max) throws -> [ImportEntry] {
    guard let subject else { return try store.imports(limit: limit) }
    let (kind, id) = try resolve(subject)
    return try store.imports(kind: kind, subject: id.rawValue, limit: limit)
  }

  /// One version of a registry or reference document.
  ///
  /// - Throws: `MutualAidError` when there is none, and for trouble with the store.
  public func version(_ number: Int, of subject: String) throws -> ImportEntry {
    let versions = try history(of: subject)
    if let found = versions.first(where: { $0.version == number }) { return found }
    throw MutualAidError(
      .unknownVersion, "there is no version \(number) of '\(subject)'",
      hint: .versions(last: versions.count, subject: subject))
  }

  /// What registries say and said of a unit.
  ///
  /// - Throws: `MutualAidError` when none ever listed it, and for trouble with the store.
  public func unitHistory(_ id: UnitID, limit: Int = .max) throws -> RecordHistoryReport {
    let history = try store.unitHistory(id)
    guard history.isKnown else { throw try unknownUnit(id) }
    return RecordHistoryReport(
      kind: .unit, id: id.rawValue, history, limit: limit, reports: try store.availabilityReports(ofUnit: id))
  }

  /// What registries say and said of a station.
  ///
  /// - Throws: `MutualAidError` when none ever listed it, and for trouble with the store.
  public func stationHistory(_ id: StationID, limit: Int = .max) throws -> RecordHistoryReport {
    let history = try store.stationHistory(id)
    guard history.isKnown else {
      var candidates = try store.stationIDs(containing: String(id.rawValue.suffix(6)))
      if candidates.isEmpty { candidates = try store.stationIDs(containing: String(id.rawValue.prefix(6))) }
      let guess = EditDistance.nearest(to: id, among: candidates)
      throw MutualAidError(
        .unknownStation, "there is no station '\(id)' in the directory",
        hint: guess.map { .didYouMean($0) } ?? .list(.stations))
    }
    return RecordHistoryReport(kind: .station, id: id.rawValue, history, limit: limit)
  }

  /// What an id, or a kind and an id with a colon between, stands for.
  private func resolve(_ subject: String) throws -> (kind: String, id: RecordID) {
    var known: [(kind: String, id: RecordID)] = []
    for entry in try store.imports()
    where !known.contains(where: { $0.kind == entry.kind && $0.id == RecordID(entry.subject) }) {
      known.append((entry.kind, RecordID(entry.subject)))
    }
    let named = known.filter { $0.id == RecordID(subject) || RecordID("\($0.kind):\($0.id)") == RecordID(subject) }
    // A registry's id needs no kind before it.
    if let found = named.first(where: { $0.kind == ImportEntry.registryKind }) ?? named.first,
      named.count < 2
        || found.kind == ImportEntry.registryKind
    {
      return found
    }
    guard named.isEmpty else {
      throw MutualAidError(
        .unknownRegistry, "several documents have the id '\(subject)'",
        hint: "Name one of \(named.map { "\($0.kind):\($0.id)" }.joined(separator: ", ")).")
    }
    let guess = EditDistance.nearest(to: subject, among: known.map(\.id.rawValue))
    throw MutualAidError(
      .unknownRegistry, "there is no registry or document '\(subject)' in the directory",
      hint: guess.map { .didYouMean($0) } ?? .list(.documents))
  }
}
