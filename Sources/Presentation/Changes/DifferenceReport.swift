package import DirectoryModel
internal import Primitives
package import TextFormats

/// A difference for people and programs.
package struct DifferenceReport: Sendable {
  private let difference: Difference
  private let phrases: Words<ImportPhrase>

  /// Makes a report.
  package init(_ difference: Difference, in language: Language = .english) {
    self.difference = difference
    phrases = Words<ImportPhrase>(language)
  }

  /// The difference as JSON.
  package var json: JSONValue {
    let identity = { (entry: Difference.Entry) -> [String: JSONValue] in
      ["kind": .string(entry.kind), "id": .string(entry.id), "name": JSONValue(entry.name)]
    }
    return [
      "added": .array(difference.added.map { .object(identity($0)) }),
      "changed": .array(
        difference.changed.map { entry in
          var members = identity(entry)
          members["fields"] = .array(entry.fields.map(DifferenceReport.json))
          members["moved_m"] = JSONValue(entry.moved, decimals: 1)
          return .object(members)
        }),
      "removed": .array(difference.removed.map { .object(identity($0)) }),
      "listed": .integer(difference.listed), "total": .integer(difference.total),
    ]
  }

  /// A field before and after.
  static func json(_ field: Difference.Field) -> JSONValue {
    ["field": .string(field.field), "old": JSONValue(field.old), "new": JSONValue(field.new)]
  }

  /// One line per record: `+` what is new, `~` what is different, `-` what is gone.
  package func text(usesColour: Bool) -> String {
    let paint = { (colour: ScreenText.Colour, line: String) in
      usesColour ? ScreenText.painted(line, colour) : ScreenText.line(line)
    }
    var lines = difference.added.map { paint(.green, "+ \(name(of: $0))") }
    lines += difference.changed.map { entry in
      var parts = entry.fields.map { DifferenceReport.text($0, phrases) }
      if let moved = entry.moved { parts.append(phrases(.movedBy, DifferenceReport.metres(moved))) }
      if parts.isEmpty, entry.kind == "unit" { parts = [phrases[.withStation]] }
      return paint(.yellow, "~ \(name(of: entry))\(parts.isEmpty ? "" : ": ")\(parts.joined(separator: "; "))")
    }
    lines += difference.removed.map { paint(.red, "- \(name(of: $0))") }
    let more = difference.total - difference.listed
    if more > 0 { lines.append(phrases(.moreRecords, "\(more)")) }
    return lines.map { "  \($0)\n" }.joined()
  }

  /// `type TS → AL`.
  static func text(_ field: Difference.Field, _ phrases: Words<ImportPhrase>) -> String {
    switch (field.old, field.new) {
    case (let old?, let new?): "\(field.field) \(old) → \(new)"
    case (nil, let new?): "\(field.field) \(new) (\(phrases[.new]))"
    case (let old?, nil): "\(field.field) \(old) (\(phrases[.gone]))"
    case (nil, nil): field.field
    }
  }

  private func name(of entry: Difference.Entry) -> String {
    "\(phrases.name(of: entry.kind, in: "kind")) \(entry.id)" + (entry.name.map { " (\($0))" } ?? "")
  }

  private static func metres(_ distance: Double) -> String {
    distance < 10 ? String((distance * 10).rounded() / 10) : String(Int(bounded: distance))
  }
}
