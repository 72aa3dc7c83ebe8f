internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Journal
internal import MutualAid
internal import Requests
internal import TextFormats

/// Something that happened, ready to be sent.
struct LiveEvent: Sendable {
  /// Its kind, which is the name of the event: `status`, `import`, `expiry` and others.
  var name: String
  /// Where a stream goes on behind it.
  var id: EventID
  /// What is said of it, as one line of JSON.
  var data: [UInt8]
  /// The unit that it is about, with what filters ask of it; `nil` where it is about no unit.
  var unit: UnitFacts?
  /// The rooms that may hear of it; `nil` where everybody may.
  var rooms: Set<String>?
  /// The request that it is about, and the room that is asked; `nil` where it is about none.
  var request: (id: RequestID, asked: String)?
  /// Whether only those may hear of it who manage tokens.
  var isConfidential = false

  /// The event as the stream has it.
  var bytes: [UInt8] {
    var bytes = Array("event: \(name)\nid: \(id.text)\ndata: ".utf8)
    bytes += data
    bytes += [0x0A, 0x0A]
    return bytes
  }
}

/// What filters ask of a unit.
struct UnitFacts: Sendable {
  var id: UnitID
  var service: Service
  var country: CountryCode?
  var room: ControlRoomID?
  var place: Coordinate
  var type: String
}

/// Where a stream goes on: the journal's position, and up to when expiries have been told, which have no entry.
struct EventID: Hashable, Sendable {
  var position: JournalPosition
  /// Up to when expiries have been told.
  var told: Date

  init(position: JournalPosition, told: Date) {
    self.position = position
    self.told = told
  }

  /// Reads an id, or a position alone, behind which all expiries are told that are over.
  ///
  /// - Throws: `JournalPositionError` for what is none.
  init(text: String, now: Date) throws(JournalPositionError) {
    let parts = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
    position = try JournalPosition(String(parts.first ?? ""))
    guard parts.count > 1 else {
      told = now
      return
    }
    guard let milliseconds = Int64(parts[1]), milliseconds > 0 else { throw .malformed }
    told = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }

  /// The id as text.
  var text: String { "\(position.text)~\(Int64(told.timeIntervalSince1970 * 1000))" }
}
