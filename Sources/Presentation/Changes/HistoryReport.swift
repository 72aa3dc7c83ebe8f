package import DirectoryModel
package import TextFormats

/// Versions of registries and reference documents, for people and programs.
package struct HistoryReport: Sendable {
  private let entries: [ImportEntry]

  /// Makes a report of versions, which are shown in the order given.
  package init(_ entries: [ImportEntry]) { self.entries = entries }

  /// The versions as JSON.
  package var json: JSONValue {
    .array(
      entries.map { entry in
        [
          "import": .integer(entry.id), "kind": .string(entry.kind), "id": .string(entry.subject),
          "version": .integer(entry.version), "action": .string(entry.action.rawValue),
          "of_version": JSONValue(entry.ofVersion), "issued": .string(Timestamp.text(entry.issued)),
          "imported_at": .string(Timestamp.text(entry.importedAt)), "file": JSONValue(entry.file),
          "profile": JSONValue(entry.profile), "read": .integer(entry.counts.read),
          "added": .integer(entry.counts.added), "changed": .integer(entry.counts.changed),
          "unchanged": .integer(entry.counts.unchanged), "removed": .integer(entry.counts.removed),
          "rejected": .integer(entry.counts.rejected), "errors": .integer(entry.counts.errors),
          "warnings": .integer(entry.counts.warnings),
          "problems": .array(
            entry.problems.map { problem in
              [
                "line": JSONValue(problem.line), "severity": .string(problem.severity.rawValue),
                "code": .string(problem.code.rawValue), "message": .string(problem.message),
                "record": JSONValue(problem.record),
              ]
            }),
        ]
      })
  }

  /// One line per version.
  package func text(in language: Language = .english) -> String {
    let phrases = Words<HistoryPhrase>(language)
    let rows = entries.map { entry -> [String] in
      let kind = entry.kind == ImportEntry.registryKind ? "" : "\(entry.kind):"
      let how =
        switch entry.action {
        case .imported: entry.file.map { phrases(.from, $0) } ?? ""
        case .removal: phrases[.removal]
        case .rollback: phrases(.rollbackTo, entry.ofVersion.map(String.init) ?? "?")
        }
      return [
        kind + entry.subject, phrases(.version, "\(entry.version)"), HistoryReport.moment(entry, in: language),
        phrases(.issued, DateText(language).written(String(Timestamp.text(entry.issued).prefix(10)))),
        HistoryReport.counts(entry.counts, phrases), how,
      ]
    }
    return HistoryReport.table(rows)
  }

  /// When an import happened: `2026-11-24 19:00 UTC`.
  static func moment(_ entry: ImportEntry, in language: Language) -> String {
    DateText(language).universal(entry.importedAt)
  }

  private static func counts(_ counts: ImportEntry.Counts, _ phrases: Words<HistoryPhrase>) -> String {
    let shown = [
      ("added", counts.added), ("changed", counts.changed), ("unchanged", counts.unchanged),
      ("removed", counts.removed), ("rejected", counts.rejected),
    ].filter { $0.1 > 0 }
    return shown.isEmpty
      ? phrases[.onlyHeader] : shown.map { phrases.counted($0.1, $0.0, in: "count") }.joined(separator: ", ")
  }

  /// Columns side by side, two spaces between.
  static func table(_ rows: [[String]]) -> String {
    let rows = rows.map { $0.map(ScreenText.line) }
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count)
      }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
