internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy

/// Finds a record's place, whichever way it is written.
final class PositionReader {
  /// What became of a position.
  enum Outcome {
    /// The record has none.
    case missing
    /// It cannot be read, which has been reported.
    case unreadable
    case found(Position)
    /// It depends on elements elsewhere in the document.
    case elsewhere(DistantGeometry, PositionRule, Position.Quality)
  }

  private var transformations: [ReferenceSystem: CoordinateTransformation] = [:]
  private let policy: PositionPolicy
  private let system: ReferenceSystem?
  /// The caller's word, whatever the document says.
  private let override: ReferenceSystem?
  /// Which positions leave the order of their numbers open.
  private(set) var axes = AxisOrderTally()
  /// What the elements around the records say of geometries.
  var inherited = GeometryContext()
  /// Whether an O stands for west where degrees have letters.
  var westIsO = false

  init(policy: PositionPolicy, system: ReferenceSystem?, override: ReferenceSystem?) {
    self.policy = policy
    self.system = system
    self.override = override
  }

  /// Tries the rules in order and takes the first that finds something.
  func position(
    _ rules: [PositionRule], in element: Element, reader: inout ValueReader, decoder: inout RecordDecoder
  ) -> Outcome {
    for rule in rules {
      for holder in PositionReader.holders(rule, in: element, reader: &reader, decoder: &decoder) {
        switch position(rule, in: holder, reader: &reader, decoder: &decoder) {
        case .missing: continue
        case let outcome: return outcome
        }
      }
    }
    return .missing
  }

  /// The elements in which a rule looks, the latest first; those without a time come last, in the document's order.
  private static func holders(
    _ rule: PositionRule, in element: Element, reader: inout ValueReader, decoder: inout RecordDecoder
  ) -> [Element] {
    guard let path = rule.holders else { return [element] }
    let holders = path.elements(in: element)
    guard let time = rule.time, holders.count > 1 else { return holders }
    return holders.enumerated().map { index, holder -> (index: Int, time: Date, holder: Element) in
      let text = time.value(in: holder, enclosing: reader.enclosing)?.text
      return (index, text.flatMap { Timestamp.date($0) } ?? .distantPast, holder)
    }
    .sorted { ($1.time, $0.index) < ($0.time, $1.index) }.map(\.holder)
  }

  private func position(
    _ rule: PositionRule, in element: Element, reader: inout ValueReader, decoder: inout RecordDecoder
  ) -> Outcome {
    let quality = self.quality(rule, in: element, reader: &reader, decoder: &decoder)
    let outcome = { (place: RecordDecoder.JudgedPlace?) -> Outcome in
      place.map { .found(self.position($0, rule, quality)) } ?? .unreadable
    }
    do throws(ShapeError) {
      switch rule.form {
      case .latitudeLongitude(let latitude, let longitude):
        guard let north = reader.first([latitude], in: element), let east = reader.first([longitude], in: element)
        else { return .missing }
        if let corners = PositionReader.corners(latitude, longitude, in: element, reader: &reader) {
          guard let middle = corners.representative else { return .missing }
          return outcome(decoder.place(latitude: "\(middle.first)", longitude: "\(middle.second)", line: north.line))
        }
        let plain = { [westIsO] (text: String) in
          let text = rule.hasDecimalComma ? text.replacing(",", with: ".") : text
          // What is no plain number may be degrees with minutes and seconds, or with a letter.
          return Double(text) == nil ? MeasureText.degrees(text, westIsO: westIsO).map { "\($0)" } ?? text : text
        }
        return outcome(decoder.place(latitude: plain(north.text), longitude: plain(east.text), line: north.line))
      case .pair(let first, let second):
        guard let a = reader.first([first], in: element), let b = reader.first([second], in: element) else {
          return .missing
        }
        guard let x = ShapeReader.number(a.text, hasDecimalComma: rule.hasDecimalComma),
          let y = ShapeReader.number(b.text, hasDecimalComma: rule.hasDecimalComma)
        else { throw ShapeError(message: "'\(a.text)' and '\(b.text)' are not two numbers") }
        let name = rule.systemName.flatMap { reader.first([$0], in: element)?.text }
        return outcome(place((x, y), systemName: name, rule, line: a.line, decoder: &decoder))
      case .gml(let path):
        let context = inherited.updated(by: element.child("boundedBy").flatMap(GeometryContext.envelope)).inside(
          element)
        let holders = path.elements(in: element)
        for holder in holders {
          let shape = try ShapeReader.gml(holder, context: context)
          guard shape.representative(prefersArea: rule.prefersArea) != nil else { continue }
          let name = rule.systemName.flatMap { reader.first([$0], in: element)?.text }
          return outcome(place(shape, systemName: name, rule, line: holder.line, decoder: &decoder))
        }
        let references = holders.flatMap { ShapeReader.references(in: $0) }
        return references.isEmpty ? .missing : .elsewhere(.referenced(references, context), rule, quality)
      case .kml(let path):
        for holder in path.elements(in: element) {
          guard let point = try ShapeReader.kml(holder).representative(prefersArea: rule.prefersArea)?.place else {
            continue
          }
          guard let coordinate = Coordinate.valid(latitude: point.second, longitude: point.first) else {
            return outcome(
              decoder.place(latitude: "\(point.second)", longitude: "\(point.first)", line: holder.line))
          }
          return outcome(decoder.place(coordinate, line: holder.line))
        }
        return .missing
      case .wkt(let value):
        guard let text = reader.first([value], in: element) else { return .missing }
        let shape = try ShapeReader.wkt(text.text)
        guard let point = shape.representative(prefersArea: rule.prefersArea)?.place else { return .missing }
        let name = shape.systemName ?? rule.systemName.flatMap { reader.first([$0], in: element)?.text }
        return outcome(place(point, systemName: name, rule, line: text.line, decoder: &decoder))
      case .osm:
        switch OSMGeometry.read(element) {
        case .here(let latitude, let longitude):
          return outcome(decoder.place(latitude: latitude, longitude: longitude, line: element.line))
        case .elsewhere(let geometry): return .elsewhere(.osm(geometry), rule, quality)
        case nil: return .missing
        }
      }
    } catch {
      decoder.fail(.positionInvalid, "the position cannot be read: \(error.message)", line: element.line)
      return .unreadable
    }
  }

  /// The shape of a position that is written with several pairs of numbers; `nil` for one pair.
  private static func corners(
    _ latitude: ProfileValue, _ longitude: ProfileValue, in element: Element, reader: inout ValueReader
  ) -> Shape? {
    guard case .path(let north) = latitude.source, case .path(let east) = longitude.source else { return nil }
    let first = north.values(in: element, enclosing: reader.enclosing).compactMap { ShapeReader.number($0.text) }
    guard first.count > 1 else { return nil }
    let second = east.values(in: element, enclosing: reader.enclosing).compactMap { ShapeReader.number($0.text) }
    guard first.count == second.count else { return nil }
    let corners = zip(first, second).map { (first: $0, second: $1) }
    return corners.count > 2 ? Shape(polygons: [.init(outline: corners)]) : Shape(points: corners)
  }

  func position(_ place: RecordDecoder.JudgedPlace, _ rule: PositionRule, _ quality: Position.Quality) -> Position {
    let notes = [rule.note, place.note].compactMap(\.self)
    return Position(
      place.coordinate, quality: quality, basis: rule.basis,
      note: notes.isEmpty ? nil : notes.joined(separator: "; "))
  }

  private func quality(
    _ rule: PositionRule, in element: Element, reader: inout ValueReader, decoder: inout RecordDecoder
  ) -> Position.Quality {
    guard let text = reader.first(rule.quality, in: element) else { return .approximate }
    return decoder.value(of: text.text, name: "quality", line: text.line) ?? .approximate
  }

  /// Judges the place of a shape; `systemName` is that of its reference system where the shape itself names none.
  func place(
    _ shape: Shape, systemName: String? = nil, _ rule: PositionRule, line: Int, decoder: inout RecordDecoder
  ) -> RecordDecoder.JudgedPlace? {
    guard let found = shape.representative(prefersArea: rule.prefersArea) else { return nil }
    return place(found.place, systemName: found.systemName ?? systemName, rule, line: line, decoder: &decoder)
  }

  /// Turns two numbers into a place and judges it.
  private func place(
    _ point: Shape.Pair, systemName: String?, _ rule: PositionRule, line: Int, decoder: inout RecordDecoder
  ) -> RecordDecoder.JudgedPlace? {
    var found = override ?? rule.system ?? system
    var isNamed = false
    if override == nil, !rule.overridesSystem, let name = systemName, !name.isEmpty {
      isNamed = true
      guard let named = ReferenceSystem(name: name) else {
        decoder.fail(
          .unknownReferenceSystem,
          "the reference system '\(name.prefix(120))' is none that PROJ knows and can transform; "
            + "--srs says which one is meant, for example --srs EPSG:25832", line: line)
        return nil
      }
      found = named
    }
    guard var system = found else {
      decoder.fail(
        .unknownReferenceSystem,
        "neither the position nor anything around it names its reference system (srsName), nor does the profile",
        line: line)
      return nil
    }
    if rule.isExchanged { system = system.exchanged }
    let numbers = "\(point.first), \(point.second) (\(system))"
    guard point.first != 0 || point.second != 0 else {
      decoder.fail(.positionZero, "the position is 0,0, which means that nobody filled it in", line: line)
      return nil
    }
    guard let transformation = transformation(from: system) else {
      decoder.fail(.unknownReferenceSystem, "\(system) cannot be transformed", line: line)
      return nil
    }
    let coordinate = transformation.coordinate(point.first, point.second)
    if let coordinate, let other = transformation.coordinate(point.second, point.first),
      let isIn = transformation.isInArea(coordinate), transformation.isInArea(other) == true
    {
      // Numbers that lie in each other's range: the area that the system is made for tells the order, where it can.
      guard isIn else { return decoder.swapped(found: numbers, meant: other, line: line) }
      // Who wrote the profile, or stated the system, knows the order.
      if isNamed { axes.noteUnsure(system, line: line) }
    } else if coordinate.map({ transformation.isInArea($0) }) == true {
      axes.noteSure(system)
    }
    if let coordinate, policy.region?.contains(coordinate) ?? true { return (coordinate, nil) }
    if let region = policy.region, let meant = transformation.coordinate(point.second, point.first),
      region.contains(meant)
    {
      return decoder.swapped(found: numbers, meant: meant, line: line)
    }
    guard let coordinate else {
      decoder.fail(
        .positionOutOfRange, "the position \(numbers) lies outside the area where its reference system is used",
        line: line)
      return nil
    }
    return decoder.place(coordinate, line: line)
  }

  private func transformation(from system: ReferenceSystem) -> CoordinateTransformation? {
    if let known = transformations[system] { return known }
    let made = try? CoordinateTransformation(from: system)
    transformations[system] = made
    return made
  }
}
