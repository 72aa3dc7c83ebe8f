internal import Geodesy

/// The forms of values that correct fields.
package enum CorrectionForm {
  /// The names of the fields that may be corrected of a kind of record.
  package static func fields(of kind: CorrectedKind) -> [String] {
    switch kind {
    case .organisation: Organisation.correctable.map(\.name)
    case .controlRoom: ControlRoom.correctable.map(\.name)
    case .station: Station.correctable.map(\.name)
    case .unit: ResponseUnit.correctable.map(\.name)
    }
  }

  /// What is wrong with a value; `nil` where it can be taken.
  package static func defect(of value: String, in field: String, of kind: CorrectedKind) -> TranslatableText? {
    switch kind {
    case .organisation:
      defect(value, field, of: Organisation(id: "", names: LocalizedText(), kind: "", country: nil))
    case .controlRoom:
      defect(value, field, of: ControlRoom(id: "", names: LocalizedText(), country: nil, services: []))
    case .station:
      defect(value, field, of: Station.nowhere)
    case .unit:
      defect(
        value, field, of: ResponseUnit(id: "", station: "", type: ResponseUnit.unspecifiedType, service: .fire))
    }
  }

  private static func defect<Record: CorrectableRecord>(
    _ value: String, _ name: String, of record: Record
  ) -> TranslatableText? {
    guard let field = Record.correctable(name) else {
      return "'\(name)' is no field that may be corrected here"
    }
    var record = record
    guard !value.isEmpty, field.apply(value, &record) else {
      return "\(name) is '\(value)', expected \(field.expectation)"
    }
    return nil
  }
}

extension Station {
  /// A station of which nothing is known.
  fileprivate static let nowhere = Station(
    id: "", names: LocalizedText(),
    position: Position(Coordinate(uncheckedLatitude: 0, longitude: 0), quality: .approximate), country: nil)
}
