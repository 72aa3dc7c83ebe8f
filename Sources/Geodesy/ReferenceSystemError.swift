/// A reference system from which positions cannot be computed.
public struct ReferenceSystemError: Error, Hashable, Sendable {
  /// What is wrong.
  public var message: String
  /// What to do.
  public var hint: String?

  /// Makes an error.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
