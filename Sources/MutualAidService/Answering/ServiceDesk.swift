internal import DirectoryStore
internal import FoundationEssentials
internal import Logging
internal import MutualAid
internal import Synchronization

/// What all answers are made with.
final class ServiceDesk: Sendable {
  let settings: ServiceSettings
  /// The directory, which follows its file.
  let directory: Directory
  let follower: DirectoryFollower
  let pool: WorkPool
  let metrics = ServiceMetrics()
  /// Tells whose a token is; `nil` where no token is taken.
  let tokens: (any TokenReader)?
  /// Makes tokens; `nil` where none is issued over HTTP.
  let issuer: (any TokenIssuer)?
  let rights: TokenRights
  let statuses: StatusWriter
  let jobs: JobBoard
  /// Is asked for places that the directory does not know; `nil` for none.
  let geocoder: Geocoder?
  let running = RunningRequests()
  let features = FeatureCollections()
  let ground = GroundKeeper()
  /// The tiles beneath the map; `nil` for none.
  let tiles: TileFile?
  let logger: Logger
  let started = Date()
  private let isStoppingFlag = Atomic(false)

  /// Opens the directory of the settings.
  ///
  /// - Throws: `MutualAidError` where there is none, or it cannot be opened.
  init(
    settings: ServiceSettings, tokens: (any TokenReader)?, issuer: (any TokenIssuer)?, logger: Logger
  ) throws {
    tiles = try settings.tiles.map { try TileFile(path: $0) }
    geocoder = try settings.geocoder.map { try Geocoder(address: $0) }
    let opened = try Directory(
      at: settings.directory, access: .update, loading: .inMemory, routing: settings.routing)
    follower = try opened.follow()
    directory = follower.followed
    pool = WorkPool(threads: settings.workers)
    (self.settings, self.tokens, self.issuer, self.logger) = (settings, tokens, issuer, logger)
    rights = TokenRights(directory)
    statuses = StatusWriter(directory, pool: pool)
    jobs = JobBoard(threads: 2, logger: logger)
  }

  /// Whether the service has been told to stop.
  var isStopping: Bool { isStoppingFlag.load(ordering: .acquiring) }

  /// Tells everybody who asks that the service is about to stop.
  func beginStopping() { isStoppingFlag.store(true, ordering: .releasing) }

  /// Ends all that goes on beside answers.
  func close() async {
    await jobs.stop()
    follower.stop()
    await pool.stop()
    await geocoder?.stop()
    // The file is closed with the last who holds it: somebody may be reading yet, and all that was acknowledged is on the disk.
    // What was not finished is of no use to anybody.
    try? FileManager.default.removeItem(atPath: uploads)
  }

  /// The folder for what is sent, on the disk of the directory.
  var uploads: String { settings.directory + ".uploads" }
}
