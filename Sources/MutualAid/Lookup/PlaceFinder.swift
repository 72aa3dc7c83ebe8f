internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy

extension Directory {
  /// Metres within which two of one name are taken for one place.
  private static let samePlace = 8_000.0

  /// The places that a text may mean by name: `Vaals`, `Aix-la-Chapelle`, `Gronau, Borken`, `Hengelo, NL`.
  ///
  /// Municipalities and localities, in all languages on file, go before stations; where none has the very name, those that
  /// differ by a slip or two are taken. What stands behind a comma is the country's code, or the name or code of the region.
  ///
  /// - Parameter text: what was typed.
  /// - Returns: the places, one for each that may be meant, by name, country and region; empty where none has such a name.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func places(named text: String) throws -> [FoundPlace] {
    let parts = text.split(separator: ",", maxSplits: 1).map(String.init)
    guard let name = parts.first, text.utf8.count <= 200 else { return [] }
    let wanted = NameKey(name)
    guard !wanted.isEmpty else { return [] }
    let names = try current().contents.names
    for isExact in [true, false] {
      for kind in FoundPlace.Kind.allCases {
        let found = try distinct(names.places(kind) { isExact ? $0.isSame(as: wanted) : $0.isNear(wanted) })
          .map { try located($0, isExact: isExact) }
        let fitting = parts.count > 1 ? found.filter { $0.lies(in: NameKey(parts[1])) } : found
        if !fitting.isEmpty {
          return fitting.sorted {
            ($0.name, $0.country.rawValue, $0.region?.rawValue ?? "")
              < ($1.name, $1.country.rawValue, $1.region?.rawValue ?? "")
          }
        }
      }
    }
    return []
  }

  /// The first of those that are one place, for each place: a town has points of its postcodes, of its chief place, and its
  /// ground.
  private func distinct(_ places: [FoundPlace]) -> [FoundPlace] {
    var groups: [[Int]] = []
    // What reaches farthest gathers the points that lie on it.
    for index in places.indices.sorted(by: { (places[$1].reach, $0) < (places[$0].reach, $1) }) {
      let place = places[index]
      let group = groups.firstIndex { members in
        members.contains { member in
          places[member].country == place.country
            && Geodesic.distance(from: places[member].coordinate, to: place.coordinate)
              <= max(Directory.samePlace, places[member].reach)
        }
      }
      if let group { groups[group].append(index) } else { groups.append([index]) }
    }
    return groups.compactMap { $0.min() }.sorted().map { places[$0] }
  }

  /// The place with the region in which it lies.
  private func located(_ place: FoundPlace, isExact: Bool) throws -> FoundPlace {
    var place = place
    let territory = try store.territory(of: place.coordinate)
    if territory.country == place.country { place.region = territory.region }
    place.regionName = try place.region.flatMap { try store.areaName(.region, code: $0.rawValue) }
    place.isExact = isExact
    return place
  }
}

extension FoundPlace {
  /// Whether a country's or region's name or code is that of the place.
  fileprivate func lies(in area: NameKey) -> Bool {
    let names = [country.rawValue, region?.rawValue, regionName].compactMap { $0 }
    return names.contains { NameKey($0).isSame(as: area) } || regionName.map { NameKey($0).contains(area) } ?? false
  }
}
