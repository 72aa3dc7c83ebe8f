internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// Where checked records go: into a change of the store, or nowhere.
protocol RecordSink: AnyObject {
  /// The registry as it stands, and how many units it has; `nil` when it is new.
  func registry(_ id: String) throws -> (registry: Registry, units: Int)?
  func begin(_ registry: Registry, profile: String) throws
  func put(_ organisation: Organisation, registry: String) throws -> StoreChange.Outcome
  func put(_ room: ControlRoom, registry: String) throws -> StoreChange.Outcome
  func put(_ station: Station, registry: String) throws -> StoreChange.Outcome
  func putUnit(_ index: Int, of record: StationRecord, registry: String) throws -> StoreChange.Outcome
  /// Ends a registry and removes what it no longer lists; the number of units removed.
  func finish(registry: String) throws -> Int
  func danglingReferences(registry: String) throws -> [(station: String, kind: String, reference: String)]
  /// Stations of other registries.
  func forEachStation(notIn registry: String, _ body: (NearbyStations.Entry) throws -> Void) throws
  func document(_ kind: ReferenceDocument.Kind, id: String) throws -> ReferenceDocument?
  func put(_ document: ReferenceDocument, areas: [Area]) throws -> StoreChange.Outcome
  func hasUnit(_ id: String) throws -> Bool
  func put(_ report: AvailabilityReport) throws -> StoreChange.Outcome
}

/// A change of the store as the place where records go.
final class StoreSink: RecordSink {
  private let change: StoreChange

  init(_ change: StoreChange) { self.change = change }

  func registry(_ id: String) throws -> (registry: Registry, units: Int)? { try change.registry(id) }
  func begin(_ registry: Registry, profile: String) throws { try change.begin(registry, profile: profile) }

  func put(_ organisation: Organisation, registry: String) throws -> StoreChange.Outcome {
    try change.put(organisation, registry: registry)
  }

  func put(_ room: ControlRoom, registry: String) throws -> StoreChange.Outcome {
    try change.put(room, registry: registry)
  }

  func put(_ station: Station, registry: String) throws -> StoreChange.Outcome {
    try change.put(station, registry: registry)
  }

  func putUnit(_ index: Int, of record: StationRecord, registry: String) throws -> StoreChange.Outcome {
    guard let station = record.station else { return .unchanged }
    return try change.put(record.units[index].unit, at: station, registry: registry)
  }

  func finish(registry: String) throws -> Int { try change.finish(registry: registry) }

  func danglingReferences(registry: String) throws -> [(station: String, kind: String, reference: String)] {
    try change.danglingReferences(registry: registry)
  }

  func forEachStation(notIn registry: String, _ body: (NearbyStations.Entry) throws -> Void) throws {
    try change.forEachStation(notIn: registry) { place in
      try body(
        .init(id: place.id, registry: place.registry, service: place.service, name: place.name, place: place.coordinate)
      )
    }
  }

  func document(_ kind: ReferenceDocument.Kind, id: String) throws -> ReferenceDocument? {
    try change.document(kind, id: id)
  }

  func put(_ document: ReferenceDocument, areas: [Area]) throws -> StoreChange.Outcome {
    try change.put(document, areas: areas)
  }

  func hasUnit(_ id: String) throws -> Bool { try change.hasUnit(id) }
  func put(_ report: AvailabilityReport) throws -> StoreChange.Outcome { try change.put(report) }
}
