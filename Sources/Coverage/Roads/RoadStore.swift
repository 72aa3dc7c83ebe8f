internal import DirectoryModel
internal import Matching
internal import Synchronization

/// Travel times by road for a model, with what asks for more of them.
///
/// Evaluations read a copy of the table. Where they come upon a way that has not been asked about they note it and go on without
/// it; what they give then does not count, and they are made again once it has been asked.
final class RoadStore: Sendable {
  private struct State {
    var table: RoadTable
    var asked = 0
    /// Numbers of places, by run.
    var missing: [Int: Set<Int32>] = [:]
  }

  private let collector: RoadCollector
  private let state: Mutex<State>

  init(_ collector: RoadCollector, for cellBlocks: CellBlocks) throws {
    self.collector = collector
    state = Mutex(State(table: try collector.table(for: cellBlocks)))
  }

  /// What is known now.
  var table: RoadTable { state.withLock { $0.table } }

  /// Asks for the times from places to the cells that can matter; `budgets` are seconds of travel as things usually are.
  ///
  /// - Throws: `MutualAidError` when the router fails, and where what is kept cannot be read or written.
  func complete(
    _ budgets: [RoadPlace: Double], _ cellBlocks: CellBlocks, progress: (RoadCollector.Progress) -> Void
  ) throws {
    try state.withLock { state in
      state.asked += try collector.complete(&state.table, budgets, cellBlocks, progress: progress)
    }
  }

  /// Notes that the way from a place to a cell matters and has not been asked about.
  func miss(from place: Int32, to slot: Int) {
    state.withLock { _ = $0.missing[slot / CellBlocks.runSize, default: []].insert(place) }
  }

  /// Asks for all that has been noted.
  ///
  /// - Returns: whether anything had been noted.
  /// - Throws: as `complete`.
  func askForMissing() throws -> Bool {
    try state.withLock { state in
      guard !state.missing.isEmpty else { return false }
      state.asked += try collector.ask(state.missing, &state.table)
      state.missing = [:]
      return true
    }
  }

  /// What the router said and could not say.
  func summary(of cells: [DemandCell], slots order: [Int32]) -> RoadSummary {
    var summary = state.withLock { state in
      var summary = state.table.summary(of: cells, slots: order)
      summary.pairsAsked = state.asked
      return summary
    }
    summary.archive = collector.archiveName
    return summary
  }
}
