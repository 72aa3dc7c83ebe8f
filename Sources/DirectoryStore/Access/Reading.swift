internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
package import Journal
internal import Synchronization

/// Where a store is read, beside the connection that writes.
enum Reading: Sendable {
  /// On a connection of its own, which sees what was written last.
  case beside(DatabaseQueue)
  /// As everything was at one moment.
  case held(HeldReader)
  /// As everything was at the moment that a switch stands at.
  case switched(ReaderSwitch)

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    switch self {
    case .beside(let queue): try queue.read(body)
    case .held(let reader): try reader.read(body)
    case .switched(let readers): try readers.current.read(body)
    }
  }
}

/// A connection that sees the directory as it was at one moment, for as long as somebody holds it.
package final class HeldReader: Sendable {
  /// How far the directory had come.
  package let mark: DirectoryStore.ChangeMark
  /// How far its journal had come.
  package let position: JournalPosition
  private let queue: DatabaseQueue
  private let pool: ReaderPool

  fileprivate init(_ queue: DatabaseQueue, of pool: ReaderPool) throws {
    self.queue = queue
    self.pool = pool
    (mark, position) = try queue.unsafeRead { database in
      if database.isInsideTransaction { try database.rollback() }
      try database.beginTransaction(.deferred)
      // With its first question, the transaction begins.
      return (try database.changeMark(), try database.journalPosition())
    }
  }

  deinit { pool.giveBack(queue) }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result { try queue.unsafeRead(body) }
}

/// Connections that read, each of one moment at a time.
package final class ReaderPool: Sendable {
  /// So many are kept open that nobody uses.
  private static let kept = 4

  private let path: String
  private let idle = Mutex<[DatabaseQueue]>([])

  fileprivate init(path: String) { self.path = path }

  /// The directory as it is now.
  ///
  /// - Throws: `MutualAidError` when it cannot be read.
  package func reader() throws -> HeldReader {
    try DirectoryStore.translating {
      let known = idle.withLock { $0.popLast() }
      return try HeldReader(try known ?? open(), of: self)
    }
  }

  private func open() throws -> DatabaseQueue {
    var configuration = Configuration.reading
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -16384") }
    return try DirectoryFile(path).queue(.read, configuration: configuration)
  }

  fileprivate func giveBack(_ queue: DatabaseQueue) {
    // Its moment ends, so that the log need not be kept for it.
    try? queue.unsafeRead { if $0.isInsideTransaction { try $0.rollback() } }
    idle.withLock { if $0.count < ReaderPool.kept { $0.append(queue) } }
  }
}

extension Configuration {
  /// How connections that read a file for long are set.
  fileprivate static var reading: Configuration {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(5)
    return configuration
  }
}

/// A reader that is exchanged for a later one, between which nothing has changed but reports.
package final class ReaderSwitch: Sendable {
  private let held: Mutex<HeldReader>

  /// Begins with a reader.
  package init(_ reader: HeldReader) { held = Mutex(reader) }

  /// The latest.
  package var current: HeldReader { held.withLock { $0 } }

  /// Goes on to a later one.
  package func take(_ reader: HeldReader) {
    // The old one is let go of outside of the lock: that takes a moment.
    let old = held.withLock { held in
      defer { held = reader }
      return held
    }
    _ = consume old
  }
}

extension DirectoryStore {
  /// Connections for reading this store as it was at moments; `nil` for a store in memory.
  package func readers() -> ReaderPool? { isInMemory ? nil : ReaderPool(path: path) }

  /// The same store, read as it was at the moment of a reader.
  package func held(at reader: HeldReader) -> DirectoryStore {
    var store = self
    store.reading = .held(reader)
    return store
  }

  /// The same store, read as it was at the moment that a switch stands at.
  package func held(by readers: ReaderSwitch) -> DirectoryStore {
    var store = self
    store.reading = .switched(readers)
    return store
  }

  /// The same store, read on a connection of its own, so that questions do not wait for what is written through this one.
  ///
  /// - Throws: `MutualAidError` when the file cannot be opened.
  package func readBeside() throws -> DirectoryStore {
    guard !isInMemory else { return self }
    var store = self
    store.reading = .beside(
      try DirectoryStore.translating {
        try DirectoryFile(path).queue(.read, configuration: .reading)
      })
    return store
  }
}
