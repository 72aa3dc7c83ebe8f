// The fields of each kind of record that a control room may correct.

extension Organisation: CorrectableRecord {
  package static let correctable: [CorrectableField<Organisation>] = [
    CorrectableField("name", \.names), .phone(\.phones), CorrectableField("note", \.notes),
  ]
}

extension ControlRoom: CorrectableRecord {
  package static let correctable: [CorrectableField<ControlRoom>] = [
    CorrectableField("name", \.names),
    .phone(\.phones),
    .words(
      "language", \.languages, expectation: "codes of languages such as nl, fr",
      isWord: { code in
        (2...8).contains(code.utf8.count)
          && code.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "-") }
      }),
    .words("radio", \.radios, expectation: "names of radio networks such as ASTRID", isWord: { _ in true }),
    .position(value: \.position, set: { $1.position = $0 }),
    CorrectableField("note", \.notes),
  ]
}

extension Station: CorrectableRecord {
  package static let correctable: [CorrectableField<Station>] = [
    CorrectableField("name", \.names),
    .position(value: \.position, set: { $1.position = $0 }),
    CorrectableField(
      "control-room", expectation: "the id of a control room", value: { $0.controlRoom?.rawValue },
      apply: { text, station in
        station.controlRoom = ControlRoomID(text)
        return true
      }),
    CorrectableField(
      "hours", of: "staffing", expectation: "hours such as Mo-Fr 07:00-19:00", value: { $0.staffing?.hours },
      apply: { text, station in
        station.staffing = Station.Staffing(kind: station.staffing?.kind, hours: text)
        return true
      }),
    .phone(\.phones),
    .turnout(\.turnouts),
    CorrectableField("note", \.notes),
  ]
}

extension ResponseUnit: CorrectableRecord {
  /// The field that says whether there is such a unit at all.
  package static let existence = "exists"

  package static let correctable: [CorrectableField<ResponseUnit>] = [
    CorrectableField(
      existence, of: "basis", expectation: "yes or no", value: { $0.basis == .assumed ? nil : "yes" },
      apply: { text, unit in
        if text == "yes" { unit.basis = .published }
        return text == "yes" || text == "no"
      }),
    CorrectableField(
      "station", expectation: "the id of a station", value: { $0.station.rawValue },
      apply: { text, unit in
        unit.station = StationID(text)
        return true
      }),
    CorrectableField(
      "service", expectation: "fire, ambulance or civil-protection", value: { $0.service.rawValue },
      apply: { text, unit in
        guard let service = Service(rawValue: text) else { return false }
        unit.service = service
        return true
      }),
    CorrectableField(
      "type", expectation: "a code such as HLF20", value: { $0.type },
      apply: { text, unit in
        unit.type = text
        return true
      }),
    CorrectableField("name", \.names),
    CorrectableField(
      "call-sign", expectation: "a radio call sign", value: { $0.callSign },
      apply: { text, unit in
        unit.callSign = text
        return true
      }),
    CorrectableField(
      "capability", expectation: "capabilities such as ladder=30, pumping",
      value: { $0.capabilities.isEmpty ? nil : $0.capabilities.map(\.description).joined(separator: ", ") },
      apply: { text, unit in
        let codes = text.split { $0 == "," || $0 == " " }.map { Capability(String($0)) }
        guard !codes.isEmpty, codes.allSatisfy({ !$0.code.isEmpty }) else { return false }
        unit.capabilities = codes
        return true
      }),
    CorrectableField(
      "crew", expectation: "a number of people from 1 to 500", value: { $0.crew.map { "\($0.size)" } },
      apply: { text, unit in
        guard let size = Int(text), (1...500).contains(size) else { return false }
        unit.crew = Crew(size: size)
        return true
      }),
    .turnout(\.turnouts),
    .position(value: \.position, set: { $1.position = $0 }),
    CorrectableField("note", \.notes),
  ]
}
