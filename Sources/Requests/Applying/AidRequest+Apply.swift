internal import DirectoryModel
internal import FoundationEssentials

extension AidRequest {
  /// Takes a step: the one place in which the state of a line changes.
  ///
  /// - Parameters:
  ///   - step: the step, which names its line.
  ///   - life: the table that allows it.
  /// - Throws: `RequestDefect` where it is not allowed; the request is then as it was.
  public mutating func apply(_ step: RequestStep, life: RequestLife = .standard) throws(RequestDefect) {
    guard let index = lines.firstIndex(where: { $0.number == step.line }) else { throw .noLine(step.line) }
    var line = lines[index]
    guard let transition = life.transition(step.action, from: line.state) else {
      throw .doesNotFollow(step.action, line.state)
    }
    guard transition.by.contains(step.party) else { throw .notForParty(step.action, step.party) }
    for need in transition.needs ?? [] where !step.has(need) { throw .missing(step.action, need) }
    if let reason = step.reason, !life.reasons.contains(reason) { throw .unknownReason(reason) }
    try line.take(step)
    var taken = step
    taken.from = line.state
    taken.to = transition.to
    line.state = transition.to
    line.since = step.time
    if step.action == .send { line.sent = step.time }
    line.until = step.action == .defer ? step.until : nil
    line.departure = step.departure ?? line.departure
    line.channel = step.channel ?? line.channel
    lines[index] = line
    steps.append(taken)
  }

  /// Takes a step that came in a message of another system.
  ///
  /// What has been taken before changes nothing; what no longer follows, because later steps came first, is put among the
  /// steps where it belongs and leaves the state as it is; what contradicts them is kept with a mark.
  ///
  /// - Returns: what became of it.
  /// - Throws: `RequestDefect` for a step that is wrong in itself.
  public mutating func take(_ step: RequestStep, life: RequestLife = .standard) throws(RequestDefect) -> Arrival {
    if steps.contains(where: { step.isSame(as: $0) }) { return .repeated }
    do throws(RequestDefect) {
      try apply(step, life: life)
      return .applied
    } catch .doesNotFollow(let action, let state) {
      guard let row = life.row(of: action) else { throw .doesNotFollow(action, state) }
      guard row.by.contains(step.party) else { throw .notForParty(action, step.party) }
      var kept = step
      let history = steps.filter { $0.line == step.line && $0.isContradiction != true }
      // Late: at its own time the line was where the step may be taken, or had come to where it leads.
      let before = history.last { $0.time <= step.time }?.to ?? life.first
      let isLate = history.contains { $0.time > step.time } && (row.from.contains(before) || before == row.to)
      kept.isContradiction = isLate ? nil : true
      kept.from = state
      kept.to = state
      if isLate, let place = steps.firstIndex(where: { $0.line == step.line && $0.time > step.time }) {
        steps.insert(kept, at: place)
      } else {
        steps.append(kept)
      }
      return isLate ? .late : .contradiction
    } catch {
      throw error
    }
  }

  /// What became of a step that came in a message.
  public enum Arrival: String, Codable, Hashable, Sendable {
    /// It was taken.
    case applied
    /// It had been taken before.
    case repeated
    /// It came late: it is kept where it belongs.
    case late
    /// It contradicts what is known: it is kept with a mark.
    case contradiction
  }
}

extension RequestStep {
  /// Whether the step says what is needed.
  fileprivate func has(_ need: RequestNeed) -> Bool {
    switch need {
    case .units: !(units ?? []).isEmpty
    case .insteadOf: insteadOf != nil
    case .until: until != nil
    case .reason: reason != nil
    }
  }

  /// Whether another step says the same of the same moment, or came in the same message.
  fileprivate func isSame(as other: RequestStep) -> Bool {
    guard line == other.line, action == other.action, party == other.party else { return false }
    if let message, message == other.message { return true }
    return time == other.time && units == other.units && reason == other.reason
  }
}

extension RequestLine {
  /// Changes the units that are promised as a step says.
  fileprivate mutating func take(_ step: RequestStep) throws(RequestDefect) {
    let coming = step.units ?? []
    switch step.action {
    case .accept, .acceptPart:
      var all = units
      for unit in coming {
        guard !all.contains(unit) else { throw .notPromised(unit) }
        all.append(unit)
      }
      let isRight = step.action == .accept ? all.count == count : all.count < count
      guard isRight else { throw .wrongCount(asked: count, promised: all.count) }
      units = all
    case .replace:
      guard let old = step.insteadOf else { throw .missing(.replace, .insteadOf) }
      guard let place = units.firstIndex(of: old) else { throw .notPromised(old) }
      guard coming.count == 1, let new = coming.first else { throw .wrongCount(asked: 1, promised: coming.count) }
      guard !units.contains(new) else { throw .notPromised(new) }
      units[place] = new
    default: break
    }
  }
}
