/// Numbers that cannot be read as a position.
struct ShapeError: Error {
  var message: String
}

/// Reads the notations of geometries.
enum ShapeReader {
  /// More numbers than this are no building.
  private static let mostNumbers = 2_000_000

  /// A number in decimal notation; with a decimal comma, points group thousands.
  static func number(_ text: some StringProtocol, hasDecimalComma: Bool = false) -> Double? {
    var text = String(text)
    if hasDecimalComma, text.contains(",") { text = text.filter { $0 != "." }.replacing(",", with: ".") }
    let allowed = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard allowed, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func numbers(_ text: String) throws(ShapeError) -> [Double] {
    var found: [Double] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0.isWhitespace }) {
      guard let value = number(word) else { throw ShapeError(message: "'\(word.prefix(40))' is not a number") }
      found.append(value)
      guard found.count < mostNumbers else { throw ShapeError(message: "more than \(mostNumbers) numbers") }
    }
    return found
  }

  private static func pairs(_ numbers: [Double], dimension: Int) throws(ShapeError) -> [Shape.Pair] {
    guard dimension >= 2, numbers.count >= 2, numbers.count.isMultiple(of: dimension) else {
      throw ShapeError(message: "\(numbers.count) numbers cannot be points of \(dimension) each")
    }
    return stride(from: 0, to: numbers.count, by: dimension).map { (numbers[$0], numbers[$0 + 1]) }
  }

  // MARK: GML

  /// Reads GML 2 to 3.2 geometries, by local names: the namespaces differ from version to version.
  static func gml(_ element: Element, systemName: String?) throws(ShapeError) -> Shape {
    var shape = Shape(systemName: systemName)
    try collect(element, systemName: systemName, dimension: nil, into: &shape)
    return shape
  }

  private static func collect(
    _ element: Element, systemName: String?, dimension: Int?, into shape: inout Shape
  ) throws(ShapeError) {
    let (system, dimension) = (element.anyAttribute("srsName") ?? systemName, self.dimension(element) ?? dimension)
    switch element.name {
    case "boundedBy", "Envelope", "Box": return
    case "Point":
      let found = try line(element, dimension: dimension, isPoint: true)
      if !found.isEmpty { note(innerSystem(element) ?? system, in: &shape) }
      shape.points += found.prefix(1)
    case "Polygon", "PolygonPatch", "Triangle", "Rectangle":
      var polygon = Shape.Polygon(outline: [])
      for child in element.children {
        if ["exterior", "outerBoundaryIs"].contains(child.name) {
          polygon.outline = try line(child, dimension: dimension)
        } else if ["interior", "innerBoundaryIs"].contains(child.name) {
          polygon.holes.append(try line(child, dimension: dimension))
        }
      }
      if !polygon.outline.isEmpty {
        note(innerSystem(element) ?? system, in: &shape)
        shape.polygons.append(polygon)
      }
    case "LineString", "LineStringSegment", "LinearRing", "Arc", "ArcString", "Circle":
      let found = try line(element, dimension: dimension)
      if !found.isEmpty { note(system, in: &shape) }
      shape.points += found
    default:
      for child in element.children { try collect(child, systemName: system, dimension: dimension, into: &shape) }
    }
  }

  private static func note(_ systemName: String?, in shape: inout Shape) {
    if let systemName { shape.systemName = systemName }
  }

  /// The system that the element with the numbers names itself.
  private static func innerSystem(_ element: Element) -> String? {
    for child in element.children {
      if let name = child.anyAttribute("srsName") ?? innerSystem(child) { return name }
    }
    return nil
  }

  private static func dimension(_ element: Element) -> Int? {
    (element.anyAttribute("srsDimension") ?? element.anyAttribute("dimension")).flatMap { Int($0) }
  }

  /// All points written in an element, whichever of the ways GML has known is used.
  private static func line(_ element: Element, dimension: Int?, isPoint: Bool = false) throws(ShapeError) -> [Shape
    .Pair]
  {
    var found: [Shape.Pair] = []
    for child in element.children {
      let dimension = self.dimension(child) ?? dimension
      switch child.name {
      case "pos":
        let numbers = try numbers(child.text)
        guard numbers.isEmpty || numbers.count >= 2 else {
          throw ShapeError(message: "'\(child.text)' is not two numbers")
        }
        if numbers.count >= 2 { found.append((numbers[0], numbers[1])) }
      case "posList":
        let numbers = try numbers(child.text)
        let fits = numbers.count.isMultiple(of: 2)
        if !numbers.isEmpty { found += try pairs(numbers, dimension: dimension ?? (fits ? 2 : 3)) }
      case "coordinates": found += try coordinates(child)
      case "coord":
        guard let x = child.child("X").flatMap({ number($0.text) }),
          let y = child.child("Y").flatMap({ number($0.text) })
        else { throw ShapeError(message: "<coord> without X and Y") }
        found.append((x, y))
      default: found += try line(child, dimension: dimension)
      }
    }
    return found
  }

  /// Reads `coordinates`, which may say which characters it uses.
  private static func coordinates(_ element: Element) throws(ShapeError) -> [Shape.Pair] {
    let between = element.anyAttribute("ts").flatMap(\.first) ?? " "
    // White space is not kept in attributes: an empty one was a space.
    let inside = element.anyAttribute("cs").map { $0.first ?? " " } ?? ","
    let hasComma = element.anyAttribute("decimal") == ","
    var found: [Shape.Pair] = []
    for tuple in joined(element.text, by: inside).split(separator: between) {
      let numbers = tuple.split(separator: inside).map { number(ValueReader.trimmed($0), hasDecimalComma: hasComma) }
      guard numbers.count >= 2, let first = numbers[0], let second = numbers[1] else {
        throw ShapeError(message: "'\(tuple.prefix(60))' is not two numbers with '\(inside)' between")
      }
      found.append((first, second))
    }
    return found
  }

  /// Takes the spaces around separators away, which the formats do not allow and files have.
  private static func joined(_ text: String, by separator: Character) -> String {
    guard separator != " " else { return text }
    return text.replacing("\(separator) ", with: "\(separator)").replacing(" \(separator)", with: "\(separator)")
  }

  // MARK: KML

  /// Reads the `coordinates` of KML geometries: longitude, latitude and perhaps altitude, with commas between.
  static func kml(_ element: Element) throws(ShapeError) -> Shape {
    var shape = Shape()
    try collectKML(element, into: &shape)
    return shape
  }

  private static func collectKML(_ element: Element, into shape: inout Shape) throws(ShapeError) {
    switch element.name {
    case "Polygon":
      var polygon = Shape.Polygon(outline: [])
      for child in element.children {
        guard let ring = child.child("LinearRing")?.child("coordinates") else { continue }
        if child.name == "outerBoundaryIs" {
          polygon.outline = try coordinates(ring)
        } else {
          polygon.holes.append(try coordinates(ring))
        }
      }
      if !polygon.outline.isEmpty { shape.polygons.append(polygon) }
    case "Point", "LineString", "LinearRing":
      guard let child = element.child("coordinates") else { return }
      let found = try coordinates(child)
      shape.points += element.name == "Point" ? found.prefix(1) : found[...]
    default:
      for child in element.children { try collectKML(child, into: &shape) }
    }
  }

  // MARK: WKT

  /// Reads well-known text: `POINT (6.02 50.77)`, polygons, collections, with or without Z, M and `SRID=…;`.
  static func wkt(_ text: String) throws(ShapeError) -> Shape {
    var shape = Shape()
    var rest = text[...]
    if text.lowercased().hasPrefix("srid="), let end = text.firstIndex(of: ";") {
      shape.systemName = "EPSG:" + text[..<end].dropFirst(5)
      rest = text[text.index(after: end)...]
    }
    let isSurface = rest.lowercased().contains("polygon")
    var rings: [[Shape.Pair]] = []
    // Numbers stand in the innermost brackets; a ring behind "((" begins a surface.
    var depth = 0
    var begins: [Bool] = []
    var wasOpened = 0
    for piece in rest.split(separator: "(", omittingEmptySubsequences: false).dropFirst() {
      depth += 1
      wasOpened += 1
      guard depth < 8 else { throw ShapeError(message: "the WKT is nested too deep") }
      guard let end = piece.firstIndex(of: ")") else { continue }
      var points: [Shape.Pair] = []
      for tuple in piece[..<end].split(separator: ",") {
        let numbers = try numbers(String(tuple))
        guard numbers.count >= 2 else { throw ShapeError(message: "'\(tuple.prefix(60))' is not two numbers") }
        points.append((numbers[0], numbers[1]))
      }
      rings.append(points)
      begins.append(wasOpened > 1 || rings.count == 1)
      wasOpened = 0
      depth -= piece[end...].filter { $0 == ")" }.count
    }
    guard !rings.isEmpty else { throw ShapeError(message: "'\(text.prefix(60))' is no well-known text of a geometry") }
    if isSurface {
      for (ring, begins) in zip(rings, begins) {
        if begins || shape.polygons.isEmpty {
          shape.polygons.append(.init(outline: ring))
        } else {
          shape.polygons[shape.polygons.count - 1].holes.append(ring)
        }
      }
    } else {
      shape.points = rings.flatMap(\.self)
    }
    return shape
  }
}
