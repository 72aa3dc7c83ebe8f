internal import DirectoryModel
internal import FoundationEssentials
package import MutualAid
package import TextFormats

/// What corrections did, for people and programs.
extension CorrectionReport {
  /// A line for each change, what an import would warn of, and where it went.
  package func text(in language: Language) -> String {
    let words = Words<CorrectionPhrase>(language)
    guard !changes.isEmpty else { return ScreenText.line(words(.nothing, registry)) + "\n" }
    var lines = changes.map { change in
      change.new.map { words(.change, change.id, change.field, $0, change.old ?? words[.nobody]) }
        ?? words(.withdrawn, change.id, change.field, change.old ?? "")
    }
    lines += problems.map { problem in
      words.meaning(ofProblem: problem.code.rawValue) + problem.message
    }
    lines.append(words(isDryRun ? .wouldBe : .done, registry))
    return ScreenText.lines(lines)
  }

  /// The report as JSON.
  package var json: JSONValue {
    [
      "applied": .bool(!isDryRun && !changes.isEmpty),
      "changes": .array(
        changes.map {
          [
            "field": .string($0.field), "id": .string($0.id), "new": JSONValue($0.new), "of": .string($0.kind.rawValue),
            "old": JSONValue($0.old),
          ]
        }),
      "problems": .array(
        problems.map {
          [
            "code": .string($0.code.rawValue), "line": JSONValue($0.line), "message": .string($0.message),
            "record": JSONValue($0.record), "severity": .string($0.severity.rawValue),
          ]
        }),
      "registry": .string(registry.rawValue),
    ]
  }
}

/// All corrections on file, for people and programs.
package struct CorrectionList: Sendable {
  private let records: [ListedCorrection]

  /// Makes a list in the order given.
  package init(_ records: [ListedCorrection]) { self.records = records }

  /// A line for each corrected field, registry by registry.
  package func text(in language: Language) -> String {
    let words = Words<CorrectionPhrase>(language)
    guard !records.isEmpty else { return words[.none] + "\n" }
    var text = ""
    for (index, entry) in records.enumerated() {
      if index == 0 || records[index - 1].registry != entry.registry {
        text += (index == 0 ? "" : "\n") + entry.registry.rawValue + "\n"
        text += HistoryReport.table(
          records[index...].prefix { $0.registry == entry.registry }.flatMap { entry in
            entry.corrections.map { correction in
              [
                "  " + entry.id, correction.field, correction.value,
                "\(correction.by), \(DateText(language).day(correction.at))",
                [correction.note, entry.isVanished ? words[.vanished] : nil].compactMap { $0 }.joined(separator: "; "),
              ]
            }
          })
      }
    }
    return text
  }

  /// The corrections as JSON.
  package var json: JSONValue {
    .array(
      records.flatMap { entry in
        entry.corrections.map { correction in
          [
            "at": .string(Timestamp.text(correction.at)), "by": .string(correction.by),
            "field": .string(correction.field), "id": .string(entry.id), "note": JSONValue(correction.note),
            "of": .string(entry.of.rawValue), "registry": .string(entry.registry.rawValue),
            "value": .string(correction.value), "vanished": .bool(entry.isVanished),
          ]
        }
      })
  }
}
