package import Journal
package import TextFormats

/// Entries of the journal, for people and programs.
package struct AuditList: Sendable {
  /// Characters of a payload that people are shown.
  private static let shown = 120

  private let records: [JournalRecord]

  /// Makes a list of entries, which are shown in the order given.
  package init(_ records: [JournalRecord]) { self.records = records }

  /// The entries as JSON.
  package var json: JSONValue { .array(records.map { AuditList.value($0) }) }

  /// An entry as one line of JSON: with everything that is hashed, so that anybody can verify it.
  package static func line(_ record: JournalRecord) -> String { value(record).text(isPretty: false) }

  private static func value(_ record: JournalRecord) -> JSONValue {
    let entry = record.entry
    return [
      "owner": .string(entry.owner.description), "number": .integer(Int(entry.number)),
      "kind": .string(entry.kind.rawValue), "event_us": .integer(Int(entry.eventMicroseconds)),
      "received_us": .integer(Int(entry.receivedMicroseconds)), "actor": .string(entry.actor),
      "payload": JSONValue(record.payload.map { String(decoding: $0, as: UTF8.self) }),
      "payload_digest": .string(entry.payloadDigest.hex), "previous": .string(entry.previous.hex),
      "hash": .string(entry.hash.hex),
    ]
  }

  /// One line per entry.
  package func text(in language: Language) -> String {
    let words = Words<AuditPhrase>(language)
    let dates = DateText(language)
    return HistoryReport.table(
      records.map { record in
        let entry = record.entry
        let text = record.payload.map { String(decoding: $0, as: UTF8.self) } ?? words[.erased]
        return [
          "\(entry.number)", dates.universal(entry.received), entry.kind.rawValue, entry.actor,
          text.count > AuditList.shown ? text.prefix(AuditList.shown) + "…" : text,
        ]
      })
  }
}

/// What became of erasing payloads, for people and programs.
package struct PurgeText: Sendable {
  private let report: PurgeReport

  /// Makes a text of a report.
  package init(_ report: PurgeReport) { self.report = report }

  /// One line, and another where something may be left.
  package func text(in language: Language) -> String {
    let words = Words<AuditPhrase>(language)
    guard let entry = report.entry else { return words[.nothingErased] + "\n" }
    var text = words(.purged, Int(report.numbers.count), Int(entry)) + "\n"
    if !report.isComplete { text += words[.purgeIncomplete] + "\n" }
    return text
  }

  /// The report as JSON.
  package var json: JSONValue {
    [
      "erased": .integer(Int(report.numbers.count)), "numbers": .string(report.numbers.text),
      "entry": JSONValue(report.entry.map { Int($0) }), "complete": .bool(report.isComplete),
    ]
  }
}
