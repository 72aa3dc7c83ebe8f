internal import DirectoryModel
internal import Geodesy
internal import LocalTime
internal import Primitives
internal import RegistryXML

/// The checks of records against what else is known: vocabulary and boundaries.
struct RecordChecks {
  /// A station may lie this far outside its country, in metres: on a bridge, in a joint post, at a municipality's point.
  static let toleratedDistance = 5_000.0
  /// How many different types and capabilities are remembered with what was found out about them.
  private static let remembered = 10_000
  /// For so many unknown types and capabilities it is looked for what may be meant.
  private static let guesses = 1_000
  /// Distances of stations far outside are measured for this many; beyond, they are only said to be far.
  private static let measuredDistances = 10_000

  private struct TypeInCountry: Hashable {
    var type: String
    var country: CountryCode
  }

  private(set) var vocabulary: Vocabulary
  private var outlines: CountryOutlines
  private let fixesSwappedAxes: Bool
  // A registry repeats a few types and capabilities over and over: what is wrong with each is found out once.
  private var typeFindings: [TypeInCountry: String?] = [:]
  private var capabilityFindings: [Capability: String?] = [:]
  /// Whether hours can be read.
  private var hoursFindings: [String: Bool] = [:]
  /// All codes of types that the vocabulary has for a country.
  private var typeCodes: [CountryCode: [String]] = [:]
  private var farStations = 0
  private var places: ReferencePlaces
  private var guessed = 0
  private(set) var agreements: AgreementChecks
  private var barriers: BarrierChecks
  /// What all this was learnt from.
  private(set) var basis: ChecksBasis

  init(
    vocabulary: Vocabulary, outlines: CountryOutlines, places: ReferencePlaces = ReferencePlaces(),
    agreements: AgreementChecks = AgreementChecks(), barriers: BarrierChecks = BarrierChecks(),
    documents: [ReferenceDocument] = [], fixesSwappedAxes: Bool
  ) {
    basis = ChecksBasis(documents, fixesSwappedAxes: fixesSwappedAxes)
    self.agreements = agreements
    self.barriers = barriers
    self.vocabulary = vocabulary
    self.outlines = outlines
    self.places = places
    self.fixesSwappedAxes = fixesSwappedAxes
  }

  /// Checks a record and passes on what can be taken of it, with the problems found.
  mutating func check(_ record: DirectoryRecord, _ emit: (DirectoryRecord) throws -> Void) rethrows {
    if case .reference(let document, _, _) = record { basis.add(document) }
    switch record {
    case .station(let record): try emit(.station(check(record)))
    case .registryStart(let registry, _, let line):
      try emit(record)
      try check(registry, line: line, emit)
    case .reference(_, .vocabulary(let content), _):
      try add(content, emit)
      try emit(record)
    case .reference(_, .packages(let packages), let line):
      try check(packages, line: line, emit)
      try emit(record)
    case .reference(_, .boundaries(let areas), _):
      outlines.add(areas)
      agreements.add(areas)
      try emit(record)
    case .reference(_, .places(let found), _):
      places.add(found)
      try emit(record)
    case .reference(let document, .barriers(let water, _), let line):
      let problems = problems(of: water)
      for problem in problems { try emit(.problem(problem)) }
      // A bridge at the wrong place would lead ways over water where nothing is.
      let isFine = !problems.contains { $0.severity == .error }
      try emit(isFine ? record : .unreadableReference(document.kind, id: document.id, line: line))
    case .reference(let document, .agreements(let found), _):
      agreements.add(found, document: document.id)
      try emit(record)
    default: try emit(record)
    }
  }

  private mutating func problems(of water: WaterBarriers) -> [Problem] {
    let unclear = water.crossings.compactMap { crossing -> Problem? in
      guard let hours = crossing.hours, !isClear(hours) else { return nil }
      return Problem(
        line: crossing.sourceLine.number, severity: .warning, code: .hoursUnclear,
        message: "nobody can tell what the hours '\(hours)' mean: no way leads over the crossing",
        record: crossing.id.rawValue)
    }
    return unclear + barriers.problems(of: water)
  }

  private mutating func check(_ packages: [TaskPackage], line: Int, _ emit: (DirectoryRecord) throws -> Void) rethrows {
    for package in packages {
      for need in package.needs.flatMap({ $0.capabilities + ($0.substitute?.capabilities ?? []) }) {
        guard let found = finding(Capability(code: need.capability, level: need.minimum)) else { continue }
        try emit(
          .problem(
            Problem(
              line: line, severity: .warning, code: .unknownCapability, message: "package '\(package.id)': \(found)",
              record: package.id)))
      }
    }
  }

  /// Names of vehicles that a registry says it lists, or never lists, and that the vocabulary does not know.
  private mutating func check(_ registry: Registry, line: Int, _ emit: (DirectoryRecord) throws -> Void) rethrows {
    for listing in registry.completeness.flatMap({ $0.listed + $0.neverListed }) {
      let (code, found): (ProblemCode, String?) =
        switch listing {
        case .type(let type): (.unknownType, finding(type: type, country: registry.country))
        case .capability(let code): (.unknownCapability, finding(Capability(code: code, level: nil)))
        }
      guard let found else { continue }
      try emit(
        .problem(
          Problem(
            line: line, severity: .warning, code: code, message: "<complete-for>: \(found)",
            record: registry.id.rawValue)))
    }
  }

  /// What is wrong with the agreements of the file that has just been read.
  mutating func agreementProblems(records: any KnownRecords) throws -> [Problem] {
    try agreements.problems(calendars: Set(vocabulary.holidays.keys), records: records)
  }

  private mutating func add(_ content: VocabularyContent, _ emit: (DirectoryRecord) throws -> Void) rethrows {
    content.add(to: &vocabulary)
    typeFindings = [:]
    typeCodes = [:]
    capabilityFindings = [:]
    hoursFindings = [:]
    for type in content.types {
      for found in type.capabilities.compactMap({ finding($0) }) {
        try emit(
          .problem(
            Problem(
              line: nil, severity: .warning, code: .unknownCapability, message: "type '\(type.code)': \(found)")))
      }
    }
  }

  private mutating func check(_ record: StationRecord) -> StationRecord {
    guard let station = record.station, record.knownUnits == nil else { return record }
    var problems: [Problem] = []
    // A dialect that names no country leaves it to the boundaries.
    let country = station.country ?? assignedCountry(to: station, line: record.line, problems: &problems)
    guard let country else {
      var rejected = record
      rejected.problems += problems
      rejected.station = nil
      rejected.units = []
      return rejected
    }
    var stationVerdict = verdict(
      on: station.position, country: country, record: station.id.rawValue, line: record.line, problems: &problems)
    if stationVerdict == .fine { stationVerdict = verdict(on: station, country: country, line: record.line, &problems) }
    var unitVerdicts: [(index: Int, verdict: PositionVerdict)] = []
    if stationVerdict != .rejected {
      // Looked at where they lie: a copy of a unit counts a dozen references up and down.
      let checksCodes = !vocabulary.isEmpty
      record.units.withUnsafeBufferPointer { units in
        for index in units.indices where checksCodes || units[index].unit.position != nil {
          let verdict = check(&problems, units[index].unit, country: country, line: units[index].line)
          if verdict != .fine { unitVerdicts.append((index, verdict)) }
        }
      }
    }
    if stationVerdict != .rejected, let hours = station.staffing?.hours, !isClear(hours) {
      problems.append(
        Problem(
          line: record.line, severity: .warning, code: .hoursUnclear,
          message: "nobody can tell what the hours '\(hours)' mean: they are shown, and the station counts as on duty",
          record: station.id.rawValue))
    }
    // Most records are passed on as they are, without a copy.
    if problems.isEmpty, country == station.country { return record }
    var checked = record
    checked.problems += problems
    checked.station?.country = country
    switch stationVerdict {
    case .fine: break
    case .moved(let position): checked.station?.position = position
    case .rejected:
      checked.station = nil
      checked.units = []
    }
    for (index, verdict) in unitVerdicts.reversed() {
      if case .moved(let position) = verdict {
        checked.units[index].unit.position = position
      } else {
        checked.units.remove(at: index)
      }
    }
    return checked
  }

  @inline(__always)
  private mutating func check(
    _ problems: inout [Problem], _ unit: ResponseUnit, country: CountryCode, line: Int
  ) -> PositionVerdict {
    var found = PositionVerdict.fine
    if let position = unit.position {
      found = verdict(on: position, country: country, record: unit.id.rawValue, line: line, problems: &problems)
    }
    if found != .rejected, !vocabulary.isEmpty { checkCodes(of: unit, country: country, line: line, &problems) }
    return found
  }

  // MARK: Vocabulary

  /// Without any words for hours, as without types, nothing is said of them.
  private mutating func isClear(_ hours: String) -> Bool {
    if vocabulary.hoursMeanings.isEmpty { return true }
    if let known = hoursFindings[hours] { return known }
    let isClear = OpeningHours(vocabulary.meaning(ofHours: hours)) != nil
    if hoursFindings.count < RecordChecks.remembered { hoursFindings[hours] = isClear }
    return isClear
  }

  /// Nothing here is an error, because an unknown type never drops a unit.
  @inline(__always)
  private mutating func checkCodes(
    of unit: ResponseUnit, country: CountryCode, line: Int, _ problems: inout [Problem]
  ) {
    if let found = finding(type: unit.type, country: country) {
      problems.append(
        Problem(line: line, severity: .warning, code: .unknownType, message: found, record: unit.id.rawValue))
    }
    for capability in unit.capabilities {
      guard let found = finding(capability) else { continue }
      problems.append(
        Problem(line: line, severity: .warning, code: .unknownCapability, message: found, record: unit.id.rawValue))
    }
  }

  private mutating func finding(type: String, country: CountryCode) -> String? {
    let key = TypeInCountry(type: type, country: country)
    if let known = typeFindings[key] { return known }
    let types = typeCodes[country] ?? vocabulary.typeCodes(country: country)
    typeCodes[country] = types
    var found: String?
    if !types.isEmpty, type != ResponseUnit.unspecifiedType, vocabulary.type(type, country: country) == nil {
      let guess = guess(type, among: types).map { "; did you mean '\($0)'?" } ?? ""
      found = "type '\(type)' is not in the vocabulary of \(country): kept, it matches by service\(guess)"
    }
    if typeFindings.count >= RecordChecks.remembered { typeFindings = [:] }
    typeFindings[key] = .some(found)
    return found
  }

  private mutating func guess(_ word: String, among candidates: some Sequence<String>) -> String? {
    guessed += 1
    return guessed <= RecordChecks.guesses ? EditDistance.nearest(to: word, among: candidates) : nil
  }

  /// What is wrong with a capability in a type's definition or a unit.
  mutating func finding(_ capability: Capability) -> String? {
    if let known = capabilityFindings[capability] { return known }
    let found = newFinding(capability)
    if capabilityFindings.count >= RecordChecks.remembered { capabilityFindings = [:] }
    capabilityFindings[capability] = .some(found)
    return found
  }

  private mutating func newFinding(_ capability: Capability) -> String? {
    guard !vocabulary.capabilities.isEmpty else { return nil }
    guard let definition = vocabulary.capabilities[capability.code] else {
      let guess = guess(capability.code, among: vocabulary.capabilities.keys)
      return "capability '\(capability.code)' is not in the vocabulary: kept"
        + (guess.map { "; did you mean '\($0)'?" } ?? "")
    }
    guard let level = capability.level else { return nil }
    if definition.measure != nil, Double(level) == nil {
      return "level '\(level)' of capability '\(capability.code)' is not a number of \(definition.measure ?? "")"
    }
    if !definition.levels.isEmpty, !definition.levels.contains(level) {
      return
        "level '\(level)' of capability '\(capability.code)' is not one of \(definition.levels.joined(separator: ", "))"
    }
    return nil
  }

  // MARK: Boundaries

  /// Whether the boundary of any country is known.
  var knowsCountries: Bool { !outlines.isEmpty }

  private mutating func assignedCountry(to station: Station, line: Int, problems: inout [Problem]) -> CountryCode? {
    let place = station.position.coordinate
    if let country = outlines.country(of: place, within: RecordChecks.toleratedDistance) { return country }
    problems.append(
      Problem(
        line: line, severity: .error, code: .countryUnknown,
        message: "the document names no country, and the position \(place) lies in none known; "
          + "expected one within the boundaries in the directory, or --country",
        record: station.id.rawValue))
    return nil
  }

  private enum PositionVerdict: Equatable {
    case fine
    case rejected
    /// Taken at another place, as was asked for.
    case moved(Position)
  }

  /// Whether a place with latitude and longitude exchanged lies in a country.
  private mutating func isExchanged(_ place: Coordinate, inside country: CountryCode) -> Bool {
    guard let swapped = Coordinate.valid(latitude: place.longitude, longitude: place.latitude) else { return false }
    return outlines.distance(from: swapped, to: country, within: 0) == 0
  }

  /// Judges where a station or unit stands: an error far outside its country, a warning just outside.
  private mutating func verdict(
    on position: Position, country: CountryCode, record: String, line: Int, problems: inout [Problem]
  ) -> PositionVerdict {
    let place = position.coordinate
    guard let distance = outlines.distance(from: place, to: country, within: RecordChecks.toleratedDistance),
      distance > 0
    else { return .fine }
    func add(_ severity: Problem.Severity, _ code: ProblemCode, _ message: String) {
      problems.append(Problem(line: line, severity: severity, code: code, message: message, record: record))
    }
    if outlines.isBeyondCut(place, of: country), !isExchanged(place, inside: country) {
      add(
        .warning, .beyondBoundary,
        "the position \(place) lies beyond the boundary on file: that of \(country) ends there at a line which is no border"
      )
      return .fine
    }
    guard distance > RecordChecks.toleratedDistance else {
      add(
        .warning, .positionOutsideCountry,
        "the position \(place) lies \(Int(bounded: distance, rounding: .towardZero)) m outside \(country)")
      return .fine
    }
    if isExchanged(place, inside: country),
      let swapped = Coordinate.valid(latitude: place.longitude, longitude: place.latitude)
    {
      let message = "the position \(place) is outside \(country), but \(swapped) is inside: latitude and longitude"
      guard fixesSwappedAxes else {
        add(.error, .axesSwapped, message + " seem swapped; --fix swapped-axes exchanges them")
        return .rejected
      }
      var repaired = position
      repaired.coordinate = swapped
      repaired.note = (position.note.map { $0 + "; " } ?? "") + "latitude and longitude were swapped"
      add(.warning, .axesSwapped, message + " were exchanged")
      return .moved(repaired)
    }
    farStations += 1
    let radius = farStations <= RecordChecks.measuredDistances ? CountryOutlines.farthest : 0
    let far = outlines.distance(from: place, to: country, within: radius) ?? .infinity
    let text =
      far.isFinite
      ? "\(Int(bounded: far / 1000, rounding: .towardZero)) km" : radius > 0 ? "more than 300 km" : "more than 5 km"
    add(.error, .positionOutsideCountry, "the position \(place) lies \(text) outside \(country)")
    return .rejected
  }
}

extension RecordChecks {
  /// Judges where a station stands by its address: a warning far from it, and another place very far.
  private func verdict(on station: Station, country: CountryCode, line: Int, _ problems: inout [Problem])
    -> PositionVerdict
  {
    guard let address = station.address, let finding = places.finding(on: station.position, address, country) else {
      return .fine
    }
    func add(_ code: ProblemCode, _ message: String) {
      problems.append(
        Problem(line: line, severity: .warning, code: code, message: message, record: station.id.rawValue))
    }
    let kilometres = Double(Int(bounded: finding.distance / 100)) / 10
    let place = station.position.coordinate
    let what = "the position \(place) lies \(kilometres) km from the point of \(finding.name)"
    guard let point = finding.standIn else {
      add(.positionFar, "\(what), expected within \(Int(bounded: ReferencePlaces.tolerated / 1000)) km")
      return .fine
    }
    add(.positionNotBelieved, "\(what): not believed, the point of \(point.name) \(point.coordinate) stands in for it")
    var position = Position(point.coordinate, quality: point.quality, basis: .derived)
    position.note =
      (station.position.note.map { $0 + "; " } ?? "")
      + "published as \(place), \(kilometres) km from the point of \(finding.name), and not believed"
    return .moved(position)
  }
}

extension RecordChecks {
  /// What an import would say of a station and its units.
  mutating func problems(of station: Station, units: [ResponseUnit] = []) -> [Problem] {
    let record = StationRecord(
      station: station, units: units.map { .init(unit: $0, line: 0) }, unitCount: units.count, problems: [], line: 0)
    return check(record).problems
  }
}

/// The checks while a file is read: one thread works with them until the reading is over, and then the importer.
///
/// Safety: `@unchecked Sendable` because `DirectoryReader.read` returns only when its threads have ended.
final class CheckStage: @unchecked Sendable {
  var checks: RecordChecks

  init(_ checks: RecordChecks) { self.checks = checks }
}
