internal import DirectoryModel
internal import Geodesy

/// Measures how far places lie outside a country.
struct CountryOutlines {
  /// Farther away is not measured.
  static let farthest = 300_000.0

  /// No country reaches farther beyond the line at which its boundary on file ends, in metres.
  private static let farthestBeyondCut = 1_000_000.0

  private var outlines: [CountryCode: [AreaOutline]]
  private var cuts: [CountryCode: [Area.Cuts]]

  init(lines: [CountryCode: [[BoundaryLine]]] = [:], cuts: [CountryCode: [Area.Cuts]] = [:]) {
    outlines = lines.mapValues { $0.map(AreaOutline.init(lines:)) }
    self.cuts = cuts
  }

  /// Adds the countries of a boundaries document.
  mutating func add(_ areas: [Area]) {
    for area in areas where area.level == .country {
      let lines = area.rings.flatMap { BoundaryLine.lines(ofRing: $0) }
      outlines[area.country, default: []].append(AreaOutline(lines: lines))
      cuts[area.country, default: []].append(area.cuts)
    }
  }

  /// Metres from a place to a country, 0 inside it, infinite beyond `radius`; `nil` when its boundary is not known.
  mutating func distance(from place: Coordinate, to country: CountryCode, within radius: Double) -> Double? {
    guard outlines[country] != nil else { return nil }
    if isInside(place, country) { return 0 }
    return outlines[country]?.map { $0.distance(to: place, within: radius) }.min()
  }

  /// Whether a place outside a country's outline may be in the country all the same: it lies beyond a line at which the
  /// outline was cut off, in no other country known, and not on another continent.
  mutating func isBeyondCut(_ place: Coordinate, of country: CountryCode) -> Bool {
    guard cuts[country]?.contains(where: { $0.areBefore(place) }) == true,
      !outlines.keys.contains(where: { $0 != country && isInside(place, $0) })
    else { return false }
    return distance(from: place, to: country, within: CountryOutlines.farthestBeyondCut).map(\.isFinite) == true
  }

  /// The country in which a place lies, or the nearest one within `radius` metres; `nil` when there is none.
  mutating func country(of place: Coordinate, within radius: Double) -> CountryCode? {
    let countries = outlines.keys.sorted()
    if let country = countries.first(where: { isInside(place, $0) }) { return country }
    return countries.compactMap { country in
      outlines[country]?.map { $0.distance(to: place, within: radius) }.min().map { (distance: $0, country: country) }
    }.filter { $0.distance.isFinite }.min { $0 < $1 }?.country
  }

  private mutating func isInside(_ place: Coordinate, _ country: CountryCode) -> Bool {
    guard let count = outlines[country]?.count else { return false }
    for index in 0..<count where outlines[country]?[index].contains(place) == true { return true }
    return false
  }
}
