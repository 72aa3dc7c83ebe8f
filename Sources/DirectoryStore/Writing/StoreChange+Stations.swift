package import DirectoryModel
internal import FoundationEssentials
internal import GRDB
package import Geodesy

extension StoreChange {
  /// What distinguishes a station from its neighbours.
  package struct StationPlace: Sendable {
    /// The station's id.
    package var id: StationID
    /// The id of the registry that lists it.
    package var registry: RegistryID
    /// Its service.
    package var service: Service?
    /// Its main name.
    package var name: String
    /// Where it stands.
    package var coordinate: Coordinate
  }

  /// Gives every station that other registries list.
  package func forEachStation(notIn registry: RegistryID, _ body: (StationPlace) throws -> Void) throws {
    let stations = try database.query(
      """
      SELECT station.id, registry.id, service, name, latitude, longitude
      FROM station JOIN registry ON registry.key = station.registry
      WHERE registry.id <> ? AND (rank > 0 OR NOT \(CorrectionRows.isCorrection(in: "station.body")))
      """)
    try stations.forEach([registry.rawValue]) { try body(StationPlace(row: $0)) }
    for staged in stagedRegistries where staged.id != registry {
      try database.query("SELECT id, ?, service, name, latitude, longitude FROM station WHERE registry = ?")
        .forEach([staged.id.rawValue, staged.key]) { try body(StationPlace(row: $0)) }
    }
  }
  /// Whether another registry lists a unit.
  package func isUnit(_ id: UnitID, listedOutside registry: RegistryID) throws -> Bool {
    try database.value(
      "SELECT EXISTS (SELECT * FROM unit WHERE id = ? AND registry NOT IN (?, ?))",
      [id.rawValue, RecordKind.mergedRegistry, try key(of: registry)]) ?? false
  }
}

extension StoreChange.StationPlace {
  fileprivate init(row: StoredRow) throws {
    guard let coordinate = Coordinate.valid(latitude: try row[4], longitude: try row[5]) else { throw row.damage(4) }
    self.init(id: try row[0], registry: try row[1], service: try row[2], name: try row[3], coordinate: coordinate)
  }
}

extension StoreChange {
  /// Whether a registry lists the record; `nil` while none of its kind is listed at all.
  package func knows(_ id: String, in kind: RecordKind) throws -> Bool? {
    let name = kind.rawValue
    let found: (isListed: Bool, hasAny: Bool)? = try database.query(
      "SELECT EXISTS (SELECT * FROM \(name) WHERE id = ?), EXISTS (SELECT * FROM \(name))"
    ).first([id]) { (try $0[0], try $0[1]) }
    guard let found, found.hasAny else { return nil }
    return found.isListed
  }
}

// Fingerprints of what a registry's document said of those stations whose rows follow from it without any problem: a station
// of the next document that has one of them need not be read, checked and compared again. They hold for one version of the
// registry, since any import or rollback that writes its rows makes another one.
extension StoreChange {
  /// The fingerprints of stations that hold for the registries as they stand, by the registries' ids.
  package func stationDigests() throws -> [RegistryID: [UInt64]] {
    let digests = try database.query(
      """
      SELECT registry.id, digests FROM station_digest JOIN registry ON registry.key = station_digest.registry
      WHERE import = (SELECT max(id) FROM import WHERE kind = ? AND subject = registry.id)
      """)
    var found: [RegistryID: [UInt64]] = [:]
    try digests.forEach([ImportEntry.registryKind]) { row in
      found[try row[0]] = (try row[1] as StoredFingerprints).values
    }
    return found
  }

  /// Keeps the fingerprints of a new version of a registry.
  func keep(_ digests: [UInt64], registry: Int64, number: Int64) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO station_digest (registry, import, digests) VALUES (?, ?, ?)",
      arguments: [registry, number, StoredFingerprints(values: digests).data])
  }
}
