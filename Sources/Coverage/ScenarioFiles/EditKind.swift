internal import DirectoryModel

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
        try edit.subject(), place: try edit.place("at"), country: try edit.required("country"),
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
    EditKind("busy", ["units", "stations", "countries", "services"]) { edit in
      .busy(
        try edit.number(in: 0...0.999_999),
        ScenarioEdit.Selection(
          units: try edit.fields.texts("units") ?? [], stations: try edit.fields.texts("stations") ?? [],
          countries: try edit.fields.texts("countries") ?? [], services: try edit.fields.words("services") ?? []))
    },
    EditKind("close-border", ["services"]) { try $0.border(isOpen: false) },
    EditKind("open-border", ["services"]) { try $0.border(isOpen: true) },
    EditKind("hazard", ["footprint", "buffer-km", "disables-stations", "slowness", "demand"]) { try $0.hazard() },
    EditKind("weather") { .weather(try $0.number(in: 0.1...10)) },
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
