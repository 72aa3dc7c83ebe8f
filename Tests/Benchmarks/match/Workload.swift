internal import Foundation
internal import Geodesy
internal import SpatialIndex

/// Units and incidents as control rooms of the border regions could have them, made up from a seed.
///
/// A box over the Benelux and the west of Germany; countries are the Voronoi cells of some 110 towns. Stations (one for
/// eight units) cluster around those towns and 500 other places, a quarter is anywhere. Units are within some 30 m of their
/// station, one in ten is on the road within some 3 km. Services 50, 38 and 12 %, sixteen capabilities, 70 % available. Of
/// the incidents, 40 % are near a border, 40 % in towns, 20 % anywhere.
struct Workload {
  static let longitudes = 2.5...9.5
  static let latitudes = 49.4...53.6
  static let incidents = 10_000
  static let kilometresPerDegree = 111.195
  static let narrowing = cos(51.5 * Double.pi / 180)
  /// How many units of each service have each capability.
  static let shares: [[Double]] = [
    [0.45, 0.48, 0.42, 0.45, 0.30, 0.25, 0.20, 0.10, 0.022, 0.022, 0.022, 0.05, 0.03, 0.02, 0.02, 0.02],
    [0.45, 0.48, 0.42, 0.45, 0.10, 0.25, 0.30, 0.15, 0.03, 0.02, 0.02, 0.025, 0.025, 0.05, 0.02, 0.02],
    [0.30, 0.30, 0.30, 0.30, 0.40, 0.35, 0.25, 0.20, 0.10, 0.10, 0.10, 0.08, 0.08, 0.068, 0.068, 0.068],
  ]

  struct Unit {
    var longitude: Double
    var latitude: Double
    var country: UInt8
    var service: UInt8
    var capabilities: UInt16
    var isAvailable: Bool
  }

  struct Incident {
    var longitude: Double
    var latitude: Double
    var country: UInt8
    /// Service and capability that about 10 % of all units have, and that about 0.5 % have.
    var frequent: (service: UInt8, capability: UInt8)
    var rare: (service: UInt8, capability: UInt8)
  }

  private(set) var units: [Unit] = []
  private(set) var incidents: [Incident] = []
  /// Units whose availability changes, ten for each incident.
  private(set) var changes: [UInt32] = []

  init(units count: Int, seed: UInt64, available: Double) {
    let towns = Towns(seed: seed)
    var random = Random(seed: seed &+ 1)
    let stations = (0..<max(8, count / 8)).map { _ in towns.place(&random, anywhere: 0.25) }
    let countries = stations.map { towns.country($0) }
    for number in 0..<count {
      let station = number < stations.count ? number : Int(random.below(UInt64(stations.count)))
      let spread = random.unit() < 0.1 ? 3.0 : 0.03
      let place = towns.near(stations[station], spread, &random)
      let service = random.unit()
      let kind = service < 0.5 ? 0 : service < 0.88 ? 1 : 2
      var capabilities: UInt16 = 0
      for capability in 0..<16 where random.unit() < Self.shares[kind][capability] { capabilities |= 1 << capability }
      units.append(
        Unit(
          longitude: place.x, latitude: place.y, country: countries[station], service: UInt8(kind),
          capabilities: capabilities, isAvailable: random.unit() < available))
    }
    random = Random(seed: seed &+ 2)
    for number in 0..<Self.incidents {
      var place = towns.place(&random, anywhere: number % 10 < 8 ? 0 : 1)
      if number % 10 < 4 {
        repeat { place = towns.place(&random, anywhere: 0.5) } while towns.kilometresToBorder(place) >= 15
      }
      let service = UInt8(random.below(3))
      let (first, kinds): (UInt64, UInt64) = service == 0 ? (8, 3) : service == 1 ? (11, 2) : (13, 3)
      incidents.append(
        Incident(
          longitude: place.x, latitude: place.y, country: towns.country(place),
          frequent: (UInt8(random.below(2)), UInt8(random.below(4))),
          rare: (service, UInt8(first + random.below(kinds)))))
    }
    changes = (0..<Self.incidents * 10).map { _ in UInt32(random.below(UInt64(count))) }
  }

  /// Writes one file per column, in the machine's byte order, for the other programs.
  func write(to folder: String) throws {
    func column<Value>(_ name: String, _ values: [Value]) throws {
      try values.withUnsafeBytes { try Data($0).write(to: URL(fileURLWithPath: folder + "/" + name)) }
    }
    try column("u_lon.f64", units.map(\.longitude))
    try column("u_lat.f64", units.map(\.latitude))
    try column("u_country.u8", units.map(\.country))
    try column("u_service.u8", units.map(\.service))
    try column("u_caps.u16", units.map(\.capabilities))
    try column("u_avail.u8", units.map { UInt8($0.isAvailable ? 1 : 0) })
    try column("q_lon.f64", incidents.map(\.longitude))
    try column("q_lat.f64", incidents.map(\.latitude))
    try column("q_country.u8", incidents.map(\.country))
    try column("q_s1.u8", incidents.map(\.frequent.service))
    try column("q_c1.u8", incidents.map(\.frequent.capability))
    try column("q_s2.u8", incidents.map(\.rare.service))
    try column("q_c2.u8", incidents.map(\.rare.capability))
    try column("toggles.u32", changes)
  }
}

/// Towns with their countries.
struct Towns {
  private static let named = """
    NL 4.90 52.37|NL 4.48 51.92|NL 5.12 52.09|NL 5.47 51.44|NL 6.57 53.22|NL 5.80 53.20|NL 6.09 52.51|NL 6.90 52.22|\
    NL 5.90 51.98|NL 5.86 51.84|NL 5.70 50.85|NL 4.78 51.59|NL 5.09 51.56|NL 3.61 51.50|NL 3.83 51.33|NL 6.15 51.37|\
    NL 6.90 52.78|NL 4.30 52.08|NL 4.75 52.63|NL 7.03 53.14|NL 5.97 50.89|NL 5.98 51.19|NL 4.76 52.96|NL 5.70 51.25|\
    NL 6.72 51.97|BE 4.35 50.85|BE 4.40 51.22|BE 3.72 51.05|BE 3.22 51.21|BE 5.57 50.63|BE 4.87 50.47|BE 4.44 50.41|\
    BE 3.95 50.45|BE 5.34 50.93|BE 3.27 50.83|BE 4.94 51.32|BE 5.81 49.68|BE 5.72 50.00|BE 6.03 50.63|BE 2.92 51.22|\
    BE 3.39 50.61|BE 4.91 50.26|BE 5.50 50.96|BE 5.43 49.84|BE 4.32 50.05|BE 6.13 50.28|BE 2.88 50.85|LU 6.13 49.61|\
    LU 6.10 49.85|LU 6.03 50.05|LU 6.40 49.81|LU 5.98 49.50|DE 6.08 50.78|DE 6.96 50.94|DE 6.78 51.23|DE 6.14 51.79|\
    DE 7.63 51.96|DE 8.05 52.28|DE 7.07 52.43|DE 7.32 52.52|DE 7.29 52.69|DE 7.45 53.23|DE 7.21 53.37|DE 8.21 53.14|\
    DE 8.80 53.08|DE 6.64 49.76|DE 6.53 49.97|DE 6.42 50.21|DE 7.10 50.73|DE 7.59 50.36|DE 8.02 50.87|DE 7.47 51.51|\
    DE 8.53 52.03|DE 9.48 51.31|DE 8.68 50.11|DE 8.27 50.00|DE 6.55 49.61|DE 6.39 49.47|DE 6.10 51.06|DE 6.62 51.84|\
    DE 7.03 52.21|DE 6.86 51.85|DE 7.40 53.08|DE 6.44 51.19|DE 6.24 50.55|DE 6.12 50.97|DE 9.73 52.37|DE 8.11 53.52|\
    DE 9.93 51.53|DE 7.86 49.84|DE 7.77 49.44|FR 3.06 50.63|FR 3.52 50.36|FR 3.97 50.28|FR 4.08 49.92|FR 4.72 49.77|\
    FR 4.94 49.70|FR 5.76 49.52|FR 4.82 50.13|FR 2.38 51.03|FR 2.53 50.72|FR 3.29 49.85|FR 3.62 49.56|FR 4.37 49.51|\
    FR 5.37 49.52|FR 3.16 50.72|FR 6.17 49.36|FR 3.24 50.17|FR 3.08 50.37|FR 2.78 50.29
    """
  private static let codes = ["NL", "BE", "LU", "DE", "FR"]

  private let anchors: [(place: SIMD2<Double>, country: UInt8)]
  private let places: [SIMD2<Double>]
  private let cumulated: [Double]
  private let spreads: [Double]

  init(seed: UInt64) {
    anchors = Self.named.split(separator: "|").compactMap { text in
      let words = text.split(separator: " ")
      guard words.count == 3, let x = Double(words[1]), let y = Double(words[2]) else { return nil }
      return (SIMD2(x, y), UInt8(Self.codes.firstIndex(of: String(words[0])) ?? 0))
    }
    var random = Random(seed: seed)
    places =
      anchors.map(\.place).filter { Workload.longitudes.contains($0.x) && Workload.latitudes.contains($0.y) }
      + (0..<500).map { _ in Self.anywhere(&random) }
    let weights = places.indices.map { 1 / pow(Double($0 + 1), 0.7) }
    let sum = weights.reduce(0, +)
    var soFar = 0.0
    cumulated = weights.map { weight in
      soFar += weight / sum
      return soFar
    }
    spreads = weights.map { 2 + 60 * ($0 / sum).squareRoot() }
  }

  private static func anywhere(_ random: inout Random) -> SIMD2<Double> {
    SIMD2(random.within(Workload.longitudes), random.within(Workload.latitudes))
  }

  /// A place in or around a town, or, with a probability, anywhere.
  func place(_ random: inout Random, anywhere: Double) -> SIMD2<Double> {
    if random.unit() < anywhere { return Self.anywhere(&random) }
    let share = random.unit()
    var (low, high) = (0, places.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulated[middle] < share { low = middle + 1 } else { high = middle }
    }
    let step = SIMD2(random.normal(), random.normal()) * spreads[low]
    let place = places[low] + step / Self.kilometres
    return Workload.longitudes.contains(place.x) && Workload.latitudes.contains(place.y)
      ? place : Self.anywhere(&random)
  }

  private static let kilometres =
    SIMD2(Workload.kilometresPerDegree * Workload.narrowing, Workload.kilometresPerDegree)

  /// A place some way off, kept within the box and to seven decimals.
  func near(_ place: SIMD2<Double>, _ spread: Double, _ random: inout Random) -> SIMD2<Double> {
    let moved = place + SIMD2(random.normal(), random.normal()) * spread / Self.kilometres
    let low = SIMD2(Workload.longitudes.lowerBound, Workload.latitudes.lowerBound)
    let high = SIMD2(Workload.longitudes.upperBound, Workload.latitudes.upperBound)
    return (pointwiseMin(high, pointwiseMax(low, moved)) * 1e7).rounded(.toNearestOrEven) / 1e7
  }

  func country(_ place: SIMD2<Double>) -> UInt8 {
    anchors.min { distance($0.place, place) < distance($1.place, place) }?.country ?? 0
  }

  /// Roughly, to the nearest border between cells of different countries.
  func kilometresToBorder(_ place: SIMD2<Double>) -> Double {
    let own = country(place)
    let nearest = anchors.map { distance($0.place, place) }.min() ?? 0
    let foreign = anchors.filter { $0.country != own }.map { distance($0.place, place) }.min() ?? 0
    return (foreign - nearest) / 2
  }

  private func distance(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
    let way = (a - b) * Self.kilometres
    return (way * way).sum().squareRoot()
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014) with what is drawn from it.
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
  mutating func below(_ limit: UInt64) -> UInt64 { next() % limit }
  mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }
  mutating func normal() -> Double { (-2 * log(1 - unit())).squareRoot() * cos(2 * Double.pi * unit()) }
}
