internal import DirectoryStore
internal import FoundationEssentials
internal import Journal
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
  /// How rooms are woken beside the page.
  let wakeWays: WakeWays
  /// Is asked for places that the directory does not know; `nil` for none.
  let geocoder: Geocoder?
  let running = RunningRequests()
  let features = FeatureCollections()
  let ground = GroundKeeper()
  /// The tiles beneath the map; `nil` for none.
  let tiles: TileFile?
  /// Knows callers by the certificates of their connections; `nil` where none is asked for.
  let peers: (any PeerReader)?
  /// Knows callers by sessions; `nil` where nobody can log in.
  let logins: (any LoginKeeper)?
  let record: RecordBook
  let glass = BreakGlass()
  let tokenLimits: RateLimits
  let addressLimits: RateLimits
  /// A thread for what the service does by itself, and some for what it fetches.
  let chores = WorkPool(threads: 1)
  let fetching = WorkPool(threads: 4)
  let logger: Logger
  let started = Date()
  private let isStoppingFlag = Atomic(false)

  /// Opens the directory of the settings.
  ///
  /// - Throws: `MutualAidError` where there is none, or it cannot be opened.
  init(
    settings: ServiceSettings, tokens: (any TokenReader)?, issuer: (any TokenIssuer)?,
    peers: (any PeerReader)? = nil, logins: (any LoginKeeper)? = nil, logger: Logger
  ) throws {
    tiles = try settings.tiles.map { try TileFile(path: $0) }
    geocoder = try settings.geocoder.map { try Geocoder(address: $0) }
    let opened = try Directory(
      at: settings.directory, access: .update, loading: .inMemory, routing: settings.routing)
    follower = try opened.follow()
    directory = follower.followed
    pool = WorkPool(threads: settings.workers)
    (self.settings, self.tokens, self.issuer, self.logger) = (settings, tokens, issuer, logger)
    (self.peers, self.logins) = (peers, logins)
    rights = TokenRights(directory, others: [peers, logins].compactMap { $0 as (any CredentialKeeper)? })
    record = RecordBook(directory, settings: settings)
    tokenLimits = RateLimits(rate: settings.ratePerToken)
    addressLimits = RateLimits(rate: settings.ratePerAddress)
    statuses = StatusWriter(directory, pool: pool)
    let keyFile = settings.directory + ".wake-key"
    wakeWays = WakeWays(directory, key: (try? SigningKey.load(at: keyFile)) ?? (try? SigningKey.make(at: keyFile)))
    jobs = JobBoard(threads: 2, logger: logger)
  }

  /// Whether the service has been told to stop.
  var isStopping: Bool { isStoppingFlag.load(ordering: .acquiring) }

  /// Tells everybody who asks that the service is about to stop.
  func beginStopping() { isStoppingFlag.store(true, ordering: .releasing) }

  /// Ends all that goes on beside answers.
  func close() async {
    await jobs.stop()
    await chores.stop()
    await fetching.stop()
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
