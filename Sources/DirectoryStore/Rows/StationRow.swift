package import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy
internal import TextFormats

/// A station ready to be written: made on any thread, taken by `StoreChange`.
package struct StationRow: Sendable {
  let encoded: EncodedRow

  /// Makes the row of a station.
  package init(_ station: Station) {
    var row = RowWriter(id: station.id)
    row.values(of: station)
    encoded = EncodedRow(row)
  }

  init(_ encoded: EncodedRow) { self.encoded = encoded }
}

extension RowWriter {
  /// Adds a station's values behind its id, in the order of `RecordKind.columns`.
  mutating func values(of station: Station) {
    let position = station.position
    text(station.country.storedText)
    text(station.service?.rawValue)
    text(station.names.main)
    text(station.organisation)
    text(station.controlRoom)
    text(station.kind)
    double(position.coordinate.latitude)
    double(position.coordinate.longitude)
    text(position.quality.rawValue)
    text(station.staffing?.kind?.rawValue)
    optionalText { bytes in
      let isSimpleName = station.names.entries.count == 1 && station.names.entries.first?.language == nil
      let isSimplePosition = position.basis == .published && position.source == nil && position.note == nil
      var body = JSONObject()
      body.member("address", station.address, to: &bytes)
      body.member("basis", station.basis == .published ? nil : station.basis, to: &bytes)
      body.member("corrections", station.corrections, to: &bytes)
      body.member("emails", station.emails.orNil, to: &bytes)
      body.member("kept", station.kept, to: &bytes)
      body.member("names", isSimpleName ? nil : station.names, to: &bytes)
      body.member("notes", station.notes.orNil, to: &bytes)
      body.member("phones", station.phones.orNil, to: &bytes)
      body.member("position", isSimplePosition ? nil : position, to: &bytes)
      body.member("source", station.source, to: &bytes)
      body.member("staffing", station.staffing, to: &bytes)
      body.member("turnouts", station.turnouts.orNil, to: &bytes)
      body.end(isOptional: true, to: &bytes)
    }
  }
}

/// What a station's row holds beside its columns.
private struct StationRest: Decodable {
  var address: Station.Address?
  var basis: Basis?
  var corrections: [Correction]?
  var emails: [String]?
  var kept: KeptMark?
  var names: LocalizedText?
  var notes: LocalizedText?
  var phones: [Phone]?
  var position: Position?
  var source: String?
  var staffing: Station.Staffing?
  var turnouts: [TurnoutTime]?
}

extension Station {
  init(row: StoredRow) throws {
    let rest: StationRest = try row.json("body", isOptional: true)
    guard let coordinate = Coordinate.valid(latitude: try row["latitude"], longitude: try row["longitude"]) else {
      throw row.damage("latitude")
    }
    let quality: Position.Quality = try row["quality"]
    let name: String = try row["name"]
    self.init(
      id: try row["id"], names: rest.names ?? LocalizedText(name),
      position: rest.position ?? Position(coordinate, quality: quality),
      country: CountryCode(stored: try row["country"]), service: try row["service"],
      organisation: try row["organisation"], controlRoom: try row["control_room"], kind: try row["kind"],
      address: rest.address, staffing: rest.staffing, phones: rest.phones ?? [], emails: rest.emails ?? [],
      turnouts: rest.turnouts ?? [], notes: rest.notes ?? LocalizedText(), basis: rest.basis ?? .published,
      source: rest.source)
    kept = rest.kept
    corrections = rest.corrections
  }
}

extension Array {
  /// The array, or `nil` when there is nothing in it.
  var orNil: [Element]? { isEmpty ? nil : self }
}

extension LocalizedText {
  /// The text, or `nil` when there is none.
  var orNil: LocalizedText? { isEmpty ? nil : self }
}
