public import FoundationEssentials

/// One version of a registry or reference document in the directory: when and how it came about.
public struct ImportEntry: Hashable, Identifiable, Sendable {
  /// How a version came about.
  public enum Action: String, CaseIterable, Hashable, Sendable {
    /// A file was imported.
    case imported = "import"
    /// An earlier version was restored.
    case rollback
    /// The registry was removed.
    case removal = "remove"
  }

  /// What was read and what became of it; units, or the entries of a reference document.
  public struct Counts: Hashable, Sendable {
    /// How many were read, 0 or more; after a rollback, how many there are.
    public var read = 0
    /// How many were not in the version before.
    public var added = 0
    /// How many were in the version before with other content.
    public var changed = 0
    /// How many are the same as in the version before.
    package var unchanged = 0
    /// How many of the version before are no longer there.
    public var removed = 0
    /// Left out because of an error.
    public var rejected = 0
    /// The number of errors reported.
    package var errors = 0
    /// The number of warnings reported.
    package var warnings = 0

    /// Makes counts of nothing.
    package init() {}
  }

  /// The number of the import; later ones have larger numbers.
  public var id: Int
  /// `registry`, or the kind of reference document.
  public var kind: String
  /// The id of the registry or document.
  public var subject: String
  /// The version, counted from 1 for each registry or document.
  public var version: Int
  /// Whether a file was imported, an earlier version restored or the registry removed.
  public var action: Action
  /// The version restored, of a rollback.
  package var ofVersion: Int?
  /// When the registry or document was issued.
  public var issued: Date
  /// When it came into the directory.
  public var importedAt: Date
  /// The path of the imported file, as it was given; `nil` for a rollback.
  package var file: String?
  /// The dialect.
  package var profile: String?
  /// What became of its records.
  public var counts: Counts
  /// What was wrong with the file: the first problems.
  package var problems: [Problem]

  /// More problems than this are counted but not kept.
  package static let keptProblems = 200
  /// The kind of registries.
  package static let registryKind = "registry"

  /// Makes an entry.
  package init(
    id: Int, kind: String, subject: String, version: Int, action: Action, ofVersion: Int?, issued: Date,
    importedAt: Date, file: String?, profile: String?, counts: Counts, problems: [Problem]
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.version = version
    self.action = action
    self.ofVersion = ofVersion
    self.issued = issued
    self.importedAt = importedAt
    self.file = file
    self.profile = profile
    self.counts = counts
    self.problems = problems
  }
}
