package import DirectoryModel
package import FoundationEssentials
internal import GRDB
package import Requests

/// Which requests are looked for.
package struct RequestSelection: Sendable {
  /// Of which a room is party; `nil` for all.
  package var room: ControlRoomID?
  /// Whether those count that are put away.
  package var withClosed = false
  /// Made at this moment or later.
  package var since: Date?
  /// Made before this moment.
  package var before: Date?
  /// With a limit that is over at this moment.
  package var due: Date?
  /// The newest so many; `nil` for all.
  package var limit: Int?

  /// All that are not put away.
  package init() {}
}

extension DirectoryStore {
  /// A request; `nil` where there is none.
  package func request(_ id: RequestID) throws -> AidRequest? { try read { try $0.request(id) } }

  /// Requests, the newest first.
  package func requests(_ selection: RequestSelection) throws -> [AidRequest] {
    try read { database in
      try database.query(
        """
        SELECT body FROM request
        WHERE (?1 IS NULL OR asking = ?1 OR asked = ?1) AND (?2 OR is_closed = 0)
          AND (?3 IS NULL OR created >= ?3) AND (?4 IS NULL OR created < ?4) AND (?5 IS NULL OR due <= ?5)
        ORDER BY created DESC, id LIMIT ?6
        """
      ).all([
        selection.room?.rawValue, selection.withClosed, selection.since?.timeIntervalSince1970,
        selection.before?.timeIntervalSince1970, selection.due?.timeIntervalSince1970, selection.limit ?? -1,
      ]) { try $0.request(at: 0) }
    }
  }

  /// When the next limit of any request is over; `nil` where none is.
  package func nextRequestLimit() throws -> Date? {
    try read { try $0.query("SELECT min(due) FROM request WHERE due IS NOT NULL").first { try $0[0] as Date? } ?? nil }
  }

  /// The request that a message of another system belongs to; `nil` where it has not been taken.
  package func request(ofMessage message: String, from sender: String) throws -> RequestID? {
    try read { database in
      let id: String? = try database.value(
        "SELECT request FROM request_message WHERE sender = ? AND message = ?", [sender, message])
      return id.map { RequestID($0) }
    }
  }
}

extension Database {
  func request(_ id: RequestID) throws -> AidRequest? {
    try query("SELECT body FROM request WHERE id = ?").first([id.rawValue]) { try $0.request(at: 0) }
  }
}

extension StoredRow {
  fileprivate func request(at column: Int) throws -> AidRequest {
    let text: String = try self[column]
    do { return try RequestJSON.value(Array(text.utf8)) } catch { throw damage(column) }
  }
}
