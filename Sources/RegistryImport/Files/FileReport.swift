public import DirectoryModel

/// What became of one file.
public struct FileReport: Hashable, Sendable {
  /// The path as given.
  public var file: String
  /// The ids of the registries and documents in it.
  public var registries: [String] = []
  /// The dialect.
  public var profile: String?
  /// Whether the directory now holds what the file says (or would, in a dry run).
  public var isApplied = false
  /// Units read; for a reference document, its entries (types, rules, areas, norms …).
  public var read = 0
  /// Units (entries) that are new.
  public var added = 0
  /// Units that replace an earlier version of themselves; entries of a reference document that replaces another.
  public var changed = 0
  /// Units that were there just so.
  public var unchanged = 0
  /// Units that the registry no longer lists.
  public var removed = 0
  /// Units left out because of an error.
  public var rejected = 0
  /// Stations read.
  public var stations = 0
  /// Control rooms read.
  public var controlRooms = 0
  /// Organisations read.
  public var organisations = 0
  /// Fields that other registries fill differently.
  public var conflicts = 0
  /// What is new, different and gone; `nil` where nobody asked.
  public var difference: Difference?
  /// What is wrong, by line.
  public var problems: [Problem] = []
  /// Whether any record of any kind was left out.
  public var hasErrors = false
  /// Why the file was refused as a whole; `nil` where it was not.
  public var refusal: MutualAidError?
  /// How long it took.
  public var seconds = 0.0
  /// Bytes read, unpacked.
  public var bytes = 0

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
