internal import DirectoryModel
internal import DirectoryStore
internal import Journal
internal import Matching
internal import Synchronization

/// What questions need of a directory, kept up with the file: read again after an import, with new reports of
/// availability taken into the units that are held in memory.
///
/// Where nobody follows the file, each question looks whether something has changed. Where somebody does
/// (`DirectoryFollower`), questions take what there is: they ask nothing of the file and wait for nobody.
final class DirectoryCache: Sendable {
  private struct Held {
    var contents: DirectoryContents
    var units: InMemoryUnits?
    var mark: DirectoryStore.ChangeMark
    /// The moment of the file that the contents are of, while the file is followed.
    var reader: HeldReader?
    /// What the contents read of the file by; it goes on with reports.
    var readers: ReaderSwitch?
  }

  private let store: DirectoryStore
  private let travel: (any TravelTime)?
  private let router: (any RoadRouter)?
  private let loading: Directory.Loading
  private let held: Mutex<Held>
  /// Held while something newer is read, so that it is read once.
  private let reading = Mutex(Reading())

  private struct Reading {
    /// Where moments of the file come from while it is followed.
    var pool: ReaderPool?
    /// When the log was cut last, and whether something has been written since.
    var cut = ContinuousClock.now
    var isLogBehind = false
    /// Of how many bytes the log is cut at once: more than the limit where that could not be done before, since somebody
    /// still read what was before.
    var longest = LogKeeper.limit
  }

  /// Whether an edition is being read, for which nobody who writes is kept waiting.
  private let isReadingEdition = Mutex(false)

  /// How often a log that is not long is cut, while the file is followed.
  private static let cutting = Duration.seconds(2)
  /// How soon it is tried again where somebody still read what was before.
  private static let cuttingAgain = Duration.milliseconds(200)
  /// How long those who write are kept waiting for those who hold moments of the file.
  private static let patience = Duration.milliseconds(15)

  init(
    store: DirectoryStore, travel: (any TravelTime)?, router: (any RoadRouter)?, loading: Directory.Loading
  ) throws {
    self.store = store
    self.travel = travel
    self.router = router
    self.loading = loading
    // The mark first: what is written meanwhile is read twice rather than never.
    let mark = try store.changeMark()
    held = Mutex(try DirectoryCache.read(store, of: mark, travel: travel, router: router, loading: loading))
  }

  /// What there was when this was last asked.
  var latest: DirectoryContents { held.withLock { $0.contents } }

  /// What there is, with the directory's version to which it belongs.
  func current() throws -> (contents: DirectoryContents, version: Int) {
    try held.withLock { held in
      if held.reader != nil { return (held.contents, held.mark.version) }
      let mark = try store.changeMark()
      if mark != held.mark {
        if mark.lastImport == held.mark.lastImport {
          if let units = held.units { units.take(try store.availabilityChanges(after: held.mark.lastReport)) }
          held.mark = mark
        } else {
          held = try DirectoryCache.read(store, of: mark, travel: travel, router: router, loading: loading)
        }
      }
      return (held.contents, held.mark.version)
    }
  }

  private static func read(
    _ store: DirectoryStore, of mark: DirectoryStore.ChangeMark, live: DirectoryStore? = nil,
    travel: (any TravelTime)?, router: (any RoadRouter)?, loading: Directory.Loading
  ) throws -> Held {
    guard loading == .inMemory else {
      return Held(
        contents: try DirectoryContents(onDisk: store, travel: travel, router: router), units: nil, mark: mark)
    }
    let atlas = try store.boundaryIndex()
    var units: InMemoryUnits?
    let contents = try DirectoryContents(
      store: store, travel: travel, router: router,
      source: { vocabulary in
        let read = try InMemoryUnits(store: store, live: live ?? store, atlas: atlas, vocabulary: vocabulary)
        units = read
        return read
      }, territory: { atlas.territory(of: $0) })
    return Held(contents: contents, units: units, mark: mark)
  }
}

// MARK: Following the file

extension DirectoryCache {
  /// What is in memory, with the moment of the file that it is of; `nil` while nobody follows the file.
  var followed: (contents: DirectoryContents, units: InMemoryUnits?, reader: HeldReader)? {
    held.withLock { held in held.reader.map { (held.contents, held.units, $0) } }
  }

  /// Begins to follow the file, and goes on to what is in it now.
  ///
  /// - Returns: whether there was something newer.
  /// - Throws: `MutualAidError` when it cannot be read; what was there stays.
  @discardableResult
  func refresh() throws -> Bool {
    try reading.withLock { reading in
      let isNew = try takeNews(&reading)
      try? keepLogShort(&reading)
      return isNew
    }
  }

  private func takeNews(_ reading: inout Reading) throws -> Bool {
    if reading.pool == nil {
      reading.pool = store.readers()
      store.logKeeper.whenTooLong { [weak self] in self?.cutLongLog() }
    }
    guard let pool = reading.pool else {
      throw MutualAidError(.storeFailed, "a directory in memory cannot be followed")
    }
    if let isNew = try takeReports(from: pool) {
      reading.isLogBehind = reading.isLogBehind || isNew
      return isNew
    }
    isReadingEdition.withLock { $0 = true }
    defer { isReadingEdition.withLock { $0 = false } }
    // Beside what is there, of which questions go on being answered.
    let reader = try pool.reader()
    let readers = ReaderSwitch(reader)
    var new = try DirectoryCache.read(
      store.held(by: readers), of: reader.mark, live: store.readBeside(), travel: travel, router: router,
      loading: loading)
    (new.reader, new.readers) = (reader, readers)
    held.withLock { $0 = new }
    reading.isLogBehind = true
    return true
  }

  /// Cuts the log now and then, and at once where it is long, and reads the same moment without the log: SQLite begins it anew
  /// where nobody needs it, which a reader that is always held would never let happen.
  private func keepLogShort(_ reading: inout Reading) throws {
    let length = store.logKeeper.length
    let isDue = reading.isLogBehind && ContinuousClock.now - reading.cut >= DirectoryCache.cutting
    guard length > reading.longest || isDue, let pool = reading.pool else { return }
    // Where that fails, it is tried again soon, not at each look or change.
    reading.cut = .now - DirectoryCache.cutting + DirectoryCache.cuttingAgain
    let excess = max(length - LogKeeper.limit, 0)
    reading.longest = LogKeeper.limit + excess + min(max(excess / 4, LogKeeper.limit / 16), LogKeeper.limit / 2)
    // Whoever may only read leaves it to those who write.
    let isCut = try store.cutLog(within: DirectoryCache.patience) {
      // Only reports: an edition takes its time, for which nobody is to be kept from writing.
      try takeReports(from: pool, exchanges: true) != nil
    } finish: {
      let reader = try pool.reader()
      let (mark, readers) = held.withLock { ($0.mark, $0.readers) }
      // Another process has written meanwhile.
      guard mark == reader.mark else { return false }
      readers?.take(reader)
      held.withLock { $0.reader = reader }
      return true
    }
    if isCut { (reading.cut, reading.isLogBehind, reading.longest) = (.now, false, LogKeeper.limit) }
  }

  /// Cuts a long log for whoever has made it long, on their thread: they go on when that is done, so that they cannot write
  /// faster than it is cut.
  private func cutLongLog() {
    // What cannot be cut now is cut later; the change itself is made.
    if isReadingEdition.withLock({ $0 }) {
      _ = reading.withLockIfAvailable { reading in try? keepLogShort(&reading) }
    } else {
      reading.withLock { reading in try? keepLogShort(&reading) }
    }
  }

  /// Goes on to reports that have come; `nil` where there is more than reports, and whether there were any.
  ///
  /// The reader may be exchanged where nothing has come, too: rows of an edition to be, which nobody sees yet, are in the log
  /// all the same.
  private func takeReports(from pool: ReaderPool, exchanges: Bool = false) throws -> Bool? {
    let reader = try pool.reader()
    let old = held.withLock { $0 }
    guard old.reader != nil, old.mark.lastImport == reader.mark.lastImport else { return nil }
    if old.mark == reader.mark, !exchanges { return false }
    if reader.mark.lastReport > old.mark.lastReport {
      old.units?.take(try store.held(at: reader).availabilityChanges(after: old.mark.lastReport))
    }
    old.readers?.take(reader)
    held.withLock { ($0.mark, $0.reader) = (reader.mark, reader) }
    return old.mark != reader.mark
  }

  /// Ends following: each question looks again whether something has changed.
  func stopFollowing() throws {
    store.logKeeper.whenTooLong(nil)
    try reading.withLock { reading in
      reading.pool = nil
      let mark = try store.changeMark()
      let own = try DirectoryCache.read(store, of: mark, travel: travel, router: router, loading: loading)
      held.withLock { $0 = own }
    }
  }
}
