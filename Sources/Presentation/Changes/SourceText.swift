package import DirectoryModel
package import MutualAid
package import TextFormats

/// Sources of editions, for people and programs.
package struct SourceList: Sendable {
  private let sources: [SourceStatus]

  /// Makes a list of sources, which are shown in the order given.
  package init(_ sources: [SourceStatus]) { self.sources = sources }

  /// The sources as JSON.
  package var json: JSONValue { .array(sources.map { SourceList.value($0) }) }

  static func value(_ status: SourceStatus) -> JSONValue {
    let source = status.source
    return [
      "source": .string(source.subject), "address": .string(source.address), "interval_s": .integer(source.interval),
      "promise_s": JSONValue(source.promise), "profile": .string(source.profile),
      "country": JSONValue(source.country?.rawValue), "service": JSONValue(source.service?.rawValue),
      "max_bytes": .integer(source.byteLimit), "time_limit_s": .integer(source.timeLimit),
      "needs_approval": .bool(source.needsApproval), "checked": JSONValue(status.checked.map { Timestamp.text($0) }),
      "succeeded": JSONValue(status.succeeded.map { Timestamp.text($0) }),
      "outcome": JSONValue(status.outcome?.rawValue), "code": JSONValue(status.code),
      "message": JSONValue(status.message), "failures": .integer(status.failures),
      "due": JSONValue(status.due.map { Timestamp.text($0) }), "overdue": .bool(status.isOverdue),
      "held": status.held.map { held in
        [
          "digest": .string(held.digest), "fetched": .string(Timestamp.text(held.fetched)),
          "actor": .string(held.actor), "added": .integer(held.added), "changed": .integer(held.changed),
          "removed": .integer(held.removed),
        ]
      } ?? .null,
    ]
  }

  /// One line per source.
  package func text(in language: Language) -> String {
    let words = Words<SourcePhrase>(language)
    guard !sources.isEmpty else { return words[.none] + "\n" }
    let dates = DateText(language)
    return HistoryReport.table(
      sources.map { status in
        [
          status.source.subject, SourceList.outcome(status, words),
          status.checked.map { dates.universal($0) } ?? words[.never],
          status.due.map { words(.next, dates.universal($0)) } ?? words[.nextAtOnce],
          ([status.isOverdue ? words[.overdue] : nil, status.source.address].compactMap { $0 })
            .joined(separator: words.semicolon),
        ]
      })
  }

  static func outcome(_ status: SourceStatus, _ words: Words<SourcePhrase>) -> String {
    status.outcome.map { words[SourcePhrase($0)] } ?? "-"
  }
}

/// What became of looking at sources, for people and programs.
package struct SourceUpdateList: Sendable {
  private let updates: [SourceUpdate]

  /// Makes a list of what became of sources.
  package init(_ updates: [SourceUpdate]) { self.updates = updates }

  /// Whether any of them gave nothing that could be taken.
  package var hasTrouble: Bool { updates.contains { [.failed, .refused].contains($0.outcome) } }

  /// All as JSON: the sources as they are now, with the counts of what was changed, or would be.
  package var json: JSONValue {
    .array(
      updates.map { update in
        [
          "source": SourceList.value(update.status),
          "report": update.report.map { report in
            [
              "applied": .bool(report.isApplied && !report.isDryRun), "read": .integer(report.read),
              "added": .integer(report.added), "changed": .integer(report.changed),
              "unchanged": .integer(report.unchanged), "removed": .integer(report.removed),
              "rejected": .integer(report.rejected),
            ]
          } ?? .null,
        ]
      })
  }

  /// One line per source.
  package func text(in language: Language) -> String {
    let words = Words<SourcePhrase>(language)
    guard !updates.isEmpty else { return words[.nothingDue] + "\n" }
    return HistoryReport.table(
      updates.map { update in
        let status = update.status
        var details: [String] = []
        if let error = update.error {
          details.append(error.text(in: language))
        } else if let report = update.report, update.outcome != .unchanged {
          details.append(words(.counts, report.added, report.changed, report.removed))
        }
        if update.outcome == .failed, let due = status.due {
          details.append(words(.next, DateText(language).universal(due)))
        }
        if status.isOverdue { details.append(words[.overdue]) }
        return [
          status.source.subject, SourceList.outcome(status, words), details.joined(separator: words.semicolon),
        ]
      })
  }
}

/// What was done to a source, for people and programs.
package struct SourceChangeText: Sendable {
  private let phrase: SourcePhrase
  private let subject: String
  private let address: String?

  /// A source that was entered, or changed.
  package static func put(_ source: EditionSource) -> SourceChangeText {
    SourceChangeText(phrase: .put, subject: source.subject, address: source.address)
  }

  /// A source that was forgotten.
  package static func removed(_ subject: String) -> SourceChangeText {
    SourceChangeText(phrase: .removed, subject: subject, address: nil)
  }

  /// One line.
  package func text(in language: Language) -> String {
    ScreenText.line(Words<SourcePhrase>(language)(phrase, subject, address ?? "")) + "\n"
  }

  /// The change as JSON.
  package var json: JSONValue {
    ["source": .string(subject), "action": .string(phrase.rawValue), "address": JSONValue(address)]
  }
}

extension SourcePhrase {
  fileprivate init(_ outcome: SourceOutcome) {
    switch outcome {
    case .taken: self = .taken
    case .unchanged: self = .unchanged
    case .held: self = .held
    case .refused: self = .refused
    case .failed: self = .failed
    case .rejected: self = .rejected
    }
  }
}
