internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import PopulationData
internal import Primitives
internal import RegistryXML

/// The import of one file, or of the pages of an edition: checks run ahead on a thread of their own, and what they let through goes into the sink.
final class FileImport {
  /// What became of the page that is being taken, of the only one where there are no others.
  var report: FileReport
  /// What became of all pages; that of the page being taken is as it was when it began.
  private var pages: [FileReport]
  private var page = 0
  private let stage: CheckStage
  let options: ImportOptions
  let sink: any RecordSink
  private var registry: Registry?
  /// The registry that was begun last.
  private var lastRegistry: RegistryID?
  private var isWhole = true
  /// Whether the document says that it is not the whole, whatever its dialect.
  var isPartial = false
  private var unitsBefore = 0
  private var neighbours = NearbyStations()
  var tally = ImportTally()
  /// The fingerprints of the stations taken without any problem.
  private var digests: [UInt64] = []
  private var references = ReferenceLines()
  private var wrongLines = WrongLines()
  /// How many records of the registry went in, and how many units had been rejected when it began.
  private var taken = 0
  private var rejectedBefore = 0
  /// Of the stations of an edition, numbers for what is said of them.
  private var takenStations: [StationID: Int] = [:]
  var phase = Phase.holding
  /// Records that have come and have not been taken yet.
  var held: [PreparedRecord] = []
  var heldRows = 0
  /// So many rows are held.
  var portion: Int
  /// The kinds and ids of the registries and documents that have come, byte by byte.
  var seen: Set<[UInt8]> = []
  /// What is done when everything is taken.
  var deferred: [() throws -> Void] = []
  /// Whether the registry given ahead last has changes that the sink does not show yet.
  var hasHiddenChange = false

  /// Prepares the import of a file, or of pages that are one edition; there is at least one path.
  init(paths: [String], options: ImportOptions, checks: RecordChecks, sink: any RecordSink) {
    self.options = options
    self.sink = sink
    stage = CheckStage(checks)
    pages = paths.map { path in
      var report = FileReport(file: path)
      report.isDryRun = options.isDryRun
      return report
    }
    report = pages.first ?? FileReport(file: "")
    portion = options.heldRecords
  }

  /// The checks with what they learnt from the file.
  var checks: RecordChecks { stage.checks }

  func run(progress: (ReadingProgress) throws -> Void) throws {
    if options.reportsDifference { sink.collectDifference() }
    // Also where the file is refused: the difference may show why.
    defer {
      if options.reportsDifference { report.difference = sink.difference }
      report.knowsCountries = checks.knowsCountries
      deferred = []
    }
    var documents: [DocumentFile] = []
    for (number, page) in pages.enumerated() {
      goOn(with: number)
      let document = try DocumentFile(path: page.file, limits: options.limits)
      if options.reading.profile == .auto, PopulationFile.form(of: document) != nil {
        guard pages.count == 1 else {
          throw MutualAidError(
            .unknownFormat, "the file holds people, which are no pages of a registry", hint: "Import it by itself.")
        }
        return try takePeople(document)
      }
      documents.append(document)
    }
    goOn(with: 0)
    do {
      try read(documents, progress)
    } catch {
      throw earlierRefusal() ?? error
    }
  }

  /// What became of each page.
  var reports: [FileReport] {
    var reports = pages
    if reports.indices.contains(page) { reports[page] = report }
    return reports
  }

  /// What became of all pages together.
  var total: FileReport {
    let reports = reports
    guard var total = reports.first, reports.count > 1 else { return report }
    for report in reports.dropFirst() { total.add(report) }
    return total
  }

  private func goOn(with number: Int) {
    guard number != page, pages.indices.contains(number) else { return }
    pages[page] = report
    page = number
    report = pages[number]
  }

  private func read(_ documents: [DocumentFile], _ progress: (ReadingProgress) throws -> Void) throws {
    for (number, document) in documents.enumerated() {
      goOn(with: number)
      for problem in document.problems { add(problem) }
    }
    goOn(with: 0)
    let isRegistry = documents.allSatisfy { $0.rootName == "registry" }
    let reader = DirectoryReader(
      limits: options.limits, checksSchema: options.checksSchema || !isRegistry, options: options.reading)
    let recognised = { (profile: String) in
      self.report.profile = profile
      for number in self.pages.indices { self.pages[number].profile = profile }
    }
    let summary: DirectoryReader.Summary
    if type(of: sink).writesRows {
      let kept = try sink.stationDigests()
      summary = try reader.read(documents, recognised: recognised, progress: progress) { [stage] registry in
        stage.checks.basis.value.map { KnownStations(kept[registry.id] ?? [], basis: $0) }
      } prepare: { [stage] in
        { record, emit in
          stage.checks.check(record) { emit(PreparedRecord($0, writesRows: true)) }
        }
      } receive: { prepared in
        try hold(prepared)
      }
    } else {
      // Nothing is written: records are taken at once by the thread that makes them. To hand them to another was measured:
      // it takes 45 % more of the processors, most of it for freeing what another thread has allocated.
      // Safe: this thread only shows progress until the reading is over.
      nonisolated(unsafe) let taker = self
      summary = try reader.read(
        documents, recognised: recognised, progress: progress,
        prepare: {
          { record, _ in
            try taker.stage.checks.check(record) { try taker.take(PreparedRecord($0, writesRows: false)) }
          }
        }, receive: { (_: Never) in })
    }
    try begin()
    try refuseThinReplacement()
    if documents.count == 1 {
      report.bytes = summary.bytes
    } else {
      for (number, document) in documents.enumerated() {
        goOn(with: number)
        report.bytes = document.bytesRead
      }
    }
    for problem in try stage.checks.agreementProblems(records: sink) { add(problem) }
    for problem in summary.schemaProblems { add(problem) }
    if !summary.schemaProblems.isEmpty, !isRegistry || options.isStrict {
      throw MutualAidError(
        .document(.schema), "the document does not follow the XML Schema in \(summary.schemaProblems.count) places",
        hint: "See the problems listed, or run xmllint --schema.")
    }
    try refuseErrors()
  }

  func refuseErrors() throws {
    if options.isStrict, let wrong = reports.firstIndex(where: \.hasErrors) {
      goOn(with: wrong)
      throw MutualAidError(
        .document(.strict), "a record is wrong, and a strict import takes all or nothing",
        hint: .leaveOutStrict)
    }
  }

  func add(_ problem: Problem) {
    tally.count(problem)
    report.add(problem)
  }

  func take(_ prepared: PreparedRecord) throws {
    switch prepared {
    case .station(let prepared): try take(prepared)
    case .other(let record): try take(record)
    }
  }

  private func take(_ record: DirectoryRecord) throws {
    switch record {
    case .problem(let problem): add(problem)
    case .wrong(let kind, let problems):
      for problem in problems { add(problem) }
      try noteWrong(kind == .organisation ? .organisation : .controlRoom, in: problems)
    case .page(let number): goOn(with: number)
    case .incomplete(let text, let line): try takePartial(text, line: line)
    case .registryStart(let registry, let isWhole, _): try start(registry, isWhole: isWhole)
    case .organisation(let organisation, let line):
      guard let registry else { return }
      references.noteListed(organisation.id)
      let outcome = judged(
        try sink.put(organisation, registry: registry.id), id: organisation.id, kind: "organisation", line: line)
      if outcome != nil { report.organisations += 1 }
    case .controlRoom(let room, let line):
      guard let registry else { return }
      references.noteListed(room.id)
      let outcome = judged(
        try sink.put(room, registry: registry.id), id: room.id, kind: "control room", line: line)
      if outcome != nil { report.controlRooms += 1 }
    case .corrections(let corrections, let line): try take(corrections, line: line)
    case .station(let record): try take(PreparedStation(record, writesRows: type(of: sink).writesRows))
    case .strayUnit(let problems):
      report.read += 1
      report.rejected += 1
      for problem in problems { add(problem) }
      try noteWrong(.unit, in: problems)
    case .registryEnd: try finish()
    case .reference(let document, let content, _):
      try refuseRepeated(
        "\(document.kind.rawValue) document '\(document.id)'", kind: document.kind.rawValue, id: document.id)
      try takeLast { try self.take(document, content) }
    case .unreadableReference(let kind, let id, _):
      throw MutualAidError(
        .document(.schema), "the \(kind.rawValue) document '\(id)' has errors and is taken whole or not at all",
        hint: "Correct the errors listed.")
    case .availability(let report, let line):
      let now = Date()
      if let defect = ReportRules.defect(of: report, at: now, maxAhead: options.maxAhead) {
        return add(
          Problem(
            line: line, severity: .error, code: defect.code, message: defect.message, record: report.unit.rawValue))
      }
      if ReportRules.isAhead(report.since, of: now) {
        add(
          Problem(
            line: line, severity: .warning, code: .aheadOfClock,
            message: ReportRules.aheadText(report.since, of: now).description,
            record: report.unit.rawValue))
      }
      // Of whoever may write some registries only, reports count of no units but theirs.
      let own = lastRegistry ?? RegistryID("")
      if options.onlyRegistries != nil, try sink.isUnit(report.unit, listedOutside: own) {
        return add(
          Problem(
            line: line, severity: .error, code: .notOwn, message: "unit '\(report.unit)' is somebody else's",
            record: report.unit.rawValue))
      }
      taken += 1
      self.report.reports += 1
      try takeLast { try self.take(report, line: line) }
    }
  }

  /// Counts what a room corrects of a record like a unit.
  private func take(_ corrections: RecordCorrections, line: Int) throws {
    guard let registry else { return }
    report.read += 1
    let outcome = judged(
      try sink.put(corrections, registry: registry.id), id: RecordID(corrections.id),
      kind: "correction of \(RecordKind(corrections.kind).words)", line: line)
    switch outcome {
    case .added: report.added += 1
    case .changed: report.changed += 1
    case .unchanged: report.unchanged += 1
    case .repeated, nil: report.rejected += 1
    }
  }

  private func take(_ report: AvailabilityReport, line: Int) throws {
    if try !sink.hasUnit(report.unit) {
      add(
        Problem(
          line: line, severity: .warning, code: .danglingReference,
          message: "a report on unit '\(report.unit)', which nobody lists: kept for when it is",
          record: report.unit.rawValue))
    }
    _ = try sink.put(report)
  }

  // MARK: Registries

  private func start(_ registry: Registry, isWhole: Bool) throws {
    self.registry = registry
    lastRegistry = registry.id
    self.isWhole = isWhole
    try refuseRepeated("registry '\(registry.id)'", kind: ImportEntry.registryKind, id: registry.id.rawValue)
    try refuseOwnReplacement(registry.id)
    try refuseAhead(registry.issued, what: "registry '\(registry.id)'")
    let old = try sink.registry(registry.id)
    unitsBefore = old?.units ?? 0
    // Messages add to what there is, in whatever order they come.
    if let old, isWhole {
      try refuseOlder(registry.issued, than: old.registry.issued, what: "registry '\(registry.id)'")
    }
    for number in pages.indices where number != page { pages[number].registries.append(registry.id.rawValue) }
    tally.begin(total)
    references = ReferenceLines()
    wrongLines = WrongLines()
    digests = []
    taken = 0
    rejectedBefore = total.rejected
    let isLate = old.map { registry.issued < $0.registry.issued } ?? false
    try sink.begin(
      registry.completed, profile: report.profile ?? "", file: fileNames, keepsExisting: !isWhole && isLate)
    neighbours = NearbyStations()
    try sink.forEachStation(notIn: registry.id) { if $0.registry != options.replaces { _ = neighbours.add($0) } }
  }

  private func take(_ prepared: PreparedStation) throws {
    guard let registry else { return }
    let record = prepared.record
    let rejectedBefore = report.rejected
    report.stationCounts.read += 1
    report.read += record.unitCount
    for problem in record.problems { add(problem) }
    if try isKnownElsewhere(prepared, registry: registry.id) {
      taken += 1
      report.unchanged += record.unitCount
      countStation(.unchanged)
      return
    }
    if try isRepeated(record) { return }
    guard let station = record.station,
      let outcome = judged(
        try sink.put(station, of: prepared, registry: registry.id), id: station.id, kind: "station", line: record.line)
    else {
      try rejectStation(record)
      return
    }
    try noteWrong(.unit, in: record.problems)
    countStation(outcome)
    if sink.isListedElsewhere { tally.noteConflict("station", station.id, line: record.line) }
    references.note(station, line: record.line)
    compare(station, in: registry, line: record.line)
    report.rejected += record.unitCount - prepared.unitCount
    for index in 0..<prepared.unitCount {
      let outcome = try sink.putUnit(index, of: prepared, registry: registry.id)
      if sink.isListedElsewhere { tally.noteConflict("unit", prepared.unitID(index), line: prepared.unitLine(index)) }
      switch outcome {
      case .added: report.added += 1
      case .changed: report.changed += 1
      case .unchanged: report.unchanged += 1
      case .repeated:
        _ = judged(outcome, id: prepared.unitID(index), kind: "unit", line: prepared.unitLine(index))
        report.rejected += 1
      }
    }
    // Problems must be reported again the next time: only stations without any are known again.
    if let digest = record.digest, record.problems.isEmpty, report.rejected == rejectedBefore { digests.append(digest) }
  }

  /// Whether an earlier page of the edition says the same of the same station.
  private func isRepeated(_ record: StationRecord) throws -> Bool {
    guard options.reading.isEdition, let station = record.station else { return false }
    var hasher = Hasher()
    hasher.combine(station)
    for unit in record.units { hasher.combine(unit.unit) }
    for unit in record.knownUnits ?? [] { hasher.combine(unit.id) }
    let fingerprint = hasher.finalize()
    guard let before = takenStations[station.id] else {
      takenStations[station.id] = fingerprint
      return false
    }
    guard before == fingerprint else { return false }
    report.stationCounts.read -= 1
    report.read -= record.unitCount
    return true
  }

  /// A message about units that a registry lists gives their status and where they are now, not what they are.
  private func isKnownElsewhere(_ prepared: PreparedStation, registry: RegistryID) throws -> Bool {
    guard !isWhole, prepared.record.station != nil, prepared.unitCount > 0 else { return false }
    return try (0..<prepared.unitCount).allSatisfy {
      try sink.isUnit(prepared.unitID($0), listedOutside: registry)
    }
  }

  /// Reports another station that may be the same; nothing is merged.
  private func compare(_ station: Station, in registry: Registry, line: Int) {
    let entry = NearbyStations.Entry(
      id: station.id, registry: registry.id, service: station.service, name: station.names.main,
      place: station.position.coordinate)
    guard let (other, distance) = neighbours.add(entry) else { return }
    let place = other.registry == registry.id ? "in this registry" : "in registry '\(other.registry)'"
    add(
      Problem(
        line: line, severity: .warning, code: .possibleDuplicate,
        message:
          "'\(station.names.main)' may be station '\(other.id)' ('\(other.name)') \(place), \(Int(bounded: distance, rounding: .towardZero)) m away",
        record: station.id.rawValue))
  }

  /// A rejected station without units counts as one unit read and rejected, so that nothing goes missing in the sums.
  private func rejectStation(_ record: StationRecord) throws {
    if record.station == nil, let id = record.id, let problem = record.problems.first(where: { $0.severity == .error })
    {
      try noteWrong(.station, id: RecordID(id), problem)
    }
    report.stationCounts.rejected += 1
    if record.unitCount == 0 { report.read += 1 }
    report.rejected += max(1, record.unitCount)
  }

  /// Has the directory keep the records that the errors of some problems are about.
  private func noteWrong(_ kind: RecordKind, in problems: [Problem]) throws {
    for problem in problems where problem.severity == .error {
      if let id = problem.record, !id.isEmpty { try noteWrong(kind, id: RecordID(id), problem) }
    }
  }

  private func noteWrong(_ kind: RecordKind, id: RecordID, _ problem: Problem) throws {
    guard let registry else { return }
    if try sink.noteWrong(kind, id: id, reason: problem.message, registry: registry.id) {
      wrongLines.note(kind, id, line: problem.line)
    }
  }

  private func countStation(_ outcome: RecordOutcome) {
    report.stations += 1
    switch outcome {
    case .added: report.stationCounts.added += 1
    case .changed: report.stationCounts.changed += 1
    case .unchanged, .repeated: report.stationCounts.unchanged += 1
    }
  }

  /// Passes an outcome on, or reports why the record is not taken.
  private func judged(_ outcome: RecordOutcome, id: some OpaqueIdentifier, kind: String, line: Int)
    -> RecordOutcome?
  {
    switch outcome {
    case .added, .changed, .unchanged:
      taken += 1
      return outcome
    case .repeated:
      add(
        Problem(
          line: line, severity: .error, code: .duplicateID, message: "\(kind) '\(id)' is listed twice in this registry",
          record: id.rawValue))
    }
    return nil
  }

  /// The file's path, or those of all pages.
  private var fileNames: String {
    String((options.origin ?? reports.map(\.file).joined(separator: ", ")).prefix(2000))
  }

  /// What is known of a registry when all of its records have come.
  private struct RegistryEnd {
    let id: RegistryID
    let isWhole: Bool
    let unitsBefore: Int
    let taken: Int
    let rejected: Int
    let digests: [UInt64]
    let references: ReferenceLines
    let wrongLines: WrongLines
    let tally: ImportTally
    var counts: ImportEntry.Counts
    var problems: [Problem]
  }

  private func finish() throws {
    guard let registry else { return }
    self.registry = nil
    let total = total
    let end = RegistryEnd(
      id: registry.id, isWhole: isWhole && !isPartial, unitsBefore: unitsBefore, taken: taken,
      rejected: total.rejected - rejectedBefore, digests: digests, references: references,
      wrongLines: wrongLines, tally: tally,
      counts: tally.counts(total), problems: Array(total.problems.dropFirst(tally.firstProblem)))
    digests = []
    guard phase == .ahead else { return try finish(end) }
    hasHiddenChange = try !sink.endAhead(registry: registry.id, isWhole: isWhole && !isPartial)
    deferred.append { try self.finish(end) }
  }

  private func finish(_ registry: RegistryEnd) throws {
    var end = registry
    func add(_ problem: Problem) {
      if problem.severity == .error { end.counts.errors += 1 } else { end.counts.warnings += 1 }
      if report.problems.count < FileReport.listedProblems { end.problems.append(problem) }
      self.add(problem)
    }
    let removed = try sink.finish(registry: end.id, isWhole: end.isWhole, digests: end.digests) { conflict in
      report.conflicts += conflict.conflicts.count
      for problem in registry.tally.problems(of: conflict, registry: registry.id) { add(problem) }
    }
    for kept in removed.kept {
      add(
        Problem(
          line: registry.wrongLines.line(of: kept.kind, kept.id), severity: .warning, code: .recordKept,
          message: "\(kept.kind.words) '\(kept.id)' is kept, because its new record is wrong: \(kept.reason)",
          record: kept.id.rawValue))
    }
    report.steppedBack += removed.precedence.steppedBack
    report.cameBack += removed.precedence.cameBack
    report.kept += removed.keptCount(.unit)
    report.stationsKept += removed.keptCount(.station)
    report.stations += removed.keptCount(.station)
    report.organisations += removed.keptCount(.organisation)
    report.controlRooms += removed.keptCount(.controlRoom)
    report.removed += removed.units
    report.stationCounts.removed += removed.stations
    end.counts.removed += removed.units
    try sink.forEachDanglingReference(registry: end.id) { station, kind, reference in
      add(
        Problem(
          line: registry.references.line(of: station), severity: .warning, code: .danglingReference,
          message: "station '\(station)' names \(kind) '\(reference)', which nobody lists", record: station.rawValue))
    }
    try refuseAllRejected(end.id, taken: end.taken, rejected: end.rejected)
    if removed.units * 5 > end.unitsBefore, !options.allowsShrinking {
      throw MutualAidError(
        .document(.shrinks), "registry '\(end.id)' would lose \(removed.units) of its \(end.unitsBefore) units",
        hint: .allowShrink)
    }
    try sink.conclude(
      kind: ImportEntry.registryKind, id: end.id.rawValue, counts: end.counts, problems: end.problems[...])
  }

  /// Keeps with the new version, if there is one, what became of its records.
  func conclude(_ kind: String, _ id: String) throws {
    try sink.conclude(
      kind: kind, id: id, counts: tally.counts(report), problems: report.problems.dropFirst(tally.firstProblem))
  }
}
