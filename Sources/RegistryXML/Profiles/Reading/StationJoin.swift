internal import DirectoryModel
internal import Geodesy

/// Keeps the records that wait for others of the same document.
struct StationJoin {
  /// What comes out: a station with its units, or a unit for which there is none.
  enum Joined {
    case station(StationDraft)
    case orphan([Problem])
  }

  private let limits: XMLLimits
  private var stations: [StationDraft] = []
  /// Which of them stand for objects that may come again.
  private var objects: [String: Int] = [:]
  private var dropped: Set<Int> = []
  private var units: [UnitDraft] = []
  private(set) var lookup = DocumentLookup()

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

  /// Takes the station away that an earlier version of an object has become.
  mutating func drop(object: String) {
    if let index = objects.removeValue(forKey: object) { dropped.insert(index) }
  }

  mutating func add(_ station: StationDraft, object: String? = nil) throws(MutualAidError) {
    if let object { objects[object] = stations.count }
    stations.append(station)
    switch station.outcome {
    case .elsewhere(.osm(let geometry), _, _):
      switch geometry.parts {
      case .way(let nodes): lookup.need(nodes: nodes)
      case .relation(let members): lookup.need(members)
      }
    case .elsewhere(.referenced(let ids, let context), _, _): lookup.need(geometries: ids, context)
    case .found, .missing, .unreadable: break
    }
    try checkSize(line: station.line)
  }

  mutating func add(_ unit: UnitDraft) throws(MutualAidError) {
    units.append(unit)
    try checkSize(line: unit.line)
  }

  /// Gives the stations whose place was elsewhere their position.
  mutating func place(_ lookup: DocumentLookup, positions: PositionReader) {
    for index in stations.indices where !dropped.contains(index) {
      if case .elsewhere(.referenced(let ids, _), let rule, let quality) = stations[index].outcome {
        place(index, at: ids, rule, quality, lookup, positions: positions)
        continue
      }
      guard case .elsewhere(.osm(let geometry), let rule, let quality) = stations[index].outcome else { continue }
      var (place, missing) = StationJoin.place(of: geometry.parts, lookup)
      if place == nil, let middle = geometry.middleOfBounds {
        place = middle
        missing = 0
      }
      let isFromBounds = geometry.middleOfBounds.map { middle in place.map { $0 == middle } ?? false } ?? false
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
        let quality = missing > 0 || isFromBounds ? .approximate : quality
        stations[index].outcome = .found(positions.position(judged, rule, quality))
      } else {
        stations[index].outcome = .unreadable
      }
    }
  }

  /// Gives a station the place of a geometry that it refers to.
  private mutating func place(
    _ index: Int, at ids: [String], _ rule: PositionRule, _ quality: Position.Quality, _ lookup: DocumentLookup,
    positions: PositionReader
  ) {
    let line = stations[index].line
    guard let shape = ids.compactMap({ lookup.geometries[$0] }).first else {
      stations[index].decoder.fail(
        .positionMissing,
        "the geometry '\(ids.first.map { String($0.prefix(100)) } ?? "")' that the position refers to is not in the document",
        line: line)
      stations[index].outcome = .unreadable
      return
    }
    let judged = positions.place(shape, rule, line: line, decoder: &stations[index].decoder)
    stations[index].outcome = judged.map { .found(positions.position($0, rule, quality)) } ?? .unreadable
  }

  /// Where an object lies, and how many of the objects that it is made of are not in the document.
  private static func place(of parts: OSMGeometry.Parts, _ lookup: DocumentLookup) -> (place: Shape.Pair?, missing: Int)
  {
    let points = { (nodes: [Int64]) -> [Shape.Pair] in nodes.compactMap { lookup.nodes[$0] } }
    switch parts {
    case .way(let nodes):
      let found = points(nodes)
      return (OSMGeometry.place(of: found), nodes.count - found.count)
    case .relation(let members):
      let (ways, nodes) = lookup.all(members)
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
      dropped = []
      objects = [:]
      stations = []
      units = []
    }
    return stations.enumerated().filter { !dropped.contains($0.offset) }.map { .station($0.element) } + orphans
  }
}
