internal import Coverage
internal import DirectoryModel
internal import Foundation
internal import Geodesy
internal import Matching
internal import TestSupport

/// Cells, units and scenarios as planners of the border regions could have them, made up from a seed.
///
/// A box over the Benelux and the west of Germany with a regular grid of cells; each place belongs to the country of the
/// nearest of some towns. Stations, one for eight units, cluster around these towns and 500 other places, a quarter is
/// anywhere. Units are within some 30 m of their station, one in ten is on the road within some 3 km. Units have six
/// classes of capability, three frequent ones and three rare ones. A scenario closes 3 % of the stations and all within
/// 20 km of somewhere, and opens and closes borders at random; the first one closes all borders.
struct Workload {
  struct Station {
    var place: Place
    var country: Int
  }

  struct Unit {
    var place: Place
    var station: Int
    var classes: UInt8
  }

  struct What {
    var closed: [Bool]
    /// By host and lender.
    var isOpen: [Bool]
  }

  static let countries: [CountryCode] = ["NL", "BE", "LU", "DE", "FR"]
  static let classes = 6
  /// How many units are of each class.
  static let shares = [0.43, 0.43, 0.24, 0.032, 0.033, 0.038]

  private(set) var stations: [Station] = []
  private(set) var units: [Unit] = []
  private(set) var cells: [(place: Place, country: Int, people: Int)] = []
  private(set) var scenarios: [What] = []

  /// Makes a workload.
  ///
  /// With one place per station, all units stand at their station, and every station has all classes.
  init(units count: Int, cells cellCount: Int, scenarios scenarioCount: Int, seed: UInt64, hasOnePlacePerStation: Bool)
  {
    var random = SplitMix64(seed: seed)
    let towns = Towns(&random)
    stations = (0..<(hasOnePlacePerStation ? count : max(8, count / 8))).map { _ in
      let place = towns.place(anywhere: 0.25, &random)
      return Station(place: place, country: Towns.country(of: place))
    }
    for number in 0..<count {
      let station = number < stations.count ? number : Int.random(in: 0..<stations.count, using: &random)
      if hasOnePlacePerStation {
        units.append(Unit(place: stations[station].place, station: station, classes: 63))
        continue
      }
      let spread = Double.random(in: 0..<1, using: &random) < 0.1 ? 3.0 : 0.03
      var classes: UInt8 = 0
      for index in 0..<Workload.classes where Double.random(in: 0..<1, using: &random) < Workload.shares[index] {
        classes |= 1 << UInt8(index)
      }
      units.append(
        Unit(place: stations[station].place.near(spread, &random), station: station, classes: classes))
    }
    addCells(cellCount, towns)
    for number in 0..<scenarioCount { addScenario(isFirst: number == 0, &random) }
  }

  private mutating func addCells(_ count: Int, _ towns: Towns) {
    let (width, height) = (Place.width, Place.height)
    let side = (width * height / Double(count)).squareRoot()
    let (columns, rows) = (Int((width / side).rounded()), Int((height / side).rounded()))
    for row in 0..<rows {
      for column in 0..<columns {
        let place = Place(
          x: (Double(column) + 0.5) * width / Double(columns), y: (Double(row) + 0.5) * height / Double(rows))
        cells.append((place, Towns.country(of: place), Int(1 + towns.density(at: place) * side * side)))
      }
    }
  }

  private mutating func addScenario(isFirst: Bool, _ random: inout SplitMix64) {
    let count = Workload.countries.count
    var isOpen = (0..<count * count).map { $0 / count == $0 % count }
    guard !isFirst else {
      scenarios.append(What(closed: stations.map { _ in false }, isOpen: isOpen))
      return
    }
    let middle = Place.anywhere(&random)
    let closed = stations.map { station in
      Double.random(in: 0..<1, using: &random) < 0.03 || station.place.distance(to: middle) < 20
    }
    for host in 0..<count {
      for lender in 0..<host where Double.random(in: 0..<1, using: &random) < 0.75 {
        isOpen[host * count + lender] = true
        isOpen[lender * count + host] = true
      }
    }
    scenarios.append(What(closed: closed, isOpen: isOpen))
  }

  /// Writes everything as raw columns for others.
  func write(to folder: URL) throws {
    func column<Value>(_ name: String, _ values: [Value]) throws {
      try values.withUnsafeBytes { try Data($0).write(to: folder.appending(path: name)) }
    }
    try column("u_lon.f64", units.map(\.place.longitude))
    try column("u_lat.f64", units.map(\.place.latitude))
    try column("u_station.u32", units.map { UInt32($0.station) })
    try column("u_country.u8", units.map { UInt8(stations[$0.station].country) })
    try column("u_classes.u8", units.map(\.classes))
    try column("g_lon.f64", cells.map(\.place.longitude))
    try column("g_lat.f64", cells.map(\.place.latitude))
    try column("g_country.u8", cells.map { UInt8($0.country) })
    try column("g_people.f64", cells.map { Double($0.people) })
    try column("sc_closed.u8", scenarios.flatMap { $0.closed.map { UInt8($0 ? 1 : 0) } })
    try column("sc_open.u8", scenarios.flatMap { $0.isOpen.map { UInt8($0 ? 1 : 0) } })
  }
}

/// A place in kilometres from the south-west of the box.
struct Place {
  static let west = 2.5
  static let south = 49.4
  static let kilometresPerDegree = 111.195
  static let narrowing = 0.622_514_636_6
  static let width = 7 * kilometresPerDegree * narrowing
  static let height = 4.2 * kilometresPerDegree

  var x: Double
  var y: Double

  var longitude: Double { Place.west + x / (Place.kilometresPerDegree * Place.narrowing) }
  var latitude: Double { Place.south + y / Place.kilometresPerDegree }
  var coordinate: Coordinate? { Coordinate.valid(latitude: latitude, longitude: longitude) }

  static func anywhere(_ random: inout SplitMix64) -> Place {
    Place(x: Double.random(in: 0..<width, using: &random), y: Double.random(in: 0..<height, using: &random))
  }

  func distance(to other: Place) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }

  /// A place around here, within the box.
  func near(_ spread: Double, _ random: inout SplitMix64) -> Place {
    // A sum of twelve uniforms is a bell with a spread of 1.
    func bell() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &random) } }
    return Place(
      x: min(max(0, x + bell() * spread), Place.width), y: min(max(0, y + bell() * spread), Place.height))
  }
}

/// Where people live.
struct Towns {
  /// Countries and degrees of longitude and latitude.
  private static let anchors: [(country: Int, place: Place)] = [
    (0, 4.90, 52.37), (0, 4.48, 51.92), (0, 5.47, 51.44), (0, 6.57, 53.22), (0, 6.09, 52.51), (0, 5.70, 50.85),
    (0, 6.15, 51.37), (0, 3.61, 51.50), (0, 6.72, 51.97), (1, 4.35, 50.85), (1, 3.72, 51.05), (1, 5.57, 50.63),
    (1, 4.94, 51.32), (1, 5.50, 50.96), (1, 6.03, 50.63), (1, 3.27, 50.83), (1, 5.72, 50.00), (1, 6.13, 50.28),
    (1, 4.44, 50.41), (2, 6.13, 49.61), (2, 6.03, 50.05), (3, 6.08, 50.78), (3, 6.78, 51.23), (3, 6.14, 51.79),
    (3, 7.07, 52.43), (3, 7.21, 53.37), (3, 6.64, 49.76), (3, 7.10, 50.73), (3, 8.53, 52.03), (3, 8.68, 50.11),
    (3, 8.80, 53.08), (3, 6.42, 50.21), (4, 3.06, 50.63), (4, 3.97, 50.28), (4, 4.72, 49.77), (4, 5.76, 49.52),
    (4, 2.53, 50.72),
  ].map { country, longitude, latitude in
    (
      country,
      Place(
        x: (longitude - Place.west) * Place.kilometresPerDegree * Place.narrowing,
        y: (latitude - Place.south) * Place.kilometresPerDegree)
    )
  }

  private let places: [Place]
  /// The largest first; they add up to 1.
  private let weights: [Double]
  private let sums: [Double]

  init(_ random: inout SplitMix64) {
    places = Towns.anchors.map(\.place) + (0..<500).map { _ in Place.anywhere(&random) }
    let raw = places.indices.map { pow(Double($0 + 1), -0.7) }
    let total = raw.reduce(0, +)
    weights = raw.map { $0 / total }
    var sum = 0.0
    sums = weights.map { weight in
      sum += weight
      return sum
    }
  }

  static func country(of place: Place) -> Int {
    anchors.min { $0.place.distance(to: place) < $1.place.distance(to: place) }?.country ?? 0
  }

  private func spread(_ town: Int) -> Double { 2 + 60 * weights[town].squareRoot() }

  func place(anywhere share: Double, _ random: inout SplitMix64) -> Place {
    if Double.random(in: 0..<1, using: &random) < share { return Place.anywhere(&random) }
    let value = Double.random(in: 0..<1, using: &random)
    let town = sums.firstIndex { $0 > value } ?? 0
    return places[town].near(spread(town), &random)
  }

  /// People per square kilometre.
  func density(at place: Place) -> Double {
    places.indices.reduce(4) { sum, town in
      let spread = spread(town)
      let distance = places[town].distance(to: place)
      guard distance < 4 * spread else { return sum }
      return sum + 4e7 * weights[town] * exp(-distance * distance / (2 * spread * spread)) / (2 * .pi * spread * spread)
    }
  }
}
