internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import MutualAid
internal import Presentation
internal import Synchronization
internal import TextFormats

/// The directory as collections of features (OGC API – Features): what is in each, in an order that stays.
final class FeatureCollections: Sendable {
  /// A collection.
  enum Kind: String, CaseIterable, Sendable {
    case units, stations
    case controlRooms = "control-rooms"
    case areas
  }

  /// A feature by its id, with the ground that it takes.
  struct Entry: Sendable {
    var id: String
    /// `nil` for what has no place.
    var box: BoundingBox?
  }

  private struct Held: Sendable {
    var version: Int
    var entries: [Kind: [Entry]] = [:]
    var areas: [String: Area] = [:]
  }

  private let held = Mutex(Held(version: -1))

  /// The entries of a collection, by id.
  ///
  /// - Throws: `MutualAidError` for trouble with the store.
  func entries(of kind: Kind, in view: Directory) throws -> [Entry] {
    let version = try view.moment?.version ?? view.store.version()
    let known = held.withLock { held -> [Entry]? in
      if held.version != version { held = Held(version: version) }
      return held.entries[kind]
    }
    if let known { return known }
    let (entries, areas) = try FeatureCollections.read(kind, view)
    held.withLock { held in
      guard held.version == version else { return }
      held.entries[kind] = entries
      if !areas.isEmpty { held.areas = areas }
    }
    return entries
  }

  private static func read(_ kind: Kind, _ view: Directory) throws -> ([Entry], [String: Area]) {
    var entries: [Entry] = []
    var areas: [String: Area] = [:]
    switch kind {
    case .units:
      try view.store.forEachSummary { unit in
        entries.append(Entry(id: unit.id.rawValue, box: BoundingBox(around: unit.coordinate)))
      }
    case .stations:
      try view.store.forEachNamedStation { station in
        entries.append(Entry(id: station.id, box: station.place.map(BoundingBox.init(around:))))
      }
    case .controlRooms:
      entries = try view.store.controlRooms().map { room in
        Entry(id: room.id.rawValue, box: room.position.map { BoundingBox(around: $0.coordinate) })
      }
    case .areas:
      areas = try view.areas()
      entries = areas.map { id, area in Entry(id: id, box: box(of: area.rings)) }
    }
    return (entries.sorted { $0.id < $1.id }, areas)
  }

  private static func box(of rings: [[Coordinate]]) -> BoundingBox? {
    guard let first = rings.first?.first else { return nil }
    return rings.joined().reduce(BoundingBox(around: first)) { $0.union(BoundingBox(around: $1)) }
  }

  /// Writes a feature; false where there is none of that id.
  ///
  /// - Throws: `MutualAidError` for trouble with the store.
  func write(
    _ id: String, of kind: Kind, at moment: Date, in view: Directory, language: Language, to writer: inout JSONWriter
  ) throws -> Bool {
    switch kind {
    case .units:
      guard try view.store.unit(UnitID(id)) != nil else { return false }
      let unit = try view.unit(UnitID(id), at: moment)
      FeatureWriter.write(unit.feature, id: id, to: &writer)
    case .stations:
      guard let station = try view.store.station(StationID(id)) else { return false }
      FeatureWriter.write(
        id: id, point: station.position.coordinate,
        [
          "country": JSONValue(station.country?.rawValue), "id": .string(id),
          "name": .string(station.names.text(in: language.rawValue)),
          "organisation_id": JSONValue(station.organisation?.rawValue),
          "position_quality": .string(station.position.quality.rawValue),
        ], to: &writer)
    case .controlRooms:
      guard let room = try view.store.controlRoom(ControlRoomID(id)) else { return false }
      FeatureWriter.write(
        id: id, point: room.position?.coordinate,
        [
          "country": JSONValue(room.country?.rawValue), "id": .string(id),
          "languages": .string(room.languages.joined(separator: " ")),
          "name": .string(room.names.text(in: language.rawValue)), "phone": JSONValue(room.phone?.number),
          "services": .string(room.services.map(\.rawValue).joined(separator: " ")),
        ], to: &writer)
    case .areas:
      _ = try entries(of: .areas, in: view)
      guard let area = held.withLock({ $0.areas[id] }) else { return false }
      FeatureWriter.write(area, id: id, language: language, to: &writer)
    }
    return true
  }
}

extension Directory {
  /// The countries and regions on file with their outlines, by ids that name their level too.
  fileprivate func areas() throws -> [String: Area] {
    var areas: [String: Area] = [:]
    for document in try store.documents(.boundaries) {
      guard case .boundaries(let found) = try document.content() else { continue }
      for area in found where area.level != .municipality { areas["\(area.level.rawValue)-\(area.code)"] = area }
    }
    return areas
  }
}
