internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB

// Fingerprints of what a registry's document said of those stations whose rows follow from it without any problem: a station
// of the next document that has one of them need not be read, checked and compared again. They hold for one version of the
// registry, since any import or rollback that writes its rows makes another one.
extension StoreChange {
  /// The fingerprints of stations that hold for the registries as they stand, by the registries' ids.
  package func stationDigests() throws -> [String: [UInt64]] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT registry.id, digests FROM station_digest JOIN registry ON registry.key = station_digest.registry
        WHERE import = (SELECT max(id) FROM import WHERE kind = ? AND subject = registry.id)
        """, arguments: [ImportEntry.registryKind])
    var found: [String: [UInt64]] = [:]
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
