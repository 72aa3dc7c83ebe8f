/// Where an object of OpenStreetMap lies, in terms of other objects.
enum OSMGeometry {
  /// A line or area by its nodes.
  case way([Int64])
  /// A multipolygon by its outer ways, and nodes that stand for it where it has no way.
  case relation(ways: [Int64], nodes: [Int64])

  /// What an object says of its place.
  enum Reading {
    case here(latitude: String, longitude: String)
    case elsewhere(OSMGeometry)
  }

  /// Reads a node, way or relation; extracts may carry the place with the object: as a centre, or with each node.
  static func read(_ element: Element) -> Reading? {
    for holder in [element, element.child("center")].compactMap(\.self) {
      if let latitude = holder.anyAttribute("lat"), let longitude = holder.anyAttribute("lon") {
        return .here(latitude: latitude, longitude: longitude)
      }
    }
    switch element.name {
    case "way":
      let nodes = element.children("nd")
      var shape = Shape()
      for node in nodes {
        guard let latitude = node.anyAttribute("lat").flatMap({ ShapeReader.number($0) }),
          let longitude = node.anyAttribute("lon").flatMap({ ShapeReader.number($0) })
        else { continue }
        shape.points.append((latitude, longitude))
      }
      if shape.points.count == nodes.count, let place = OSMGeometry.place(of: shape.points) {
        return .here(latitude: "\(place.first)", longitude: "\(place.second)")
      }
      let references = nodes.compactMap { $0.anyAttribute("ref").flatMap { Int64($0) } }
      return references.isEmpty ? nil : .elsewhere(.way(references))
    case "relation":
      var (ways, nodes): ([Int64], [Int64]) = ([], [])
      for member in element.children("member") {
        guard let reference = member.anyAttribute("ref").flatMap({ Int64($0) }) else { continue }
        switch (member.anyAttribute("type"), member.anyAttribute("role") ?? "") {
        case ("way", "outer"), ("way", ""), ("way", "outline"): ways.append(reference)
        case ("node", _): nodes.append(reference)
        default: continue
        }
      }
      return ways.isEmpty && nodes.isEmpty ? nil : .elsewhere(.relation(ways: ways, nodes: nodes))
    default: return nil
    }
  }

  /// The place of a line or area: of an area its centroid.
  static func place(of points: [Shape.Pair]) -> Shape.Pair? {
    guard let first = points.first, let last = points.last else { return nil }
    let isClosed = points.count > 3 && first == last
    let shape = isClosed ? Shape(polygons: [.init(outline: points)]) : Shape(points: points)
    return shape.representative
  }

  /// Joins ways end to end into rings; so many ways that this would take long are no building.
  static func rings(_ ways: [[Int64]]) -> [[Int64]] {
    guard ways.count <= 2000 else { return ways }
    var open = ways.filter { !$0.isEmpty }
    var rings: [[Int64]] = []
    while var ring = open.popLast() {
      while ring.first != ring.last, let end = ring.last {
        guard let next = open.firstIndex(where: { $0.first == end || $0.last == end }) else { break }
        let way = open.remove(at: next)
        ring += way.first == end ? way.dropFirst() : way.reversed().dropFirst()
      }
      rings.append(ring)
    }
    return rings
  }
}
