internal import Dispatch

/// Work on many pieces, on several processors at once.
enum ParallelLoop {
  /// Makes one result for every index; results come in the order of indices, whichever was made first.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - grain: how many indices one turn takes.
  ///   - threads: 1 to do one after the other; else as many as there are processors.
  ///   - body: makes the results of a run of indices, which it appends in order.
  static func map<Result: Sendable>(
    _ count: Int, grain: Int, threads: Int, _ body: @Sendable (Range<Int>, inout [Result]) -> Void
  ) -> [Result] {
    let turns = (count + grain - 1) / max(1, grain)
    @Sendable func run(_ turn: Int) -> [Result] {
      var results: [Result] = []
      let range = turn * grain..<min(count, (turn + 1) * grain)
      results.reserveCapacity(range.count)
      body(range, &results)
      return results
    }
    guard threads > 1, turns > 1 else { return (0..<turns).flatMap { run($0) } }
    return Array<[Result]>(unsafeUninitializedCapacity: turns) { buffer, filled in
      // Safe: every turn writes its own element once, and all have been written when the loop returns.
      nonisolated(unsafe) let elements = buffer
      DispatchQueue.concurrentPerform(iterations: turns) { turn in
        elements.initializeElement(at: turn, to: run(turn))
      }
      filled = turns
    }.flatMap { $0 }
  }
}
