internal import Coverage
internal import DirectoryModel
internal import Geodesy

/// Reads one edit.
struct EditReader {
  static let unitKeys = ["id", "count", "service", "type", "crew", "turnout", "staffing", "mobility"]

  let fields: FieldReader
  let kind: EditKind
  /// Reads a file that a footprint names.
  let footprintFile: (String, FieldReader) throws -> FootprintReader.Footprint

  var name: String { kind.name }

  /// Finds out which kind of edit a mapping is.
  ///
  /// - Throws: `MutualAidError` when it is none, or two at once.
  init(
    _ node: DocumentNode, place: DocumentPlace,
    footprintFile: @escaping (String, FieldReader) throws -> FootprintReader.Footprint
  ) throws {
    guard case .mapping(let entries) = node.content, let first = entries.first else {
      throw place.failure(
        .scenarioInvalid, "an edit is no list of keys and values", line: node.line, hint: "As in 'close-station: ID'.")
    }
    let named = entries.compactMap { entry in EditKind.all.first { $0.name == entry.key } }
    guard let kind = named.first else {
      throw place.failure(
        .scenarioInvalid, "there is no edit '\(first.key)'", line: first.line,
        hint: EditDistance.nearest(to: first.key, among: EditKind.all.map(\.name)).map { .didYouMean($0) }
          ?? "Known are \(EditKind.all.map(\.name).joined(separator: ", ")).")
    }
    guard named.count == 1 else {
      throw place.failure(
        .scenarioInvalid, "one edit is '\(named[0].name)' and '\(named[1].name)' at once", line: node.line,
        hint: "Make two edits of it.")
    }
    self.kind = kind
    self.footprintFile = footprintFile
    fields = try FieldReader(node, "edit '\(kind.name)'", keys: [kind.name] + kind.keys + ["when"], place: place)
  }

  /// The edit.
  func edit() throws -> ScenarioEdit {
    let windows = try fields.windows("when")
    guard windows.map({ $0.count == 1 }) ?? true else {
      throw fields.failure("when", "'when' is more than one part of the week", hint: "Make an edit for each.")
    }
    let change = try kind.read(self)
    var edit = ScenarioEdit(change, window: windows?.first, line: fields.line)
    // The summary names the file instead of its corners.
    if case .hazard(let hazard) = change, let file = try footprintName() {
      edit.summary = ScenarioEdit.text(of: hazard, footprint: ScenarioText.quoted(file), window: edit.window)
    }
    return edit
  }

  // MARK: What kinds ask for

  /// The value of the key that names the edit.
  func subject<ID: OpaqueIdentifier>() throws -> ID { ID(try subject()) }

  func subject() throws -> String { try fields.required(name, fields.text(name)) }

  func required<ID: OpaqueIdentifier>(_ key: String) throws -> ID { ID(try required(key)) }

  func required(_ key: String) throws -> String { try fields.required(key, fields.text(key)) }

  func number(in range: ClosedRange<Double>) throws -> Double {
    try fields.required(name, fields.number(name, in: range))
  }

  func country(_ key: String) throws -> CountryCode {
    let text = try required(key)
    guard let country = CountryCode(text) else {
      throw fields.failure(
        key, "'\(key)' of \(fields.subject) is '\(text)', expected two capital letters such as NL")
    }
    return country
  }

  func place(_ key: String) throws -> Coordinate { try fields.required(key, fields.coordinate(key)) }

  func newUnits() throws -> [ScenarioEdit.NewUnits] {
    guard case .list(let items)? = fields.node("units")?.content, !items.isEmpty else {
      throw fields.failure("units", "\(fields.subject) has no list of 'units'", hint: "Add at least one.")
    }
    return try items.map {
      try EditReader.units(FieldReader($0, "the unit", keys: EditReader.unitKeys, place: fields.place))
    }
  }

  static func units(_ fields: FieldReader) throws -> ScenarioEdit.NewUnits {
    ScenarioEdit.NewUnits(
      id: UnitID(try fields.required("id", fields.text("id"))), count: try fields.count("count", in: 1...1000) ?? 1,
      service: try fields.required("service", fields.word("service")), type: try fields.text("type") ?? "",
      crew: try fields.count("crew", in: 0...10_000) ?? 0, turnout: try fields.number("turnout", in: 0...86_400),
      staffing: try fields.word("staffing") ?? .career, mobility: try fields.word("mobility") ?? .road)
  }

  func border(isOpen: Bool) throws -> ScenarioEdit.Change {
    let countries = try fields.texts(name) ?? []
    guard countries.count == 2, countries[0] != countries[1] else {
      throw fields.failure(name, "'\(name)' is not about two countries", hint: "As in '\(name): [DE, NL]'.")
    }
    return .border(
      between: CountryCode(unchecked: countries[0]), and: CountryCode(unchecked: countries[1]), isOpen: isOpen,
      services: try fields.words("services") ?? [],
      towards: try fields.text("towards").map { CountryCode(unchecked: $0) })
  }

  func hazard() throws -> ScenarioEdit.Change {
    let node = try fields.required("footprint", fields.node("footprint"))
    let footprint =
      try footprintName().map { try footprintFile($0, fields) } ?? FootprintReader(place: fields.place).footprint(node)
    let buffer = try fields.number("buffer-km", in: 0...1000)
    if footprint.line.isEmpty, buffer != nil {
      throw fields.failure("buffer-km", "a polygon has no 'buffer-km'", hint: "Draw it larger, or give a LineString.")
    }
    if !footprint.line.isEmpty, buffer == nil { throw fields.failure("buffer-km", "a line needs 'buffer-km'") }
    return .hazard(
      ScenarioEdit.Hazard(
        name: try subject(), rings: footprint.rings, line: footprint.line, buffer: (buffer ?? 0) * 1000,
        disablesStations: try fields.flag("disables-stations") ?? true,
        slowness: try fields.number("slowness", in: 1...1000) ?? 1,
        demand: try fields.number("demand", in: 0...1000) ?? 1,
        closesCrossings: try fields.flag("closes-crossings") ?? true))
  }

  /// A crossing that is new, described by where it is, or one on file, named by its id alone.
  func openCrossing() throws -> ScenarioEdit.Change {
    let wait = try fields.number("wait", in: 0...86_400)
    let isNew = ["barrier", "at", "to", "kind", "name"].contains { fields.has($0) }
    guard isNew else { return .openCrossing(try subject(), nil, wait: wait) }
    return .openCrossing(
      try subject(),
      ScenarioEdit.NewCrossing(
        barrier: try required("barrier"), place: try place("at"), otherEnd: try fields.coordinate("to"),
        kind: try fields.word("kind") ?? .bridge, name: try fields.text("name")), wait: wait)
  }

  private func footprintName() throws -> String? {
    guard case .scalar? = fields.node("footprint")?.content else { return nil }
    return try fields.text("footprint")
  }
}

/// A kind of edit that scenario files know: the key that names it, what else it may have, and how it is read.
struct EditKind: Sendable {
  /// The key; its value is what the edit is about.
  let name: String
  /// Other keys, beside `when`.
  let keys: [String]
  let read: @Sendable (EditReader) throws -> ScenarioEdit.Change

  private init(
    _ name: String, _ keys: [String] = [], _ read: @escaping @Sendable (EditReader) throws -> ScenarioEdit.Change
  ) {
    self.name = name
    self.keys = keys
    self.read = read
  }

  /// All kinds.
  static let all: [EditKind] = [
    EditKind("close-station") { .closeStation(try $0.subject()) },
    EditKind("open-station", ["at", "country", "units"]) { edit in
      .openStation(
        try edit.subject(), place: try edit.place("at"), country: try edit.country("country"),
        units: try edit.newUnits())
    },
    EditKind("move-station", ["to"]) { .moveStation(try $0.subject(), to: try $0.place("to")) },
    EditKind("add-units", EditReader.unitKeys) { edit in
      .addUnits(station: try edit.subject(), units: try EditReader.units(edit.fields))
    },
    EditKind("remove-unit") { .removeUnit(try $0.subject()) },
    EditKind("move-unit", ["to-station"]) {
      .moveUnit(try $0.subject(), toStation: try $0.required("to-station"))
    },
    EditKind("staff-station", ["staffing"]) { edit in
      .staff(
        try edit.subject(), try edit.fields.required("staffing", edit.fields.word("staffing")))
    },
    EditKind("station-hours", ["hours"]) { .hours(try $0.subject(), try $0.required("hours")) },
    EditKind("busy", ["units", "stations", "countries", "services"]) { edit in
      .busy(
        try edit.number(in: 0...0.999_999),
        ScenarioEdit.Selection(
          units: try edit.fields.texts("units")?.map { UnitID($0) } ?? [],
          stations: try edit.fields.texts("stations")?.map { StationID($0) } ?? [],
          countries: try edit.fields.texts("countries")?.map { CountryCode(unchecked: $0) } ?? [],
          services: try edit.fields.words("services") ?? []))
    },
    EditKind("close-border", ["services", "towards"]) { try $0.border(isOpen: false) },
    EditKind("open-border", ["services", "towards"]) { try $0.border(isOpen: true) },
    EditKind("close-crossing", ["towards"]) {
      .closeCrossing(try $0.subject(), towards: try $0.fields.coordinate("towards"))
    },
    EditKind("open-crossing", ["barrier", "at", "to", "kind", "name", "wait"]) { try $0.openCrossing() },
    EditKind(
      "hazard", ["footprint", "buffer-km", "disables-stations", "slowness", "demand", "closes-crossings"]
    ) { try $0.hazard() },
    EditKind("weather", ["services"]) { edit in
      .weather(try edit.number(in: 0.1...10), services: try edit.fields.words("services") ?? [])
    },
    EditKind("call-handling") { .callHandling(try $0.number(in: 0...3600)) },
    EditKind("request-delay") { .requestDelay(try $0.number(in: 0...3600)) },
    EditKind("require-agreements") { edit in
      .requireAgreements(try edit.fields.required(edit.name, edit.fields.flag(edit.name)))
    },
    EditKind("suspend-agreement") { .agreement(.suspend(try $0.subject())) },
    EditKind("change-agreement", RuleReader.termKeys) { edit in
      let terms = try RuleReader(fields: edit.fields).terms()
      guard terms != AgreementChange.Terms() else {
        throw edit.fields.failure(
          edit.name, "'change-agreement' changes nothing",
          hint: "Add one of \(RuleReader.termKeys.joined(separator: ", ")).")
      }
      return .agreement(.change(try edit.subject(), terms))
    },
    EditKind("add-rule", RuleReader.ruleKeys) { edit in
      .agreement(.add(try RuleReader(fields: edit.fields).rule(id: try edit.subject())))
    },
  ]
}
