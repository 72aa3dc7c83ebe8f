internal import Dispatch

/// Work on numbered things in runs, on all cores at once when there are many.
enum Parallel {
  /// So many things go in one run: less is not worth a thread.
  static let run = 16_384

  static func runs(_ count: Int) -> Int { (count + run - 1) / run }

  /// Calls `body` for runs that together are all numbers below `count`; it must only touch what belongs to its run.
  ///
  /// The runs are the same on every machine.
  static func forEachRun(_ count: Int, _ body: (_ run: Int, _ numbers: Range<Int>) -> Void) {
    perform(runs(count)) { number in body(number, number * run..<min(count, (number + 1) * run)) }
  }

  /// Does two things that touch nothing in common, at once when they are about many.
  static func both(_ count: Int, _ first: () -> Void, _ second: () -> Void) {
    guard count > 2 * run else {
      first()
      second()
      return
    }
    perform(2) { $0 == 0 ? first() : second() }
  }

  private static func perform(_ times: Int, _ body: (Int) -> Void) {
    guard times > 1 else { return (0..<times).forEach(body) }
    withoutActuallyEscaping(body) { body in
      // Safe, since no two calls touch the same, as those who call promise, and all are done when this returns.
      nonisolated(unsafe) let work = body
      DispatchQueue.concurrentPerform(iterations: times) { work($0) }
    }
  }
}
