internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import Logging
internal import MutualAid
internal import ServiceLifecycle
internal import Synchronization

/// Looks at each source of editions when its time has come.
///
/// What becomes of it is an entry of the journal, and so an event.
final class SourceKeeper: ServiceLifecycle.Service {
  /// Who looks, as the journal names it.
  static let actor = "service:sources"

  private let desk: ServiceDesk
  /// The sources that are being looked at.
  private let running = Mutex<Set<String>>([])

  init(_ desk: ServiceDesk) { self.desk = desk }

  func run() async throws {
    await cancelWhenGracefulShutdown { await self.keep() }
  }

  private func keep() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        let directory = desk.directory
        let due = (try? await desk.chores.run { try directory.dueSources().map(\.source.subject) }) ?? []
        for subject in due where begin(subject) {
          group.addTask {
            _ = try? await self.look(at: subject, as: SourceKeeper.actor)
            self.end(subject)
          }
        }
        try? await Task.sleep(for: .seconds(desk.settings.sourcePatience))
      }
    }
  }

  private func begin(_ subject: String) -> Bool { running.withLock { $0.insert(subject).inserted } }
  private func end(_ subject: String) { running.withLock { _ = $0.remove(subject) } }

  /// Looks at a source now.
  ///
  /// - Throws: `MutualAidError` where there is none, and for trouble with the store.
  func look(at subject: String, as actor: String) async throws -> SourceUpdate {
    let directory = desk.directory
    let update = try await desk.fetching.run {
      try directory.acting(as: ChangeOrigin(actor: actor)).update(source: subject)
    }
    note(update)
    return update
  }

  /// Counts what became of a look, and logs what is wrong.
  func note(_ update: SourceUpdate) {
    let status = update.status
    desk.metrics.count("mutualaid_source_looks_total", "outcome", update.outcome.rawValue)
    guard update.outcome == .failed || update.outcome == .refused || status.isOverdue else { return }
    desk.logger.warning(
      "source",
      metadata: [
        "source": "\(status.source.subject)", "outcome": "\(update.outcome.rawValue)",
        "code": "\(update.error?.code.name ?? "")", "overdue": "\(status.isOverdue)",
      ])
  }
}
