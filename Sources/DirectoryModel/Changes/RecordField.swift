internal import Geodesy

/// A field of a record, by which records are compared, merged and shown.
package struct RecordField<Record: Sendable>: Sendable {
  /// The name, that of the native format where it has one.
  package let name: String
  /// The value as text, `nil` where the record says nothing.
  ///
  /// Different values have different texts.
  package let text: @Sendable (Record) -> String?
  /// Whether two values, both given, contradict each other.
  let isConflict: @Sendable (Record, Record) -> Bool
  /// Metres between two values that are places.
  let metres: @Sendable (Record, Record) -> Double?
  /// Takes the value over from another record; `nil` for what only makes sense beside the other fields of its record.
  let copy: (@Sendable (inout Record, Record) -> Void)?

  /// A field that can be merged.
  init<Value: Hashable & SendableMetatype>(
    _ name: String, _ path: any WritableKeyPath<Record, Value> & Sendable,
    text: @escaping @Sendable (Value) -> String?, isConflict: (@Sendable (Value, Value) -> Bool)? = nil,
    metres: @escaping @Sendable (Value, Value) -> Double? = { _, _ in nil }
  ) {
    self.name = name
    self.text = { text($0[keyPath: path]) }
    self.isConflict = { left, right in
      let values = (left[keyPath: path], right[keyPath: path])
      return isConflict?(values.0, values.1) ?? (text(values.0) != text(values.1))
    }
    self.metres = { metres($0[keyPath: path], $1[keyPath: path]) }
    copy = { $0[keyPath: path] = $1[keyPath: path] }
  }

  /// A field that stays with its record.
  init(_ name: String, own text: @escaping @Sendable (Record) -> String?) {
    self.name = name
    self.text = text
    isConflict = { _, _ in false }
    metres = { _, _ in nil }
    copy = nil
  }
}

/// A record whose fields can be listed.
package protocol FieldedRecord: Hashable, Identifiable, Sendable where ID: OpaqueIdentifier {
  /// The fields beside the id, in the order in which they are shown.
  static var fields: [RecordField<Self>] { get }
  /// What people call it; `nil` where it has no name.
  var label: String? { get }
  /// What a control room knows better; `nil` where nothing is corrected.
  var corrections: [Correction]? { get set }
}

extension FieldedRecord {
  /// The fields that differ from an earlier version.
  package func changes(since old: Self) -> [Difference.Field] {
    if isCorrection || old.isCorrection { return correctedChanges(since: old) }
    return Self.fields.compactMap { field in
      let texts = (old: field.text(old), new: field.text(self))
      return texts.old == texts.new ? nil : Difference.Field(field: field.name, old: texts.old, new: texts.new)
    }
  }

  /// The fields that say something, as of a record that is new.
  package var filledFields: [Difference.Field] {
    if isCorrection {
      return (corrections ?? []).map { Difference.Field(field: $0.field, old: nil, new: $0.value) }
    }
    return Self.fields.compactMap { field in
      field.text(self).map { Difference.Field(field: field.name, old: nil, new: $0) }
    }
  }

  /// Whether it only corrects what other registries list: its fields say nothing beside its corrections.
  package var isCorrection: Bool { corrections?.contains { $0.registry == nil } ?? false }

  private func correctedChanges(since old: Self) -> [Difference.Field] {
    let before = Dictionary((old.corrections ?? []).map { ($0.field, $0.value) }) { first, _ in first }
    let after = Dictionary((corrections ?? []).map { ($0.field, $0.value) }) { first, _ in first }
    return Set(before.keys).union(after.keys).sorted().compactMap { field in
      before[field] == after[field] ? nil : Difference.Field(field: field, old: before[field], new: after[field])
    }
  }
}

// MARK: Values as text

extension LocalizedText {
  var fieldText: String? {
    isEmpty ? nil : entries.map { ($0.language.map { "\($0): " } ?? "") + $0.text }.joined(separator: " | ")
  }
}

extension Basis {
  /// Behind a value: nothing where it is published, as most are.
  var suffix: String { self == .published ? "" : " (\(rawValue))" }
  var fieldText: String? { self == .published ? nil : rawValue }
}

extension Position {
  var fieldText: String? {
    let source = source.map { ", source \($0)" } ?? ""
    return "\(coordinate) (\(quality.rawValue))\(basis.suffix)\(source)\(note.map { ", \($0)" } ?? "")"
  }

  static func metres(from left: Position, to right: Position) -> Double {
    Geodesic.distance(from: left.coordinate, to: right.coordinate)
  }

  /// Positions that differ by the rounding of their last decimals are the same.
  static func isConflict(_ left: Position, _ right: Position) -> Bool { metres(from: left, to: right) >= 1 }
}

extension Station.Address {
  var fieldText: String? {
    let place = [postcode, municipality].compactMap { $0 }.joined(separator: " ")
    return [street, place.isEmpty ? nil : place].compactMap { $0 }.joined(separator: ", ")
  }
}

extension Station.Staffing {
  var fieldText: String? { [kind?.rawValue, hours].compactMap { $0 }.joined(separator: ", ") + basis.suffix }
}

extension TurnoutTime {
  fileprivate var windowText: String {
    let days = window.days.map(\.rawValue).joined(separator: " ")
    let hours =
      window.from == nil && window.to == nil
      ? "" : "\(window.from?.description ?? "00:00")-\(window.to?.description ?? "24:00")"
    return ["\(seconds) s", days, hours].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension Array where Element == TurnoutTime {
  var fieldText: String? { isEmpty ? nil : map { $0.windowText + $0.basis.suffix }.joined(separator: ", ") }

  static func isConflict(_ left: [TurnoutTime], _ right: [TurnoutTime]) -> Bool {
    left.map(\.windowText) != right.map(\.windowText)
  }
}

extension Array where Element == Phone {
  var fieldText: String? {
    isEmpty
      ? nil
      : map { "\($0.kind.rawValue) \($0.number)\($0.basis.suffix)\($0.source.map { ", source \($0)" } ?? "")" }
        .joined(separator: ", ")
  }
}

extension Array where Element == ControlRoom.Territory {
  var fieldText: String? {
    isEmpty
      ? nil
      : map { part in
        [part.country.rawValue, part.region?.rawValue, part.municipality].compactMap { $0 }.joined(separator: " ")
          + part.basis.suffix
          + (part.source.map { ", source \($0)" } ?? "")
      }.joined(separator: "; ")
  }
}

extension Array where Element == String {
  var fieldText: String? { isEmpty ? nil : joined(separator: " ") }
}
