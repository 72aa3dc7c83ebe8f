internal import FoundationEssentials

/// An agreement that a control room enters field by field.
///
/// Its fields make an ordinary agreement with one rule, whose notes say who said each field, when and why; from these it
/// is read again.
package struct OwnAgreement: Hashable, Sendable {
  /// The beginning of the ids by which agreements are corrected; a name follows.
  package static let subject = "agreement:"

  /// The name that the room gives it.
  package let name: String
  /// The room.
  package let room: ControlRoomID
  /// What has been said, by field.
  package private(set) var fields: [String: Correction] = [:]

  /// Makes one of which nothing has been said.
  package init(name: String, room: ControlRoomID) {
    self.name = name
    self.room = room
  }

  /// Reads what was entered; `nil` for an agreement of another room or document.
  package init?(_ agreement: Agreement, room: ControlRoomID) {
    let start = OwnAgreement.prefix(of: room)
    guard agreement.id.hasPrefix(start), agreement.rules.count == 1 else { return nil }
    self.init(name: String(agreement.id.dropFirst(start.count)), room: room)
    for note in agreement.notes.entries {
      guard var correction = Correction(agreementNote: note.text), fields[correction.field] == nil,
        let value = Agreement.correctable.first(where: { $0.name == correction.field })?.value(agreement)
      else { return nil }
      correction.value = value
      fields[correction.field] = correction
    }
  }

  /// The id of the agreement, unique among those of all rooms.
  package var id: String { OwnAgreement.prefix(of: room) + name }

  /// The fields without which there is no agreement and which nobody has given.
  package var missing: [String] { Agreement.needed.filter { fields[$0] == nil } }

  /// Puts a field in, in the form in which it will be read.
  ///
  /// - Returns: false where the value cannot be read or there is no such field.
  package mutating func set(_ correction: Correction) -> Bool {
    var agreement = blank
    guard let field = Agreement.correctable.first(where: { $0.name == correction.field }),
      !correction.value.isEmpty, field.apply(correction.value, &agreement)
    else { return false }
    var correction = correction
    correction.value = field.value(agreement) ?? correction.value
    // A semicolon ends the name in notes.
    correction.by = correction.by.replacing("; ", with: ", ")
    fields[correction.field] = correction
    return true
  }

  /// Takes a field back; gives what was said of it.
  package mutating func withdraw(_ field: String) -> Correction? { fields.removeValue(forKey: field) }

  /// The agreement: what nobody has said of title and citation is made from the name, and from who said it when.
  package var agreement: Agreement {
    var agreement = blank
    var notes: [LocalizedText.Entry] = []
    for field in Agreement.correctable {
      guard let correction = fields[field.name] else { continue }
      _ = field.apply(correction.value, &agreement)
      notes.append(.init(text: correction.agreementNote))
    }
    agreement.notes = LocalizedText(notes)
    return agreement
  }

  private var blank: Agreement {
    let first = fields.values.min { ($0.at, $0.field) < ($1.at, $1.field) }
    let citation = first.map { "\($0.by) (\(room)), \(Timestamp.text($0.at).prefix(10))" } ?? room.rawValue
    return Agreement(
      id: id, titles: LocalizedText(name), citation: citation,
      verification: .secondary)
  }

  private static func prefix(of room: ControlRoomID) -> String { "\(Correction.registry(of: room))." }
}

extension Correction {
  /// What a note of an agreement says of a field, without its value; `nil` where it is no such note.
  fileprivate init?(agreementNote text: String) {
    let parts = text.split(separator: ", ", maxSplits: 2)
    guard parts.count == 3, let at = Timestamp.date(String(parts[1])), parts[1].contains("T") else { return nil }
    let said = parts[2].split(separator: "; ", maxSplits: 1)
    guard let by = said.first else { return nil }
    self.init(
      field: String(parts[0]), value: "", by: String(by), at: at, note: said.count > 1 ? String(said[1]) : nil)
  }

  /// Field, moment and person, and behind a semicolon why.
  fileprivate var agreementNote: String {
    "\(field), \(Timestamp.text(at)), \(by)" + (note.map { "; \($0)" } ?? "")
  }
}
