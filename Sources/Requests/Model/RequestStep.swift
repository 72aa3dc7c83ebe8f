public import DirectoryModel
public import FoundationEssentials

/// Something that was done with a line.
public struct RequestStep: Codable, Hashable, Sendable {
  /// What.
  public var action: RequestAction
  /// With which line, from 1.
  public var line: Int
  /// Who, by what they are in the request.
  public var party: RequestParty
  /// Who, as the journal names them.
  public var actor: String
  /// When it happened.
  public var time: Date
  /// When it came in.
  public var received: Date
  /// Which units are promised.
  public var units: [UnitID]?
  /// Which unit is replaced.
  public var insteadOf: UnitID?
  /// When they leave.
  public var departure: Date?
  /// On which channel they are to be reached.
  public var channel: String?
  /// Until when the answer is put off.
  public var until: Date?
  /// Why, as a word of the list.
  public var reason: String?
  /// In words.
  public var note: String?
  /// The message of another system by which it came.
  public var message: String?
  /// The states before and behind it; `nil` until it is taken.
  public internal(set) var from: RequestState?
  /// The state behind it.
  public internal(set) var to: RequestState?
  /// Whether it contradicts what was known: it is kept and shown, and has changed nothing.
  public internal(set) var isContradiction: Bool?

  /// Makes a step.
  public init(
    action: RequestAction, line: Int, party: RequestParty, actor: String, time: Date, received: Date
  ) {
    self.action = action
    self.line = line
    self.party = party
    self.actor = actor
    self.time = Timestamp.rounded(time)
    self.received = Timestamp.rounded(received)
  }
}

/// A limit that was over: what the two rooms are told.
public struct RequestNotice: Codable, Hashable, Sendable {
  /// The line.
  public var line: Int
  /// The name of the limit, such as `line-down`.
  public var limit: String
  /// The second at which it was over.
  public var time: Date
  /// The units that are proposed instead.
  public var candidates: [RequestCandidate]?
  /// What another system wrote, to be shown.
  public var text: String?

  /// Makes one.
  public init(line: Int, limit: String, time: Date) {
    self.line = line
    self.limit = limit
    self.time = time
  }
}
