/// Why a road router gave no travel times.
public struct RoutingError: Error, Hashable, Sendable {
  /// Kinds of trouble.
  public struct Code: Hashable, Sendable {
    /// The code as programs see it.
    public let name: String

    /// The address cannot be one of a router.
    public static let badAddress = Code(name: "routing-address")
    /// Nothing listens there, or the connection broke.
    public static let unreachable = Code(name: "router-unreachable")
    /// The answer did not come in time.
    public static let timedOut = Code(name: "router-timed-out")
    /// The router refuses the question.
    public static let refused = Code(name: "router-refused")
    /// What came back is no answer to the question.
    public static let nonsense = Code(name: "router-nonsense")
    /// It failed several times in a row and is left alone for a while.
    public static let paused = Code(name: "router-paused")
    /// The incident is far from every road that the router knows.
    public static let offMap = Code(name: "router-off-map")
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

/// What a router was asked for one answer.
package struct RoutingSummary: Hashable, Sendable {
  /// What answers call the router; `nil` when it gave no time.
  package var router: String?
  /// Units whose arrival was weighed.
  package var considered = 0
  /// Places that the router was asked about; several units may stand at one.
  package var asked = 0
  /// Questions put to it.
  package var calls = 0
  /// Why it was not asked any more; `nil` when it answered throughout.
  package var failure: RoutingError?
}
