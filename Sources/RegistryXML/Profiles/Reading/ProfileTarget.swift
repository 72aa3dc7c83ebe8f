internal import DirectoryModel
internal import FoundationEssentials

/// Turns the elements of a document into records, as its profile says.
final class ProfileTarget: XMLEventTarget {
  private let profile: Profile
  private let options: ReadingOptions
  private let modified: Date
  private let receive: (DirectoryRecord) throws -> Void
  private let positions: PositionReader
  private let routing: ProfileRouting
  private var header: ProfileHeader
  private var enclosing = EnclosingElements()
  /// What the elements around the current place inherited themselves.
  private var contexts: [GeometryContext] = []
  private var rootLine = 1
  private var records: ProfileRecords?
  private var organisations: Set<OrganisationID> = []
  private var rooms: [ControlRoomID: ControlRoom] = [:]
  private static let differentLeftOut = 100
  /// Names that have been reported as left out.
  private var leftOut: Set<String> = []
  private var join: StationJoin
  private var versions: ObjectVersions
  /// How many elements were met that are no records for us.
  private(set) var skipped = 0

  /// Prepares to read a document; `modified` is the time of issue of a document that names none.
  init(
    profile: Profile, options: ReadingOptions, limits: XMLLimits, modified: Date,
    receive: @escaping (DirectoryRecord) throws -> Void
  ) {
    self.profile = profile
    self.options = options
    self.modified = modified
    self.receive = receive
    positions = PositionReader(policy: options.positions, system: profile.system, override: options.system)
    routing = ProfileRouting(profile)
    header = ProfileHeader(profile)
    join = StationJoin(limits: limits)
    versions = ObjectVersions(profile.versions)
  }

  func entered(_ element: Element) throws {
    if contexts.isEmpty {
      rootLine = element.line
      if profile.rootsWithoutNews.contains(element.name) {
        throw MutualAidError(
          .notActual, "<\(element.name)> asks for something and tells nothing of what there is", line: element.line,
          hint: "Exercises, tests, cancellations and the like go nowhere near the live directory.")
      }
    }
    try tellIfLeftOut(element)
    enclosing.push(element)
    contexts.append(positions.inherited)
    positions.inherited = positions.inherited.inside(element)
    try header.look(around: element, enclosing: enclosing)
    try tellPartialities()
  }

  /// Passes on what the document says of being incomplete.
  private func tellPartialities() throws {
    for said in header.takePartialities() { try receive(.incomplete(says: said.text, line: said.line)) }
  }

  /// Reports members of a collection that the profile does not name, once for each name.
  private func tellIfLeftOut(_ element: Element) throws {
    guard let parent = enclosing.elements.last?.name, profile.wrappers.contains(parent),
      !profile.wrappers.contains(element.name), leftOut.count < ProfileTarget.differentLeftOut,
      leftOut.insert(element.namespace + " " + element.name).inserted
    else { return }
    try receive(
      .problem(
        Problem(
          line: element.line, severity: .warning, code: .contentLeftOut,
          message: "<\(element.name)> in namespace '\(element.namespace.prefix(100))' is nothing that profile "
            + "'\(profile.id)' reads: left out, here and wherever it comes again")))
  }

  func metUndeclaredPrefix(_ prefix: String, line: Int) throws {
    try receive(.problem(.undeclaredPrefix(prefix, line: line)))
  }

  func ended(depth: Int, line: Int) throws {
    enclosing.pop()
    if let outer = contexts.popLast() { positions.inherited = outer }
  }

  func captured(_ element: Element) throws {
    if contexts.isEmpty { try header.look(around: element, enclosing: enclosing) }
    let isHeader = try header.look(at: element, enclosing: enclosing)
    try tellPartialities()
    if element.name == "boundedBy" {
      positions.inherited = positions.inherited.updated(by: GeometryContext.envelope(in: element))
      return
    }
    let version = versions.note(element, enclosing: enclosing)
    // An older version, or the same again.
    if case .passedOver = version { return }
    if case .newer(let key) = version { join.drop(object: key) }
    let parent = enclosing.elements.last?.name
    let rules = profile.rules.filter { rule in
      rule.admits(element.name, namespace: element.namespace)
        && (rule.parents.isEmpty || parent.map(rule.parents.contains) == true)
        && (rule.within.isEmpty || enclosing.elements.contains { rule.within.contains($0.name) })
        && rule.conditions.allSatisfy { $0.holds(for: element, enclosing: enclosing) }
        && rule.isComplete(element, enclosing: enclosing)
    }
    guard !rules.contains(where: { $0.kind == .ignore }), !rules.isEmpty else {
      if isHeader, routing.holdsRecords(element) {
        try read(in: element)
      } else if !isHeader, try !takeStrayUnit(element) {
        skipped += 1
      }
      return
    }
    try announce()
    var taken: Set<RecordRule.Kind> = []
    for kind in RecordRule.Kind.allCases {
      guard let rule = rules.first(where: { $0.kind == kind }) else { continue }
      // A report by itself is on a unit that the document does not describe.
      if kind == .report, taken.contains(.station) || taken.contains(.unit) { continue }
      if try take(element, as: rule) { taken.insert(kind) }
    }
    if taken.isEmpty { skipped += 1 }
    try takeInner(of: element)
  }

  /// Reads records that stand inside one: the stations of a district that is an organisation, say.
  private func takeInner(of element: Element) throws {
    guard routing.holdsNamedRecords(element) else { return }
    enclosing.push(element)
    contexts.append(positions.inherited)
    positions.inherited = positions.inherited.inside(element)
    defer {
      enclosing.pop()
      if let outer = contexts.popLast() { positions.inherited = outer }
    }
    for child in element.children {
      if routing.isNamedRecord(child.name, namespace: child.namespace, parent: element.name) {
        try captured(child)
      } else {
        try takeInner(of: child)
      }
    }
  }

  /// Reads the records in an element that was captured for what it says of the document.
  private func read(in element: Element) throws {
    try entered(element)
    for child in element.children {
      switch routing.handling(
        of: child.name, namespace: child.namespace, parent: element.name, depth: contexts.count + 1)
      {
      case .capture: try captured(child)
      case .enter: try read(in: child)
      case .skip: break
      }
    }
    try ended(depth: contexts.count, line: element.line)
  }

  /// Emits the registry, once, before its first record.
  private func announce() throws {
    guard records == nil else { return }
    try header.checkGuards()
    let registry = try header.registry(options: options, modified: modified, line: rootLine)
    records = ProfileRecords(
      profile: profile, options: options, positions: positions, registry: registry.registry,
      country: registry.country, enclosing: enclosing)
    try receive(.registryStart(registry.registry, isWhole: profile.content == .registry, line: rootLine))
    for problem in registry.problems { try receive(.problem(problem)) }
  }

  /// - Returns: whether the element was this kind of record; organisations are taken along with others.
  private func take(_ element: Element, as rule: RecordRule) throws -> Bool {
    guard var records else { return false }
    records.enclosing = enclosing
    switch rule.kind {
    case .ignore: return false
    case .organisation:
      guard let (organisation, problems) = records.organisation(rule, element) else { return false }
      if let organisation {
        guard organisations.insert(organisation.id).inserted else { return false }
        try receive(.organisation(organisation, line: element.line))
      } else if problems.contains(where: { $0.severity == .error }) {
        try receive(.wrong(.organisation, problems: problems))
        return true
      }
      for problem in problems { try receive(.problem(problem)) }
    case .controlRoom:
      guard let (room, problems) = records.controlRoom(rule, element) else { return false }
      // A container may name its room at each of its records.
      if let room, rooms[room.id] == room { return true }
      if room == nil, problems.contains(where: { $0.severity == .error }) {
        try receive(.wrong(.controlRoom, problems: problems))
        return true
      }
      for problem in problems { try receive(.problem(problem)) }
      if let room {
        rooms[room.id] = room
        try receive(.controlRoom(room, line: element.line))
      }
    case .station:
      guard let draft = records.station(rule, element) else { return false }
      if let key = versions.key(of: element, enclosing: enclosing) {
        versions.keep(key, element, enclosing: enclosing)
        try join.add(draft, object: key)
      } else if profile.joinsUnits || draft.outcome.isElsewhere {
        try join.add(draft)
      } else {
        try receive(draft)
      }
    case .unit:
      guard let draft = records.unit(rule.fields, rule.positions, element) else { return false }
      try join.add(draft)
    case .report:
      guard let (report, problems) = records.report(rule, element) else { return false }
      for problem in problems { try receive(.problem(problem)) }
      if let report { try receive(.availability(report, line: element.line)) }
    }
    return true
  }

  /// Reports an element that would be a unit in a station, and stands in none.
  ///
  /// - Returns: whether it is one.
  private func takeStrayUnit(_ element: Element) throws -> Bool {
    let candidates = profile.rules.flatMap(\.units).filter { $0.name == element.name }
    guard !profile.rules.contains(where: { $0.admits(element.name, namespace: element.namespace) }),
      let rule = candidates.first(where: { rule in
        rule.conditions.allSatisfy { $0.holds(for: element, enclosing: enclosing) }
      })
    else { return false }
    try announce()
    guard var records else { return false }
    records.enclosing = enclosing
    guard let draft = records.unit(rule.fields, [], element) else { return false }
    try receive(
      .strayUnit(
        problems: draft.problems(unitWithoutStation: "<\(element.name)> is a unit and stands in no station")))
    return true
  }

  private func receive(_ draft: StationDraft) throws {
    let (record, reports) = draft.record()
    try receive(.station(record))
    for (report, line) in reports { try receive(.availability(report, line: line)) }
  }

  // MARK: The end

  /// What the profile looks for beside the records and the document does not say.
  var missing: [MissingHeaderValue] { header.missing }

  /// What records refer to and must be looked up before `finish`.
  var lookup: DocumentLookup { join.lookup }

  /// Ends the document, with the places of what `lookup` asks for.
  func finish(_ lookup: DocumentLookup) throws {
    try announce()
    join.place(lookup, positions: positions)
    for draft in join.joined() {
      switch draft {
      case .station(let station): try receive(station)
      case .orphan(let problems): try receive(.strayUnit(problems: problems))
      }
    }
    for problem in positions.axes.problems { try receive(.problem(problem)) }
    try receive(.registryEnd)
  }
}

extension PositionReader.Outcome {
  var isElsewhere: Bool { if case .elsewhere = self { true } else { false } }
}

extension StationDraft {
  /// The station with its units as a record, and the reports on units that were taken.
  func record() -> (record: StationRecord, reports: [(AvailabilityReport, line: Int)]) {
    var station: Station?
    if case .found(let position) = outcome, !decoder.hasErrors { station = self.station(position) }
    var record = StationRecord(
      station: station, id: id, units: [], unitCount: units.count, problems: decoder.problems, line: line)
    var reports: [(AvailabilityReport, line: Int)] = []
    guard let station else { return (record, []) }
    for draft in units {
      var decoder = draft.decoder
      guard let service = draft.service ?? self.service else {
        decoder.fail(
          .serviceMissing, "neither the unit nor its station says which service it belongs to", line: draft.line)
        record.problems += decoder.problems
        continue
      }
      record.problems += decoder.problems
      guard !decoder.hasErrors else { continue }
      record.units.append(.init(unit: draft.unit(station.id, service), line: draft.line))
      if let report = draft.status { reports.append((report, line: draft.line)) }
    }
    return (record, reports)
  }
}
