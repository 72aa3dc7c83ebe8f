/// What registries' codes mean: capabilities with their levels, national types, turnout defaults, status codes and
/// public holidays.
///
/// It is put together from any number of vocabulary documents.
package struct Vocabulary: Hashable, Sendable {
  /// A capability and its levels.
  package struct CapabilityDefinition: Hashable, Sendable {
    /// The code.
    package var code: String
    /// Names, the main one first.
    package var names: LocalizedText
    /// The unit of a numeric level, for example `l/min`; `nil` for a capability without one.
    package var measure: String?
    /// Codes of ordered levels, lowest first; empty for a capability without them.
    package var levels: [String]
    /// The services whose units have it, the one that mostly does first; empty where that is not stated.
    package var services: [Service]

    /// Makes a definition.
    package init(
      code: String, names: LocalizedText, measure: String? = nil, levels: [String] = [], services: [Service] = []
    ) {
      self.services = services
      self.code = code
      self.names = names
      self.measure = measure
      self.levels = levels
    }
  }

  /// A national type code and what units of it can do.
  package struct TypeDefinition: Hashable, Sendable {
    /// The code.
    package var code: String
    /// The country that uses it.
    package var country: CountryCode
    /// Its service.
    package var service: Service
    /// How units of it travel.
    package var mobility: Mobility
    /// Whether it is a group.
    package var isGroup: Bool
    /// What kind of vehicle it is; `nil` where that is not stated.
    package var vehicleClass: VehicleClass?
    /// What units of it are there for.
    package var role: Role
    /// Names, the main one first.
    package var names: LocalizedText
    /// Other spellings.
    package var aliases: [String]
    /// Patterns of codes that are of this type where no type has the very code.
    package var families: [CodePattern]
    /// What it can do.
    package var capabilities: [Capability]
    /// Its usual crew.
    package var crew: ResponseUnit.Crew?
    /// How this is known.
    package var basis: Basis

    /// Makes a definition.
    package init(
      code: String, country: CountryCode, service: Service, mobility: Mobility = .road, isGroup: Bool = false,
      vehicleClass: VehicleClass? = nil, role: Role = .operational, names: LocalizedText, aliases: [String] = [],
      families: [CodePattern] = [], capabilities: [Capability] = [],
      crew: ResponseUnit.Crew? = nil, basis: Basis = .published
    ) {
      self.code = code
      self.country = country
      self.service = service
      self.mobility = mobility
      self.isGroup = isGroup
      self.vehicleClass = vehicleClass
      self.role = role
      self.names = names
      self.aliases = aliases
      self.families = families
      self.capabilities = capabilities
      self.crew = crew
      self.basis = basis
    }
  }

  /// A turnout time where a registry gives none.
  package struct TurnoutDefault: Hashable, Sendable {
    /// For which service.
    package var service: Service
    /// In which country; `nil` for any.
    package var country: CountryCode?
    /// With which staffing; `nil` for any.
    package var staffing: Station.Staffing.Kind?
    /// With which mobility; `nil` for any.
    package var mobility: Mobility?
    /// The time and when it applies.
    package var turnout: TurnoutTime

    /// Makes a default.
    package init(
      service: Service, country: CountryCode? = nil, staffing: Station.Staffing.Kind? = nil, mobility: Mobility? = nil,
      turnout: TurnoutTime
    ) {
      self.service = service
      self.country = country
      self.staffing = staffing
      self.mobility = mobility
      self.turnout = turnout
    }
  }

  /// A country and a type code without regard to case, spaces and hyphens.
  struct TypeKey: Hashable, Sendable {
    let country: CountryCode
    let spelling: String

    init(country: CountryCode, code: String) {
      self.country = country
      spelling = code.lowercased().filter { $0 != " " && $0 != "-" }
    }
  }

  /// A pattern of codes and the type of which they are.
  private struct Family: Hashable {
    var pattern: CodePattern
    var type: TypeDefinition
  }

  /// Capabilities by code.
  package private(set) var capabilities: [String: CapabilityDefinition] = [:]
  /// Whether it knows neither capabilities nor types.
  package var isEmpty: Bool { capabilities.isEmpty && types.isEmpty }
  /// Turnout defaults in the order in which they are tried.
  package private(set) var turnoutDefaults: [TurnoutDefault] = []
  /// What a call for a service mostly needs, by capability: units that have it go first among those that arrive together.
  package private(set) var defaultNeeds: [Service: Set<String>] = [:]
  /// Status codes by system, in lower case, and code.
  package private(set) var statusSystems: [String: [String: AvailabilityStatus]] = [:]
  /// How long units travel, by service and way of travelling; of two for the same the later counts.
  package private(set) var travelCurves: [TravelCurve] = []
  /// How far arrivals lie from what is told.
  package private(set) var arrivalErrors = ArrivalErrors()
  /// For how long reports are believed.
  package private(set) var reportLimits = ReportLimits()
  /// Days written `YYYY-MM-DD` by calendar code.
  package private(set) var holidays: [String: Set<String>] = [:]
  /// What words for hours mean, as `opening_hours` of OpenStreetMap, by the words in small letters.
  package private(set) var hoursMeanings: [String: String] = [:]
  private var types: [TypeKey: TypeDefinition] = [:]
  /// By country and spelling as it is written: it goes before spellings that differ in case, spaces or hyphens.
  private var exact: [CountryCode: [String: TypeDefinition]] = [:]
  /// By country: patterns of codes with their types, the most definite first.
  private var families: [CountryCode: [Family]] = [:]

  /// An empty vocabulary.
  package init() {}

  /// Adds a capability; the same code again replaces it.
  package mutating func add(_ definition: CapabilityDefinition) { capabilities[definition.code] = definition }

  /// Adds a type under its code and its other spellings.
  package mutating func add(_ definition: TypeDefinition) {
    for code in definition.aliases + [definition.code] {
      types[TypeKey(country: definition.country, code: code)] = definition
    }
    // A type's own code goes before another type's alias of the same spelling.
    for alias in definition.aliases where exact[definition.country]?[alias]?.code != alias {
      exact[definition.country, default: [:]][alias] = definition
    }
    exact[definition.country, default: [:]][definition.code] = definition
    guard !definition.families.isEmpty else { return }
    var known = families[definition.country] ?? []
    known.removeAll { $0.type.code == definition.code }
    known += definition.families.map { Family(pattern: $0, type: definition) }
    known.sort { ($1.pattern.definiteness, $0.pattern.text) < ($0.pattern.definiteness, $1.pattern.text) }
    families[definition.country] = known
  }

  /// Adds a turnout default behind those already there.
  package mutating func add(_ turnoutDefault: TurnoutDefault) { turnoutDefaults.append(turnoutDefault) }

  /// Adds what a call for a service mostly needs.
  package mutating func addDefaultNeed(_ capability: String, of service: Service) {
    defaultNeeds[service, default: []].insert(capability)
  }

  /// Adds how long units of a service travel.
  package mutating func add(_ curve: TravelCurve) {
    travelCurves.removeAll { $0.service == curve.service && $0.mobility == curve.mobility }
    travelCurves.append(curve)
  }

  /// Adds how far arrivals lie from what is told.
  package mutating func add(_ errors: ArrivalErrors) { arrivalErrors.add(errors) }

  /// Adds for how long reports are believed.
  package mutating func add(_ age: ReportLimits.MaxAge) { reportLimits.add(age) }

  /// States for how many seconds a unit is taken to be where it was last reported.
  package mutating func setPositionAge(_ seconds: Double) { reportLimits.positionAge = seconds }

  /// Adds a status code of a system.
  package mutating func addStatus(_ status: AvailabilityStatus, system: String, code: String) {
    statusSystems[system.lowercased(), default: [:]][code.uppercased()] = status
  }

  /// Adds what words for hours mean.
  package mutating func addHours(_ text: String, meaning: String) {
    hoursMeanings[Vocabulary.hoursKey(text)] = meaning
  }

  /// What words for hours mean, where the vocabulary has them; else the words themselves.
  package func meaning(ofHours text: String) -> String { hoursMeanings[Vocabulary.hoursKey(text)] ?? text }

  private static func hoursKey(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Adds a public holiday, written `YYYY-MM-DD`, to a calendar.
  package mutating func addHoliday(_ day: String, calendar: String) { holidays[calendar, default: []].insert(day) }
}

extension Vocabulary {
  /// The type's definition in a country: that of the very spelling, else of one that differs in case, spaces or hyphens,
  /// else of the family of codes to which it belongs; `nil` for an unknown type.
  package func type(_ code: String, country: CountryCode?) -> TypeDefinition? {
    guard let country else { return nil }
    return exact[country]?[code] ?? types[TypeKey(country: country, code: code)]
      ?? families[country]?.first { $0.pattern.matches(code) }?.type
  }

  /// What a unit can do: what its type says, with what the unit itself says added or put in its place.
  ///
  /// Where the vocabulary knows `crew`, the people on board are among it: the unit's, else those usual for its type.
  package func capabilities(of unit: UnitSummary) -> [Capability] {
    capabilities(of: unit, type: type(unit.type, country: unit.country))
  }

  /// The same for a unit whose type has been looked up.
  package func capabilities(of unit: UnitSummary, type: TypeDefinition?) -> [Capability] {
    var result = type?.capabilities ?? []
    if capabilities[Capability.crew] != nil, let crew = unit.crew ?? type?.crew?.size {
      result.append(Capability(code: Capability.crew, level: String(crew)))
    }
    for own in unit.capabilities {
      if let index = result.firstIndex(where: { $0.code == own.code }) {
        result[index] = own
      } else {
        result.append(own)
      }
    }
    return result
  }

  /// The service that mostly has what is needed; `nil` where all have it, none has it all, or nothing is needed.
  ///
  /// The room that is responsible for a ladder is the fire brigade's, whether or not the question says so.
  package func service(impliedBy needs: [Need]) -> Service? {
    let known = needs.compactMap { capabilities[$0.capability]?.services }.filter { !$0.isEmpty }
    guard let first = known.first else { return nil }
    let common = first.filter { service in known.allSatisfy { $0.contains(service) } }
    return common.count == Service.allCases.count ? nil : common.first
  }

  /// Whether a unit of a type answers a question that names some needs, or none but the service.
  ///
  /// A container does if a carrier brings it: callers see to that.
  package func answers(_ needs: [Need], with offered: [Capability], type: TypeDefinition?) -> Bool {
    type?.obstacle(to: needs) == nil && needs.allSatisfy { meets($0, with: offered) }
  }

  /// Whether a set of capabilities meets a need.
  ///
  /// A capability of unknown level meets a need for any level, but none for a minimum. A numeric level meets the same or
  /// a smaller minimum; an ordered level meets itself and those before it.
  package func meets(_ need: Need, with offered: [Capability]) -> Bool {
    offered.contains { capability in
      guard capability.code == need.capability else { return false }
      guard let minimum = need.minimum else { return true }
      guard let level = capability.level else { return false }
      if let wanted = Double(minimum), let offer = Double(level) { return offer >= wanted }
      let levels = capabilities[need.capability]?.levels ?? []
      guard let wanted = levels.firstIndex(of: minimum), let offer = levels.firstIndex(of: level) else {
        return minimum == level
      }
      return offer >= wanted
    }
  }

  /// The countries of which it knows types.
  package var countries: [CountryCode] { exact.keys.sorted { $0.rawValue < $1.rawValue } }

  /// The codes of all types that it knows, as they are written.
  package var typeCodes: [String] { exact.values.flatMap { $0.values.map(\.code) } }

  /// All ways in which units may travel: those of the types known, and by road, which is taken for unknown types.
  package var mobilities: Set<Mobility> { Set(types.values.map(\.mobility)).union([.road]) }

  /// The ways in which a country's units of a service may travel: those of its types, and by road.
  package func mobilities(of service: Service, country: CountryCode) -> Set<Mobility> {
    var found: Set<Mobility> = [.road]
    for (_, type) in exact[country] ?? [:] where type.service == service { found.insert(type.mobility) }
    return found
  }

  /// The turnout time assumed where a registry gives none; `nil` where no default fits.
  package func turnoutDefault(
    service: Service, country: CountryCode?, staffing: Station.Staffing.Kind?, mobility: Mobility,
    at moment: LocalMoment
  ) -> TurnoutTime? {
    turnoutDefaults.first {
      $0.service == service && ($0.country == nil || $0.country == country)
        && ($0.staffing == nil || $0.staffing == staffing) && ($0.mobility == nil || $0.mobility == mobility)
        && $0.turnout.window.contains(moment)
    }?.turnout
  }

  /// The status system whose codes are words, which need no system before them.
  package static let wordSystem = "words"

  /// The status that a word stands for: one of ours (`available`), a system's code (`FMS:2`, `emsi:AVAILB`), or a word of a
  /// language (`ter plaatse`).
  package func status(_ text: String) -> AvailabilityStatus? {
    if let status = AvailabilityStatus(rawValue: text.lowercased()) { return status }
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else {
      return statusSystems[Vocabulary.wordSystem]?[text.split(separator: " ").joined(separator: " ").uppercased()]
    }
    return statusSystems[parts[0].lowercased()]?[parts[1].uppercased()]
  }

  /// Whether a day, written `YYYY-MM-DD`, is a public holiday by the calendar with the longest code that begins `area`.
  package func isHoliday(_ day: String, in area: String) -> Bool {
    let calendar = holidays.filter { area.hasPrefix($0.key) }.max { $0.key.utf8.count < $1.key.utf8.count }
    return calendar?.value.contains(day) ?? false
  }

  /// Codes of types that a country's registries may use, for suggestions.
  package func typeCodes(country: CountryCode?) -> [String] {
    Set(types.filter { $0.key.country == country }.values.map(\.code)).sorted()
  }
}
