public import DirectoryModel

/// What corrections did, or would do.
public struct CorrectionReport: Sendable {
  /// One field of one record or agreement.
  public struct Change: Hashable, Sendable {
    /// What it is of.
    public var kind: CorrectionSubject
    /// The record's id, or `agreement:` and the agreement's name.
    public var id: String
    /// The field.
    public var field: String
    /// What held before; `nil` where nothing did.
    public var old: String?
    /// What holds since; `nil` where the correction was withdrawn.
    public var new: String?
  }

  /// The room's registry.
  public var registry: RegistryID
  /// What changed, in the order in which it was asked for; empty where all was so already.
  public var changes: [Change]
  /// What an import would warn of.
  public var problems: [Problem]
  /// Whether the directory was left as it is.
  public var isDryRun: Bool
}
