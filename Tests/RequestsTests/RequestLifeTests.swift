import DirectoryModel
import Requests
import Testing

@Suite struct RequestLifeTests {
  private let life = RequestLife.standard

  @Test func theTableHasEveryStateAndEveryStepOnce() {
    #expect(Set(life.states) == Set(RequestState.allCases))
    #expect(life.steps.map(\.step).count == RequestAction.allCases.count)
    #expect(Set(life.steps.map(\.step)) == Set(RequestAction.allCases))
    #expect(!life.reasons.isEmpty && Set(life.reasons).count == life.reasons.count)
  }

  @Test func everyStateIsReached() {
    var reached: Set = [life.first]
    var open = [life.first]
    while let state = open.popLast() {
      for row in life.steps where row.from.contains(state) && reached.insert(row.to).inserted { open.append(row.to) }
    }
    #expect(reached == Set(RequestState.allCases))
  }

  @Test(arguments: RequestState.allCases)
  func everyStateHasAWayOutToTheEnd(state: RequestState) {
    guard !life.final.contains(state) else {
      #expect(life.steps.allSatisfy { !$0.from.contains(state) })
      return
    }
    var reached: Set = [state]
    var open = [state]
    while let state = open.popLast() {
      for row in life.steps where row.from.contains(state) && reached.insert(row.to).inserted { open.append(row.to) }
    }
    #expect(!reached.isDisjoint(with: life.final))
  }

  /// Whoever waits for the other side never waits without end: a limit runs, or they can end it themselves.
  @Test(arguments: RequestState.allCases)
  func nobodyWaitsWithoutEnd(state: RequestState) {
    let parties = Set(life.steps.filter { $0.from.contains(state) }.flatMap(\.by))
    let hasLimit = life.limits.all.contains { $0.in.contains(state) }
    #expect(life.final.contains(state) || hasLimit || parties.isSuperset(of: [.asking]) || parties.contains(.asked))
    if [.sent, .received, .seen, .deferred].contains(state) { #expect(hasLimit && parties.contains(.asking)) }
  }

  @Test func unitsAreHeldFromThePromiseToTheRelease() {
    let held = Set(RequestState.allCases.filter(life.holdsUnits))
    #expect(held == [.accepted, .acceptedInPart, .replaced, .turnedOut, .onScene])
  }

  @Test func aRoomOfItsOwnMayHaveOtherTimes() throws {
    var limits = life.limits
    let seen = try #require(limits.all.first { $0.limit == "not-seen" })
    #expect(limits.seconds(of: seen, asking: "a", asked: "b") == 60)
    limits.pairs = [
      .init(limit: "not-seen", asking: "a", asked: "b", seconds: 5),
      .init(limit: "not-seen", asking: nil, asked: "b", seconds: 90),
      .init(limit: "line-down", asking: nil, asked: nil, seconds: 1),
    ]
    #expect(limits.seconds(of: seen, asking: "a", asked: "b") == 5)
    #expect(limits.seconds(of: seen, asking: "c", asked: "b") == 90)
    #expect(limits.seconds(of: seen, asking: "b", asked: "c") == 60)
  }
}
