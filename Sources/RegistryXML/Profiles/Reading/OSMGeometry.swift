/// Where an object of OpenStreetMap lies, in terms of other objects.
struct OSMGeometry {
  /// What it is made of.
  enum Parts {
    /// A line or area by its nodes.
    case way([Int64])
    /// An area or site by its ways, nodes that stand for it where it has no way, and further relations.
    case relation(OSMMembers)
  }

  /// What an object says of its place.
  enum Reading {
    case here(latitude: String, longitude: String)
    case elsewhere(OSMGeometry)
  }

  var parts: Parts
  /// The middle of its bounds, where the extract gives them: for parts that are not in the document.
  var middleOfBounds: Shape.Pair?

  /// Reads a node, way or relation; extracts may carry the place with the object: as a centre, with each node or member,
  /// or as bounds.
  static func read(_ element: Element) -> Reading? {
    for holder in [element, element.child("center")].compactMap(\.self) {
      if let latitude = holder.anyAttribute("lat"), let longitude = holder.anyAttribute("lon") {
        return .here(latitude: latitude, longitude: longitude)
      }
    }
    let bounds = middleOfBounds(element)
    switch element.name {
    case "way":
      if let place = place(withPlacesIn: element) { return .here(place) }
      let references = element.children("nd").compactMap { $0.anyAttribute("ref").flatMap { Int64($0) } }
      if references.isEmpty { return bounds.map { .here($0) } }
      return .elsewhere(OSMGeometry(parts: .way(references), middleOfBounds: bounds))
    case "relation":
      let members = OSMMembers(element)
      if let place = members.place { return .here(place) }
      if members.isEmpty { return bounds.map { .here($0) } }
      return .elsewhere(OSMGeometry(parts: .relation(members), middleOfBounds: bounds))
    default: return nil
    }
  }

  /// The place of a way, or of a member, that carries the places of all its nodes.
  private static func place(withPlacesIn element: Element) -> Shape.Pair? {
    let nodes = element.children("nd")
    let points = nodes.compactMap { coordinates($0) }
    return points.count == nodes.count ? place(of: points) : nil
  }

  static func coordinates(_ element: Element) -> Shape.Pair? {
    guard let latitude = element.anyAttribute("lat").flatMap({ ShapeReader.number($0) }),
      let longitude = element.anyAttribute("lon").flatMap({ ShapeReader.number($0) })
    else { return nil }
    return (latitude, longitude)
  }

  private static func middleOfBounds(_ element: Element) -> Shape.Pair? {
    guard let bounds = element.child("bounds") else { return nil }
    let edges = ["minlat", "maxlat", "minlon", "maxlon"].compactMap { name in
      bounds.anyAttribute(name).flatMap { ShapeReader.number($0) }
    }
    return edges.count == 4 ? ((edges[0] + edges[1]) / 2, (edges[2] + edges[3]) / 2) : nil
  }

  /// The place of a line or area: of an area its centroid.
  static func place(of points: [Shape.Pair]) -> Shape.Pair? {
    guard let first = points.first, let last = points.last else { return nil }
    let isClosed = points.count > 3 && first == last
    let shape = isClosed ? Shape(polygons: [.init(outline: points)]) : Shape(points: points)
    return shape.representative
  }

  /// Joins ways end to end into rings; so many ways that this would take long are no building.
  static func rings(_ ways: [[Int64]]) -> [[Int64]] { rings(ways, isSame: ==) }

  static func rings<Node>(_ ways: [[Node]], isSame: (Node, Node) -> Bool) -> [[Node]] {
    guard ways.count <= 2000 else { return ways }
    var open = ways.filter { !$0.isEmpty }
    var rings: [[Node]] = []
    func isAt(_ node: Node?, _ end: Node) -> Bool {
      guard let node else { return false }
      return isSame(node, end)
    }
    while var ring = open.popLast() {
      while let start = ring.first, let end = ring.last, ring.count < 2 || !isSame(start, end) {
        guard let next = open.firstIndex(where: { isAt($0.first, end) || isAt($0.last, end) }) else { break }
        let way = open.remove(at: next)
        ring += isAt(way.first, end) ? way.dropFirst() : way.reversed().dropFirst()
      }
      rings.append(ring)
    }
    return rings
  }
}

extension OSMGeometry.Reading {
  static func here(_ place: Shape.Pair) -> OSMGeometry.Reading {
    .here(latitude: "\(place.first)", longitude: "\(place.second)")
  }
}

/// The members of a relation that say where it is.
struct OSMMembers {
  /// Roles of members that bound, or are, the site; others (inner, subarea, label …) say nothing of its place.
  private static let outer: Set<String> = ["outer", "", "outline", "perimeter", "building", "part"]

  var ways: [Int64] = []
  var nodes: [Int64] = []
  var relations: [Int64] = []
  /// Lines that the members carry themselves.
  private var lines: [[Shape.Pair]] = []
  private var holes: [[Shape.Pair]] = []
  private var points: [Shape.Pair] = []

  init(_ relation: Element) {
    for member in relation.children("member") {
      guard let reference = member.anyAttribute("ref").flatMap({ Int64($0) }) else { continue }
      let isOuter = OSMMembers.outer.contains(member.anyAttribute("role") ?? "")
      switch member.anyAttribute("type") {
      case "way" where isOuter:
        let line = member.children("nd").compactMap { OSMGeometry.coordinates($0) }
        if line.isEmpty { ways.append(reference) } else { lines.append(line) }
      case "way" where member.anyAttribute("role") == "inner":
        let line = member.children("nd").compactMap { OSMGeometry.coordinates($0) }
        if !line.isEmpty { holes.append(line) }
      case "node":
        if let place = OSMGeometry.coordinates(member) { points.append(place) } else { nodes.append(reference) }
      case "relation" where isOuter: relations.append(reference)
      default: continue
      }
    }
  }

  var isEmpty: Bool { ways.isEmpty && nodes.isEmpty && relations.isEmpty }

  /// The place, where the members carry all of it.
  var place: Shape.Pair? {
    guard ways.isEmpty, relations.isEmpty, !lines.isEmpty || (!points.isEmpty && nodes.isEmpty) else { return nil }
    guard !lines.isEmpty else { return Shape(points: points).representative }
    var shape = Shape()
    for ring in OSMGeometry.rings(lines, isSame: { $0 == $1 }) {
      if let first = ring.first, let last = ring.last, ring.count > 3, first == last {
        shape.polygons.append(.init(outline: ring))
      }
      shape.points += ring
    }
    // Which outline a hole lies in changes nothing where there is one.
    if shape.polygons.count == 1 { shape.polygons[0].holes = OSMGeometry.rings(holes, isSame: { $0 == $1 }) }
    return shape.representative
  }
}
