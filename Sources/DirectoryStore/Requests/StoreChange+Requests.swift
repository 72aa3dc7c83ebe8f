package import DirectoryModel
package import FoundationEssentials
internal import GRDB
internal import Journal
package import Requests
internal import TextFormats

extension StoreChange {
  /// A request as it is now; `nil` where there is none.
  package func request(_ id: RequestID) throws -> AidRequest? { try database.request(id) }

  /// Requests with a limit that is over at a moment, the longest over first.
  package func requests(due moment: Date, limit: Int) throws -> [AidRequest] {
    let ids: [String] = try database.values(
      "SELECT id FROM request WHERE due <= ? ORDER BY due, id LIMIT ?", [moment.timeIntervalSince1970, limit])
    return try ids.compactMap { try database.request(RequestID($0)) }
  }

  /// Requests that are not put away, by their ids.
  package func openRequests() throws -> [AidRequest] {
    let ids: [String] = try database.values("SELECT id FROM request WHERE is_closed = 0 ORDER BY id")
    return try ids.compactMap { try database.request(RequestID($0)) }
  }

  /// Keeps a request that is new: an entry of the journal says all of it.
  ///
  /// - Throws: `MutualAidError` where there is one of its id.
  package func add(_ request: AidRequest) throws {
    guard try database.request(request.id) == nil else {
      throw MutualAidError(.requestKnown, "there is a request '\(request.id)' already", hint: "Send it with a new id.")
    }
    try write(request)
    append(.request, event: request.created, payload: try RequestPayload(request, created: request).bytes())
  }

  /// Keeps what was done with a request: an entry of the journal for each step and each notice.
  ///
  /// Units that are promised are held for it from now on, and free again when they are let go; those of an exercise are held
  /// among exercises, and nothing is said of their status.
  ///
  /// - Parameters:
  ///   - request: the request behind the steps.
  ///   - before: the request before them.
  ///   - moment: when that is.
  ///   - life: the table.
  /// - Throws: `UnitPromised` where a unit is held for another request.
  package func put(_ request: AidRequest, before: AidRequest, at moment: Date, life: RequestLife) throws {
    for line in request.lines where before.lines.first(where: { $0.number == line.number }) != line {
      try hold(line, of: request, at: moment, life: life)
    }
    try write(request, life: life)
    for step in request.steps where !before.steps.contains(step) {
      append(.request, event: step.time, payload: try RequestPayload(request, step: step).bytes())
    }
    for notice in request.notices where !before.notices.contains(notice) {
      append(.request, event: notice.time, payload: try RequestPayload(request, notice: notice).bytes())
    }
  }

  /// Notes that a message of another system was taken.
  package func put(message: String, from sender: String, to request: RequestID, at moment: Date) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO request_message VALUES (?, ?, ?, ?)",
      arguments: [sender, message, request.rawValue, moment.timeIntervalSince1970])
  }

  /// The request that a message belongs to; `nil` where it has not been taken.
  package func request(ofMessage message: String, from sender: String) throws -> RequestID? {
    let id: String? = try database.value(
      "SELECT request FROM request_message WHERE sender = ? AND message = ?", [sender, message])
    return id.map { RequestID($0) }
  }

  /// Removes requests that are put away and were made before a moment, with what is known of their messages.
  func removeRequests(before moment: Date) throws {
    let seconds = moment.timeIntervalSince1970
    try database.execute(
      sql: """
        DELETE FROM request_message WHERE request IN (SELECT id FROM request WHERE is_closed AND created < ?1);
        """, arguments: [seconds])
    try database.execute(sql: "DELETE FROM request WHERE is_closed AND created < ?", arguments: [seconds])
  }

  private func write(_ request: AidRequest, life: RequestLife = .standard) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO request (id, asking, asked, is_exercise, is_closed, created, due, version, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        request.id.rawValue, request.asking.rawValue, request.asked.rawValue, request.isExercise, request.isClosed,
        request.created.timeIntervalSince1970, request.nextLimit(of: life)?.timeIntervalSince1970, request.version,
        String(decoding: try RequestJSON.bytes(request), as: UTF8.self),
      ])
  }
}

/// A unit is held for another request.
package struct UnitPromised: Error, Hashable, Sendable {
  /// The unit.
  package var unit: UnitID
  /// The request that it is held for.
  package var request: RequestID
  /// Until when, where it has not turned out; `nil` where it has.
  package var until: Date?
}

/// What an entry of the kind `request` says: which request, and the one thing that was done with it.
private struct RequestPayload: Encodable {
  var request: RequestID
  var asking: ControlRoomID
  var asked: ControlRoomID
  var isExercise: Bool
  var version: Int
  var created: AidRequest?
  var step: RequestStep?
  var notice: RequestNotice?

  init(_ request: AidRequest, created: AidRequest? = nil, step: RequestStep? = nil, notice: RequestNotice? = nil) {
    (self.request, asking, asked) = (request.id, request.asking, request.asked)
    (isExercise, version) = (request.isExercise, request.version)
    (self.created, self.step, self.notice) = (created, step, notice)
  }

  func bytes() throws -> [UInt8] { try RequestJSON.bytes(self) }
}
