package import DirectoryModel
internal import FoundationEssentials
package import TextFormats

/// The values of a unit's records that are a control room's own, with what is published instead.
package struct AppliedCorrections: Sendable {
  private struct Entry: Sendable {
    var kind: CorrectedKind
    var id: String
    var correction: Correction

    /// Whether it says that there is a unit which nobody publishes.
    var isAddition: Bool {
      kind == .unit && correction.field == ResponseUnit.existence && correction.value == "yes"
        && correction.published == nil
    }
  }

  private var entries: [Entry] = []

  /// Looks at the records behind an answer.
  package init(unit: ResponseUnit, station: Station, room: ControlRoom?, organisation: Organisation?) {
    add(.unit, unit.id.rawValue, unit.corrections)
    add(.station, station.id.rawValue, station.corrections)
    if let room { add(.controlRoom, room.id.rawValue, room.corrections) }
    if let organisation { add(.organisation, organisation.id.rawValue, organisation.corrections) }
  }

  private mutating func add(_ kind: CorrectedKind, _ id: String, _ corrections: [Correction]?) {
    entries += (corrections ?? []).map { Entry(kind: kind, id: id, correction: $0) }
  }

  /// Whether all is as published.
  package var isEmpty: Bool { entries.isEmpty }

  /// A line for each value: whose it is, by whom and when, and what is published.
  package func lines(in language: Language) -> [String] {
    let words = Words<CorrectionPhrase>(language)
    // Of a unit that is the room's own, all is the room's.
    let isAdded = entries.contains { $0.isAddition }
    return entries.filter { !isAdded || $0.kind != .unit || $0.isAddition }.map { entry in
      let correction = entry.correction
      if entry.isAddition {
        let line = words(.added, correction.by, DateText(language).day(correction.at))
        return correction.note.map { "\(line) (\($0))" } ?? line
      }
      let line = words(
        .own, "\(words.name(of: entry.kind.words, in: "kind")) \(correction.field)", correction.by,
        DateText(language).day(correction.at), correction.published ?? words[.nobody])
      return correction.note.map { "\(line) (\($0))" } ?? line
    }
  }

  /// The values as JSON.
  package var json: JSONValue {
    .array(entries.map { $0.correction.json(of: $0.kind, id: $0.id) })
  }
}

extension CorrectedKind {
  /// The kind as sections of words name it.
  var words: String { rawValue.replacing("-", with: " ") }
}

extension Correction {
  /// The correction as JSON.
  func json(of kind: CorrectedKind, id: String) -> JSONValue {
    [
      "at": .string(Timestamp.text(at)), "by": .string(by), "field": .string(field), "id": .string(id),
      "note": JSONValue(note), "of": .string(kind.rawValue), "published": JSONValue(published),
      "registry": JSONValue(registry?.rawValue), "value": .string(value),
    ]
  }
}
