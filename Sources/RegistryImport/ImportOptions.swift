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
  /// Check the XML Schema of registries too; other documents are always checked against it.
  public var checksSchema = false
  /// Tell which records are new, different (in which fields) and gone.
  public var tellsDifference = false

  /// The careful choices.
  public init() {}
}
