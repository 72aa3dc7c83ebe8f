public import DirectoryModel
public import FoundationEssentials
package import Requests

/// What became of requests in a time, pair of rooms by pair; exercises are left out.
///
/// All counts are of lines, those of units apart.
public struct AfterAction: Codable, Hashable, Sendable {
  /// What one room asked of another.
  public struct Pair: Codable, Hashable, Sendable {
    /// The room that asked.
    public var asking: ControlRoomID
    /// The room that was asked.
    public var asked: ControlRoomID
    /// Lines that were sent.
    public var lines = 0
    /// Units that were asked for.
    public var unitsAsked = 0
    /// Units that were promised when the line ended, or now.
    public var unitsGiven = 0
    /// Lines that were promised in full.
    public var given = 0
    /// Lines that were promised in part only.
    public var part = 0
    /// Lines that were refused.
    public var declined = 0
    /// The reasons for that, with how often each was named.
    public var reasons: [String: Int] = [:]
    /// Lines that expired.
    public var expired = 0
    /// Lines that were taken back by the room that asked.
    public var cancelled = 0
    /// Lines that were taken back by the room that lends.
    public var withdrawn = 0
    /// Seconds from sending to seeing, the middle one of all; `nil` where there is none.
    public var secondsToSeen: Double?
    /// Seconds from sending to the first answer.
    public var secondsToAnswer: Double?
    /// Seconds from sending to turning out.
    public var secondsToTurnOut: Double?
    /// Seconds from sending to the arrival.
    public var secondsToScene: Double?
    /// Minutes that the match promised to save against the nearest own unit, over all lines that were promised.
    public var minutesSavedByMatch: Double?
    /// Minutes that were saved by what came, over all lines of which somebody arrived.
    public var minutesSaved: Double?

    init(asking: ControlRoomID, asked: ControlRoomID) { (self.asking, self.asked) = (asking, asked) }
  }

  /// What a room gave and received.
  public struct Balance: Codable, Hashable, Sendable {
    /// The room.
    public var room: ControlRoomID
    /// Units that it promised to others.
    public var given: Int
    /// Units that others promised to it.
    public var received: Int
  }

  /// From when requests were made; `nil` for the first.
  public var since: Date?
  /// Before when requests were made; `nil` for the last.
  public var until: Date?
  /// The pairs, by their ids.
  public var pairs: [Pair]
  /// What each room gave and received, by its id.
  public var balance: [Balance]

  /// Counts requests; exercises are left out.
  package init(_ requests: [AidRequest], since: Date?, until: Date?) {
    self.since = since
    self.until = until
    let real = requests.filter { !$0.isExercise }
    let groups = Dictionary(grouping: real) { PairKey(asking: $0.asking, asked: $0.asked) }
    pairs = groups.map { key, requests in
      let lines = requests.flatMap { request in request.lines.map { AfterActionLine($0, of: request) } }
      return Pair(key, lines.filter { $0.sent != nil })
    }.filter { $0.lines > 0 }.sorted { ($0.asking, $0.asked) < ($1.asking, $1.asked) }
    var given: [ControlRoomID: Int] = [:]
    var received: [ControlRoomID: Int] = [:]
    for pair in pairs {
      given[pair.asked, default: 0] += pair.unitsGiven
      received[pair.asking, default: 0] += pair.unitsGiven
    }
    balance = Set(pairs.flatMap { [$0.asking, $0.asked] }).sorted().map {
      Balance(room: $0, given: given[$0] ?? 0, received: received[$0] ?? 0)
    }
  }

  fileprivate struct PairKey: Hashable {
    var asking: ControlRoomID
    var asked: ControlRoomID
  }
}

extension AfterAction.Pair {
  fileprivate init(_ key: AfterAction.PairKey, _ lines: [AfterActionLine]) {
    self.init(asking: key.asking, asked: key.asked)
    self.lines = lines.count
    for line in lines {
      unitsAsked += line.line.count
      unitsGiven += line.line.units.count
      if line.has(.accept) {
        given += 1
      } else if line.has(.acceptPart) {
        part += 1
      }
      if let reason = line.first(.decline)?.reason {
        declined += 1
        reasons[reason, default: 0] += 1
      }
      if line.has(.expire) { expired += 1 }
      if line.has(.cancel) { cancelled += 1 }
      if line.has(.withdraw) { withdrawn += 1 }
    }
    secondsToSeen = Self.median(lines.compactMap { $0.seconds(to: [.see]) })
    secondsToAnswer = Self.median(lines.compactMap { $0.seconds(to: [.accept, .acceptPart, .decline, .defer]) })
    secondsToTurnOut = Self.median(lines.compactMap { $0.seconds(to: [.turnOut]) })
    secondsToScene = Self.median(lines.compactMap { $0.seconds(to: [.arrive]) })
    minutesSavedByMatch = Self.sum(
      lines.compactMap { line in
        guard line.has(.accept) || line.has(.acceptPart), let match = line.line.match, let own = match.ownETA else {
          return nil
        }
        return (own - match.eta) / 60
      })
    minutesSaved = Self.sum(
      lines.compactMap { line in
        guard let seconds = line.seconds(to: [.arrive]), let own = line.line.match?.ownETA else { return nil }
        return (own - seconds) / 60
      })
  }

  /// The middle one, or the mean of the two in the middle, to the millisecond; `nil` of none.
  private static func median(_ values: [Double]) -> Double? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    let value = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    return (value * 1000).rounded() / 1000
  }

  private static func sum(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : (values.reduce(0, +) * 10).rounded() / 10
  }
}

/// A line with its own steps; what contradicts is left out.
private struct AfterActionLine {
  let line: RequestLine
  let steps: [RequestStep]

  init(_ line: RequestLine, of request: AidRequest) {
    self.line = line
    steps = request.steps.filter { $0.line == line.number && $0.isContradiction != true }
  }

  var sent: Date? { first(.send)?.time }

  func first(_ action: RequestAction) -> RequestStep? { steps.first { $0.action == action } }

  func has(_ action: RequestAction) -> Bool { first(action) != nil }

  /// Seconds from sending to the first of some steps.
  func seconds(to actions: Set<RequestAction>) -> Double? {
    guard let sent, let time = steps.filter({ actions.contains($0.action) }).map(\.time).min() else { return nil }
    return time.timeIntervalSince(sent)
  }
}

extension Directory {
  /// What became of requests in a time.
  ///
  /// - Parameters:
  ///   - room: to which this room is party; `nil` for all.
  ///   - since: made at this moment or later; `nil` for all.
  ///   - until: made before this moment; `nil` for all.
  /// - Returns: the figures, without exercises.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func afterAction(of room: ControlRoomID?, since: Date? = nil, until: Date? = nil) throws -> AfterAction {
    AfterAction(try requests(of: room, madeFrom: since, to: until), since: since, until: until)
  }
}
