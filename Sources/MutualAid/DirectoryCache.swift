internal import DirectoryModel
internal import DirectoryStore
internal import Matching
internal import Synchronization

/// What questions need of a directory, kept up with the file: read again after an import, with new reports of
/// availability taken into the units that are held in memory.
final class DirectoryCache: Sendable {
  private struct Held {
    var contents: DirectoryContents
    var units: InMemoryUnits?
    var mark: DirectoryStore.ChangeMark
  }

  private let store: DirectoryStore
  private let travel: (any TravelTime)?
  private let router: (any RoadRouter)?
  private let loading: Directory.Loading
  private let held: Mutex<Held>

  init(
    store: DirectoryStore, travel: (any TravelTime)?, router: (any RoadRouter)?, loading: Directory.Loading
  ) throws {
    self.store = store
    self.travel = travel
    self.router = router
    self.loading = loading
    held = Mutex(try DirectoryCache.read(store, travel: travel, router: router, loading: loading))
  }

  /// What there was when this was last asked.
  var latest: DirectoryContents { held.withLock { $0.contents } }

  /// What there is, with the directory's version to which it belongs.
  func current() throws -> (contents: DirectoryContents, version: Int) {
    try held.withLock { held in
      let mark = try store.changeMark()
      if mark != held.mark {
        if mark.lastImport == held.mark.lastImport {
          if let units = held.units { units.take(try store.availabilityChanges(after: held.mark.lastReport)) }
          held.mark = mark
        } else {
          held = try DirectoryCache.read(store, travel: travel, router: router, loading: loading)
        }
      }
      return (held.contents, held.mark.version)
    }
  }

  private static func read(
    _ store: DirectoryStore, travel: (any TravelTime)?, router: (any RoadRouter)?, loading: Directory.Loading
  ) throws -> Held {
    // The mark first: what is written meanwhile is read twice rather than never.
    let mark = try store.changeMark()
    guard loading == .inMemory else {
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
