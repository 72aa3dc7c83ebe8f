import DirectoryModel
import Foundation
import Requests
import TestSupport
import Testing

/// Random stories against a referee that knows nothing of the table: it was written from the rules in words.
@Suite struct RandomStoryTests {
  private static let start = Date(timeIntervalSince1970: 1_796_000_000)

  /// What a line may do next, said once more: who, from which states, to which.
  private struct Referee {
    var state = RequestState.draft
    var units: [UnitID] = []
    let count: Int

    mutating func takes(_ step: RequestStep) -> Bool {
      let asked = step.party == .asked
      let asking = step.party == .asking
      let service = step.party == .service
      let isOpen = [RequestState.sent, .received, .seen, .deferred].contains(state)
      let isPromised = [RequestState.accepted, .acceptedInPart, .replaced].contains(state)
      let coming = step.units ?? []
      switch step.action {
      case .send: return go(asking && state == .draft, .sent)
      case .receive: return go((asked || service) && state == .sent, .received)
      case .see: return go(asked && (state == .sent || state == .received), .seen)
      case .defer: return go(asked && isOpen && step.until != nil, .deferred)
      case .accept, .acceptPart:
        let isWhole = units.count + coming.count == count
        let isLess = units.count + coming.count < count
        let isFree = Set(coming).count == coming.count && Set(coming).isDisjoint(with: units)
        let isRight = step.action == .accept ? isWhole : isLess
        guard asked, isOpen || state == .acceptedInPart, !coming.isEmpty, isFree, isRight else { return false }
        units += coming
        return go(true, step.action == .accept ? .accepted : .acceptedInPart)
      case .decline: return go(asked && isOpen && step.reason != nil, .declined)
      case .replace:
        guard asked, isPromised || state == .turnedOut, coming.count == 1, let old = step.insteadOf,
          let place = units.firstIndex(of: old), !units.contains(coming[0])
        else { return false }
        units[place] = coming[0]
        return go(true, .replaced)
      case .turnOut: return go(asked && isPromised, .turnedOut)
      case .arrive: return go((asked || asking) && state == .turnedOut, .onScene)
      case .release: return go(asking && (state == .turnedOut || state == .onScene), .released)
      case .return: return go(asked && (state == .released || state == .withdrawn), .home)
      case .cancel: return go(asking && (state == .draft || isOpen || isPromised), .cancelled)
      case .withdraw:
        return go(
          asked && step.reason != nil && (isPromised || state == .turnedOut || state == .onScene), .withdrawn)
      case .expire: return go(service && (isOpen || isPromised), .expired)
      case .close:
        return go([.home, .declined, .cancelled, .withdrawn, .expired].contains(state), .closed)
      }
    }

    private mutating func go(_ isAllowed: Bool, _ next: RequestState) -> Bool {
      if isAllowed { state = next }
      return isAllowed
    }
  }

  @Test(arguments: SampleSize.seeds(60, long: 3_000))
  func everyStoryIsToldAsTheRefereeTellsIt(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 1...3, using: &random)
    var request = AidRequest(
      incident: RequestIncident(id: "I", latitude: 50, longitude: 6), asking: "a", asked: "b",
      lines: [RequestLine(need: "pumping", count: count)], created: Self.start)
    var referee = Referee(count: count)
    let units: [UnitID] = ["u1", "u2", "u3", "u4"]
    for tick in 0..<80 {
      let moment = Self.start.addingTimeInterval(Double(tick))
      var step = RequestStep(
        action: random.any(), line: 1, party: random.any(), actor: "test", time: moment, received: moment)
      step.units = random.maybe { random in
        (0..<Int.random(in: 0...2, using: &random)).map { _ in units[Int.random(in: 0..<4, using: &random)] }
      }
      step.insteadOf = random.maybe { units[Int.random(in: 0..<4, using: &$0)] }
      step.until = random.maybe { _ in moment.addingTimeInterval(60) }
      step.reason = random.maybe { _ in "no-crew" }
      let before = request
      let isTaken: Bool
      do throws(RequestDefect) {
        try request.apply(step)
        isTaken = true
      } catch {
        isTaken = false
      }
      #expect(isTaken == referee.takes(step), "\(step.action) by \(step.party) in \(before.lines[0].state)")
      #expect(request.lines[0].state == referee.state)
      #expect(request.lines[0].units == referee.units)
      if !isTaken { #expect(request == before) }
    }
    let again: AidRequest = try RequestJSON.value(RequestJSON.bytes(request))
    #expect(again == request)
  }

  @Test(arguments: SampleSize.seeds(40, long: 2_000))
  func messagesInAnyOrderLeaveTheSameStory(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let story: [(RequestAction, RequestParty)] = [
      (.send, .asking), (.receive, .asked), (.see, .asked), (.accept, .asked), (.turnOut, .asked), (.arrive, .asked),
    ]
    var steps = story.enumerated().map { index, entry in
      let moment = Self.start.addingTimeInterval(Double(index + 1) * 10)
      var step = RequestStep(
        action: entry.0, line: 1, party: entry.1, actor: "m", time: moment, received: moment)
      if entry.0 == .accept { step.units = ["u1"] }
      step.message = "m\(index)"
      return step
    }
    // The request itself comes first; answers may overtake each other as long as each may follow.
    var request = AidRequest(
      incident: RequestIncident(id: "I", latitude: 50, longitude: 6), asking: "a", asked: "b",
      lines: [RequestLine(need: "pumping")], created: Self.start)
    _ = try request.take(steps.removeFirst())
    steps.swapAt(0, Int.random(in: 0...1, using: &random))
    if Bool.random(using: &random) { steps.append(steps[Int.random(in: 0..<steps.count, using: &random)]) }
    for step in steps { _ = try request.take(step) }
    #expect(request.lines[0].state == .onScene)
    #expect(request.steps.map(\.time) == request.steps.map(\.time).sorted())
    #expect(request.steps.allSatisfy { $0.isContradiction == nil })
    #expect(request.version == 6)
  }
}
