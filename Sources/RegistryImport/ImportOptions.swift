public import RegistryXML

/// How an import behaves.
public struct ImportOptions: Hashable, Sendable {
  /// Leave the directory as it is and only report what would change.
  public var isDryRun = false
  /// Take nothing of a file in which any record is wrong.
  public var isStrict = false
  /// Take a version that drops more than a fifth of a registry's units.
  public var allowsShrinking = false
  /// Take a version that is older than the one in the directory.
  public var allowsOlder = false
  /// Exchange latitude and longitude where that brings a position into its country.
  public var fixesSwappedAxes: Bool {
    get { reading.fixesSwappedAxes }
    set { reading.fixesSwappedAxes = newValue }
  }
  /// Check the XML Schema of registries too; other documents are always checked against it.
  public var checksSchema = false
  /// The dialect, and what the caller knows better than the document.
  public var reading = ReadingOptions()
  /// How much of a document is taken.
  public var limits = XMLLimits()
  /// Tell which records are new, different (in which fields) and gone.
  public var tellsDifference = false

  /// The careful choices.
  public init() {}
}
