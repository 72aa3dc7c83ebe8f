/// A question about sites that cannot be answered as it was put, or a solver that gave up.
public struct SitingError: Error, Hashable, Sendable {
  /// Kinds of errors.
  public struct Code: Hashable, Sendable {
    /// The code as programs see it.
    public let name: String

    /// The numbers do not make an instance: counts that do not fit, a negative number of people, a site that is not there.
    public static let invalidInstance = Code(name: "invalid-siting-instance")
    /// More new sites are wanted than there are candidates, or fewer than none.
    public static let wrongCount = Code(name: "wrong-site-count")
    /// The instance is larger than the solver takes.
    public static let tooLarge = Code(name: "siting-instance-too-large")
    /// The solver gave up for numerical reasons or for want of memory.
    public static let solverFailed = Code(name: "solver-failed")
  }

  /// The kind.
  public var code: Code
  /// What is wrong.
  public var message: String
  /// What to do.
  public var hint: String?

  /// Makes an error.
  public init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}
