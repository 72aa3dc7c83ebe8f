/// Decides whether a server that fails is asked again.
///
/// Closed, every question goes out; after some failures in a row it opens and none does; after a pause it is half open:
/// one question goes out and decides. It is a plain value; the caller brings the time.
///
/// After M. Nygard, "Release It!", 2nd edition, 2018, chapter 5.
package struct CircuitBreaker: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    /// Asked; so many failures came in a row.
    case closed(failures: Int)
    /// Left alone until a moment.
    case open(until: ContinuousClock.Instant)
    /// One question is on its way; if its outcome is not reported by then, another may go out.
    case halfOpen(until: ContinuousClock.Instant)
  }

  /// Failures in a row after which it opens, at least 1.
  package let threshold: Int
  /// How long it stays open.
  package let pause: Duration
  package private(set) var state = State.closed(failures: 0)

  /// Begins closed.
  package init(threshold: Int, pause: Duration) {
    self.threshold = max(1, threshold)
    self.pause = pause
  }

  /// Whether a question may go out; after `true` its outcome must be reported by `succeed` or `fail`.
  package mutating func mayAsk(at now: ContinuousClock.Instant) -> Bool {
    switch state {
    case .closed: return true
    case .open(let until), .halfOpen(let until):
      guard now >= until else { return false }
      state = .halfOpen(until: now + pause)
      return true
    }
  }

  /// An answer came.
  ///
  /// While it is open, an answer to a question that went out before says nothing of the state since.
  package mutating func succeed() {
    if case .open = state { return }
    state = .closed(failures: 0)
  }

  /// No answer came.
  package mutating func fail(at now: ContinuousClock.Instant) {
    switch state {
    case .closed(let failures) where failures + 1 < threshold: state = .closed(failures: failures + 1)
    case .closed, .halfOpen: state = .open(until: now + pause)
    case .open: break
    }
  }
}
