internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import RegistryXML

/// The import of one file within one change.
final class FileImport {
  /// More problems than this are counted but not listed.
  static let listedProblems = 10_000

  private(set) var checks: RecordChecks
  private(set) var report: FileReport
  private let options: ImportOptions
  private var registry: Registry?
  private var isWhole = true
  private var unitsBefore = 0
  private var tally = ImportTally()

  init(path: String, options: ImportOptions, vocabulary: Vocabulary) {
    self.options = options
    checks = RecordChecks(vocabulary: vocabulary)
    report = FileReport(file: path)
  }

  func run(in change: StoreChange, progress: (Int) -> Void) throws {
    if options.tellsDifference { change.collectDifference() }
    // Also where the file is refused: it tells why.
    defer { if options.tellsDifference { report.difference = change.difference } }
    let isRegistry = report.file == "-" || DirectoryReader.rootName(path: report.file) == "registry"
    let reader = DirectoryReader(checksSchema: options.checksSchema || !isRegistry)
    let summary = try withoutActuallyEscaping(progress) { progress in
      try reader.read(path: report.file, progress: progress) { [self] in try take($0, in: change) }
    }
    report.profile = summary.profile
    report.bytes = summary.bytes
    for problem in summary.schemaProblems { add(problem) }
    if !summary.schemaProblems.isEmpty, !isRegistry || options.isStrict {
      throw ImportRefusal(
        code: .schema, message: "the document does not follow the XML Schema in \(summary.schemaProblems.count) places",
        hint: "See the problems listed, or run xmllint --schema.")
    }
    if options.isStrict, report.hasErrors {
      throw ImportRefusal(
        code: .strict, message: "a record is wrong, and --strict takes all or nothing",
        hint: "Correct the records listed, or import without --strict.")
    }
  }

  func complete() { report.isApplied = true }

  func refuse(code: String, _ message: String, line: Int?, hint: String?) {
    report.refusal = FileReport.Refusal(code: code, message: message, line: line, hint: hint)
    report.added = 0
    report.changed = 0
    report.unchanged = 0
    report.removed = 0
  }

  private func add(_ problem: Problem) {
    tally.count(problem)
    if problem.severity == .error { report.hasErrors = true }
    if report.problems.count < FileImport.listedProblems { report.problems.append(problem) }
  }

  private func take(_ record: DirectoryRecord, in change: StoreChange) throws {
    switch record {
    case .problem(let problem): add(problem)
    case .registryStart(let registry, _): try start(registry, in: change)
    case .organisation(let organisation, let line):
      guard let registry else { return }
      report.organisations += 1
      _ = judged(
        try change.put(organisation, registry: registry.id), id: organisation.id, kind: "organisation", line: line)
    case .controlRoom(let room, let line):
      guard let registry else { return }
      report.controlRooms += 1
      _ = judged(try change.put(room, registry: registry.id), id: room.id, kind: "control room", line: line)
    case .station(let record): try take(record, in: change)
    case .registryEnd: try finish(in: change)
    case .reference(let document, let content, _): try take(document, content, in: change)
    case .unreadableReference(let kind, let id, _):
      throw ImportRefusal(
        code: .schema, message: "the \(kind.rawValue) document '\(id)' has errors and is taken whole or not at all",
        hint: "Correct the errors listed.")
    case .availability(let report, let line):
      if try !change.hasUnit(report.unit) {
        add(
          Problem(
            line: line, severity: .warning, code: .danglingReference,
            message: "a report on unit '\(report.unit)', which nobody lists: kept for when it is", record: report.unit))
      }
      _ = try change.put(report)
    }
  }

  // MARK: Registries

  /// Begins a registry, or with `isWhole` false a message, which removes nothing and may come late.
  private func start(_ registry: Registry, isWhole: Bool = true, in change: StoreChange) throws {
    self.registry = registry
    self.isWhole = isWhole
    try refuseRepeated("registry '\(registry.id)'", in: registry.id)
    let old = try change.registry(registry.id)
    unitsBefore = old?.units ?? 0
    if let old, isWhole {
      try refuseOlder(registry.issued, than: old.registry.issued, what: "registry '\(registry.id)'")
    }
    tally.begin(report)
    let isLate = old.map { registry.issued < $0.registry.issued } ?? false
    try change.begin(registry, profile: "native", file: report.file, keepsExisting: !isWhole && isLate)
  }

  /// A document may hold many registries and documents, but each once: the second would undo the first.
  private func refuseRepeated(_ what: String, in id: String) throws {
    guard !report.registries.contains(id) else {
      throw ImportRefusal(
        code: .duplicateID, message: "\(what) is in the file twice", hint: "Put its records into one element.")
    }
    report.registries.append(id)
  }

  private func refuseOlder(_ new: Date, than old: Date, what: String) throws {
    guard new < old, !options.allowsOlder else { return }
    throw ImportRefusal(
      code: .olderVersion,
      message:
        "\(what) was issued \(Timestamp.text(new)), before the version in the directory (\(Timestamp.text(old)))",
      hint: "Get the newer version, or use --allow-older.")
  }

  private func take(_ record: StationRecord, in change: StoreChange) throws {
    guard let registry else { return }
    report.stations += 1
    report.read += record.unitCount
    for problem in record.problems { add(problem) }
    guard let station = record.station else {
      rejectStation(record)
      return
    }
    guard try isPlausible(station.position, of: station.id, in: station.country, line: record.line, change: change)
    else {
      rejectStation(record)
      return
    }
    let outcome = try change.put(station, registry: registry.id)
    guard judged(outcome, id: station.id, kind: "station", line: record.line) != nil else {
      rejectStation(record)
      return
    }
    if change.isContested { tally.noteContest("station", station.id, line: record.line) }
    report.rejected += record.unitCount - record.units.count
    for unit in record.units {
      if let position = unit.unit.position,
        try !isPlausible(position, of: unit.unit.id, in: station.country, line: unit.line, change: change)
      {
        report.rejected += 1
        continue
      }
      for problem in checks.problems(of: unit.unit, country: station.country, line: unit.line) { add(problem) }
      let outcome = try change.put(unit.unit, at: station, registry: registry.id)
      if change.isContested { tally.noteContest("unit", unit.unit.id, line: unit.line) }
      switch judged(outcome, id: unit.unit.id, kind: "unit", line: unit.line) {
      case .added: report.added += 1
      case .changed: report.changed += 1
      case .unchanged: report.unchanged += 1
      default: report.rejected += 1
      }
    }
  }

  /// Tells what is wrong with a position, and whether its record can be taken all the same.
  private func isPlausible(
    _ position: Position, of record: String, in country: String, line: Int, change: StoreChange
  ) throws -> Bool {
    guard let problem = try checks.problem(of: position, country: country, record: record, line: line, in: change)
    else { return true }
    add(problem)
    return problem.severity != .error
  }

  /// A rejected station without units counts as one unit read and rejected, so that nothing goes missing in the sums.
  private func rejectStation(_ record: StationRecord) {
    if record.unitCount == 0 { report.read += 1 }
    report.rejected += max(1, record.unitCount)
  }

  /// Passes an outcome on, or tells why there is none.
  private func judged(_ outcome: StoreChange.Outcome, id: String, kind: String, line: Int)
    -> StoreChange.Outcome?
  {
    switch outcome {
    case .added, .changed, .unchanged: return outcome
    case .repeated:
      add(
        Problem(
          line: line, severity: .error, code: .duplicateID, message: "\(kind) '\(id)' is listed twice in this registry",
          record: id))
    }
    return nil
  }

  private func finish(in change: StoreChange) throws {
    guard let registry else { return }
    let removed = try change.finish(registry: registry.id, isWhole: isWhole) { contest in
      report.conflicts += contest.conflicts.count
      for problem in tally.problems(of: contest, registry: registry.id) { add(problem) }
    }
    report.removed += removed
    try change.forEachDanglingReference(registry: registry.id) { station, kind, reference in
      add(
        Problem(
          line: nil, severity: .warning, code: .danglingReference,
          message: "station '\(station)' names \(kind) '\(reference)', which nobody lists", record: station))
    }
    if removed * 5 > unitsBefore, !options.allowsShrinking {
      throw ImportRefusal(
        code: .shrinks,
        message: "registry '\(registry.id)' would lose \(removed) of its \(unitsBefore) units",
        hint: "Check that the file is whole, or use --allow-shrink.")
    }
    try conclude(ImportEntry.registryKind, registry.id, in: change)
    self.registry = nil
  }

  /// Keeps with the new version, if there is one, what became of its records.
  private func conclude(_ kind: String, _ id: String, in change: StoreChange) throws {
    try change.conclude(
      kind: kind, id: id, counts: tally.counts(report), problems: report.problems.dropFirst(tally.firstProblem))
  }

  // MARK: Reference documents

  private func take(_ document: ReferenceDocument, _ content: ReferenceContent, in change: StoreChange) throws {
    try refuseRepeated("\(document.kind.rawValue) document '\(document.id)'", in: document.id)
    tally.begin(report)
    let old = try change.document(document.kind, id: document.id)
    if let old {
      try refuseOlder(document.issued, than: old.issued, what: "\(document.kind.rawValue) document '\(document.id)'")
    }
    var areas: [Area] = []
    var entries = 0
    switch content {
    case .vocabulary(let vocabulary):
      vocabulary.add(to: &checks.vocabulary)
      entries =
        vocabulary.capabilities.count + vocabulary.types.count + vocabulary.turnoutDefaults.count
        + vocabulary.statuses.count + vocabulary.modules.count + vocabulary.holidays.count
      for type in vocabulary.types {
        for problem in type.capabilities.compactMap({ checks.problem(of: $0) }) {
          add(
            Problem(line: nil, severity: .warning, code: .unknownCapability, message: "type '\(type.code)': \(problem)")
          )
        }
      }
    case .boundaries(let found):
      areas = found
      entries = found.count
    case .agreements(let agreements): entries = agreements.map(\.rules.count).reduce(0, +)
    case .norms(let ids): entries = ids.count
    }
    report.read += entries
    switch try change.put(document, areas: areas, file: report.file) {
    case .added: report.added += entries
    case .changed: report.changed += entries
    default:
      report.unchanged += entries
      return
    }
    if options.tellsDifference {
      let oldContent = try old?.content()
      change.addToDifference { $0.note(document, content, since: oldContent) }
    }
    try conclude(document.kind.rawValue, document.id, in: change)
  }
}
