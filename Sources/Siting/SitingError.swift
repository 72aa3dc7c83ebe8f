/// A question about sites that cannot be answered as it was put, or a solver that gave up.
package struct SitingError: Error, Hashable, Sendable {
  /// Kinds of errors.
  package struct Code: Hashable, Sendable {
    /// The code as programs see it.
    package let name: String

    /// The numbers do not make an instance: counts that do not fit, a negative number of people, a site that is not there.
    package static let invalidInstance = Code(name: "invalid-siting-instance")
    /// More new sites are wanted than there are candidates, or fewer than none.
    package static let wrongCount = Code(name: "wrong-site-count")
    /// The instance is larger than the solver takes.
    package static let tooLarge = Code(name: "siting-instance-too-large")
    /// The solver gave up for numerical reasons or for want of memory.
    package static let solverFailed = Code(name: "solver-failed")
  }

  /// The kind.
  package var code: Code
  /// What is wrong.
  package var message: String
  /// What to do.
  package var hint: String?

  /// Makes an error.
  package init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}
