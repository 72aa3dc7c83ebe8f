internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// Takes records nowhere, for `validate`: remembers just what checks of later records need.
///
/// Of stations and units only fingerprints of the ids are kept, so that the memory hardly grows with the file: two
/// different ids among a million have the same one with a probability of one in thirty million.
final class ValidationSink: RecordSink {
  private struct ReferenceToCheck {
    var station: String
    var kind: String
    var reference: String
  }

  /// Each reference is reported with the first station that makes it; a registry names few organisations and rooms.
  private static let rememberedReferences = 100_000

  /// Counts registries: ids are unique within one, and another may describe the same station.
  private var registryNumber = 0
  private var stations = Fingerprints()
  private var units = Fingerprints()
  /// The fingerprints of the units of the station put last.
  private var unitFingerprints: [Int] = []
  private var organisations: Set<ByteText> = []
  private var organisationsHere: Set<ByteText> = []
  private var rooms: Set<ByteText> = []
  private var references: [ReferenceToCheck] = []
  private var knownOrganisations: Set<ByteText> = []
  private var knownRooms: Set<ByteText> = []

  static let writesRows = false
  let isListedElsewhere = false
  let difference = Difference()

  func registry(_ id: String) -> (registry: Registry, units: Int)? { nil }

  func begin(_ registry: Registry, profile: String, file: String, keepsExisting: Bool) {
    registryNumber += 1
    references = []
    knownOrganisations = []
    knownRooms = []
    organisationsHere = []
  }

  func put(_ organisation: Organisation, registry: String) -> RecordOutcome {
    organisations.insert(ByteText(organisation.id))
    return organisationsHere.insert(ByteText(organisation.id)).inserted ? .added : .repeated
  }

  func put(_ room: ControlRoom, registry: String) -> RecordOutcome {
    rooms.insert(ByteText(room.id)).inserted ? .added : .repeated
  }

  func put(_ station: Station, of prepared: PreparedStation, registry: String) -> RecordOutcome {
    guard stations.insert(station.id, registryNumber) else { return .repeated }
    unitFingerprints.removeAll(keepingCapacity: true)
    for index in 0..<prepared.unitCount {
      unitFingerprints.append(Fingerprints.fingerprint(of: prepared.unitID(index), registryNumber))
    }
    units.prepare(unitFingerprints)
    note(station.organisation, "organisation", &knownOrganisations, of: station)
    note(station.controlRoom, "control room", &knownRooms, of: station)
    return .added
  }

  private func note(_ reference: String?, _ kind: String, _ known: inout Set<ByteText>, of station: Station) {
    guard let reference, known.count < ValidationSink.rememberedReferences, known.insert(ByteText(reference)).inserted
    else { return }
    references.append(ReferenceToCheck(station: station.id, kind: kind, reference: reference))
  }

  func putUnit(_ index: Int, of prepared: PreparedStation, registry: String) -> RecordOutcome {
    units.insert(fingerprint: unitFingerprints[index]) ? .added : .repeated
  }

  func finish(
    registry: String, isWhole: Bool, digests: [UInt64], onConflict: (RecordConflict) throws -> Void
  ) -> Int { 0 }

  func stationDigests() -> [String: [UInt64]] { [:] }

  func forEachDanglingReference(
    registry: String, _ body: (_ station: String, _ kind: String, _ reference: String) throws -> Void
  ) throws {
    for found in references
    where !(found.kind == "organisation" ? organisations : rooms).contains(ByteText(found.reference)) {
      try body(found.station, found.kind, found.reference)
    }
  }

  func conclude(kind: String, id: String, counts: ImportEntry.Counts, problems: ArraySlice<Problem>) {}
  func isUnit(_ id: String, listedOutside registry: String) -> Bool { false }
  func knows(organisation: String) -> Bool? {
    organisations.isEmpty ? nil : organisations.contains(ByteText(organisation))
  }
  func knows(station: String) -> Bool? {
    stations.isEmpty ? nil : (0...registryNumber).contains { stations.contains(station, $0) }
  }
  func knows(controlRoom: String) -> Bool? { rooms.isEmpty ? nil : rooms.contains(ByteText(controlRoom)) }
  func collectDifference() {}
  func addToDifference(_ note: (inout Difference) -> Void) {}
  func forEachStation(notIn registry: String, _ body: (NearbyStations.Entry) throws -> Void) {}
  func document(_ kind: ReferenceDocument.Kind, id: String) -> ReferenceDocument? { nil }
  func put(_ document: ReferenceDocument, placed: StoreChange.Placed, file: String) -> RecordOutcome { .added }
  func hasUnit(_ id: String) -> Bool { (0...registryNumber).contains { units.contains(id, $0) } }
  func put(_ report: AvailabilityReport) -> RecordOutcome { .added }
}
