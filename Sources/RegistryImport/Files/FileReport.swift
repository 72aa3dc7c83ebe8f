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
  /// Stations read, those with errors too.
  package var stations = 0
  /// Control rooms read.
  package var controlRooms = 0
  /// Organisations read.
  package var organisations = 0
  /// Fields that other registries fill differently.
  package var conflicts = 0
  /// What is new, different and gone; `nil` unless `ImportOptions.reportsDifference` is set.
  public var difference: Difference?
  /// What is wrong, in the order of the file; the first 10,000 problems.
  public var problems: [Problem] = []
  /// Whether any record of any kind was left out.
  package var hasErrors = false
  /// Why the file was refused as a whole; `nil` where it was not.
  public var refusal: MutualAidError?
  /// Seconds that it took.
  package var seconds = 0.0
  /// Bytes read, unpacked.
  package var bytes = 0

  /// More problems than this are counted but not listed.
  static let listedProblems = 10_000

  /// Makes an empty report.
  package init(file: String) { self.file = file }

  mutating func refuse(_ error: MutualAidError) {
    refusal = error
    added = 0
    changed = 0
    unchanged = 0
    removed = 0
  }
}
