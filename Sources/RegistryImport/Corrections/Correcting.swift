package import DirectoryModel
package import DirectoryStore
package import FoundationEssentials
internal import RegistryXML

/// Puts into a control room's own registry what it knows better, as a new version of that.
package struct Correcting {
  private let store: DirectoryStore
  private let onWait: () -> Void

  /// Makes a correcting.
  ///
  /// - Parameters:
  ///   - store: the directory.
  ///   - onWait: called once, where an import is to be waited for.
  package init(store: DirectoryStore, onWait: @escaping () -> Void = {}) {
    self.store = store
    self.onWait = onWait
  }

  /// Takes requests, all of them or none.
  ///
  /// - Parameters:
  ///   - requests: what is corrected or withdrawn, in this order.
  ///   - room: whose registry it goes into.
  ///   - by: who says so, where a request does not.
  ///   - moment: when it is said.
  ///   - acceptsFar: whether a place may be moved farther than 20 km.
  ///   - isDryRun: whether to leave the directory as it is and only report what would change.
  /// - Returns: what changed, or would change.
  /// - Throws: `MutualAidError` for an unknown room or record, and for a field or value that cannot be taken.
  package func take(
    _ requests: [CorrectionRequest], room: ControlRoomID, by: String, at moment: Date, acceptsFar: Bool = false,
    isDryRun: Bool = false
  ) throws -> CorrectionReport {
    let lock = isDryRun ? nil : try store.importLock(onWait: onWait)
    return try withExtendedLifetime(lock) {
      guard let owner = try store.controlRoom(room) else { throw try MutualAidError.unknownRoom(room, in: store) }
      let id = Correction.registry(of: room)
      let by = try CorrectionRequest(id: "", field: "", value: nil, by: by).inTokens().by ?? by
      var draft = try CorrectionDraft(store: store, registry: id, acceptsFar: acceptsFar)
      var agreements = try AgreementDraft(store: store, room: owner)
      for request in requests {
        if AgreementDraft.takes(request) {
          try agreements.take(request, by: by, at: moment)
        } else {
          try draft.take(request, by: by, at: moment)
        }
      }
      let document = try agreements.document(at: moment)
      let report = CorrectionReport(
        registry: id, changes: draft.changes + agreements.changes, problems: draft.problems + agreements.problems,
        isDryRun: isDryRun)
      guard !isDryRun, !report.changes.isEmpty else { return report }
      let registry = try registry(id, of: owner, at: moment)
      let listed = try ListedRecords(of: id, in: store)
      try store.edit { edit in
        try edit.begin()
        if !draft.changes.isEmpty {
          try write(draft.corrections, listed, to: registry, in: edit.change, changes: draft.changes.count)
        }
        if let document { try write(document, in: edit.change, changes: agreements.changes.count) }
      }
      return report
    }
  }

  private func registry(_ id: RegistryID, of room: ControlRoom, at moment: Date) throws -> Registry {
    let old = try store.registries().first { $0.registry.id == id }?.registry
    var registry =
      old
      ?? Registry(
        id: id, country: room.country ?? .unassigned, issued: moment, authority: .ownRoom,
        titles: LocalizedText([.init(language: "en", text: "Corrections of \(room.names.main)")]),
        publisher: room.names.main,
        sources: [Source(id: "own", title: room.names.main, licence: "own")])
    registry.issued = max(registry.issued, Correction(field: "", value: "", by: "", at: moment).at)
    registry.authority = .ownRoom
    return registry
  }

  private func write(_ document: ReferenceDocument, in change: StoreChange, changes: Int) throws {
    guard try change.put(document) != .unchanged else { return }
    var counts = ImportEntry.Counts()
    counts.read = changes
    counts.changed = changes
    try change.conclude(kind: document.kind.rawValue, id: document.id, counts: counts, problems: [])
  }

  private func write(
    _ corrections: [RecordCorrections], _ listed: ListedRecords, to registry: Registry, in change: StoreChange,
    changes: Int
  ) throws {
    try change.begin(registry, profile: "native")
    try listed.put(to: registry.id, in: change)
    for record in corrections { _ = try change.put(record, registry: registry.id) }
    _ = try change.finish(registry: registry.id)
    var counts = ImportEntry.Counts()
    counts.read = corrections.count
    counts.changed = changes
    try change.conclude(kind: ImportEntry.registryKind, id: registry.id.rawValue, counts: counts, problems: [])
  }
}

/// What a registry lists itself beside its corrections: it stays as it is.
private struct ListedRecords {
  private var organisations: [Organisation] = []
  private var rooms: [ControlRoom] = []
  private var stations: [(Station, [ResponseUnit])] = []

  init(of registry: RegistryID, in store: DirectoryStore) throws {
    var (organisations, rooms, stations) = (self.organisations, self.rooms, self.stations)
    try store.forEachOrganisation(of: registry) { organisations.append($0) }
    try store.forEachControlRoom(of: registry) { rooms.append($0) }
    try store.forEachStation(of: registry) { stations.append(($0, $1)) }
    (self.organisations, self.rooms, self.stations) = (organisations, rooms, stations)
  }

  func put(to registry: RegistryID, in change: StoreChange) throws {
    for organisation in organisations { _ = try change.put(organisation, registry: registry) }
    for room in rooms { _ = try change.put(room, registry: registry) }
    for (station, units) in stations {
      _ = try change.put(station, registry: registry)
      for unit in units { _ = try change.put(unit, at: station, registry: registry) }
    }
  }
}
