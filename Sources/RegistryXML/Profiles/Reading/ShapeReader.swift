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
    if hasDecimalComma {
      text = text.filter { !"\u{A0}\u{202F}\u{2009} ".contains($0) }
      if text.contains(",") {
        text = text.filter { $0 != "." }.replacing(",", with: ".")
      } else if isGrouped(text) {
        text = text.filter { $0 != "." }
      }
    }
    let allowed = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard allowed, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// Whether points stand between groups of thousands alone: 320.900, not 50.77466.
  private static func isGrouped(_ text: String) -> Bool {
    let parts = text.drop { $0 == "-" || $0 == "+" }.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && (1...3).contains(parts[0].count) && parts.dropFirst().allSatisfy { $0.count == 3 }
  }

  static func numbers(_ text: String) throws(ShapeError) -> [Double] {
    var found: [Double] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0.isWhitespace }) {
      guard let value = number(word) else { throw ShapeError(message: "'\(word.prefix(40))' is not a number") }
      found.append(value)
      guard found.count < mostNumbers else { throw ShapeError(message: "more than \(mostNumbers) numbers") }
    }
    return found
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
    case "Point":
      guard let child = element.child("coordinates") else { return }
      shape.places += try coordinates(child).prefix(1)
    case "LineString", "LinearRing":
      guard let child = element.child("coordinates") else { return }
      shape.points += try coordinates(child)
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
