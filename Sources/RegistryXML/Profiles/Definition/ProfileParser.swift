internal import DirectoryModel
internal import Geodesy

/// Reads a profile from its XML and gathers what is wrong with it.
struct ProfileParser {
  static let namespace = "urn:mutual-aid:profile:1.0"

  private(set) var problems: [Problem] = []
  /// The profile's own maps.
  private(set) var maps: [String: ValueMap] = [:]
  /// Paths to children of elements around the records.
  private(set) var surroundings: [SurroundingPath] = []
  /// Maps that it can use without having them.
  private let sharedMaps: [String: ValueMap]

  init(sharedMaps: [String: ValueMap] = [:]) { self.sharedMaps = sharedMaps }

  mutating func fail(_ message: String, at element: Element) {
    problems.append(Problem(line: element.line, severity: .error, code: .valueInvalid, message: message))
  }

  /// Remembers what is to be read of the elements around the records.
  mutating func note(_ path: ProfilePath) {
    for case .around(let path) in path.alternatives where !surroundings.contains(path) { surroundings.append(path) }
  }

  mutating func profile(_ element: Element) -> Profile {
    // Maps come first: values refer to them by name.
    for child in element.children("map") { map(child) }
    var profile = Profile(
      id: element.attribute("id") ?? "", titles: titles(of: element),
      description: element.child("description")?.text ?? "",
      content: word("content", of: element) ?? .registry)
    if profile.id.isEmpty || ["auto", NativeFormat.name].contains(profile.id) {
      fail("the profile's id is '\(profile.id)', expected a name of its own", at: element)
    }
    profile.system = system("srs", of: element)
    for child in element.children {
      switch child.name {
      case "recognise": profile.recognitions.append(recognition(child))
      case "wrapper": profile.wrappers.formUnion(words("element", of: child))
      case "registry":
        profile.header += header(child)
        profile.completeness += completeness(child)
      case "require": if let found = documentGuard(child) { profile.guards.append(found) }
      case "versions":
        if let id = path("id", of: child), let version = path("version", of: child) {
          profile.versions = VersionRule(elements: Set(words("element", of: child)), id: id, version: version)
        }
      case "partial": if let found = partiality(child) { profile.partialities.append(found) }
      case "no-news": profile.rootsWithoutNews.formUnion(words("element", of: child))
      default: if let kind = RecordRule.Kind(rawValue: child.name) { profile.rules.append(rule(child, kind)) }
      }
    }
    profile.surroundings = surroundings
    if ![.envelope, .maps].contains(profile.content), !profile.rules.contains(where: { $0.kind != .ignore }) {
      fail("the profile reads no records: expected station, unit, organisation, control-room or report", at: element)
    }
    return profile
  }

  // MARK: The document

  func titles(of element: Element) -> LocalizedText {
    LocalizedText(element.children("title").map { .init(language: $0.attribute("lang"), text: $0.text) })
  }

  func recognition(_ element: Element) -> Recognition {
    Recognition(
      roots: Set(words("root", of: element)), namespaces: words("namespace", of: element),
      contained: Set(words("contains", of: element)), containedNamespaces: words("contains-namespace", of: element))
  }

  mutating func header(_ element: Element) -> [HeaderRule] {
    var rules: [HeaderRule] = []
    for child in element.children {
      guard let field = HeaderField(rawValue: child.name) else { continue }
      rules += places(child).map { HeaderRule(field: field, place: $0) }
    }
    return rules
  }

  /// The declarations of completeness, which are written as in the native format.
  mutating func completeness(_ element: Element) -> [CompletenessDeclaration] {
    element.children("complete-for").compactMap { child in
      var decoder = RecordDecoder(record: nil)
      let declaration = decoder.completeness(child)
      problems += decoder.problems
      return declaration
    }
  }

  mutating func documentGuard(_ element: Element) -> DocumentGuard? {
    let places = places(element)
    guard !places.isEmpty else { return nil }
    return DocumentGuard(
      places: places, accepted: list("is", of: element), isRequired: element.attribute("required") != "false")
  }

  mutating func partiality(_ element: Element) -> PartialityRule? {
    let places = places(element)
    guard !places.isEmpty else { return nil }
    var rule = PartialityRule(
      places: places, words: element.attribute("says"), pages: word("pages", of: element))
    if let path = path("exceeds", of: element) {
      rule.exceeded = self.places(ProfileValue(source: .path(path), line: element.line), at: element)
    }
    return rule
  }

  /// Splits the value's path into the element beside the records that it begins with, and the rest.
  mutating func places(_ element: Element) -> [DocumentPath] {
    guard let value = value(element) else { return [] }
    return places(value, at: element)
  }

  private mutating func places(_ value: ProfileValue, at element: Element) -> [DocumentPath] {
    guard case .path(let path) = value.source else { return [DocumentPath(value: value)] }
    var places: [DocumentPath] = []
    for alternative in path.alternatives {
      var value = value
      switch alternative {
      case .around:
        fail("of a document's value ^ leads to attributes alone: write Element/child", at: element)
      case .enclosing:
        value.source = .path(ProfilePath(alternatives: [alternative]))
        places.append(DocumentPath(value: value))
      case .steps(let steps):
        guard let first = steps.first, first.axis == .child, case .exact(let name) = first.name else {
          fail("the path of a document's value begins with an element's name, or with ^", at: element)
          continue
        }
        let parent = element.attribute("in")
        value.source = .path(ProfilePath(startingAt: first, then: steps.dropFirst()))
        places.append(DocumentPath(element: name, parent: parent, value: value))
        // The root stands around everything and is never read as a whole: its path is followed from its children.
        guard first.predicates.isEmpty, parent == nil, let second = steps.dropFirst().first, second.axis == .child,
          case .exact(let child) = second.name
        else { continue }
        value.source = .path(ProfilePath(startingAt: second, then: steps.dropFirst(2)))
        places.append(DocumentPath(element: child, parent: name, value: value))
      }
    }
    return places
  }

  /// The map that an attribute names.
  mutating func map(named attribute: String, of element: Element) -> ValueMap? {
    guard let name = element.attribute(attribute) else { return nil }
    if let map = maps[name] ?? sharedMaps[name] { return map }
    let known = Array(maps.keys) + Array(sharedMaps.keys)
    let guess = EditDistance.nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    fail("there is no map '\(name)'\(guess)", at: element)
    return nil
  }

  mutating func map(_ element: Element) {
    guard let id = element.attribute("id") else { return }
    let otherwise: ValueMap.Otherwise
    switch element.attribute("otherwise") ?? "fail" {
    case "keep": otherwise = .keep
    case "drop": otherwise = .drop
    case "skip-record": otherwise = .skipRecord
    case "use": otherwise = .use(element.attribute("use") ?? "")
    default: otherwise = .fail
    }
    if case .use("") = otherwise {
      fail("the map '\(id)' says otherwise=\"use\" and has no attribute use", at: element)
    }
    if maps[id] != nil { fail("there are two maps with the id '\(id)'", at: element) }
    var map = ValueMap(id: id, otherwise: otherwise)
    for entry in element.children("entry") {
      let match: ValueMap.Match = word("match", of: entry) ?? .exact
      if match == .pattern {
        // Bars are alternatives of the expression.
        let pattern = entry.attribute("from") ?? ""
        do {
          try map.add(pattern: pattern, to: entry.attribute("to") ?? "")
        } catch {
          fail("'\(pattern)' is no regular expression: \(error)", at: entry)
        }
        continue
      }
      for from in (entry.attribute("from") ?? "").split(separator: "|") {
        map.add(ValueReader.trimmed(from), to: entry.attribute("to") ?? "", match: match)
      }
    }
    maps[id] = map
  }

  // MARK: Records

  mutating func rule(_ element: Element, _ kind: RecordRule.Kind) -> RecordRule {
    var rule = RecordRule(
      kind: kind, line: element.line, elements: Set(words("element", of: element)).subtracting(["*"]),
      exceptions: Set(words("except", of: element)),
      namespaces: words("namespace", of: element), parents: Set(words("parent", of: element)),
      within: Set(words("within", of: element)), conditions: conditions(of: element), fields: fields(of: element),
      positions: positions(of: element))
    for name in words("only-with", of: element) {
      guard let field = RecordField(rawValue: name) else {
        fail("only-with names '\(name)', which is no field", at: element)
        continue
      }
      rule.needed.append(field)
    }
    for child in element.children("unit") {
      guard let path = path("path", of: child) else { continue }
      rule.units.append(
        UnitRule(
          path: path, count: self.path("count", of: child), conditions: conditions(of: child),
          fields: fields(of: child), positions: positions(of: child)))
    }
    if let child = element.child("implied-unit") { rule.impliedUnit = fields(of: child) }
    let needed: [RecordField] =
      switch kind {
      case .ignore: []
      case .organisation, .controlRoom: [.id, .name]
      case .station: [.id, .name]
      case .unit: [.id, .station]
      case .report: [.id, .status]
      }
    for field in needed where element.children.first(where: { $0.name == field.rawValue }) == nil {
      fail("<\(kind.rawValue)> does not say where its \(field.rawValue) is", at: element)
    }
    if kind == .station, element.children.first(where: { $0.name == "position" }) == nil {
      fail("<station> does not say where its position is", at: element)
    }
    return rule
  }

  mutating func conditions(of element: Element) -> [RecordCondition] {
    var conditions: [RecordCondition] = []
    for child in element.children where child.name == "when" || child.name == "unless" {
      guard let path = path("path", of: child) else { continue }
      conditions.append(
        RecordCondition(
          path: path, values: Set(list("is", of: child).map { $0.lowercased() }), isNegated: child.name == "unless",
          date: word("date", of: child)))
    }
    return conditions
  }

  mutating func fields(of element: Element) -> [RecordField: [ProfileValue]] {
    var fields: [RecordField: [ProfileValue]] = [:]
    for child in element.children {
      guard let field = RecordField(rawValue: child.name), let value = value(child) else { continue }
      fields[field, default: []].append(value)
    }
    return fields
  }

  mutating func positions(of element: Element) -> [PositionRule] {
    var positions: [PositionRule] = []
    for child in element.children("position") {
      guard let form = form(of: child) else { continue }
      var quality = child.attribute("quality").map { [constant($0, at: child)] } ?? []
      if let child = child.child("quality"), let value = value(child) { quality.insert(value, at: 0) }
      if let text = child.attribute("quality"), Position.Quality(rawValue: text) == nil {
        fail(
          "quality is '\(text)', expected \(Position.Quality.allCases.map(\.rawValue).joined(separator: ", "))",
          at: child)
      }
      var name: ProfileValue?
      if let system = child.child("srs") {
        name = value(system)
      } else if let path = path("srs-path", of: child) {
        name = ProfileValue(source: .path(path), line: child.line)
      }
      positions.append(
        PositionRule(
          form: form, line: child.line, holders: path("in", of: child), time: path("time", of: child),
          system: system("srs", of: child), systemName: name,
          overridesSystem: child.attribute("srs-use") == "always", isExchanged: child.attribute("exchanged") == "true",
          prefersArea: child.attribute("prefer") == "area", hasDecimalComma: child.attribute("decimal") == "comma",
          quality: quality, basis: word("basis", of: child) ?? .published, note: child.attribute("note")))
    }
    return positions
  }

  mutating func form(of element: Element) -> PositionRule.Form? {
    switch element.attribute("form") {
    case "lat-lon":
      guard let latitude = number("lat", of: element), let longitude = number("lon", of: element) else { return nil }
      return .latitudeLongitude(latitude, longitude)
    case "pair":
      guard let first = number("first", of: element), let second = number("second", of: element) else { return nil }
      if element.attribute("srs") == nil, element.attribute("srs-path") == nil, element.child("srs") == nil {
        fail("a pair needs srs, which says what the two numbers are", at: element)
      }
      return .pair(first, second)
    case "gml": return .gml(path("path", of: element) ?? ProfilePath(alternatives: [.steps([])]))
    case "kml": return .kml(path("path", of: element) ?? ProfilePath(alternatives: [.steps([])]))
    case "wkt": return number("path", of: element).map { .wkt($0) }
    case "osm": return .osm
    case let form:
      fail("form is '\(form ?? "")', expected lat-lon, pair, gml, kml, wkt or osm", at: element)
      return nil
    }
  }

  mutating func number(_ name: String, of element: Element) -> ProfileValue? {
    guard element.attribute(name) != nil else {
      fail("<position form=\"\(element.attribute("form") ?? "")\"> has no \(name)", at: element)
      return nil
    }
    return path(name, of: element).map { ProfileValue(source: .path($0), line: element.line) }
  }
}
