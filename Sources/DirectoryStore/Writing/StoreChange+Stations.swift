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
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT station.id, registry.id, service, name, latitude, longitude
        FROM station JOIN registry ON registry.key = station.registry WHERE registry.id <> ?
        """, arguments: [registry.rawValue])
    while let row = try rows.next() {
      guard let coordinate = Coordinate.valid(latitude: row[4], longitude: row[5]) else { continue }
      try body(
        StationPlace(
          id: row[0], registry: row[1], service: (row[2] as String?).flatMap(Service.init), name: row[3],
          coordinate: coordinate))
    }
  }

  /// Whether another registry lists a unit.
  package func isUnit(_ id: UnitID, listedOutside registry: RegistryID) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT * FROM unit JOIN registry ON registry.key = unit.registry
          WHERE unit.id = ? AND registry.id <> ?)
        """, arguments: [id.rawValue, registry.rawValue]) ?? false
  }
}

extension StoreChange {
  /// Records that others name by their id.
  package enum NamedKind: Sendable {
    /// Organisations.
    case organisation
    /// Control rooms.
    case controlRoom
    /// Stations.
    case station

    fileprivate var table: RecordKind {
      switch self {
      case .organisation: .organisation
      case .controlRoom: .controlRoom
      case .station: .station
      }
    }
  }

  /// Whether a registry lists the record; `nil` while none of its kind is listed at all.
  package func knows(_ id: String, in kind: NamedKind) throws -> Bool? {
    let name = kind.table.rawValue
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT * FROM \(name) WHERE id = ?) AS is_listed, EXISTS (SELECT * FROM \(name)) AS has_any
        """, arguments: [id])
    guard let row, row["has_any"] as Bool else { return nil }
    return row["is_listed"]
  }
}

// Fingerprints of what a registry's document said of those stations whose rows follow from it without any problem: a station
// of the next document that has one of them need not be read, checked and compared again. They hold for one version of the
// registry, since any import or rollback that writes its rows makes another one.
extension StoreChange {
  /// The fingerprints of stations that hold for the registries as they stand, by the registries' ids.
  package func stationDigests() throws -> [RegistryID: [UInt64]] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT registry.id, digests FROM station_digest JOIN registry ON registry.key = station_digest.registry
        WHERE import = (SELECT max(id) FROM import WHERE kind = ? AND subject = registry.id)
        """, arguments: [ImportEntry.registryKind])
    var found: [RegistryID: [UInt64]] = [:]
    while let row = try rows.next() {
      let data: Data = row["digests"]
      found[row["id"]] = data.withUnsafeBytes { bytes in
        // Safe: each load reads 8 bytes at an offset of at most count - 8.
        stride(from: 0, to: bytes.count & ~7, by: 8).map {
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
        }
      }
    }
    return found
  }

  /// Keeps the fingerprints of a new version of a registry.
  func keep(_ digests: [UInt64], registry: Int64, number: Int64) throws {
    let data = digests.map(\.littleEndian).withUnsafeBytes { Data($0) }
    try database.execute(
      sql: "INSERT OR REPLACE INTO station_digest (registry, import, digests) VALUES (?, ?, ?)",
      arguments: [registry, number, data])
  }
}
