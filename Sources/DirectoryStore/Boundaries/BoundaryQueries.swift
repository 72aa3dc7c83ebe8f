internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy

/// Questions about boundaries, asked of one connection.
struct BoundaryQueries {
  let database: Database

  func locality(of place: Coordinate) throws -> Locality {
    Locality(BoundaryFacts(holders: try areas(holding: place), near: try lines(near: place)))
  }

  func distance(from place: Coordinate, toCountry country: CountryCode) throws -> Double? {
    if try areas(holding: place).contains(where: { $0.level == .country && $0.country == country }) { return 0 }
    return try lines(near: place, of: country).map(\.distance).min()
  }

  private func areas(holding place: Coordinate) throws -> [BoundaryFacts.Holder] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT area, vertices FROM boundary_box JOIN boundary_line USING (key)
        WHERE south <= ? AND north >= ? AND east >= ?
        """)
    var crossings: [Int64: Int] = [:]
    let rows = try Row.fetchCursor(statement, arguments: [place.latitude, place.latitude, place.longitude])
    while let row = try rows.next() {
      guard let line = BoundaryLine(vertices: VertexBlob.vertices(row[1])) else { continue }
      crossings[row[0], default: 0] += line.crossingsEast(of: place)
    }
    let find = try database.cachedStatement(sql: "SELECT code, country, level FROM area WHERE key = ?")
    return try crossings.filter { !$0.value.isMultiple(of: 2) }.keys.sorted().compactMap { key in
      let row = try Row.fetchOne(find, arguments: [key])
      guard let row, let level = Area.Level(rawValue: row["level"]) else { return nil }
      return BoundaryFacts.Holder(code: row["code"], country: row["country"], level: level)
    }
  }

  /// Border lines of countries around a place: at least the nearest one of another country within 300 km.
  private func lines(near place: Coordinate, of country: CountryCode? = nil) throws -> [BoundaryFacts.NearLine] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT country, accuracy, vertices FROM boundary_box
        JOIN boundary_line USING (key) JOIN area ON area.key = boundary_line.area
        WHERE north >= ? AND south <= ? AND east >= ? AND west <= ? AND level = 'country'
        """)
    var lines: [BoundaryFacts.NearLine] = []
    for radius in BoundaryFacts.radii {
      lines = []
      for box in BoundingBox.around(place, radius: radius) {
        let rows = try Row.fetchCursor(statement, arguments: [box.south, box.north, box.west, box.east])
        while let row = try rows.next() {
          guard country == nil || row[0] == country, let line = BoundaryLine(vertices: VertexBlob.vertices(row[2]))
          else { continue }
          lines.append(
            BoundaryFacts.NearLine(country: row[0], accuracy: row[1], distance: line.distance(to: place)))
        }
      }
      lines.removeAll { $0.distance > radius }
      if BoundaryFacts.isEnough(lines, of: country) { break }
    }
    return lines
  }
}

/// Vertices as bytes: latitude and longitude in turn, each an IEEE 754 double with the least significant byte first.
enum VertexBlob {
  static func data(_ vertices: [Coordinate]) -> Data {
    var data = Data(capacity: vertices.count * 16)
    for value in vertices.flatMap({ [$0.latitude, $0.longitude] }) {
      for shift in stride(from: 0, to: 64, by: 8) {
        data.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(shift)))
      }
    }
    return data
  }

  static func vertices(_ data: Data) -> [Coordinate] {
    // Safe: loadUnaligned reads 8 bytes at offsets that the strides keep within the buffer.
    data.withUnsafeBytes { bytes in
      stride(from: 0, through: bytes.count - 16, by: 16).compactMap { offset in
        let double = { (at: Int) in
          Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
        }
        return Coordinate.valid(latitude: double(offset), longitude: double(offset + 8))
      }
    }
  }
}
