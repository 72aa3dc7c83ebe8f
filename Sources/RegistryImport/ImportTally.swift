internal import DirectoryModel
internal import DirectoryStore

/// Counts what became of one registry or document of a file, which may hold several.
struct ImportTally {
  private var before = ImportEntry.Counts()
  private var errors = 0
  private var warnings = 0
  /// Where the problems of the registry or document begin in the report's list.
  private(set) var firstProblem = 0
  /// Lines of records that other registries list too.
  private var sharedLines: [SharedRecord: Int] = [:]

  private struct SharedRecord: Hashable {
    var kind: String
    var id: RecordID
  }

  mutating func begin(_ report: FileReport) {
    before = counts(of: report)
    firstProblem = report.problems.count
    sharedLines = [:]
  }

  mutating func count(_ problem: Problem) {
    if problem.severity == .error { errors += 1 } else { warnings += 1 }
  }

  /// What became of the records since `begin`.
  func counts(_ report: FileReport) -> ImportEntry.Counts {
    var counts = counts(of: report)
    counts.read -= before.read
    counts.added -= before.added
    counts.changed -= before.changed
    counts.unchanged -= before.unchanged
    counts.removed -= before.removed
    counts.rejected -= before.rejected
    counts.errors -= before.errors
    counts.warnings -= before.warnings
    return counts
  }

  private func counts(of report: FileReport) -> ImportEntry.Counts {
    var counts = ImportEntry.Counts()
    counts.read = report.read
    counts.added = report.added
    counts.changed = report.changed
    counts.unchanged = report.unchanged
    counts.removed = report.removed
    counts.rejected = report.rejected
    counts.errors = errors
    counts.warnings = warnings
    return counts
  }

  // MARK: Records of several registries

  /// Remembers where a record stands that other registries list too.
  mutating func noteConflict(_ kind: String, _ id: some OpaqueIdentifier, line: Int) {
    if sharedLines.count < FileReport.listedProblems {
      sharedLines[SharedRecord(kind: kind, id: RecordID(id))] = line
    }
  }

  /// The problems of a record that other registries list too.
  func problems(of conflict: RecordConflict, registry: RegistryID) -> [Problem] {
    if conflict.isVanished { return [.vanished(conflict)] }
    let line = sharedLines[SharedRecord(kind: conflict.kind, id: conflict.id)]
    let others = conflict.registries.filter { $0 != registry }.map { "'\($0)'" }.joined(separator: ", ")
    let first = Problem(
      line: line, severity: .warning, code: .describedTwice,
      message:
        "\(conflict.kind) '\(conflict.id)' is also listed by \(others): '\(conflict.registries.first ?? "")' ranks highest",
      record: conflict.id.rawValue)
    return [first]
      + conflict.conflicts.map { field in
        Problem(
          line: line, severity: .warning, code: .conflict, message: "\(conflict.kind) '\(conflict.id)': \(field)",
          record: conflict.id.rawValue)
      }
  }
}

/// Remembers where stations stand that name an organisation or control room which has not been listed so far: whether
/// any registry lists it is known at the end of the registry.
struct ReferenceLines {
  private var listed: Set<RecordID> = []
  private var lines: [StationID: Int] = [:]

  mutating func noteListed(_ id: some OpaqueIdentifier) {
    if listed.count < FileReport.listedProblems { listed.insert(RecordID(id)) }
  }

  mutating func note(_ station: Station, line: Int) {
    guard !isListed(station.organisation) || !isListed(station.controlRoom), lines.count < FileReport.listedProblems
    else { return }
    lines[station.id] = line
  }

  private func isListed(_ reference: (some OpaqueIdentifier)?) -> Bool {
    reference.map { listed.contains(RecordID($0)) } ?? true
  }

  /// The line of a station; `nil` where there were too many to remember.
  func line(of station: StationID) -> Int? { lines[station] }
}

/// Remembers where records stand that are wrong and that the directory has.
struct WrongLines {
  private struct Key: Hashable {
    var kind: RecordKind
    var id: RecordID
  }

  private var lines: [Key: Int] = [:]

  mutating func note(_ kind: RecordKind, _ id: RecordID, line: Int?) {
    let key = Key(kind: kind, id: id)
    if let line, lines.count < FileReport.listedProblems, lines[key] == nil { lines[key] = line }
  }

  /// The line of a record; `nil` where there were too many to remember.
  func line(of kind: RecordKind, _ id: RecordID) -> Int? { lines[Key(kind: kind, id: id)] }
}

extension Problem {
  /// That no registry lists a record any longer of which a room corrects something.
  static func vanished(_ record: RecordConflict) -> Problem {
    let rooms = record.registries.map { "'\($0)'" }.joined(separator: ", ")
    return Problem(
      line: nil, severity: .warning, code: .correctionVanished,
      message: "\(record.kind) '\(record.id)', of which \(rooms) corrects something, is listed by no registry",
      record: record.id.rawValue)
  }
}
