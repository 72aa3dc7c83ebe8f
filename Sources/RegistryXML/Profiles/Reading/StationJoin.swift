internal import DirectoryModel
internal import Geodesy

/// The objects of OpenStreetMap that others refer to: which are needed, and what is known of them.
struct OSMLookup {
  private(set) var neededWays: Set<Int64> = []
  private(set) var neededNodes: Set<Int64> = []
  /// The nodes of ways.
  var ways: [Int64: [Int64]] = [:]
  /// The places of nodes: latitude and longitude.
  var nodes: [Int64: Shape.Pair] = [:]

  /// How many objects are needed.
  var count: Int { neededWays.count + neededNodes.count }

  mutating func need(ways: [Int64] = [], nodes: [Int64] = []) {
    neededWays.formUnion(ways)
    neededNodes.formUnion(nodes)
  }
}

/// Keeps the records that wait for others of the same document.
struct StationJoin {
  /// What comes out: a station with its units, or a unit for which there is none.
  enum Joined {
    case station(StationDraft)
    case orphan([Problem])
  }

  private let limits: XMLLimits
  private var stations: [StationDraft] = []
  private var units: [UnitDraft] = []
  private(set) var lookup = OSMLookup()

  init(limits: XMLLimits) { self.limits = limits }

  private func checkSize(line: Int) throws(MutualAidError) {
    guard stations.count + units.count <= limits.waitingRecords,
      lookup.count <= limits.waitingRecords * 10
    else {
      throw MutualAidError(
        .limitExceeded, "more than \(limits.waitingRecords) records wait for others of the document", line: line,
        hint: "Split the document.")
    }
  }

  mutating func add(_ station: StationDraft) throws(MutualAidError) {
    stations.append(station)
    if case .elsewhere(let geometry, _, _) = station.outcome {
      switch geometry {
      case .way(let nodes): lookup.need(nodes: nodes)
      case .relation(let ways, let nodes): lookup.need(ways: ways, nodes: nodes)
      }
    }
    try checkSize(line: station.line)
  }

  mutating func add(_ unit: UnitDraft) throws(MutualAidError) {
    units.append(unit)
    try checkSize(line: unit.line)
  }

  /// Gives the stations whose place was elsewhere their position.
  mutating func place(_ lookup: OSMLookup, positions: PositionReader) {
    for index in stations.indices {
      guard case .elsewhere(let geometry, let rule, let quality) = stations[index].outcome else { continue }
      let (place, missing) = StationJoin.place(of: geometry, lookup)
      let line = stations[index].line
      guard let place, let coordinate = Coordinate.valid(latitude: place.first, longitude: place.second) else {
        stations[index].decoder.fail(
          .positionMissing, "none of the \(missing) objects that make up the outline is in the document", line: line)
        stations[index].outcome = .unreadable
        continue
      }
      if missing > 0 {
        stations[index].decoder.fail(
          .danglingReference, "\(missing) objects that make up the outline are not in the document", line: line,
          severity: .warning)
      }
      if let judged = stations[index].decoder.place(coordinate, line: line) {
        let quality = missing > 0 ? .approximate : quality
        stations[index].outcome = .found(positions.position(judged, rule, quality))
      } else {
        stations[index].outcome = .unreadable
      }
    }
  }

  /// Where an object lies, and how many of the objects that it is made of are not in the document.
  private static func place(of geometry: OSMGeometry, _ lookup: OSMLookup) -> (place: Shape.Pair?, missing: Int) {
    let points = { (nodes: [Int64]) -> [Shape.Pair] in nodes.compactMap { lookup.nodes[$0] } }
    switch geometry {
    case .way(let nodes):
      let found = points(nodes)
      return (OSMGeometry.place(of: found), nodes.count - found.count)
    case .relation(let ways, let nodes):
      let known = ways.compactMap { lookup.ways[$0] }
      var shape = Shape()
      var missing = ways.count - known.count
      for ring in OSMGeometry.rings(known) {
        let found = points(ring)
        missing += ring.count - found.count
        if found.count > 3, ring.first == ring.last { shape.polygons.append(.init(outline: found)) }
        shape.points += found
      }
      if shape.points.isEmpty {
        shape.points = points(nodes)
        missing += nodes.count - shape.points.count
      }
      return (shape.representative, missing)
    }
  }

  /// Stations with all their units, in the document's order, then the units without station.
  mutating func joined() -> [Joined] {
    var places: [StationID: Int] = [:]
    for (index, station) in stations.enumerated() {
      for name in [station.key, station.id].compactMap({ $0.map(StationID.init) }) where places[name] == nil {
        places[name] = index
      }
    }
    var orphans: [Joined] = []
    for unit in units {
      let name = unit.station.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
      if let name, let index = places[StationID(name)] {
        stations[index].units.append(unit)
      } else {
        let message =
          name.map { "the unit's station '\($0.prefix(100))' is not in the document" } ?? "the unit names no station"
        orphans.append(.orphan(unit.problems(unitWithoutStation: message)))
      }
    }
    defer {
      stations = []
      units = []
    }
    return stations.map { .station($0) } + orphans
  }
}
