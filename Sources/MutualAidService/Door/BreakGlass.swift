internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import Logging
internal import MutualAid
internal import Synchronization
internal import TextFormats

/// The use of the sealed token: an entry that somebody else has to sign off, and so an event.
final class BreakGlass: Sendable {
  /// Uses within so many seconds are one.
  private static let together = 900.0

  private let uses = Mutex<[String: Date]>([:])

  /// Notes a use before anything is done with it.
  ///
  /// - Throws: where it cannot be noted, so that nothing is done.
  func note(_ caller: Caller, _ what: String, _ address: ClientAddress, _ desk: ServiceDesk) async throws {
    let now = Date()
    let name = caller.token ?? ""
    let last = uses.withLock { $0[name] }
    if let last, now.timeIntervalSince(last) < BreakGlass.together { return }
    let payload: JSONValue = [
      "address": .string(address.text), "operation": .string(what), "owner": JSONValue(caller.owner),
      "token": .string(name),
    ]
    let bytes = Array(payload.text(isPretty: false).utf8)
    let directory = desk.directory
    try await desk.pool.run {
      try directory.acting(as: ChangeOrigin(actor: caller.actor)).note(.breakGlass, payload: bytes)
    }
    uses.withLock { $0[name] = now }
    desk.logger.warning("break-glass", metadata: ["token": "\(name)", "address": "\(address.text)"])
  }

  /// The uses in the journal, the newest last, each with who has signed it off.
  static func uses(in directory: Directory) throws -> [Use] {
    var uses: [Use] = []
    for record in try directory.auditRecords(kinds: [.breakGlass]) {
      guard let members = record.payload.flatMap(BreakGlass.members) else {
        uses.append(Use(entry: record.entry, members: [:]))
        continue
      }
      if case .integer(let number)? = members["signed-off"] {
        guard let index = uses.firstIndex(where: { $0.entry.number == Int64(number) }) else { continue }
        uses[index].signature = (record.entry.actor, record.entry.received, members["note"] ?? .null)
      } else {
        uses.append(Use(entry: record.entry, members: members))
      }
    }
    return uses
  }

  /// A use of the sealed token.
  struct Use {
    var entry: JournalEntry
    var members: [String: JSONValue]
    /// Who has signed it off, when, and what they say.
    var signature: (actor: String, moment: Date, note: JSONValue)?

    var json: JSONValue {
      [
        "number": .integer(Int(entry.number)), "time": .string(Timestamp.text(entry.received)),
        "actor": .string(entry.actor), "address": members["address"] ?? .null,
        "operation": members["operation"] ?? .null,
        "signed_off_by": JSONValue(signature?.actor),
        "signed_off": JSONValue(signature.map { Timestamp.text($0.moment) }), "note": signature?.note ?? .null,
      ]
    }
  }

  private static func members(_ payload: [UInt8]) -> [String: JSONValue]? {
    var reader = JSONReader(payload[...])
    guard case .object(let members)? = try? reader.value() else { return nil }
    return members
  }
}
