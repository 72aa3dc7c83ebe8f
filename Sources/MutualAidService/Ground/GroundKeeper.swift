internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import MutualAid
internal import Presentation
internal import Synchronization
internal import TextFormats

/// The ground of the map, from the directory's own boundaries: made once for each version of the directory.
final class GroundKeeper: Sendable {
  /// How finely it is drawn.
  enum Detail: String, CaseIterable, Sendable {
    case coarse, fine

    /// Degrees by which a line may be off: half a kilometre, and some eighty metres.
    var tolerance: Double { self == .coarse ? 0.005 : 0.0007 }
  }

  private struct Held: Sendable {
    var version = -1
    var texts: [String: [UInt8]] = [:]
  }

  private let held = Mutex(Held())

  /// Countries, regions and places as GeoJSON.
  ///
  /// - Throws: `MutualAidError` for trouble with the store.
  func ground(_ detail: Detail, in view: Directory) throws -> [UInt8] {
    try text(detail.rawValue, view) { try GroundKeeper.geoJSON(detail, view) }
  }

  /// All stations with their units' services: one row each, in columns.
  ///
  /// - Throws: `MutualAidError` for trouble with the store.
  func stations(in view: Directory) throws -> [UInt8] {
    try text("stations", view) { try GroundKeeper.stationRows(view) }
  }

  private func text(_ name: String, _ view: Directory, make: () throws -> [UInt8]) throws -> [UInt8] {
    let version = try view.moment?.version ?? view.store.version()
    let known = held.withLock { held -> [UInt8]? in
      if held.version != version { held = Held(version: version) }
      return held.texts[name]
    }
    if let known { return known }
    let made = try make()
    held.withLock { if $0.version == version { $0.texts[name] = made } }
    return made
  }

  private static func geoJSON(_ detail: Detail, _ view: Directory) throws -> [UInt8] {
    var features: [JSONValue] = []
    for document in try view.store.documents(.boundaries) {
      guard case .boundaries(let areas) = try document.content() else { continue }
      for area in areas where area.level != .municipality {
        let lines = area.rings.map { ring in
          JSONValue.array(
            LineSimplifier.simplified(ring, tolerance: detail.tolerance).map {
              [.number(rounded($0.longitude)), .number(rounded($0.latitude))]
            })
        }
        features.append([
          "geometry": ["coordinates": .array(lines), "type": "MultiLineString"],
          "properties": [
            "accuracy_m": .number(area.accuracy), "code": .string(area.code),
            "country": .string(area.country.rawValue), "level": .string(area.level.rawValue),
            "names": .object(names(area.names)),
          ], "type": "Feature",
        ])
      }
    }
    for (rank, town) in Towns.known.enumerated() {
      features.append([
        "geometry": [
          "coordinates": [.number(town.place.longitude), .number(town.place.latitude)], "type": "Point",
        ],
        "properties": ["level": "place", "name": .string(town.name), "rank": .integer(rank)], "type": "Feature",
      ])
    }
    let collection: JSONValue = ["features": .array(features), "type": "FeatureCollection"]
    return Array(collection.text(isPretty: false).utf8)
  }

  private static func names(_ names: LocalizedText) -> [String: JSONValue] {
    Dictionary(uniqueKeysWithValues: ["en", "fr", "nl", "de"].map { ($0, .string(names.text(in: $0))) })
  }

  private static func rounded(_ degrees: Double) -> Double { (degrees * 10_000).rounded() / 10_000 }

  private static func stationRows(_ view: Directory) throws -> [UInt8] {
    var units: [String: (services: Set<String>, count: Int)] = [:]
    try view.store.forEachSummary { unit in
      units[unit.station.rawValue, default: ([], 0)].services.insert(unit.service.rawValue)
      units[unit.station.rawValue]?.count += 1
    }
    var rows: [JSONValue] = []
    try view.store.forEachNamedStation { station in
      guard let place = station.place else { return }
      let found = units[station.id]
      rows.append([
        .string(station.id), .string(station.name), JSONValue(station.country?.rawValue),
        .number((place.latitude * 100_000).rounded() / 100_000),
        .number((place.longitude * 100_000).rounded() / 100_000),
        .string((found?.services ?? []).sorted().joined(separator: " ")), .integer(found?.count ?? 0),
      ])
    }
    let table: JSONValue = [
      "columns": ["id", "name", "country", "lat", "lon", "services", "units"], "rows": .array(rows),
    ]
    return Array(table.text(isPretty: false).utf8)
  }
}
