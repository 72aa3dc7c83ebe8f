package import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy
internal import TextFormats

/// A unit ready to be written: made on any thread, taken by `StoreChange`.
package struct UnitRow: Sendable {
  let encoded: EncodedRow

  /// Makes the row of a unit at its station.
  package init(_ unit: ResponseUnit, at station: Station) {
    var row = RowWriter(id: unit.id)
    row.values(of: unit, at: station, shared: SharedValues(station))
    encoded = EncodedRow(row)
  }

  init(_ encoded: EncodedRow) { self.encoded = encoded }

  /// The unit's id.
  package var id: UnitID { UnitID(String(decoding: idBytes, as: UTF8.self)) }
  /// The unit's id in UTF-8.
  package var idBytes: ArraySlice<UInt8> { encoded.id }

  /// What rows of a station's units have in common and is not written anew for each.
  struct SharedValues {
    /// The station's turnout times; empty where it has none.
    var turnouts: [UInt8] = []

    init() {}

    init(_ station: Station) { station.turnouts.orNil?.writeJSON(to: &turnouts) }
  }
}

extension RowWriter {
  /// Adds a unit's values behind its id, in the order of `RecordKind.columns`.
  mutating func values(of unit: ResponseUnit, at station: Station, shared: UnitRow.SharedValues) {
    let place = (unit.position ?? station.position).coordinate
    text(unit.station)
    text(unit.service.rawValue)
    text(unit.type)
    text(station.country.storedText)
    double(place.latitude)
    double(place.longitude)
    integer(CellCode.code(of: place))
    writtenText { CapabilityList.write(unit.capabilities, to: &$0) }
    text(station.staffing?.kind?.rawValue)
    optionalText { bytes in
      if unit.turnouts.isEmpty {
        bytes.append(contentsOf: shared.turnouts)
      } else {
        unit.turnouts.writeJSON(to: &bytes)
      }
    }
    text(station.organisation)
    optionalText { bytes in
      let isListed = unit.capabilities.allSatisfy(CapabilityList.canHold)
      var body = JSONObject()
      body.member("basis", unit.basis == .published ? nil : unit.basis, to: &bytes)
      body.member("callSign", unit.callSign, to: &bytes)
      body.member("capabilities", isListed ? nil : unit.capabilities, to: &bytes)
      body.member("corrections", unit.corrections, to: &bytes)
      body.member("crew", unit.crew, to: &bytes)
      body.member("kept", unit.kept, to: &bytes)
      body.member("members", unit.members.orNil, to: &bytes)
      body.member("names", unit.names.orNil, to: &bytes)
      body.member("notes", unit.notes.orNil, to: &bytes)
      body.member("position", unit.position, to: &bytes)
      body.member("source", unit.source, to: &bytes)
      body.member("turnouts", unit.turnouts.orNil, to: &bytes)
      body.end(isOptional: true, to: &bytes)
    }
  }
}

/// Capabilities in one column.
///
/// Levels may hold spaces; control characters are refused in all texts that are imported.
enum CapabilityList {
  private static let separator: Character = "\u{1F}"

  static func write(_ capabilities: [Capability], to bytes: inout [UInt8]) {
    for (place, capability) in capabilities.enumerated() {
      if place > 0 { bytes.append(0x1F) }
      bytes.append(contentsOf: capability.code.utf8)
      guard let level = capability.level else { continue }
      bytes.append(UInt8(ascii: "="))
      bytes.append(contentsOf: level.utf8)
    }
  }

  /// Whether a capability comes out of the column as it went in; others are kept in the body.
  ///
  /// Plain ASCII, because a sign and a combining mark behind it would be one character.
  static func canHold(_ capability: Capability) -> Bool {
    !capability.code.isEmpty && capability.code.utf8.allSatisfy { $0 < 0x80 && $0 != 0x3D && $0 != 0x1F }
      && capability.level?.utf8.allSatisfy { $0 < 0x80 && $0 != 0x1F } != false
  }

  static func capabilities(_ text: String) -> [Capability] {
    text.isEmpty ? [] : text.split(separator: separator).map { Capability(String($0)) }
  }
}

/// What a unit's row holds beside its columns.
private struct UnitRest: Decodable {
  var basis: Basis?
  var callSign: String?
  var capabilities: [Capability]?
  var corrections: [Correction]?
  var crew: ResponseUnit.Crew?
  var kept: KeptMark?
  var members: [ResponseUnit.Member]?
  var names: LocalizedText?
  var notes: LocalizedText?
  var position: Position?
  var source: String?
  var turnouts: [TurnoutTime]?
}

extension ResponseUnit {
  init(row: StoredRow) throws {
    let rest: UnitRest = try row.json("body", isOptional: true)
    let listed: String = try row["capabilities"]
    self.init(
      id: try row["id"], station: try row["station"], type: try row["type"], service: try row["service"],
      names: rest.names ?? LocalizedText(), callSign: rest.callSign,
      capabilities: rest.capabilities ?? CapabilityList.capabilities(listed),
      crew: rest.crew, turnouts: rest.turnouts ?? [], position: rest.position, members: rest.members ?? [],
      notes: rest.notes ?? LocalizedText(), basis: rest.basis ?? .published, source: rest.source)
    kept = rest.kept
    corrections = rest.corrections
  }
}
