internal import CEmbeddedFiles
internal import Primitives
internal import TextFormats

/// The life of a line: which step leads from which state to which, who may take it, and what must happen in which time.
///
/// It is a table of data, `life.json`; this is the one place where it is asked.
public struct RequestLife: Hashable, Sendable {
  /// One row of the table: a step, and where it leads.
  public struct Transition: Decodable, Hashable, Sendable {
    /// The step.
    public var step: RequestAction
    /// Who may take it.
    public var by: [RequestParty]
    /// The states in which it may be taken.
    public var from: [RequestState]
    /// The state behind it.
    public var to: RequestState
    /// What it has to say; `nil` for nothing more.
    public var needs: [RequestNeed]?
  }

  /// All states.
  public let states: [RequestState]
  /// The state in which a line begins.
  public let first: RequestState
  /// The states behind which nothing follows.
  public let final: Set<RequestState>
  /// The steps.
  public let steps: [Transition]
  /// What must happen in which time.
  public private(set) var limits: RequestLimits
  /// What a unit that was promised is doing, by the state of its line; where none is named, it is what it was before.
  public let unitStatus: [RequestState: String]
  /// Why help may be refused or taken back, as words of a list.
  public let reasons: [String]

  private let table: [RequestAction: Transition]

  /// The same life, where pairs of rooms have times of their own beside those of the table.
  public func with(_ pairs: [RequestLimits.Pair]) -> RequestLife {
    var life = self
    life.limits.pairs += pairs
    return life
  }

  /// The row of a step that may follow a state; `nil` where it may not.
  public func transition(_ step: RequestAction, from state: RequestState) -> Transition? {
    table[step].flatMap { $0.from.contains(state) ? $0 : nil }
  }

  /// The row of a step.
  package func row(of step: RequestAction) -> Transition? { table[step] }

  /// The steps that a party may take now.
  public func steps(from state: RequestState, by party: RequestParty) -> [RequestAction] {
    steps.filter { $0.from.contains(state) && $0.by.contains(party) }.map(\.step)
  }

  /// Whether units of a line in this state are promised to somebody.
  public func holdsUnits(_ state: RequestState) -> Bool {
    guard let status = unitStatus[state] else { return false }
    return !status.hasPrefix("available")
  }

  /// The table that is part of the program.
  ///
  /// A file that cannot be read leaves a life in which no step is possible; a test reads it.
  public static let standard = (try? RequestLife(json: String(embedded_request_life()))) ?? RequestLife()

  /// Reads a table.
  ///
  /// - Throws: `DecodingError` for a text that is no such table.
  package init(json text: String) throws {
    let file: File = try JSONCoding.value(text)
    (states, first, final, steps) = (file.states, file.first, Set(file.final), file.steps)
    limits = RequestLimits(file.limits, pairs: file.pairs)
    var statuses: [RequestState: String] = [:]
    for (state, status) in file.unitStatus { RequestState(rawValue: state).map { statuses[$0] = status } }
    unitStatus = statuses
    reasons = file.reasons
    table = Dictionary(file.steps.map { ($0.step, $0) }) { first, _ in first }
  }

  private init() {
    (states, first, final, steps, unitStatus, reasons) = ([], .draft, [], [], [:], [])
    limits = RequestLimits([], pairs: [])
    table = [:]
  }

  private struct File: Decodable {
    var states: [RequestState]
    var first: RequestState
    var final: [RequestState]
    var steps: [Transition]
    var limits: [RequestLimits.Limit]
    var pairs: [RequestLimits.Pair]
    var unitStatus: [String: String]
    var reasons: [String]

    enum CodingKeys: String, CodingKey {
      case states, first, final, steps, limits, pairs, reasons
      case unitStatus = "unit-status"
    }
  }
}
