internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// Takes records nowhere, for `validate`: remembers just what checks of later records need.
///
/// Of stations and units only fingerprints of the ids are kept, so that the memory hardly grows with the file: two
/// different ids among a million have the same one with a probability of one in thirty million.
final class ValidationSink: RecordSink {
  private enum Reference {
    case organisation(OrganisationID)
    case controlRoom(ControlRoomID)
  }

  private struct ReferenceToCheck {
    var station: StationID
    var reference: Reference
  }

  /// Each reference is reported with the first station that makes it; a registry names few organisations and rooms.
  private static let rememberedReferences = 100_000

  /// Counts registries: ids are unique within one, and another may describe the same station.
  private var registryNumber = 0
  private var stations = Fingerprints()
  private var units = Fingerprints()
  /// The fingerprints of the units of the station put last.
  private var unitFingerprints: [Int] = []
  private var organisations: Set<OrganisationID> = []
  private var organisationsHere: Set<OrganisationID> = []
  private var correctionsHere: Set<String> = []
  private var rooms: Set<ControlRoomID> = []
  private var references: [ReferenceToCheck] = []
  private var knownOrganisations: Set<OrganisationID> = []
  private var knownRooms: Set<ControlRoomID> = []

  static let writesRows = false
  let isListedElsewhere = false
  let difference = Difference()

  func begin() {}
  let takesAhead = false
  func ahead(_ body: () throws -> Void) throws { try body() }
  func writeWaiting() {}
  func endAhead(registry: RegistryID, isWhole: Bool) -> Bool { true }

  func registry(_ id: RegistryID) -> (registry: Registry, units: Int)? { nil }

  func begin(_ registry: Registry, profile: String, file: String, keepsExisting: Bool) {
    registryNumber += 1
    references = []
    knownOrganisations = []
    knownRooms = []
    organisationsHere = []
    correctionsHere = []
  }

  func put(_ organisation: Organisation, registry: RegistryID) -> RecordOutcome {
    organisations.insert(organisation.id)
    return organisationsHere.insert(organisation.id).inserted ? .added : .repeated
  }

  func put(_ room: ControlRoom, registry: RegistryID) -> RecordOutcome {
    rooms.insert(room.id).inserted ? .added : .repeated
  }

  func put(_ station: Station, of prepared: PreparedStation, registry: RegistryID) -> RecordOutcome {
    guard stations.insert(station.id, registryNumber) else { return .repeated }
    unitFingerprints.removeAll(keepingCapacity: true)
    for index in 0..<prepared.unitCount {
      unitFingerprints.append(Fingerprints.fingerprint(of: prepared.unitID(index), registryNumber))
    }
    units.prepare(unitFingerprints)
    note(station.organisation, Reference.organisation, &knownOrganisations, of: station)
    note(station.controlRoom, Reference.controlRoom, &knownRooms, of: station)
    return .added
  }

  private func note<ID: OpaqueIdentifier>(
    _ id: ID?, _ reference: (ID) -> Reference, _ known: inout Set<ID>, of station: Station
  ) {
    guard let id, known.count < ValidationSink.rememberedReferences, known.insert(id).inserted else { return }
    references.append(ReferenceToCheck(station: station.id, reference: reference(id)))
  }

  func putUnit(_ index: Int, of prepared: PreparedStation, registry: RegistryID) -> RecordOutcome {
    units.insert(fingerprint: unitFingerprints[index]) ? .added : .repeated
  }

  func put(_ corrections: RecordCorrections, registry: RegistryID) -> RecordOutcome {
    correctionsHere.insert("\(corrections.kind.rawValue) \(corrections.id)").inserted ? .added : .repeated
  }

  func noteWrong(_ kind: RecordKind, id: RecordID, reason: String, registry: RegistryID) -> Bool { false }

  func finish(
    registry: RegistryID, isWhole: Bool, digests: [UInt64], onConflict: (RecordConflict) throws -> Void
  ) -> UnlistedRecords { UnlistedRecords() }

  func remove(registry: RegistryID) -> ImportEntry.Counts { ImportEntry.Counts() }

  func stationDigests() -> [RegistryID: [UInt64]] { [:] }

  func forEachDanglingReference(
    registry: RegistryID, _ body: (_ station: StationID, _ kind: String, _ reference: String) throws -> Void
  ) throws {
    for found in references {
      switch found.reference {
      case .organisation(let id):
        if !organisations.contains(id) { try body(found.station, "organisation", id.rawValue) }
      case .controlRoom(let id):
        if !rooms.contains(id) { try body(found.station, "control room", id.rawValue) }
      }
    }
  }

  func conclude(kind: String, id: String, counts: ImportEntry.Counts, problems: ArraySlice<Problem>) {}
  func isUnit(_ id: UnitID, listedOutside registry: RegistryID) -> Bool { false }
  func knows(organisation: OrganisationID) -> Bool? {
    organisations.isEmpty ? nil : organisations.contains(organisation)
  }
  func knows(station: StationID) -> Bool? {
    stations.isEmpty ? nil : (0...registryNumber).contains { stations.contains(station, $0) }
  }
  func knows(controlRoom: ControlRoomID) -> Bool? { rooms.isEmpty ? nil : rooms.contains(controlRoom) }
  func collectDifference() {}
  func addToDifference(_ note: (inout Difference) -> Void) {}
  func forEachStation(notIn registry: RegistryID, _ body: (NearbyStations.Entry) throws -> Void) {}
  func document(_ kind: ReferenceDocument.Kind, id: String) -> ReferenceDocument? { nil }
  func put(_ document: ReferenceDocument, placed: StoreChange.Placed, file: String) -> RecordOutcome { .added }
  func hasUnit(_ id: UnitID) -> Bool { (0...registryNumber).contains { units.contains(id, $0) } }
  func put(_ report: AvailabilityReport) -> RecordOutcome { .added }
}
