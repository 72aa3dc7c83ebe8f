internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// An edit of the store as the place where records go.
final class StoreSink: RecordSink {
  static let writesRows = true

  private let edit: StoreEdit
  private var change: StoreChange { edit.change }

  init(_ edit: StoreEdit, lastRows: Int) {
    self.edit = edit
    edit.change.lastRows = lastRows
  }

  func begin() throws { try edit.begin() }
  var takesAhead: Bool { edit.isShared }
  func ahead(_ body: () throws -> Void) throws { try edit.ahead(body) }
  func writeWaiting() throws { try edit.writeWaiting() }
  func endAhead(registry: RegistryID, isWhole: Bool) throws -> Bool {
    try change.endAhead(registry: registry, isWhole: isWhole)
  }

  func registry(_ id: RegistryID) throws -> (registry: Registry, units: Int)? { try change.registry(id) }

  func begin(_ registry: Registry, profile: String, file: String, keepsExisting: Bool) throws {
    try change.begin(registry, profile: profile, file: file, keepsExisting: keepsExisting)
  }

  func put(_ organisation: Organisation, registry: RegistryID) throws -> RecordOutcome {
    try change.put(organisation, registry: registry)
  }

  func put(_ room: ControlRoom, registry: RegistryID) throws -> RecordOutcome {
    try change.put(room, registry: registry)
  }

  func put(_ station: Station, of prepared: PreparedStation, registry: RegistryID) throws -> RecordOutcome {
    guard let row = prepared.rows?.station else { return try change.put(StationRow(station), registry: registry) }
    return try change.put(row, registry: registry, isKnown: prepared.isKnown)
  }

  func putUnit(_ index: Int, of prepared: PreparedStation, registry: RegistryID) throws -> RecordOutcome {
    guard let rows = prepared.rows else {
      throw MutualAidError(.storeFailed, "a station's units came without rows")
    }
    return try change.put(rows.units[index], registry: registry, isKnown: prepared.isKnown)
  }

  func put(_ corrections: RecordCorrections, registry: RegistryID) throws -> RecordOutcome {
    try change.put(corrections, registry: registry)
  }

  func noteWrong(_ kind: RecordKind, id: RecordID, reason: String, registry: RegistryID) throws -> Bool {
    try change.noteWrong(kind, id: id, reason: reason, registry: registry)
  }

  var isListedElsewhere: Bool { change.isListedElsewhere }

  func finish(
    registry: RegistryID, isWhole: Bool, digests: [UInt64], onConflict: (RecordConflict) throws -> Void
  ) throws -> UnlistedRecords {
    try change.finish(registry: registry, isWhole: isWhole, digests: digests, onConflict: onConflict)
  }

  func remove(registry: RegistryID) throws -> ImportEntry.Counts { try change.remove(registry: registry).counts }

  func stationDigests() throws -> [RegistryID: [UInt64]] { try change.stationDigests() }

  func forEachDanglingReference(
    registry: RegistryID, _ body: (_ station: StationID, _ kind: String, _ reference: String) throws -> Void
  ) throws {
    try change.forEachDanglingReference(registry: registry, body)
  }

  func conclude(kind: String, id: String, counts: ImportEntry.Counts, problems: ArraySlice<Problem>) throws {
    try change.conclude(kind: kind, id: id, counts: counts, problems: problems)
  }

  func forEachStation(notIn registry: RegistryID, _ body: (NearbyStations.Entry) throws -> Void) throws {
    try change.forEachStation(notIn: registry) { place in
      try body(
        .init(id: place.id, registry: place.registry, service: place.service, name: place.name, place: place.coordinate)
      )
    }
  }

  func isUnit(_ id: UnitID, listedOutside registry: RegistryID) throws -> Bool {
    try change.isUnit(id, listedOutside: registry)
  }

  func document(_ kind: ReferenceDocument.Kind, id: String) throws -> ReferenceDocument? {
    try change.document(kind, id: id)
  }

  func put(_ document: ReferenceDocument, placed: StoreChange.Placed, file: String) throws -> RecordOutcome {
    try change.put(document, placed: placed, file: file)
  }

  func hasUnit(_ id: UnitID) throws -> Bool { try change.hasUnit(id) }
  func put(_ report: AvailabilityReport) throws -> RecordOutcome { try change.put(report) }
  func knows(organisation: OrganisationID) throws -> Bool? {
    try change.knows(organisation.rawValue, in: .organisation)
  }
  func knows(station: StationID) throws -> Bool? { try change.knows(station.rawValue, in: .station) }
  func knows(controlRoom: ControlRoomID) throws -> Bool? { try change.knows(controlRoom.rawValue, in: .controlRoom) }
  func collectDifference() { change.collectDifference() }
  var difference: Difference { change.difference }
  func addToDifference(_ note: (inout Difference) -> Void) { change.addToDifference(note) }
}
