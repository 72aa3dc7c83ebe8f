internal import Geodesy

/// What geometries inherit from the elements around them.
struct GeometryContext {
  /// The name of the reference system.
  var systemName: String?
  /// How many numbers make up a place; `nil` where nothing says so.
  var dimension: Int?

  /// The same with what an element says itself.
  func inside(_ element: Element) -> GeometryContext {
    GeometryContext(
      systemName: element.anyAttribute("srsName") ?? systemName,
      dimension: GeometryContext.dimension(element) ?? dimension)
  }

  /// The same with what another says, where it says something.
  func updated(by other: GeometryContext?) -> GeometryContext {
    GeometryContext(systemName: other?.systemName ?? systemName, dimension: other?.dimension ?? dimension)
  }

  /// What an envelope, or what holds one, says of everything beside it; `nil` where it says nothing.
  static func envelope(in holder: Element) -> GeometryContext? {
    for child in holder.children where child.name == "Envelope" || child.name == "Box" {
      let found = GeometryContext().inside(child)
      if found.systemName != nil || found.dimension != nil { return found }
    }
    return nil
  }

  private static func dimension(_ element: Element) -> Int? {
    (element.anyAttribute("srsDimension") ?? element.anyAttribute("dimension")).flatMap { Int($0) }
  }
}

/// GML 2 to 3.2, by local names: the namespaces differ from version to version.
extension ShapeReader {
  /// Reads all geometries in an element.
  static func gml(_ element: Element, context: GeometryContext) throws(ShapeError) -> Shape {
    var shape = Shape(systemName: context.systemName)
    try collect(element, context: context, into: &shape)
    return shape
  }

  /// The ids of geometries elsewhere in the document that an element refers to (`xlink:href="#…"`).
  static func references(in element: Element) -> [String] {
    let own = element.anyAttribute("href").flatMap { $0.hasPrefix("#") ? String($0.dropFirst()) : nil }
    return (own.map { [$0] } ?? []) + element.children.flatMap { references(in: $0) }
  }

  /// Local names of what a reference may lead to.
  static let geometries: Set<String> = [
    "Point", "MultiPoint", "LineString", "Curve", "MultiCurve", "Polygon", "Surface", "MultiSurface",
    "CompositeSurface",
    "MultiPolygon", "MultiGeometry", "GeometricComplex", "CircleByCenterPoint",
  ]

  private static func collect(
    _ element: Element, context: GeometryContext, into shape: inout Shape
  ) throws(ShapeError) {
    let context = context.inside(element)
    switch element.name {
    case "boundedBy", "Envelope", "Box": return
    case "Point", "CircleByCenterPoint", "ArcByCenterPoint":
      guard let place = try line(element, context: context).first else { return }
      shape.places.append(place)
      shape.placeSystemName = innerSystem(element) ?? context.systemName ?? shape.placeSystemName
    case "Polygon", "PolygonPatch", "Triangle", "Rectangle":
      var polygon = Shape.Polygon(outline: [])
      for child in element.children {
        if ["exterior", "outerBoundaryIs"].contains(child.name) {
          polygon.outline = try line(child, context: context, isRing: true)
        } else if ["interior", "innerBoundaryIs"].contains(child.name) {
          polygon.holes.append(try line(child, context: context, isRing: true))
        }
      }
      if !polygon.outline.isEmpty {
        note(innerSystem(element) ?? context.systemName, in: &shape)
        shape.polygons.append(polygon)
      }
    case "LineString", "LineStringSegment", "LinearRing", "Arc", "ArcString", "Circle":
      let found = try line(element, context: context, isRing: element.name == "LinearRing")
      if !found.isEmpty { note(context.systemName, in: &shape) }
      shape.points += found
    default:
      for child in element.children { try collect(child, context: context, into: &shape) }
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

  /// All points written in an element, whichever of the ways GML has known is used.
  private static func line(
    _ element: Element, context: GeometryContext, isRing: Bool = false
  ) throws(ShapeError) -> [Shape.Pair] {
    var found: [Shape.Pair] = []
    for child in element.children {
      let context = context.inside(child)
      switch child.name {
      case "pos":
        let numbers = try numbers(child.text)
        if !numbers.isEmpty { found.append(try place(numbers, dimension: dimension(in: context), text: child.text)) }
      case "posList":
        let numbers = try numbers(child.text)
        if !numbers.isEmpty { found += try places(numbers, context: context, isRing: isRing) }
      case "coordinates": found += try coordinates(child)
      case "coord":
        guard let x = child.child("X").flatMap({ number($0.text) }),
          let y = child.child("Y").flatMap({ number($0.text) })
        else { throw ShapeError(message: "<coord> without X and Y") }
        found.append((x, y))
      default: found += try line(child, context: context, isRing: isRing)
      }
    }
    return found
  }

  /// How many numbers a place has: as the document says, or as its reference system does; `nil` where neither is known.
  private static func dimension(in context: GeometryContext) -> Int? {
    if let dimension = context.dimension { return dimension }
    return context.systemName.flatMap { ReferenceSystem(name: $0) }?.hasHeight == true ? 3 : nil
  }

  private static func place(
    _ numbers: [Double], dimension: Int?, text: String
  ) throws(ShapeError) -> Shape.Pair {
    // A height may stand behind the two numbers, and may be left out where the system has one.
    guard (2...3).contains(numbers.count) else {
      let meant = text.contains(",") ? "; is a comma meant as the decimal point?" : ""
      throw ShapeError(
        message: "'\(text.prefix(60))' are \(numbers.count) numbers, and a place has \(dimension ?? 2)\(meant)")
    }
    return (numbers[0], numbers[1])
  }

  /// The places of a list of numbers.
  ///
  /// Where neither the list nor its system says how many numbers make up a place, a ring tells: read right, its last
  /// place is its first.
  private static func places(
    _ numbers: [Double], context: GeometryContext, isRing: Bool
  ) throws(ShapeError) -> [Shape.Pair] {
    let stated = dimension(in: context)
    if isRing, stated.map({ numbers.count.isMultiple(of: $0) }) != false {
      let fitting = [stated, 2, 3].compactMap(\.self).filter { numbers.count.isMultiple(of: $0) }
      if let closed = fitting.first(where: { isClosed(numbers, dimension: $0) }) {
        return try pairs(numbers, dimension: closed)
      }
    }
    return try pairs(numbers, dimension: stated ?? (numbers.count.isMultiple(of: 2) ? 2 : 3))
  }

  private static func isClosed(_ numbers: [Double], dimension: Int) -> Bool {
    numbers.count >= 3 * dimension && numbers.prefix(2) == numbers.suffix(dimension).prefix(2)
  }

  private static func pairs(_ numbers: [Double], dimension: Int) throws(ShapeError) -> [Shape.Pair] {
    guard dimension >= 2, numbers.count >= 2, numbers.count.isMultiple(of: dimension) else {
      throw ShapeError(message: "\(numbers.count) numbers cannot be points of \(dimension) each")
    }
    return stride(from: 0, to: numbers.count, by: dimension).map { (numbers[$0], numbers[$0 + 1]) }
  }

  /// Reads `coordinates`, which may say which characters it uses.
  static func coordinates(_ element: Element) throws(ShapeError) -> [Shape.Pair] {
    let between = element.anyAttribute("ts").flatMap(\.first) ?? " "
    // White space is not kept in attributes: an empty one was a space.
    let inside = element.anyAttribute("cs").map { $0.first ?? " " } ?? ","
    let hasComma = element.anyAttribute("decimal") == ","
    let text = joined(element.text, by: inside)
    var tuples = text.split(separator: between)
    if inside == ",", between == " " {
      // Commas between the tuples, before or behind the space, mean nothing.
      let apart = element.text.split(whereSeparator: \.isWhitespace).map { $0.trimmed(of: ",") }.filter { !$0.isEmpty }
      let areTuples = apart.allSatisfy { (2...3).contains($0.split(separator: ",").count) }
      if areTuples { tuples = apart }
      if !areTuples, tuples.count == 1, let glued = try glued(text) { return glued }
    }
    var found: [Shape.Pair] = []
    for tuple in tuples {
      let numbers = tuple.split(separator: inside).map { number(ValueReader.trimmed($0), hasDecimalComma: hasComma) }
      guard (2...3).contains(numbers.count), let first = numbers[0], let second = numbers[1] else {
        throw ShapeError(message: "'\(tuple.prefix(60))' is not two or three numbers with '\(inside)' between")
      }
      found.append((first, second))
    }
    return found
  }

  /// The places of a text in which nothing but commas stands between the numbers of several places; `nil` for any other.
  private static func glued(_ text: String) throws(ShapeError) -> [Shape.Pair]? {
    let words = text.split(separator: ",")
    let numbers = words.compactMap { number(ValueReader.trimmed($0)) }
    guard words.count > 3, numbers.count == words.count else { return nil }
    let fitting = [3, 2].filter { numbers.count.isMultiple(of: $0) }
    guard let dimension = fitting.first(where: { isClosed(numbers, dimension: $0) }) ?? fitting.first,
      fitting.count == 1 || isClosed(numbers, dimension: dimension)
    else {
      throw ShapeError(message: "'\(text.prefix(60))' has only commas between its numbers: where does a place end?")
    }
    return try pairs(numbers, dimension: dimension)
  }

  /// Takes the spaces around separators away, which the formats do not allow and files have.
  private static func joined(_ text: String, by separator: Character) -> String {
    guard separator != " " else { return text }
    return text.replacing("\(separator) ", with: "\(separator)").replacing(" \(separator)", with: "\(separator)")
  }
}

extension Substring {
  fileprivate func trimmed(of character: Character) -> Substring {
    var rest = self
    while rest.first == character { rest = rest.dropFirst() }
    while rest.last == character { rest = rest.dropLast() }
    return rest
  }
}
