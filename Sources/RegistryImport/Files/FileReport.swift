public import DirectoryModel

/// What became of one file of an import or validation.
public struct FileReport: Hashable, Sendable {
  /// The path as given; `-` for standard input.
  public var file: String
  /// The ids of the registries and reference documents in it, in the order of the file.
  public var registries: [String] = []
  /// The dialect that it was read as, such as `native`; `nil` where it was refused before that was known.
  package var profile: String?
  /// Whether the directory now holds what the file says (or would, in a dry run).
  public var isApplied = false
  /// Whether nothing was to be changed, and the counts say what would be.
  public var isDryRun = false
  /// Units read; for a reference document, its entries (types, rules, areas, norms …).
  public var read = 0
  /// Units (entries) that are new.
  public var added = 0
  /// Units that differ from their earlier version; entries of a reference document that replaces another.
  public var changed = 0
  /// Units (entries) that were in the directory just so.
  public var unchanged = 0
  /// Units that the registry no longer lists, and that are removed.
  public var removed = 0
  /// Units (rows, features) left out because of an error.
  public var rejected = 0
  /// Units that stay as they were, because their new records, or those of their stations, are wrong.
  public var kept = 0
  /// Stations that stay as they were, because their new records are wrong.
  public var stationsKept = 0
  /// Stations of the file's registries that the directory holds now (or would): those taken, and those kept.
  public var stations = 0
  /// What became of the stations read, apart from their units.
  public var stationCounts = ImportEntry.Counts()
  /// Control rooms of the file's registries that the directory holds now (or would).
  package var controlRooms = 0
  /// Organisations of the file's registries that the directory holds now (or would).
  package var organisations = 0
  /// Availability reports that the directory keeps, or has kept.
  package var reports = 0
  /// Assumed units of any registry that step back since, because published ones stand at their stations.
  public var steppedBack = 0
  /// Assumed units of any registry that no longer step back.
  public var cameBack = 0
  /// The registry that was removed for this one; `nil` where none was.
  public var replaced: Replaced?
  /// Fields that other registries fill differently.
  package var conflicts = 0
  /// What is new, different and gone; `nil` unless `ImportOptions.reportsDifference` is set.
  public var difference: Difference?
  /// What is wrong, in the order of the file; the first 10,000 problems, and of each kind the first hundred.
  public var problems: [Problem] = []
  /// How many problems of each kind there are, those that are not listed too.
  package var problemCounts: [ProblemKind: Int] = [:]
  /// Whether any record of any kind was left out.
  package var hasErrors = false
  /// Why the file was refused as a whole; `nil` where it was not.
  public var refusal: MutualAidError?
  /// Seconds that it took.
  package var seconds = 0.0
  /// Bytes read, unpacked.
  package var bytes = 0

  /// A registry in whose place another one came.
  public struct Replaced: Hashable, Sendable {
    /// Its id.
    public var registry: RegistryID
    /// How many units it listed.
    public var units: Int
  }

  /// More problems than this are counted but not listed, but for the first ones of each kind.
  static let listedProblems = 10_000
  /// So many of each kind are listed in any case.
  static let listedOfAKind = 100

  /// Takes a problem into the list, or counts it alone.
  package mutating func add(_ problem: Problem) {
    if problem.severity == .error { hasErrors = true }
    let kind = ProblemKind(severity: problem.severity, code: problem.code.rawValue)
    let count = problemCounts[kind, default: 0] + 1
    problemCounts[kind] = count
    if problems.count < FileReport.listedProblems || count <= FileReport.listedOfAKind { problems.append(problem) }
  }

  /// Makes an empty report.
  package init(file: String) { self.file = file }

  mutating func refuse(_ error: MutualAidError) {
    refusal = error
    added = 0
    changed = 0
    unchanged = 0
    removed = 0
    kept = 0
    steppedBack = 0
    cameBack = 0
    replaced = nil
    stationsKept = 0
    stations = 0
    stationCounts.added = 0
    stationCounts.changed = 0
    stationCounts.unchanged = 0
    stationCounts.removed = 0
    controlRooms = 0
    organisations = 0
  }
}

/// A kind of problem, for counting.
package struct ProblemKind: Hashable, Comparable, Sendable {
  /// Whether records were left out.
  package var severity: Problem.Severity
  /// The code.
  package var code: String

  /// Makes a kind.
  package init(severity: Problem.Severity, code: String) {
    self.severity = severity
    self.code = code
  }

  package static func < (a: ProblemKind, b: ProblemKind) -> Bool {
    (a.severity.rawValue, a.code) < (b.severity.rawValue, b.code)
  }
}
