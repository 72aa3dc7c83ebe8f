internal import DirectoryModel
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
    case elsewhere(OSMGeometry, PositionRule, Position.Quality)
  }

  private var transformations: [ReferenceSystem: CoordinateTransformation] = [:]
  private let policy: PositionPolicy
  private let system: ReferenceSystem?
  /// What the elements around the records name, the innermost last.
  var inheritedSystemName: String?

  init(policy: PositionPolicy, system: ReferenceSystem?) {
    self.policy = policy
    self.system = system
  }

  /// Tries the rules in order and takes the first that finds something.
  func position(
    _ rules: [PositionRule], in element: Element, reader: inout ValueReader, decoder: inout RecordDecoder
  ) -> Outcome {
    for rule in rules {
      switch position(rule, in: element, reader: &reader, decoder: &decoder) {
      case .missing: continue
      case let outcome: return outcome
      }
    }
    return .missing
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
        let comma = { (text: String) in rule.hasDecimalComma ? text.replacing(",", with: ".") : text }
        return outcome(decoder.place(latitude: comma(north.text), longitude: comma(east.text), line: north.line))
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
        let inherited = element.anyAttribute("srsName") ?? PositionReader.envelopeSystem(element) ?? inheritedSystemName
        for holder in path.elements(in: element) {
          let shape = try ShapeReader.gml(holder, systemName: inherited)
          guard let point = shape.representative else { continue }
          return outcome(place(point, systemName: shape.systemName, rule, line: holder.line, decoder: &decoder))
        }
        return .missing
      case .kml(let path):
        for holder in path.elements(in: element) {
          guard let point = try ShapeReader.kml(holder).representative else { continue }
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
        guard let point = shape.representative else { return .missing }
        let name = shape.systemName ?? rule.systemName.flatMap { reader.first([$0], in: element)?.text }
        return outcome(place(point, systemName: name, rule, line: text.line, decoder: &decoder))
      case .osm:
        switch OSMGeometry.read(element) {
        case .here(let latitude, let longitude):
          return outcome(decoder.place(latitude: latitude, longitude: longitude, line: element.line))
        case .elsewhere(let geometry): return .elsewhere(geometry, rule, quality)
        case nil: return .missing
        }
      }
    } catch {
      decoder.fail(.positionInvalid, "the position cannot be read: \(error.message)", line: element.line)
      return .unreadable
    }
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

  /// The system that the record's own envelope names.
  private static func envelopeSystem(_ element: Element) -> String? {
    element.child("boundedBy")?.children.compactMap { $0.anyAttribute("srsName") }.first
  }

  /// Turns two numbers into a place and judges it.
  private func place(
    _ point: Shape.Pair, systemName: String?, _ rule: PositionRule, line: Int, decoder: inout RecordDecoder
  ) -> RecordDecoder.JudgedPlace? {
    var found = rule.system ?? system
    if let name = systemName, !name.isEmpty {
      guard let named = ReferenceSystem(name: name) else {
        decoder.fail(
          .unknownReferenceSystem,
          "the reference system '\(name.prefix(120))' is not known, expected one of EPSG:"
            + ReferenceSystem.supportedCodes.map(String.init).joined(separator: ", EPSG:"), line: line)
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
    let numbers = "\(point.first), \(point.second) (EPSG:\(system.code))"
    guard point.first != 0 || point.second != 0 else {
      decoder.fail(.positionZero, "the position is 0,0, which means that nobody filled it in", line: line)
      return nil
    }
    guard let transformation = transformation(from: system) else {
      decoder.fail(.unknownReferenceSystem, "EPSG:\(system.code) cannot be transformed", line: line)
      return nil
    }
    let coordinate = transformation.coordinate(point.first, point.second)
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
