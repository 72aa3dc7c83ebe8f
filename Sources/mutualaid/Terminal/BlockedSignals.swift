import Foundation

/// Signals that are held back while something is finished, and asked about in between.
///
/// The kernel keeps them pending, so that no handler runs, which could do next to nothing safely.
final class BlockedSignals {
  private let numbers: [Int32]
  private var before = sigset_t()

  init(_ numbers: [Int32]) {
    self.numbers = numbers
    var held = sigset_t()
    sigemptyset(&held)
    for number in numbers { sigaddset(&held, number) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
  }

  /// Whether one of them has arrived.
  var hasArrived: Bool {
    var pending = sigset_t()
    sigpending(&pending)
    return numbers.contains { sigismember(&pending, $0) == 1 }
  }

  /// Lets through what has been held back; a signal that has arrived takes effect here.
  func release() { pthread_sigmask(SIG_SETMASK, &before, nil) }
}
