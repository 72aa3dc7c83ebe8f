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
    /// When the log was copied into the file last, and whether something has been written since.
    var copied = ContinuousClock.now
    var isLogBehind = false
  }

  /// How often the log is copied into the file at most, while the file is followed.
  private static let copying = Duration.seconds(2)
  /// How soon it is tried again where somebody still read what was before.
  private static let copyingAgain = Duration.milliseconds(200)

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
    if reading.pool == nil { reading.pool = store.readers() }
    guard let pool = reading.pool else {
      throw MutualAidError(.storeFailed, "a directory in memory cannot be followed")
    }
    if let isNew = try takeReports(from: pool) {
      reading.isLogBehind = reading.isLogBehind || isNew
      return isNew
    }
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

  /// Copies the log into the file now and then, and reads the same moment without the log: SQLite begins it anew once nobody
  /// needs it, which a reader that is always held would never let happen.
  private func keepLogShort(_ reading: inout Reading) throws {
    guard reading.isLogBehind, ContinuousClock.now - reading.copied >= DirectoryCache.copying, let pool = reading.pool
    else { return }
    // Where that fails, it is tried again soon, not at each look.
    reading.copied = .now - DirectoryCache.copying + DirectoryCache.copyingAgain
    // Whoever may only read leaves it to those who write.
    let isCopied = try store.copyLogIntoFile {
      // Only reports: an edition takes its time, for which nobody is to be kept from writing.
      try takeReports(from: pool) != nil
    } finish: {
      let reader = try pool.reader()
      let (mark, readers) = held.withLock { ($0.mark, $0.readers) }
      // Another process has written meanwhile.
      guard mark == reader.mark else { return false }
      readers?.take(reader)
      held.withLock { $0.reader = reader }
      return true
    }
    if isCopied { (reading.copied, reading.isLogBehind) = (.now, false) }
  }

  /// Goes on to reports that have come; `nil` where there is more than reports, and whether there were any.
  private func takeReports(from pool: ReaderPool) throws -> Bool? {
    let reader = try pool.reader()
    let old = held.withLock { $0 }
    guard old.reader != nil, old.mark.lastImport == reader.mark.lastImport else { return nil }
    if old.mark == reader.mark { return false }
    if reader.mark.lastReport > old.mark.lastReport {
      old.units?.take(try store.held(at: reader).availabilityChanges(after: old.mark.lastReport))
    }
    old.readers?.take(reader)
    held.withLock { ($0.mark, $0.reader) = (reader.mark, reader) }
    return true
  }

  /// Ends following: each question looks again whether something has changed.
  func stopFollowing() throws {
    try reading.withLock { reading in
      reading.pool = nil
      let mark = try store.changeMark()
      let own = try DirectoryCache.read(store, of: mark, travel: travel, router: router, loading: loading)
      held.withLock { $0 = own }
    }
  }
}
