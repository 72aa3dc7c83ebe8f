public import DirectoryModel
internal import DirectoryStore
public import RegistryXML

/// How an import or a validation behaves.
public struct ImportOptions: Hashable, Sendable {
  /// Whether the directory stays as it is, and the reports say what would change.
  public var isDryRun = false
  /// Whether a file is refused as a whole when any record in it is wrong.
  public var isStrict = false
  /// Whether a version may drop more than a fifth of its registry's units.
  public var allowsShrinking = false
  /// Whether a version may be older than the one in the directory.
  public var allowsOlder = false
  /// Whether a reference document that has lost more than a fifth of its entries is refused, as a registry is.
  package var refusesThinnerDocuments = false
  /// Where the document comes from, for its history, where that is not the file that is read.
  package var origin: String?
  /// How many seconds reports of statuses may be ahead of the clock, 0 or more.
  public var maxAhead = ReportRules.tolerance
  /// Whether a document that says that it is not the whole is taken; it then removes nothing.
  public var allowsPartial = false
  /// The registry in whose place a document's registry comes, and that is removed with it; `nil` for none.
  public var replaces: RegistryID?
  /// The ids of the registries and documents that may be written; `nil` for all.
  public var onlyRegistries: Set<String>?
  /// Whether latitude and longitude are exchanged where that brings a position into its country.
  package var fixesSwappedAxes: Bool {
    get { reading.fixesSwappedAxes }
    set { reading.fixesSwappedAxes = newValue }
  }
  /// Whether registries are checked against the XML Schema too; other documents always are.
  public var checksSchema = false
  /// The dialect, and what the caller knows better than the document.
  public var reading = ReadingOptions()
  /// How much of a document is taken before it is refused.
  package var limits = XMLLimits()
  /// How many records of a document, each unit one of them, wait in memory until the document has been read; those of larger
  /// documents are taken as they come, as many at a time at first.
  package var heldRecords = 10_000
  /// How many rows of a registry's next edition may be left for the moment when all is made to be seen; of more, all are
  /// written before.
  package var lastRows = StoreChange.defaultLastRows
  /// Whether reports list which records are new, different (in which fields) and gone.
  public var reportsDifference = false

  /// The careful choices: nothing old, nothing that shrinks, wrong records left out.
  public init() {}
}
