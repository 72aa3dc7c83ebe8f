internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// Where checked records go: into a change of the store, or nowhere.
protocol RecordSink: AnyObject, KnownRecords {
  /// Whether rows are written, and so are to be made.
  static var writesRows: Bool { get }
  /// From now on, everything is taken; before, the sink may only be asked, and given registries and their records ahead.
  func begin() throws
  /// Whether registries and their records can be given ahead of `begin`.
  var takesAhead: Bool { get }
  /// Gives records ahead of `begin`; nothing is to be waited for in the closure.
  func ahead(_ body: () throws -> Void) throws
  /// Writes records that were given ahead and wait for the last moment, where there are many.
  func writeWaiting() throws
  /// Ends the records of a registry that are given ahead; it is finished after `begin`.
  ///
  /// Gives whether what the sink says of the registry is the same before `begin` and after `finish`.
  func endAhead(registry: RegistryID, isWhole: Bool) throws -> Bool
  /// The registry as it stands, and how many units it has; `nil` when it is new.
  func registry(_ id: RegistryID) throws -> (registry: Registry, units: Int)?
  func begin(_ registry: Registry, profile: String, file: String, keepsExisting: Bool) throws
  func put(_ organisation: Organisation, registry: RegistryID) throws -> RecordOutcome
  func put(_ room: ControlRoom, registry: RegistryID) throws -> RecordOutcome
  func put(_ station: Station, of prepared: PreparedStation, registry: RegistryID) throws -> RecordOutcome
  func putUnit(_ index: Int, of prepared: PreparedStation, registry: RegistryID) throws -> RecordOutcome
  func put(_ corrections: RecordCorrections, registry: RegistryID) throws -> RecordOutcome
  /// Notes that the registry in progress lists a record wrongly; gives whether it has one of that id, which is then kept.
  func noteWrong(_ kind: RecordKind, id: RecordID, reason: String, registry: RegistryID) throws -> Bool
  /// Whether the record put last is also listed by another registry.
  var isListedElsewhere: Bool { get }
  /// Ends a registry and removes what it no longer lists, where it is whole; gives what was removed.
  ///
  /// `digests` are the fingerprints of its stations, to be kept with a new version.
  func finish(
    registry: RegistryID, isWhole: Bool, digests: [UInt64], onConflict: (RecordConflict) throws -> Void
  ) throws -> UnlistedRecords
  /// Removes another registry, as a version of it.
  func remove(registry: RegistryID) throws -> ImportEntry.Counts
  func forEachDanglingReference(
    registry: RegistryID, _ body: (_ station: StationID, _ kind: String, _ reference: String) throws -> Void
  ) throws
  /// Keeps with a new version what became of its records.
  func conclude(kind: String, id: String, counts: ImportEntry.Counts, problems: ArraySlice<Problem>) throws
  /// The fingerprints kept with the latest versions of registries, by the registries' ids.
  func stationDigests() throws -> [RegistryID: [UInt64]]
  /// Stations of other registries.
  func forEachStation(notIn registry: RegistryID, _ body: (NearbyStations.Entry) throws -> Void) throws
  func isUnit(_ id: UnitID, listedOutside registry: RegistryID) throws -> Bool
  func document(_ kind: ReferenceDocument.Kind, id: String) throws -> ReferenceDocument?
  func put(_ document: ReferenceDocument, placed: StoreChange.Placed, file: String) throws -> RecordOutcome
  func hasUnit(_ id: UnitID) throws -> Bool
  func put(_ report: AvailabilityReport) throws -> RecordOutcome
  func collectDifference()
  var difference: Difference { get }
  func addToDifference(_ note: (inout Difference) -> Void)
}
