public import DirectoryModel

/// What must happen with a line in which time, and what follows where it does not; pairs of rooms may have their own times.
public struct RequestLimits: Hashable, Sendable {
  /// What follows when the time is over.
  public enum Consequence: String, Codable, Hashable, Sendable {
    /// Both sides are told, louder.
    case tell
    /// Both sides are told, and the next candidates of the match are proposed; nothing is sent by itself.
    case propose
    /// The line expires.
    case expire
    /// The line is put away.
    case close
  }

  /// From when the time runs.
  public enum Beginning: String, Codable, Hashable, Sendable {
    /// From when the line was sent.
    case sent
    /// From when the line came into its state.
    case state
    /// From when an answer was put off to.
    case until
  }

  /// One limit.
  public struct Limit: Codable, Hashable, Sendable {
    /// Its name, by which it is told: `line-down`.
    public var limit: String
    /// The states in which it runs.
    public var `in`: [RequestState]
    /// From when it runs.
    public var since: Beginning
    /// How long, in seconds.
    public var seconds: Double
    /// What follows.
    public var then: Consequence
  }

  /// Another time for a pair of rooms.
  public struct Pair: Codable, Hashable, Sendable {
    /// The name of the limit.
    public var limit: String
    /// The room that asks; `nil` for every room.
    public var asking: ControlRoomID?
    /// The room that is asked; `nil` for every room.
    public var asked: ControlRoomID?
    /// How long, in seconds.
    public var seconds: Double

    /// Makes one.
    package init(limit: String, asking: ControlRoomID?, asked: ControlRoomID?, seconds: Double) {
      (self.limit, self.asking, self.asked, self.seconds) = (limit, asking, asked, seconds)
    }
  }

  /// The limits.
  public let all: [Limit]
  /// Times of pairs of rooms; of several that fit, the one that names more rooms holds, then the later.
  public var pairs: [Pair]

  package init(_ all: [Limit], pairs: [Pair]) { (self.all, self.pairs) = (all, pairs) }

  /// How long a limit is between two rooms, in seconds.
  public func seconds(of limit: Limit, asking: ControlRoomID, asked: ControlRoomID) -> Double {
    var best: (rooms: Int, seconds: Double)?
    for pair in pairs where pair.limit == limit.limit {
      guard pair.asking.map({ $0 == asking }) ?? true, pair.asked.map({ $0 == asked }) ?? true else { continue }
      let rooms = (pair.asking == nil ? 0 : 1) + (pair.asked == nil ? 0 : 1)
      if rooms >= best?.rooms ?? 0 { best = (rooms, pair.seconds) }
    }
    return best?.seconds ?? limit.seconds
  }

  /// How long a promised unit is held before it turns out, in seconds.
  package func reservation(asking: ControlRoomID, asked: ControlRoomID) -> Double? {
    all.first { $0.limit == "reservation" }.map { seconds(of: $0, asking: asking, asked: asked) }
  }
}
