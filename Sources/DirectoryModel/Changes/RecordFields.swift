// The fields of each kind of record.

extension Station: FieldedRecord {
  /// The fields.
  package static let fields: [RecordField<Station>] = [
    RecordField("name", \.names, text: \.fieldText, isConflict: { $0.main != $1.main }),
    RecordField(
      "position", \.position, text: \.fieldText, isConflict: Position.isConflict, metres: Position.metres),
    RecordField("country", \.country, text: { $0?.rawValue }),
    RecordField("service", \.service, text: { $0?.rawValue }),
    RecordField("organisation", \.organisation, text: { $0?.rawValue }),
    RecordField("control-room", \.controlRoom, text: { $0?.rawValue }),
    RecordField("kind", \.kind, text: { $0 }),
    RecordField("address", \.address, text: { $0?.fieldText }),
    RecordField("staffing", \.staffing, text: { $0?.fieldText }, isConflict: { $0?.kind != $1?.kind }),
    RecordField("turnout", \.turnouts, text: \.fieldText, isConflict: [TurnoutTime].isConflict),
    RecordField("note", \.notes, text: \.fieldText, isConflict: { _, _ in false }),
    RecordField("basis", own: { $0.basis.fieldText }),
    RecordField("source", own: \.source),
    RecordField("kept", own: { $0.kept?.fieldText }),
  ]

  /// The main name.
  package var label: String? { names.isEmpty ? nil : names.main }
}

extension ResponseUnit: FieldedRecord {
  /// The fields.
  package static let fields: [RecordField<ResponseUnit>] = [
    RecordField("station", \.station, text: { $0.rawValue }),
    RecordField("service", \.service, text: { $0.rawValue }),
    // A dialect that lists no types has this one for all its units.
    RecordField("type", \.type, text: { $0.isEmpty || $0 == ResponseUnit.unspecifiedType ? nil : $0 }),
    RecordField("name", \.names, text: \.fieldText, isConflict: { $0.main != $1.main }),
    RecordField("call-sign", \.callSign, text: { $0 }),
    RecordField(
      "capability", \.capabilities, text: { $0.map(\.description).fieldText }, isConflict: { Set($0) != Set($1) }),
    RecordField(
      "crew", \.crew, text: { $0.map { "\($0.size)\($0.basis.suffix)" } }, isConflict: { $0?.size != $1?.size }),
    RecordField("turnout", \.turnouts, text: \.fieldText, isConflict: [TurnoutTime].isConflict),
    RecordField(
      "position", \.position, text: { $0?.fieldText },
      isConflict: { left, right in
        if let left, let right { Position.isConflict(left, right) } else { false }
      },
      metres: { left, right in
        if let left, let right { Position.metres(from: left, to: right) } else { nil }
      }),
    RecordField(
      "member", \.members,
      text: { $0.isEmpty ? nil : $0.map { "\($0.count) \($0.type)" }.joined(separator: ", ") }),
    RecordField("note", \.notes, text: \.fieldText, isConflict: { _, _ in false }),
    RecordField("basis", own: { $0.basis.fieldText }),
    RecordField("source", own: \.source),
    RecordField("kept", own: { $0.kept?.fieldText }),
  ]

  /// The main name, else the call sign.
  package var label: String? { names.isEmpty ? callSign : names.main }
}

extension Organisation: FieldedRecord {
  /// The fields.
  package static let fields: [RecordField<Organisation>] = [
    RecordField("name", \.names, text: \.fieldText, isConflict: { $0.main != $1.main }),
    RecordField("kind", \.kind, text: { $0.isEmpty ? nil : $0 }),
    RecordField("country", \.country, text: { $0?.rawValue }),
    RecordField("wikidata", \.wikidata, text: { $0 }),
    RecordField("phone", \.phones, text: \.fieldText, isConflict: { $0.map(\.number) != $1.map(\.number) }),
    RecordField("note", \.notes, text: \.fieldText, isConflict: { _, _ in false }),
    RecordField("basis", own: { $0.basis.fieldText }),
    RecordField("source", own: \.source),
    RecordField("kept", own: { $0.kept?.fieldText }),
  ]

  /// The main name.
  package var label: String? { names.isEmpty ? nil : names.main }
}

extension ControlRoom: FieldedRecord {
  /// The fields.
  package static let fields: [RecordField<ControlRoom>] = [
    RecordField("name", \.names, text: \.fieldText, isConflict: { $0.main != $1.main }),
    RecordField("country", \.country, text: { $0?.rawValue }),
    RecordField("services", \.services, text: { $0.map(\.rawValue).fieldText }, isConflict: { Set($0) != Set($1) }),
    RecordField("territory", \.territories, text: \.fieldText),
    RecordField("phone", \.phones, text: \.fieldText, isConflict: { $0.map(\.number) != $1.map(\.number) }),
    RecordField("language", \.languages, text: \.fieldText, isConflict: { Set($0) != Set($1) }),
    RecordField("radio", \.radios, text: \.fieldText, isConflict: { Set($0) != Set($1) }),
    RecordField(
      "position", \.position, text: { $0?.fieldText },
      isConflict: { left, right in
        if let left, let right { Position.isConflict(left, right) } else { false }
      },
      metres: { left, right in
        if let left, let right { Position.metres(from: left, to: right) } else { nil }
      }),
    RecordField("note", \.notes, text: \.fieldText, isConflict: { _, _ in false }),
    RecordField("basis", own: { $0.basis.fieldText }),
    RecordField("source", own: \.source),
    RecordField("kept", own: { $0.kept?.fieldText }),
  ]

  /// The main name.
  package var label: String? { names.isEmpty ? nil : names.main }
}
