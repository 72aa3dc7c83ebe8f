internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB

/// A file of raster tiles: MBTiles, which is a SQLite database; it is only read.
package struct TileFile: Sendable {
  private let queue: DatabaseQueue
  /// The media type of its pictures.
  package let type: String
  /// The levels that it has.
  package let levels: ClosedRange<Int>

  /// Opens a file.
  ///
  /// - Parameter path: where it lies.
  /// - Throws: `MutualAidError` where it cannot be read, or holds no pictures.
  package init(path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let facts = try queue.read { database in
        try (
          String.fetchOne(database, sql: "SELECT value FROM metadata WHERE name = 'format'"),
          Int.fetchOne(database, sql: "SELECT min(zoom_level) FROM tiles"),
          Int.fetchOne(database, sql: "SELECT max(zoom_level) FROM tiles")
        )
      }
      let lowest = facts.1 ?? 0
      self.queue = queue
      type = facts.0 == "jpg" || facts.0 == "jpeg" ? "image/jpeg" : facts.0 == "webp" ? "image/webp" : "image/png"
      levels = lowest...max(lowest, facts.2 ?? 0)
    } catch is DatabaseError {
      throw MutualAidError(.fileUnreadable, "the file '\(path)' cannot be read")
    }
  }

  /// A picture; `nil` where the file has none.
  ///
  /// - Parameters:
  ///   - level: the level, 0 for the world in one picture.
  ///   - column: counted from the west.
  ///   - row: counted from the north.
  /// - Returns: the picture's bytes.
  /// - Throws: `DatabaseError` for a damaged file.
  package func tile(level: Int, column: Int, row: Int) throws -> [UInt8]? {
    guard (0...30).contains(level), (0..<(1 << level)).contains(row) else { return nil }
    // The format counts rows from the south.
    let stored = (1 << level) - 1 - row
    return try queue.read { database in
      try Data.fetchOne(
        database, sql: "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        arguments: [level, column, stored])
    }.map(Array.init)
  }
}
