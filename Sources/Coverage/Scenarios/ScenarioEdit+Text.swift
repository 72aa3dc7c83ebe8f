package import DirectoryModel
internal import Geodesy
internal import Primitives

extension ScenarioEdit {
  /// Corners that are written out.
  private static let writtenPositions = 8

  /// An edit in the words of the scenario file, on one line: within braces it can be read again.
  ///
  /// Only footprints of many corners are abridged.
  static func text(of change: Change, window: WeeklyWindow?) -> String {
    let when = ("when", window.map { ScenarioText.quoted($0.scenarioText) })
    return switch change {
    case .closeStation(let id): ScenarioText.fields([("close-station", ScenarioText.quoted(id)), when])
    case .openStation(let id, let place, let country, let units):
      ScenarioText.fields([
        ("open-station", ScenarioText.quoted(id)), ("at", ScenarioText.place(place)),
        ("country", ScenarioText.quoted(country)),
        ("units", "[" + units.map { ScenarioText.mapping($0.entries) }.joined(separator: ", ") + "]"), when,
      ])
    case .moveStation(let id, let place):
      ScenarioText.fields([("move-station", ScenarioText.quoted(id)), ("to", ScenarioText.place(place)), when])
    case .addUnits(let station, let units):
      ScenarioText.fields([("add-units", ScenarioText.quoted(station))] + units.entries + [when])
    case .removeUnit(let id): ScenarioText.fields([("remove-unit", ScenarioText.quoted(id)), when])
    case .moveUnit(let id, let station):
      ScenarioText.fields([("move-unit", ScenarioText.quoted(id)), ("to-station", ScenarioText.quoted(station)), when])
    case .staff(let station, let kind):
      ScenarioText.fields([("staff-station", ScenarioText.quoted(station)), ("staffing", kind.rawValue), when])
    case .hours(let station, let hours):
      ScenarioText.fields([
        ("station-hours", ScenarioText.quoted(station)), ("hours", ScenarioText.quoted(hours)), when,
      ])
    case .busy(let probability, let selection):
      ScenarioText.fields([("busy", ScenarioText.number(probability))] + selection.entries + [when])
    case .border(let one, let other, let isOpen, let services, let host):
      ScenarioText.fields([
        (isOpen ? "open-border" : "close-border", ScenarioText.list([one.rawValue, other.rawValue])),
        ("services", list(services.map(\.rawValue))), ("towards", host?.rawValue), when,
      ])
    case .closeCrossing(let id, let place):
      ScenarioText.fields([
        ("close-crossing", ScenarioText.quoted(id)), ("towards", place.map(ScenarioText.place)), when,
      ])
    case .openCrossing(let id, let new, let wait):
      ScenarioText.fields(
        [("open-crossing", ScenarioText.quoted(id))] + (new?.entries ?? [])
          + [("wait", wait.map(ScenarioText.number)), when])
    case .hazard(let hazard): text(of: hazard, footprint: footprint(of: hazard), window: window)
    case .weather(let factor, let services):
      ScenarioText.fields([
        ("weather", ScenarioText.number(factor)), ("services", list(services.map(\.rawValue))), when,
      ])
    case .callHandling(let seconds): ScenarioText.fields([("call-handling", ScenarioText.number(seconds)), when])
    case .requestDelay(let seconds): ScenarioText.fields([("request-delay", ScenarioText.number(seconds)), when])
    case .requireAgreements(let isRequired): ScenarioText.fields([("require-agreements", "\(isRequired)"), when])
    case .agreement(.suspend(let id)): ScenarioText.fields([("suspend-agreement", ScenarioText.quoted(id)), when])
    case .agreement(.add(let rule)):
      ScenarioText.fields([("add-rule", ScenarioText.quoted(rule.id))] + rule.entries + [when])
    case .agreement(.change(let id, let terms)):
      ScenarioText.fields([("change-agreement", ScenarioText.quoted(id))] + terms.entries + [when])
    }
  }

  /// A hazard with its footprint in given words.
  package static func text(of hazard: Hazard, footprint: String, window: WeeklyWindow?) -> String {
    ScenarioText.fields([
      ("hazard", ScenarioText.quoted(hazard.name)), ("footprint", footprint),
      ("buffer-km", hazard.line.isEmpty ? nil : ScenarioText.number(hazard.buffer / 1000)),
      ("disables-stations", "\(hazard.disablesStations)"), ("slowness", ScenarioText.number(hazard.slowness)),
      ("demand", ScenarioText.number(hazard.demand)), ("closes-crossings", hazard.closesCrossings ? nil : "false"),
      ("when", window.map { ScenarioText.quoted($0.scenarioText) }),
    ])
  }

  private static func footprint(of hazard: Hazard) -> String {
    let count = hazard.rings.map(\.count).reduce(hazard.line.count, +)
    let type = hazard.line.isEmpty ? "MultiPolygon" : "LineString"
    guard count <= writtenPositions else { return "{type: \(type), coordinates: \(count) positions}" }
    func positions(_ places: [Coordinate]) -> String {
      "[" + places.map { "[\($0.longitude), \($0.latitude)]" }.joined(separator: ", ") + "]"
    }
    // Under the even-odd rule it does not matter which ring is whose hole.
    let coordinates =
      hazard.line.isEmpty
      ? "[" + hazard.rings.map { "[\(positions($0))]" }.joined(separator: ", ") + "]" : positions(hazard.line)
    return "{type: \(type), coordinates: \(coordinates)}"
  }

  /// A list where there is anything.
  fileprivate static func list(_ items: [String]?) -> String? {
    items.flatMap { $0.isEmpty ? nil : ScenarioText.list($0) }
  }

  fileprivate static func list(_ items: [some DirectoryIdentifier]) -> String? { list(items.map(\.rawValue)) }
}

extension ScenarioEdit.NewUnits {
  fileprivate var entries: [(key: String, value: String?)] {
    [
      ("id", ScenarioText.quoted(id)), ("count", count == 1 ? nil : "\(count)"), ("service", service.rawValue),
      ("type", type.isEmpty ? nil : ScenarioText.quoted(type)), ("crew", crew == 0 ? nil : "\(crew)"),
      ("turnout", turnout.map(ScenarioText.number)),
      ("staffing", staffing.rawValue), ("mobility", mobility == .road ? nil : mobility.rawValue),
    ]
  }
}

extension ScenarioEdit.NewCrossing {
  fileprivate var entries: [(key: String, value: String?)] {
    [
      ("barrier", ScenarioText.quoted(barrier)), ("at", ScenarioText.place(place)),
      ("to", otherEnd.map(ScenarioText.place)), ("kind", kind == .bridge ? nil : kind.rawValue),
      ("name", name.map { ScenarioText.quoted($0) }),
    ]
  }
}

extension ScenarioEdit.Selection {
  fileprivate var entries: [(key: String, value: String?)] {
    [
      ("units", ScenarioEdit.list(units)), ("stations", ScenarioEdit.list(stations)),
      ("countries", ScenarioEdit.list(countries)), ("services", ScenarioEdit.list(services.map(\.rawValue))),
    ]
  }
}

extension AgreementChange.Terms {
  fileprivate var entries: [(key: String, value: String?)] {
    [
      ("services", services.map { ScenarioText.list($0.map(\.rawValue)) }),
      ("within-km-of-border", borderBand.map(band)), ("station-within-km-of-border", stationBand.map(band)),
      ("windows", windows.map { ScenarioText.list($0.map(\.scenarioText)) }),
      ("role", role.map { $0?.rawValue ?? "any" }),
      ("conditions", conditions.map { ScenarioText.list($0.map(\.rawValue)) }),
    ]
  }

  private func band(_ metres: Double) -> String { metres.isFinite ? ScenarioText.number(metres / 1000) : "none" }
}

extension AgreementRule {
  fileprivate var entries: [(key: String, value: String?)] {
    var terms = AgreementChange.Terms()
    (terms.services, terms.borderBand, terms.stationBand) = (services, borderBand, stationBand)
    terms.windows = windows.isEmpty ? nil : windows
    terms.role = role.map { .some($0) }
    terms.conditions = conditions.isEmpty ? nil : conditions
    return [
      ("lender", lender.scenarioText), ("borrower", borrower.scenarioText),
      ("effect", effect == .allow ? nil : effect.rawValue),
      ("purposes", purposes == Purpose.allCases ? nil : ScenarioText.list(purposes.map(\.rawValue))),
    ] + terms.entries
  }
}

extension AgreementRule.Party {
  fileprivate var scenarioText: String {
    if self == AgreementRule.Party(country: country) { return ScenarioText.quoted(country) }
    let circles = places.map { circle in
      ScenarioText.mapping([
        ("name", ScenarioText.quoted(circle.name)), ("at", ScenarioText.place(circle.centre)),
        ("radius-km", ScenarioText.number(circle.radius / 1000)),
      ])
    }
    return ScenarioText.mapping([
      ("country", ScenarioText.quoted(country)), ("regions", ScenarioEdit.list(regions)),
      ("organisation", organisation.map { ScenarioText.quoted($0) }),
      ("station", station.map { ScenarioText.quoted($0) }),
      ("control-room", controlRoom.map { ScenarioText.quoted($0) }),
      ("municipality", municipality.map { ScenarioText.quoted($0) }),
      ("places", circles.isEmpty ? nil : "[" + circles.joined(separator: ", ") + "]"),
    ])
  }
}

/// Writes values as scenario files have them, on one line: YAML's flow style.
package enum ScenarioText {
  /// A number without needless digits.
  package static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(bounded: value)) : String(value)
  }

  /// Text, in quotes where YAML or JSON would read something else.
  package static func quoted(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_./".unicodeScalars.contains(scalar)
      } && text.first.map { $0 != "-" && $0 != "." } == true
    guard !isPlain else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let code = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// `[one, other]`.
  static func quoted(_ id: some DirectoryIdentifier) -> String { quoted(id.rawValue) }

  static func list(_ items: [String]) -> String { "[" + items.map(quoted).joined(separator: ", ") + "]" }

  /// `LAT,LON` in quotes, because commas divide in flow style.
  static func place(_ place: Coordinate) -> String { "\"\(place.description)\"" }

  /// `{key: value, …}` of what is there.
  static func mapping(_ entries: [(key: String, value: String?)]) -> String { "{" + fields(entries) + "}" }

  /// `key: value, …` of what is there.
  static func fields(_ entries: [(key: String, value: String?)]) -> String {
    entries.compactMap { entry in entry.value.map { "\(entry.key): \($0)" } }.joined(separator: ", ")
  }
}
