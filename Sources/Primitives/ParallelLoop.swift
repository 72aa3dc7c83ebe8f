internal import Dispatch

/// Loops whose turns run on several processors at once.
package enum ParallelLoop {
  /// How many elements `forEachRun` gives to one turn: less is not worth a thread.
  package static let runLength = 16_384

  /// Calls `body` for every number below `count`, several at once; returns when all calls have returned.
  ///
  /// - Parameters:
  ///   - count: how many calls.
  ///   - body: must not change anything that another call reads or changes.
  package static func perform(_ count: Int, _ body: (Int) -> Void) {
    guard count > 1 else { return (0..<count).forEach(body) }
    withoutActuallyEscaping(body) { body in
      // Safe: no two calls change the same memory, as `body` promises, and all calls have returned when this returns.
      nonisolated(unsafe) let work = body
      DispatchQueue.concurrentPerform(iterations: count) { work($0) }
    }
  }

  /// Makes one result for every index; results come in the order of indices, whichever was made first.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - grain: how many indices one turn takes.
  ///   - threads: 1 to do one after the other; else as many as there are processors.
  ///   - body: makes the results of a run of indices, which it appends in order.
  /// - Returns: the results of all runs, one after the other.
  @inlinable
  package static func map<Result: Sendable>(
    _ count: Int, grain: Int, threads: Int, _ body: @Sendable (Range<Int>, inout [Result]) -> Void
  ) -> [Result] {
    let turns = (count + grain - 1) / max(1, grain)
    func run(_ turn: Int) -> [Result] {
      var results: [Result] = []
      let range = turn * grain..<min(count, (turn + 1) * grain)
      results.reserveCapacity(range.count)
      body(range, &results)
      return results
    }
    guard threads > 1, turns > 1 else { return (0..<turns).flatMap { run($0) } }
    return Array<[Result]>(unsafeUninitializedCapacity: turns) { elements, filled in
      // Every turn writes its own element once.
      perform(turns) { turn in elements.initializeElement(at: turn, to: run(turn)) }
      filled = turns
    }.flatMap { $0 }
  }

  /// How many runs `forEachRun` makes.
  package static func runs(_ count: Int) -> Int { (count + runLength - 1) / runLength }

  /// Calls `body` for runs that together are all numbers below `count`; it must only change what belongs to its run.
  ///
  /// The runs are the same on every machine.
  package static func forEachRun(_ count: Int, _ body: (_ run: Int, _ numbers: Range<Int>) -> Void) {
    perform(runs(count)) { number in body(number, number * runLength..<min(count, (number + 1) * runLength)) }
  }

  /// Does two things that change nothing in common; at once when there are more than two runs of elements.
  package static func both(_ count: Int, _ first: () -> Void, _ second: () -> Void) {
    guard count > 2 * runLength else {
      first()
      second()
      return
    }
    perform(2) { $0 == 0 ? first() : second() }
  }
}
