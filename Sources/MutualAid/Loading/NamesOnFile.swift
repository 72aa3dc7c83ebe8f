internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import Synchronization

/// Names of places and stations as they are compared, read when they are first asked for and kept while the directory is as
/// it is: to fold each takes longer than to compare it.
final class NamesOnFile: Sendable {
  /// A municipality or locality.
  private struct Municipality: Sendable {
    var keys: [NameKey]
    var name: String
    var country: CountryCode
    /// Its point; `nil` for the middle of its ground.
    var point: Coordinate?
    var reach: Double
    /// The code of its ground; empty for a point alone.
    var code: String
  }

  /// A station.
  struct Station: Sendable {
    var name: NameKey
    var id: NameKey
    var record: DirectoryStore.NamedRecord
  }

  private let store: DirectoryStore
  private let heldMunicipalities = Mutex<[Municipality]?>(nil)
  private let heldStations = Mutex<[Station]?>(nil)

  init(store: DirectoryStore) { self.store = store }

  /// The places of a kind that have a fitting name.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  func places(_ kind: FoundPlace.Kind, where fits: (NameKey) -> Bool) throws -> [FoundPlace] {
    switch kind {
    case .municipality:
      try municipalities().filter { $0.keys.contains(where: fits) }.compactMap { found in
        try (found.point ?? store.middle(ofArea: found.code, .municipality)).map { point in
          FoundPlace(
            kind: .municipality, name: found.name, country: found.country, coordinate: point, reach: found.reach)
        }
      }
    case .station:
      try stations().filter { fits($0.name) }.compactMap { station in
        guard let place = station.record.place, let country = station.record.country else { return nil }
        return FoundPlace(kind: .station, name: station.record.name, country: country, coordinate: place)
      }
    }
  }

  /// All stations, in the order of the store.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  func stations() throws -> [Station] {
    try heldStations.withLock { held in
      if let held { return held }
      var found: [Station] = []
      try store.forEachNamedStation {
        found.append(Station(name: NameKey($0.name), id: NameKey($0.id), record: $0))
      }
      held = found
      return found
    }
  }

  private func municipalities() throws -> [Municipality] {
    try heldMunicipalities.withLock { held in
      if let held { return held }
      var points: [CountryCode: [String: Coordinate]] = [:]
      var found: [Municipality] = []
      for place in try store.referencePlaces() where place.kind == .municipality {
        points[place.country, default: [:]][place.name] = points[place.country]?[place.name] ?? place.coordinate
        found.append(
          Municipality(
            keys: [NameKey(place.name)], name: place.name, country: place.country, point: place.coordinate,
            reach: place.reach, code: ""))
      }
      for area in try store.areaNames() where area.level == .municipality {
        guard let main = area.names.first else { continue }
        found.append(
          Municipality(
            keys: area.names.map(NameKey.init), name: main, country: area.country, point: points[area.country]?[main],
            reach: 0, code: area.code))
      }
      // The point of the chief place goes before the middle of the ground.
      found.sort { $0.reach < $1.reach }
      held = found
      return found
    }
  }
}
