internal import DirectoryModel
package import Geodesy

/// The area of a hazard, prepared for asking whether places lie within it.
struct HazardFootprint: Sendable {
  let hazard: ScenarioEdit.Hazard
  /// Where the scenario says so, for what is said about it.
  let source: MutualAidError.Place
  private var outline: AreaOutline
  private let isArea: Bool
  private let river: BoundaryLine?
  private let buffer: Double
  /// Degrees around the river's box beyond which nothing is near it; `nil` where that cannot be said.
  private let margins: (latitude: Double, longitude: Double)?

  init(_ hazard: ScenarioEdit.Hazard, source: MutualAidError.Place = MutualAidError.Place()) {
    self.hazard = hazard
    self.source = source
    let lines = hazard.rings.flatMap { BoundaryLine.lines(ofRing: $0) }
    outline = AreaOutline(lines: lines)
    isArea = !lines.isEmpty
    river = BoundaryLine(vertices: hazard.line)
    buffer = hazard.buffer
    // A degree of latitude is 110 km or more; one of longitude is as many times less as the cosine says. Twice that is
    // taken, and near the poles and for wide buffers nothing is left out.
    margins = river.flatMap { river in
      let latitude = max(0, hazard.buffer) / 50_000 + 0.1
      let highest = max(abs(river.box.north), abs(river.box.south)) + latitude
      guard latitude < 5, highest < 75 else { return nil }
      return (latitude, latitude * 4)
    }
  }

  /// Whether a place lies in the area, or near enough to the river.
  mutating func contains(_ place: Coordinate) -> Bool {
    if isArea, outline.contains(place) { return true }
    guard let river else { return false }
    if let margins, river.box.west - margins.longitude > -180, river.box.east + margins.longitude < 180 {
      guard place.latitude >= river.box.south - margins.latitude, place.latitude <= river.box.north + margins.latitude,
        place.longitude >= river.box.west - margins.longitude, place.longitude <= river.box.east + margins.longitude
      else { return false }
    }
    return river.distance(to: place) <= buffer
  }
}

/// What hazards do to places: the way to them takes longer, their people count several times.
struct HazardEffects: Sendable {
  /// How many times people may count at most, all hazards that overlap at their place together.
  static let mostDemand = 1000.0

  /// By position of a place: by how much travel to it takes longer; no entry for not at all.
  private(set) var slowness: [Int: Double] = [:]
  /// By position of a place: how many times its people count; no entry for once.
  private(set) var demand: [Int: Double] = [:]

  /// Adds up what hazards do, in the order in which they struck: of slowness the most counts, demand is multiplied.
  ///
  /// - Throws: `MutualAidError` where hazards that overlap multiply demand by more than `mostDemand`.
  init(_ hazards: [HazardFootprint], at places: some Sequence<Coordinate>) throws(MutualAidError) {
    guard !hazards.isEmpty else { return }
    var hazards = hazards
    for (position, place) in places.enumerated() {
      for index in hazards.indices where hazards[index].contains(place) {
        let hazard = hazards[index].hazard
        if hazard.slowness > 1 { slowness[position] = max(slowness[position] ?? 1, hazard.slowness) }
        guard hazard.demand != 1 else { continue }
        let product = (demand[position] ?? 1) * hazard.demand
        guard product <= HazardEffects.mostDemand else {
          throw MutualAidError(
            .scenarioInvalid,
            "hazards overlap at \(place), where their demand multiplies to \(ScenarioText.number(product)), expected at most \(ScenarioText.number(HazardEffects.mostDemand))",
            at: hazards[index].source, hint: "Lower their 'demand', or draw them so that they do not overlap.")
        }
        demand[position] = product
      }
    }
  }
}

extension ScenarioEdit.Hazard {
  /// How many of some places lie within its footprint.
  package func count(of places: [Coordinate]) -> Int {
    var footprint = HazardFootprint(self)
    var count = 0
    for place in places where footprint.contains(place) { count += 1 }
    return count
  }
}
