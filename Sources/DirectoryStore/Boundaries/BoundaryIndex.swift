package import DirectoryModel
package import Geodesy

/// All boundaries in memory: finds in microseconds where a place lies.
///
/// The answers are those of the store, which reads its boundaries anew for each question.
package struct BoundaryIndex: Sendable {
  /// Countries and regions in the order of the store.
  private let areas: [BoundaryFacts.Holder]
  private let bands: LatitudeBands
  /// Apart from the others, because only the whole locality tells them and they have most of the lines.
  private let municipalities: [BoundaryFacts.Holder]
  private let bandsOfMunicipalities: LatitudeBands
  private let borders: [Border]
  /// Those of the borders.
  private let boxesOfBorders: BoxTree
  /// Lines of countries and regions, with the place of their area in `areas`.
  private let outlines: [(area: Int, line: BoundaryLine)]
  /// Those of the outlines.
  private let boxesOfOutlines: BoxTree
  /// Metres by which the least accurate border may be off.
  private let leastAccurate: Double

  /// Lines of which only the nearest counts.
  private enum NearestGroup: Hashable {
    case country(CountryCode)
    case foreign
  }

  private struct Border {
    let line: BoundaryLine
    let country: CountryCode
    let accuracy: Double
  }

  /// Makes an index from each area with its accuracy in metres and its lines.
  init(areas: [(holder: BoundaryFacts.Holder, accuracy: Double, lines: [BoundaryLine])]) {
    let (wide, narrow) = (
      areas.filter { $0.holder.level != .municipality }, areas.filter { $0.holder.level == .municipality }
    )
    self.areas = wide.map(\.holder)
    bands = LatitudeBands(wide.map(\.lines))
    municipalities = narrow.map(\.holder)
    bandsOfMunicipalities = LatitudeBands(narrow.map(\.lines))
    let borders = areas.filter { $0.holder.level == .country }.flatMap { area in
      area.lines.map { Border(line: $0, country: area.holder.country, accuracy: area.accuracy) }
    }
    self.borders = borders
    leastAccurate = borders.map(\.accuracy).max() ?? 0
    boxesOfBorders = BoxTree(borders.map(\.line.box))
    let outlines = wide.enumerated().flatMap { area, entry in entry.lines.map { (area: area, line: $0) } }
    self.outlines = outlines
    boxesOfOutlines = BoxTree(outlines.map(\.line.box))
  }

  /// The countries whose boundaries are known.
  package var countries: Set<CountryCode> { Set(areas.lazy.filter { $0.level == .country }.map(\.country)) }

  /// Finds out in which country and region a place lies, and how far the next country is.
  package func locality(of place: Coordinate) -> Locality {
    let holders = holders(of: place)
    let own = isShort ? holders.filter { $0.level == .country }.map(\.country).min() : nil
    let municipalities = bandsOfMunicipalities.outlines(holding: place).map { self.municipalities[$0] }
    return Locality(BoundaryFacts(holders: holders + municipalities, near: lines(near: place, own: own)))
  }

  /// The country and region of a place; where no country holds it, those of the nearest as far as it is accurate.
  ///
  /// As in `locality(of:)`, without the distances to borders that take most of its time.
  package func territory(of place: Coordinate) -> (country: CountryCode?, region: RegionCode?) {
    let holders = holders(of: place)
    let isHeld = holders.contains { $0.level == .country }
    // What is nearer than it is accurate is in the first circle.
    let near = isHeld ? [] : isShort ? lines(near: place, within: BoundaryFacts.radii[0]).lines : lines(near: place)
    let locality = Locality(BoundaryFacts(holders: holders, near: near))
    return (locality.country, locality.region)
  }

  /// Whether no border is less accurate than the first circle is wide: lines farther away then make no country uncertain.
  private var isShort: Bool { leastAccurate <= BoundaryFacts.radii[0] }

  /// Metres from a place to a country, 0 inside it; `nil` when it is farther than 300 km or unknown.
  package func distance(from place: Coordinate, toCountry country: CountryCode) -> Double? {
    if holders(of: place).contains(where: { $0.level == .country && $0.country == country }) { return 0 }
    return lines(near: place, of: country).map(\.distance).min()
  }

  /// Metres from a place to countries and regions by their codes, 0 inside; those of `codes` that are within a radius.
  package func distances(from place: Coordinate, within radius: Double, to codes: Set<String>) -> [String: Double] {
    var distances: [String: Double] = [:]
    for holder in holders(of: place) where codes.contains(holder.code) { distances[holder.code] = 0 }
    let isAsked = areas.map { codes.contains($0.code) && distances[$0.code] == nil }
    var near: [(bound: Double, outline: Int)] = []
    for box in BoundingBox.around(place, radius: radius) {
      _ = boxesOfOutlines.contains(meeting: box) { index in
        if isAsked[outlines[index].area] {
          near.append((outlines[index].line.box.leastDistance(to: place), index))
        }
        return false
      }
    }
    // The nearest boxes first: of most areas one line then says all.
    var nearest = Array(repeating: Double.infinity, count: areas.count)
    for (bound, index) in near.sorted(by: { ($0.bound, $0.outline) < ($1.bound, $1.outline) }) {
      let area = outlines[index].area
      guard bound <= min(radius, nearest[area]) else { continue }
      let distance = outlines[index].line.distance(to: place)
      if distance <= radius { nearest[area] = min(nearest[area], distance) }
    }
    for (area, distance) in zip(areas, nearest) where distance.isFinite {
      distances[area.code] = min(distance, distances[area.code] ?? .infinity)
    }
    return distances
  }

  private func holders(of place: Coordinate) -> [BoundaryFacts.Holder] {
    bands.outlines(holding: place).map { areas[$0] }
  }

  /// Border lines around a place: the nearest of each country, and all as near as they are accurate.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - country: only lines of this country; `nil` for all.
  ///   - own: the country that holds the place: of its lines those are enough that are as near as they are accurate, and
  ///     of all others together the nearest.
  /// - Returns: the lines found; empty where there are none.
  private func lines(
    near place: Coordinate, of country: CountryCode? = nil, own: CountryCode? = nil
  ) -> [BoundaryFacts.NearLine] {
    for radius in BoundaryFacts.radii {
      let found = lines(near: place, within: radius, of: country, own: own)
      let isEnough = own == nil ? BoundaryFacts.isEnough(found.lines, of: country) : found.hasForeign
      if isEnough || radius == BoundaryFacts.radii.last { return found.lines }
    }
    return []
  }

  /// The same within one circle, and whether the nearest of countries other than `own` is among them.
  private func lines(
    near place: Coordinate, within radius: Double, of country: CountryCode? = nil, own: CountryCode? = nil
  ) -> (lines: [BoundaryFacts.NearLine], hasForeign: Bool) {
    var open: [(bound: Double, border: Int)] = []
    for box in BoundingBox.around(place, radius: radius) {
      _ = boxesOfBorders.contains(meeting: box) { index in
        guard country == nil || borders[index].country == country else { return false }
        let bound = borders[index].line.box.leastDistance(to: place)
        // Of its own country those are enough that are as near as they are accurate.
        let farthest = borders[index].country == own ? borders[index].accuracy : max(radius, borders[index].accuracy)
        if bound <= farthest { open.append((bound, index)) }
        return false
      }
    }
    open.sort { ($0.bound, $0.border) < ($1.bound, $1.border) }
    var found: [BoundaryFacts.NearLine] = []
    var nearest: [NearestGroup: Double] = [:]
    var last = -1
    for (bound, index) in open where index != last {
      // A line that crosses the 180th meridian meets two boxes.
      last = index
      let (borderCountry, accuracy) = (borders[index].country, borders[index].accuracy)
      // With a country of its own, all foreign lines count as those of one country, and its own need not be near.
      let group = own == nil ? NearestGroup.country(borderCountry) : borderCountry == own ? nil : .foreign
      guard bound <= max(accuracy, group.map { nearest[$0] ?? radius } ?? 0) else { continue }
      let distance = borders[index].line.distance(to: place)
      guard distance <= radius else { continue }
      if let group { nearest[group] = min(distance, nearest[group] ?? .infinity) }
      found.append(BoundaryFacts.NearLine(country: borderCountry, accuracy: accuracy, distance: distance))
    }
    return (found, nearest[.foreign] != nil)
  }
}
