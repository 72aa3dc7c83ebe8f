package import DirectoryModel
package import Geodesy
package import TextFormats

/// A unit as a feature of GeoJSON or a row of CSV: what `export` writes, and `nearest` with the match's figures added.
package struct UnitFeature: Sendable {
  private var columns: [(name: String, value: JSONValue)]
  private let position: Position
  /// The unit's name.
  package let name: String

  /// Makes a feature.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - station: its station.
  ///   - registry: the id of its registry; `nil` where not known.
  ///   - capabilities: what it can do, by its type and itself.
  ///   - status: its status at the time of writing.
  ///   - extra: further columns, behind the usual ones.
  package init(
    unit: ResponseUnit, station: Station, registry: RegistryID?, capabilities: [Capability], status: AvailabilityStatus,
    extra: [(name: String, value: JSONValue)] = []
  ) {
    position = unit.position ?? station.position
    name = UnitFeature.name(of: unit, at: station)
    let values: [JSONValue] = [
      .string(unit.id.rawValue), .string(name), .string(station.country.text), .string(unit.service.rawValue),
      .string(unit.type),
      .array(capabilities.map { .string($0.code) }), .string(station.id.rawValue), .string(station.names.main),
      JSONValue(station.organisation), .string(status.rawValue), .string(position.quality.rawValue),
      JSONValue(registry), JSONValue(unit.keptMark(at: station)?.reason),
    ]
    columns = zip(UnitFeature.columnNames, values).map { ($0, $1) } + extra
  }

  /// The feature with further columns behind those it has.
  func adding(_ extra: [(name: String, value: JSONValue)]) -> UnitFeature {
    var feature = self
    feature.columns += extra
    return feature
  }

  /// The columns that every feature has.
  static let columnNames = [
    "id", "name", "country", "service", "type", "capabilities", "station_id", "station_name", "organisation_id",
    "status", "position_quality", "registry", "kept",
  ]

  /// The names of the CSV columns, with further ones behind the usual ones.
  package static func csvHeader(extra: [String] = []) -> [String] { columnNames + extra + ["lat", "lon"] }

  /// What a unit is called: its own name, else its call sign, else its type and station.
  package static func name(of unit: ResponseUnit, at station: Station) -> String {
    if !unit.names.isEmpty { return unit.names.main }
    return unit.callSign ?? "\(unit.type) \(station.names.main)"
  }

  /// The feature as GeoJSON on one line.
  package var geoJSON: String {
    var writer = JSONWriter(isPretty: false, capacity: 1 << 10)
    writeGeoJSON(to: &writer)
    return writer.text
  }

  /// Writes the feature as GeoJSON (RFC 7946): the point in longitude, latitude.
  package func writeGeoJSON(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("geometry") { writer in
        writer.object { writer in
          writer.member("coordinates") { writer in
            writer.array([position.coordinate.longitude, position.coordinate.latitude]) { $0.write($1) }
          }
          writer.member("type", "Point")
        }
      }
      writer.member("properties") { writer in
        writer.object { writer in
          for column in columns { writer.member(column.name) { $0.write(column.value) } }
        }
      }
      writer.member("type", "Feature")
    }
  }

  /// Where it stands.
  package var coordinate: Coordinate { position.coordinate }

  /// The columns as text; lists are joined by spaces, unknown values empty.
  package var fields: [(name: String, value: String)] { columns.map { ($0.name, UnitFeature.text($0.value)) } }

  /// The values of the CSV columns; lists are joined by spaces, unknown values empty.
  package var csvFields: [String] {
    fields.map(\.value)
      + [String(position.coordinate.latitude), String(position.coordinate.longitude)]
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let number): String(number)
    case .integer(let number): String(number)
    case .bool(let flag): String(flag)
    case .array(let elements): elements.map(text).joined(separator: " ")
    case .object, .null: ""
    }
  }
}
