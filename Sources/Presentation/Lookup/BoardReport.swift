internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
package import MutualAid
package import TextFormats

/// Units with their status, for people and programs.
package struct BoardReport: Sendable {
  private let units: [UnitOnBoard]

  /// Makes a report of units, which are shown in the order given.
  package init(_ units: [UnitOnBoard]) { self.units = units }

  /// What is said where no unit fits.
  package static func nothing(in language: Language) -> String { Words<LookupPhrase>(language)[.emptyBoard] }

  /// The units as JSON.
  package func json(in language: Language) -> JSONValue { .array(units.map { BoardReport.json($0, in: language) }) }

  /// The units as a GeoJSON feature collection.
  package func geoJSON() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("features") { writer in
        writer.array(units) { $1.feature.writeGeoJSON(to: &$0) }
      }
      writer.member("type", "FeatureCollection")
    }
    return writer.bytes
  }

  /// The units as CSV with a header line, as `export` writes them.
  package func csv() -> String {
    CSV.line(UnitFeature.csvHeader()) + units.map { CSV.line($0.feature.csvFields) }.joined()
  }

  /// The units room by room.
  package func text(in language: Language) -> String {
    let phrases = Words<AnswerPhrase>(language)
    var text = ""
    for (index, unit) in units.enumerated() {
      if index == 0 || units[index - 1].controlRoom?.id != unit.controlRoom?.id {
        let room = unit.controlRoom?.names.text(in: language.rawValue) ?? phrases[.roomUnknown]
        text += (index == 0 ? "" : "\n") + room + "\n"
        let group = units[index...].prefix { $0.controlRoom?.id == unit.controlRoom?.id }
        text += HistoryReport.table(
          group.map { unit in
            [
              "  " + unit.record.type, unit.station.names.text(in: language.rawValue),
              BoardReport.status(of: unit, phrases), unit.record.id.rawValue,
            ]
          })
      }
    }
    return text
  }

  fileprivate static func status(of unit: UnitOnBoard, _ phrases: Words<AnswerPhrase>) -> String {
    let status = phrases.status(unit.availability, at: unit.moment)
    let more = [phrases.duty(unit.availability, at: unit.moment), phrases.position(unit.availability, at: unit.moment)]
    return ([status] + more.compactMap { $0 }).joined(separator: phrases.semicolon)
  }

  fileprivate static func json(_ unit: UnitOnBoard, in language: Language) -> JSONValue {
    let time = { (date: Date?) in JSONValue(date.map(Timestamp.text)) }
    return [
      "availability": [
        "hours": JSONValue(unit.availability.hours?.published),
        "on_duty": unit.availability.hours.map { .bool($0.standing != .offDuty) } ?? .null,
        "position": unit.availability.position.map { position in
          [
            "lat": JSONValue(position.coordinate.latitude, decimals: 6),
            "lon": JSONValue(position.coordinate.longitude, decimals: 6), "time": time(position.time),
          ]
        } ?? .null,
        "since": time(unit.availability.since), "source": JSONValue(unit.availability.source),
        "status": .string(unit.availability.status.rawValue),
        "too_old": .bool(unit.availability.isTooOld), "until": time(unit.availability.until),
      ],
      "call_sign": JSONValue(unit.record.callSign),
      "capabilities": .array(unit.capabilities.map { .string($0.description) }),
      "control_room": unit.controlRoom.map { room in
        [
          "id": .string(room.id.rawValue), "name": .string(room.names.text(in: language.rawValue)),
          "phone": JSONValue(room.phone?.number),
        ]
      } ?? .null,
      "corrections": unit.appliedCorrections.json,
      "country": JSONValue(unit.station.country?.rawValue), "id": .string(unit.record.id.rawValue),
      "organisation": JSONValue(unit.organisation?.names.text(in: language.rawValue)),
      "registry": JSONValue(unit.registry?.rawValue), "service": .string(unit.record.service.rawValue),
      "station": [
        "id": .string(unit.station.id.rawValue),
        "lat": JSONValue(unit.station.position.coordinate.latitude, decimals: 6),
        "lon": JSONValue(unit.station.position.coordinate.longitude, decimals: 6),
        "name": .string(unit.station.names.text(in: language.rawValue)),
      ],
      "type": .string(unit.record.type),
      "type_name": JSONValue(unit.typeName.isEmpty ? nil : unit.typeName.text(in: language.rawValue)),
    ]
  }
}

extension UnitOnBoard {
  /// The unit as a feature of GeoJSON or a row of CSV.
  package var feature: UnitFeature {
    UnitFeature(
      unit: record, station: station, registry: registry, capabilities: capabilities, status: availability.status)
  }

  /// The unit as JSON.
  package func json(in language: Language) -> JSONValue { BoardReport.json(self, in: language) }

  fileprivate var appliedCorrections: AppliedCorrections {
    AppliedCorrections(unit: record, station: station, room: controlRoom, organisation: organisation)
  }

  /// All that is known of the unit, line by line.
  package func text(in language: Language) -> String {
    let phrases = Words<AnswerPhrase>(language)
    let name = typeName.text(in: language.rawValue)
    var rows = [
      ["ID", record.id.rawValue],
      [phrases[.vehicle], name.isEmpty ? record.type : "\(record.type) (\(name))"],
      [phrases[.station], "\(station.names.text(in: language.rawValue)) (\(station.id))"],
      ["", "\(station.position.coordinate) [\(station.country?.rawValue ?? "?")]"],
      [phrases[.status], BoardReport.status(of: self, phrases)],
    ]
    if let callSign = record.callSign { rows.insert(["", callSign], at: 2) }
    if let room = controlRoom {
      let number = room.phone?.number ?? phrases[.numberMissing]
      rows.append([phrases[.room], "\(room.names.text(in: language.rawValue)), \(number)"])
    }
    if let organisation { rows.append(["", organisation.names.text(in: language.rawValue)]) }
    if !capabilities.isEmpty {
      let names = capabilities.map { capabilityNames.text(of: $0, in: language.rawValue) }
      rows.append(["", names.joined(separator: ", ")])
    }
    if record.basis == .assumed { rows.append(["", phrases[.unitIsAssumed]]) }
    if let registry { rows.append(["", registry.rawValue]) }
    rows += appliedCorrections.lines(in: language).map { ["", $0] }
    return HistoryReport.table(rows)
  }
}
