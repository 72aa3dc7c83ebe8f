internal import DirectoryModel
internal import DirectoryStore
internal import Matching
internal import Synchronization

/// Holds what questions need, and keeps it up with the file where it is held in memory.
final class DirectoryCache: Sendable {
  private struct Held {
    var contents: DirectoryContents
    var units: InMemoryUnits?
    var mark: DirectoryStore.ChangeMark
  }

  private let store: DirectoryStore
  private let travel: any TravelTime
  private let router: (any RoadRouter)?
  private let residence: Directory.Loading
  private let held: Mutex<Held>

  init(
    store: DirectoryStore, travel: any TravelTime, router: (any RoadRouter)?, residence: Directory.Loading
  ) throws {
    self.store = store
    self.travel = travel
    self.router = router
    self.residence = residence
    held = Mutex(try DirectoryCache.read(store, travel: travel, router: router, residence: residence))
  }

  /// What there was when this was last asked.
  var latest: DirectoryContents { held.withLock { $0.contents } }

  /// What there is, with the directory's version to which it belongs.
  func current() throws -> (contents: DirectoryContents, version: Int) {
    guard residence == .inMemory else {
      return (latest, try store.version())
    }
    return try held.withLock { held in
      let mark = try store.changeMark()
      if mark != held.mark {
        if mark.lastImport == held.mark.lastImport, let units = held.units {
          units.take(try store.availabilityChanges(after: held.mark.lastReport))
          held.mark = mark
        } else {
          held = try DirectoryCache.read(store, travel: travel, router: router, residence: residence)
        }
      }
      return (held.contents, held.mark.version)
    }
  }

  private static func read(
    _ store: DirectoryStore, travel: any TravelTime, router: (any RoadRouter)?, residence: Directory.Loading
  ) throws -> Held {
    // The mark first: what is written meanwhile is read twice rather than never.
    let mark = try store.changeMark()
    guard residence == .inMemory else {
      return Held(
        contents: try DirectoryContents(onDisk: store, travel: travel, router: router), units: nil, mark: mark)
    }
    let atlas = try store.boundaryIndex()
    var units: InMemoryUnits?
    let contents = try DirectoryContents(
      store: store, travel: travel, router: router,
      source: { vocabulary in
        let read = try InMemoryUnits(store: store, atlas: atlas, vocabulary: vocabulary)
        units = read
        return read
      }, territory: { atlas.territory(of: $0) })
    return Held(contents: contents, units: units, mark: mark)
  }
}
