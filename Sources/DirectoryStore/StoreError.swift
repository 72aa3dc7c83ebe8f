/// Trouble with the store itself: the file, the disk, another process.
public struct StoreError: Error, Hashable, Sendable {
  /// Kinds of trouble.
  public struct Code: Hashable, Sendable {
    /// The code as programs see it.
    public let name: String

    /// There is no directory at the path.
    public static let missing = Code(name: "directory-missing")
    /// The file is not a directory of this product, or of a newer version of it.
    public static let notADirectory = Code(name: "not-a-directory")
    /// Another process is writing and did not finish in time.
    public static let busy = Code(name: "directory-busy")
    /// Reading or writing failed.
    public static let failed = Code(name: "store-failed")
  }

  /// The kind.
  public var code: Code
  /// What is wrong.
  public var message: String
  /// What to do.
  public var hint: String?

  /// Makes an error.
  package init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}
