internal import DirectoryModel
package import MutualAid
internal import Primitives
package import TextFormats

extension RecordHistoryReport {
  /// The history as JSON.
  package var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "id": .string(id), "name": JSONValue(label), "listed": .bool(!origins.isEmpty),
      "fields": .array(
        origins.map { origin in
          [
            "field": .string(origin.field), "value": .string(origin.value),
            "registry": .string(origin.registry.rawValue),
            "authority": .string(origin.authority.rawValue), "import": .integer(origin.importID),
            "version": JSONValue(imports[origin.importID]?.version),
            "imported_at": JSONValue(imports[origin.importID].map { Timestamp.text($0.importedAt) }),
          ]
        }),
      "conflicts": .array(
        conflicts.map { conflict in
          [
            "field": .string(conflict.field), "kept": .string(conflict.kept),
            "kept_registry": .string(conflict.keptRegistry.rawValue), "other": .string(conflict.other),
            "other_registry": .string(conflict.otherRegistry.rawValue),
            "metres": JSONValue(conflict.metres, decimals: 1),
          ]
        }),
      "versions": .array(
        events.map { event in
          [
            "event": .string(event.kind), "registry": .string(event.entry.subject),
            "version": .integer(event.entry.version), "import": .integer(event.entry.id),
            "action": .string(event.entry.action.rawValue),
            "imported_at": .string(Timestamp.text(event.entry.importedAt)),
            "fields": .array(event.fields.map(DifferenceReport.json)),
          ]
        }),
      "availability": .array(
        reports.map { report in
          [
            "status": .string(report.status.rawValue), "since": .string(Timestamp.text(report.since)),
            "until": JSONValue(report.until.map(Timestamp.text)), "source": JSONValue(report.source),
            "note": JSONValue(report.note),
          ]
        }),
    ]
  }

  /// The history as text.
  package func text(in language: Language = .english) -> String {
    let phrases = Words<HistoryPhrase>(language)
    var text = "\(phrases.name(of: kind.rawValue, in: "kind")) \(id)\(label.map { " (\($0))" } ?? "")\n"
    if origins.isEmpty { text += "  \(phrases[.notListed])\n" }
    text += HistoryReport.table(
      origins.map { origin in
        let entry = imports[origin.importID]
        return [
          "  \(origin.field)", origin.value, "\(origin.registry) (\(origin.authority.rawValue))",
          phrases(.importNumber, "\(origin.importID)"), entry.map { HistoryReport.moment($0, in: language) } ?? "",
        ]
      })
    if !conflicts.isEmpty {
      text += "\(phrases[.conflicts])\n" + conflicts.map { "  \(RecordHistoryReport.text($0, phrases))\n" }.joined()
    }
    text += "\(phrases[.versions])\n"
    for event in events { text += "  \(self.text(event, phrases, language))\n" }
    if !reports.isEmpty {
      text += "\(phrases[.availability])\n" + reports.map { "  \(RecordHistoryReport.text($0, phrases))\n" }.joined()
    }
    return text
  }

  private func text(
    _ event: Event, _ phrases: Words<HistoryPhrase>,
    _ language: Language
  ) -> String {
    let what = phrases(.event, phrases.name(of: event.kind, in: "event"), event.entry.subject, "\(event.entry.version)")
    var text = "\(HistoryReport.moment(event.entry, in: language))  \(what)"
    if event.entry.action == .rollback { text += ", \(phrases[.rollback])" }
    guard event.kind == "changed" else { return text }
    let fields = event.fields.map { DifferenceReport.text($0, Words<ImportPhrase>(language)) }.joined(separator: "; ")
    return text + ": \(fields.isEmpty ? phrases[.withStation] : fields)"
  }

  private static func text(_ conflict: FieldConflict, _ phrases: Words<HistoryPhrase>) -> String {
    let apart = conflict.metres.map { ", " + phrases(.apart, "\(Int(bounded: $0))") } ?? ""
    return phrases(
      .conflict, conflict.field, conflict.kept, conflict.keptRegistry, conflict.other, conflict.otherRegistry)
      + apart
  }

  private static func text(_ report: AvailabilityReport, _ phrases: Words<HistoryPhrase>) -> String {
    let parts = [
      phrases.language == .english ? report.status.rawValue : phrases.name(of: report.status),
      report.until.map { phrases(.until, DateText(phrases.language).universal($0)) },
      report.source.map { phrases(.by, ScreenText.line($0)) },
      // Reports that were stored before control characters were refused.
      report.note.map(ScreenText.line),
    ]
    return "\(DateText(phrases.language).universal(report.since))  " + parts.compactMap { $0 }.joined(separator: ", ")
  }
}
