internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// Where checked records go: into a change of the store, or nowhere.
protocol RecordSink: AnyObject, KnownRecords {
  /// Whether rows are written; without, they hold nothing but ids.
  static var writesRows: Bool { get }
  /// The registry as it stands, and how many units it has; `nil` when it is new.
  func registry(_ id: String) throws -> (registry: Registry, units: Int)?
  func begin(_ registry: Registry, profile: String, file: String, keepsExisting: Bool) throws
  func put(_ organisation: Organisation, registry: String) throws -> StoreChange.Outcome
  func put(_ room: ControlRoom, registry: String) throws -> StoreChange.Outcome
  func put(_ station: Station, row: StationRow, registry: String) throws -> StoreChange.Outcome
  func put(_ unit: UnitRow, registry: String) throws -> StoreChange.Outcome
  /// Whether the record put last is also listed by another registry.
  var isContested: Bool { get }
  /// Ends a registry and removes what it no longer lists, where it is whole; the number of units removed.
  func finish(registry: String, isWhole: Bool, contest: (Contest) throws -> Void) throws -> Int
  func forEachDanglingReference(
    registry: String, _ body: (_ station: String, _ kind: String, _ reference: String) throws -> Void
  ) throws
  /// Keeps with a new version what became of its records.
  func conclude(kind: String, id: String, counts: ImportEntry.Counts, problems: ArraySlice<Problem>) throws
  /// Stations of other registries.
  func forEachStation(notIn registry: String, _ body: (NearbyStations.Entry) throws -> Void) throws
  func isUnit(_ id: String, listedOutside registry: String) throws -> Bool
  func document(_ kind: ReferenceDocument.Kind, id: String) throws -> ReferenceDocument?
  func put(_ document: ReferenceDocument, placed: StoreChange.Placed, file: String) throws -> StoreChange.Outcome
  func hasUnit(_ id: String) throws -> Bool
  func put(_ report: AvailabilityReport) throws -> StoreChange.Outcome
  func collectDifference()
  var difference: Difference { get }
  func addToDifference(_ note: (inout Difference) -> Void)
}
