import Testing

@testable import HTTPTransfer

@Suite struct CircuitBreakerTests {
  private let start = ContinuousClock.now

  private func at(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

  @Test func itOpensAfterFailuresInARowAndOnlyThen() {
    var breaker = CircuitBreaker(threshold: 3, pause: .seconds(10))
    for isSuccess in [false, false, true, false, false] {
      let answer1 = breaker.mayAsk(at: at(0))
      #expect(answer1)
      if isSuccess { breaker.succeed() } else { breaker.fail(at: at(0)) }
    }
    #expect(breaker.state == .closed(failures: 2))
    breaker.fail(at: at(1))
    #expect(breaker.state == .open(until: at(11)))
    let answer2 = breaker.mayAsk(at: at(10))
    #expect(!answer2)
  }

  @Test func afterThePauseOneQuestionDecides() {
    var breaker = CircuitBreaker(threshold: 1, pause: .seconds(10))
    breaker.fail(at: at(0))
    let answer3 = breaker.mayAsk(at: at(10))
    #expect(answer3)
    let answer4 = breaker.mayAsk(at: at(10))
    #expect(!answer4)
    breaker.fail(at: at(12))
    let answer5 = breaker.mayAsk(at: at(21))
    #expect(!answer5)
    let answer6 = breaker.mayAsk(at: at(22))
    #expect(answer6)
    breaker.succeed()
    #expect(breaker.state == .closed(failures: 0))
    let answer7 = breaker.mayAsk(at: at(22))
    #expect(answer7)
  }

  @Test func aQuestionWhoseFateIsNeverToldDoesNotCloseTheWayForGood() {
    var breaker = CircuitBreaker(threshold: 1, pause: .seconds(10))
    breaker.fail(at: at(0))
    let answer8 = breaker.mayAsk(at: at(10))
    #expect(answer8)
    let answer9 = breaker.mayAsk(at: at(20))
    #expect(answer9)
  }

  @Test func lateNewsDoesNotChangeAnOpenOne() {
    var breaker = CircuitBreaker(threshold: 1, pause: .seconds(10))
    breaker.fail(at: at(0))
    breaker.fail(at: at(5))
    breaker.succeed()
    #expect(breaker.state == .open(until: at(10)))
  }
}
