internal import DirectoryModel
internal import DirectoryStore

/// A kind of word that somebody may be about to type.
package enum CompletedWord: Sendable {
  /// The id of a unit.
  case unit
  /// The id of a unit, barrier or crossing.
  case shown
  /// The id of a station.
  case station
  /// The id of a control room.
  case controlRoom
  /// The id of a registry.
  case registry
  /// A capability, or a vehicle's type.
  case need
  /// The id of a task package.
  case package
  /// The code of a region.
  case region
  /// The code of a country of which units are on file.
  case country
}

extension Directory {
  /// The words of a kind that begin with what has been typed, in the order of the alphabet.
  ///
  /// - Parameters:
  ///   - kind: what the words stand for.
  ///   - prefix: what has been typed, in any case.
  ///   - limit: how many words at most.
  /// - Returns: the words; empty where none begins so.
  /// - Throws: `MutualAidError` for trouble with the store.
  package func words(of kind: CompletedWord, beginning prefix: String, limit: Int = 200) throws -> [String] {
    let typed = prefix.lowercased()
    let words: [String] =
      switch kind {
      case .unit: try store.unitIDs(containing: prefix).map(\.rawValue)
      case .shown: try store.unitIDs(containing: prefix).map(\.rawValue) + waterIDs()
      case .station: try store.stationIDs(containing: prefix).map(\.rawValue)
      case .controlRoom: try store.controlRooms().map(\.id.rawValue)
      case .registry: try store.registries().map(\.registry.id.rawValue)
      case .need: Array(vocabulary.capabilities.keys) + vocabulary.typeCodes
      case .package: try packages().map(\.id)
      case .region: try store.areaCodes().map(\.rawValue)
      case .country: try store.unitCounts().map(\.country.rawValue)
      }
    return Set(words.filter { $0.lowercased().hasPrefix(typed) }).sorted().prefix(limit).map { $0 }
  }

  /// The ids of all barriers and crossings.
  func waterIDs() throws -> [String] {
    let water = try store.barriers()
    return water.barriers.map(\.id.rawValue) + water.crossings.map(\.id.rawValue)
  }
}
