internal import Foundation
internal import Logging
internal import MutualAid
internal import Synchronization

/// What all answers are made with.
final class ServiceDesk: Sendable {
  let settings: ServiceSettings
  let directory: Directory
  let pool: WorkPool
  let metrics: ServiceMetrics
  /// Tells whose a token is; `nil` where no token is taken.
  let tokens: (any TokenReader)?
  let logger: Logger
  let started = Date()
  private let isStoppingFlag = Atomic(false)

  init(
    settings: ServiceSettings, directory: Directory, tokens: (any TokenReader)?, logger: Logger
  ) {
    self.settings = settings
    self.directory = directory
    self.tokens = tokens
    self.logger = logger
    pool = WorkPool(threads: settings.workers)
    metrics = ServiceMetrics()
  }

  /// Whether the service has been told to stop.
  var isStopping: Bool { isStoppingFlag.load(ordering: .acquiring) }

  /// Tells everybody who asks that the service is about to stop.
  func beginStopping() { isStoppingFlag.store(true, ordering: .releasing) }

  /// How far the directory has come.
  func mark() async throws -> DirectoryMark {
    let directory = directory
    return try await pool.run { try DirectoryMark(directory) }
  }
}
