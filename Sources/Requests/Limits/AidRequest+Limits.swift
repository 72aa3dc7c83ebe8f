public import FoundationEssentials

/// A limit of a line that is over.
public struct DueLimit: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The limit.
  public var limit: RequestLimits.Limit
  /// When it was over: the second at which it fires.
  public var moment: Date
}

extension AidRequest {
  /// When each limit of the lines is over that has not been told yet, the first first.
  ///
  /// - Parameter life: the table with the limits.
  /// - Returns: past and coming ones alike.
  public func limits(of life: RequestLife) -> [DueLimit] {
    var due: [DueLimit] = []
    for line in lines {
      for limit in life.limits.all where limit.in.contains(line.state) {
        guard let beginning = beginning(of: limit, in: line) else { continue }
        let moment = beginning.addingTimeInterval(
          life.limits.seconds(of: limit, asking: asking, asked: asked))
        let isTold = notices.contains {
          $0.line == line.number && $0.limit == limit.limit && $0.time >= beginning
        }
        if !isTold { due.append(DueLimit(line: line.number, limit: limit, moment: moment)) }
      }
    }
    return due.sorted { ($0.moment, $0.line, $0.limit.limit) < ($1.moment, $1.line, $1.limit.limit) }
  }

  /// The next moment at which something is to be done without anybody doing anything; `nil` where there is none.
  public func nextLimit(of life: RequestLife = .standard) -> Date? { limits(of: life).first?.moment }

  private func beginning(of limit: RequestLimits.Limit, in line: RequestLine) -> Date? {
    switch limit.since {
    case .sent: line.sent
    case .state: line.since
    case .until: line.until
    }
  }

  /// Does what limits demand that are over, one after the other as their moments came.
  ///
  /// - Parameters:
  ///   - moment: the time by the clock that is given.
  ///   - life: the table.
  /// - Returns: what was done: steps and notices, in the order of their moments.
  public mutating func keepLimits(at moment: Date, life: RequestLife = .standard) -> [RequestNotice] {
    var told: [RequestNotice] = []
    while let due = limits(of: life).first, due.moment <= moment {
      var notice = RequestNotice(line: due.line, limit: due.limit.limit, time: due.moment)
      switch due.limit.then {
      case .tell: break
      case .propose: notice.candidates = candidates(for: due.line)
      case .expire, .close:
        var step = RequestStep(
          action: due.limit.then == .expire ? .expire : .close, line: due.line, party: .service, actor: "service",
          time: due.moment, received: moment)
        step.note = due.limit.limit
        // A limit that the table does not let take its step would be due for ever: it is told, and no more.
        try? apply(step, life: life)
      }
      notices.append(notice)
      told.append(notice)
    }
    return told
  }

  /// The next units of the match that were not asked for, the soonest first.
  private func candidates(for number: Int) -> [RequestCandidate] {
    guard let line = lines.first(where: { $0.number == number }) else { return [] }
    let asked = Set(lines.compactMap { $0.match?.unit })
    return (line.candidates ?? []).filter { candidate in !asked.contains(candidate.unit) }
  }
}
