internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Geodesy
internal import SpatialIndex

/// What a station's row holds beside its columns.
///
/// Everything is optional, so that little is written where there is little.
struct StationRest: Codable {
  var names: LocalizedText?
  var position: Position?
  var address: Station.Address?
  var staffing: Station.Staffing?
  var turnouts: [TurnoutTime]?
  var notes: LocalizedText?
  var basis: Basis?
  var source: String?
}

/// What a unit's row holds beside its columns.
struct UnitRest: Codable {
  var names: LocalizedText?
  var callSign: String?
  var capabilities: [Capability]?
  var crew: ResponseUnit.Crew?
  var turnouts: [TurnoutTime]?
  var position: Position?
  var members: [ResponseUnit.Member]?
  var notes: LocalizedText?
  var basis: Basis?
  var source: String?
}

extension Array {
  /// The array, or `nil` when there is nothing in it.
  var orNil: [Element]? { isEmpty ? nil : self }
}

extension LocalizedText {
  /// The text, or `nil` when there is none.
  var orNil: LocalizedText? { isEmpty ? nil : self }
}

/// JSON in table columns: keys sorted, so that the same value is the same text.
enum ColumnJSON {
  private static let encoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  static func text(_ value: some Encodable) throws -> String {
    String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw StoreError(.failed, "a row of the directory cannot be read: \(error)", hint: "Import the registry again.")
    }
  }
}

/// Rows from values and back.
extension Station {
  /// The columns behind `id` and `registry`, in the order of `RecordTable.Kind.columns`.
  func columns() throws -> [DatabaseValue] {
    let rest = StationRest(
      names: names.entries.count == 1 && names.entries.first?.language == nil ? nil : names,
      position: position.basis == .published && position.source == nil && position.note == nil ? nil : position,
      address: address, staffing: staffing, turnouts: turnouts.orNil, notes: notes.orNil,
      basis: basis == .published ? nil : basis, source: source)
    let body = try ColumnJSON.text(rest)
    return [
      country.databaseValue, service?.rawValue.databaseValue ?? .null, names.main.databaseValue,
      organisation.databaseValue, controlRoom.databaseValue, kind.databaseValue,
      position.coordinate.latitude.databaseValue, position.coordinate.longitude.databaseValue,
      position.quality.rawValue.databaseValue, staffing?.kind.rawValue.databaseValue ?? .null,
      body == "{}" ? .null : body.databaseValue,
    ]
  }

  init(row: Row) throws {
    let rest: StationRest = try ColumnJSON.value(row["body"] ?? "{}")
    let id: String = row["id"]
    let latitude: Double = row["latitude"]
    let longitude: Double = row["longitude"]
    guard let coordinate = Coordinate(latitude: latitude, longitude: longitude),
      let quality = Position.Quality(rawValue: row["quality"])
    else { throw StoreError(.failed, "the row of station '\(id)' is damaged", hint: "Import its registry again.") }
    self.init(
      id: id, names: rest.names ?? LocalizedText(row["name"] as String),
      position: rest.position ?? Position(coordinate, quality: quality), country: row["country"],
      service: (row["service"] as String?).flatMap(Service.init), organisation: row["organisation"],
      controlRoom: row["control_room"], kind: row["kind"], address: rest.address, staffing: rest.staffing,
      turnouts: rest.turnouts ?? [], notes: rest.notes ?? LocalizedText(), basis: rest.basis ?? .published,
      source: rest.source)
  }
}

extension ResponseUnit {
  /// The columns behind `id` and `registry`, in the order of `RecordTable.Kind.columns`.
  func columns(at station: Station) throws -> [DatabaseValue] {
    let rest = UnitRest(
      names: names.orNil, callSign: callSign, capabilities: capabilities.orNil, crew: crew, turnouts: turnouts.orNil,
      position: position, members: members.orNil, notes: notes.orNil, basis: basis == .published ? nil : basis,
      source: source)
    let body = try ColumnJSON.text(rest)
    let place = (position ?? station.position).coordinate
    let effectiveTurnouts = turnouts.isEmpty ? station.turnouts : turnouts
    return [
      self.station.databaseValue, service.rawValue.databaseValue, type.databaseValue, station.country.databaseValue,
      place.latitude.databaseValue, place.longitude.databaseValue, CellCode.code(of: place).databaseValue,
      // Levels may hold spaces; control characters are refused in all texts.
      capabilities.map(\.description).joined(separator: "\u{1F}").databaseValue,
      station.staffing?.kind.rawValue.databaseValue ?? .null,
      effectiveTurnouts.isEmpty ? .null : try ColumnJSON.text(effectiveTurnouts).databaseValue,
      station.organisation.databaseValue, body == "{}" ? .null : body.databaseValue,
    ]
  }

  init(row: Row) throws {
    let rest: UnitRest = try ColumnJSON.value(row["body"] ?? "{}")
    let id: String = row["id"]
    guard let service = Service(rawValue: row["service"]) else {
      throw StoreError(.failed, "the row of unit '\(id)' is damaged", hint: "Import its registry again.")
    }
    self.init(
      id: id, station: row["station"], type: row["type"], service: service, names: rest.names ?? LocalizedText(),
      callSign: rest.callSign, capabilities: rest.capabilities ?? [], crew: rest.crew, turnouts: rest.turnouts ?? [],
      position: rest.position, members: rest.members ?? [], notes: rest.notes ?? LocalizedText(),
      basis: rest.basis ?? .published, source: rest.source)
  }
}

/// A fingerprint of a row's values, to tell changed rows from unchanged ones: FNV-1a with 64 bits
/// (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv), each value followed by a separator.
func digest(of values: [DatabaseValue]) -> Int64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  let mix = { (byte: UInt8) in hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  for value in values {
    switch value.storage {
    case .null: mix(0)
    case .int64(let number): for byte in String(number).utf8 { mix(byte) }
    case .double(let number): for byte in String(number).utf8 { mix(byte) }
    case .string(let text): for byte in text.utf8 { mix(byte) }
    case .blob(let data): for byte in data { mix(byte) }
    }
    mix(0x1F)
  }
  return Int64(bitPattern: hash)
}
