/// A reference system from which positions cannot be computed.
package struct ReferenceSystemError: Error, Hashable, Sendable {
  /// What is wrong.
  package var message: String
  /// What to do.
  package var hint: String?

  /// Makes an error.
  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
