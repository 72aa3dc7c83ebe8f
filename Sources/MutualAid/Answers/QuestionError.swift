/// A question that cannot be answered as it was put.
public struct QuestionError: Error, Hashable, Sendable {
  /// Kinds of errors.
  public struct Code: Hashable, Sendable {
    /// The code as programs see it.
    public let name: String

    /// There is no such capability or level in the vocabulary.
    public static let unknownCapability = Code(name: "unknown-capability")
    /// There is no such task package.
    public static let unknownPackage = Code(name: "unknown-package")
    /// Options that contradict each other.
    public static let contradiction = Code(name: "contradiction")
    /// There is no such scenario in a file, or several of which none is named.
    public static let unknownScenario = Code(name: "unknown-scenario")
    /// There is no such unit.
    public static let unknownUnit = Code(name: "unknown-unit")
    /// There is no such station.
    public static let unknownStation = Code(name: "unknown-station")
    /// There is no such version of a registry or document.
    public static let unknownVersion = Code(name: "unknown-version")
    /// There is no such registry.
    public static let unknownRegistry = Code(name: "unknown-registry")
    /// There is no such status.
    public static let unknownStatus = Code(name: "unknown-status")
    /// There is no such region, or nobody in it.
    public static let unknownRegion = Code(name: "unknown-region")
    /// There is no such population document or file.
    public static let unknownPopulation = Code(name: "unknown-population")
    /// There are no people, or no norm by which to judge.
    public static let nothingToCount = Code(name: "nothing-to-count")
    /// The place is in no country known, so that nobody can say what is across the border.
    public static let unknownCountry = Code(name: "unknown-country")
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
