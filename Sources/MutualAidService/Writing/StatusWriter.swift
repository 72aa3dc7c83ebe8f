internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import MutualAid
internal import StatusFeed
internal import Synchronization

/// Puts reports of many requests into one transaction: while one is written to the disk, others gather.
final class StatusWriter: Sendable {
  /// What became of a request's reports.
  struct Written: Sendable {
    var outcomes: [StatusReporter.Outcome]
    /// Where the journal is with them.
    var position: JournalPosition
  }

  private struct Waiting {
    var entries: [StatusReporter.Entry]
    var actor: String
    var arrival: Date
    var done: CheckedContinuation<Written, any Error>
  }

  private struct State {
    var waiting: [Waiting] = []
    var isWriting = false
  }

  /// Reports of one transaction at most.
  private static let most = 20_000

  private let directory: Directory
  private let pool: WorkPool
  private let state = Mutex(State())

  init(_ directory: Directory, pool: WorkPool) {
    self.directory = directory
    self.pool = pool
  }

  /// Writes reports; when this returns, they are on the disk.
  ///
  /// - Throws: `MutualAidError`, when none of them was kept.
  func write(_ entries: [StatusReporter.Entry], actor: String, arrival: Date) async throws -> Written {
    try await withCheckedThrowingContinuation { continuation in
      let begins = state.withLock { state in
        state.waiting.append(Waiting(entries: entries, actor: actor, arrival: arrival, done: continuation))
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if begins { Task { await writeAll() } }
    }
  }

  private func writeAll() async {
    while let batch = nextBatch() {
      let entries = batch.flatMap(\.entries)
      let actor = batch[0].actor
      let arrival = batch[0].arrival
      let directory = directory
      do {
        let (outcomes, position) = try await pool.run {
          var reporter = StatusReporter(directory.acting(as: ChangeOrigin(actor: actor)))
          let outcomes = try reporter.apply(entries, at: arrival)
          return (outcomes, try directory.journalPosition())
        }
        var rest = outcomes[...]
        for waiting in batch {
          let own = rest.prefix(waiting.entries.count)
          rest = rest.dropFirst(own.count)
          waiting.done.resume(returning: Written(outcomes: Array(own), position: position))
        }
      } catch {
        for waiting in batch { waiting.done.resume(throwing: error) }
      }
    }
  }

  /// What is written next: the reports of one caller, as they came.
  private func nextBatch() -> [Waiting]? {
    state.withLock { state in
      guard let first = state.waiting.first else {
        state.isWriting = false
        return nil
      }
      var batch: [Waiting] = []
      var others: [Waiting] = []
      var count = 0
      for waiting in state.waiting {
        let fits = count == 0 || count + waiting.entries.count <= StatusWriter.most
        if fits, waiting.actor == first.actor {
          batch.append(waiting)
          count += waiting.entries.count
        } else {
          others.append(waiting)
        }
      }
      state.waiting = others
      return batch
    }
  }
}
