internal import FoundationEssentials

/// What a service does and where it listens; how these values are given is the program's affair.
public struct ServiceSettings: Sendable {
  /// The directory's file.
  public var directory: String
  /// The address to listen on: a name or number of a host.
  public var host = "127.0.0.1"
  /// The port to listen on; 0 for one that is free.
  public var port = 8080
  /// Threads for what asks SQLite or counts; 0 for one more than there are processors.
  public var threads = 0
  /// Bytes that a body may have which is held in memory.
  public var maxBody = 4 << 20
  /// Bytes that a registry may have as it is sent.
  public var maxUpload = 4 << 30
  /// Seconds within which the body of a request has to arrive, those of a registry apart.
  public var bodyPatience = 30.0
  /// Seconds for which a connection may be silent.
  public var idlePatience = 60.0
  /// Connections at one time.
  public var maxConnections = 4096
  /// Seconds between the signs of life of an event stream.
  public var heartbeat = 15.0
  /// Events that may wait for one reader before it is reset.
  public var maxWaitingEvents = 10_000
  /// Seconds for requests under way to finish once the service is told to stop.
  public var stopPatience = 7.5
  /// Origins whose pages may ask; empty for none, `*` for all.
  public var origins: [String] = []
  /// The folder with the scenarios that questions may name; `nil` for none.
  public var scenarios: String?
  /// The address of a road router; `nil` for none.
  public var routing: String?
  /// The address of a geocoder that is asked for places that the directory does not know; `nil` for none.
  public var geocoder: String?
  /// The folder with Leaflet, which draws the map of the page; where it is missing, the page works without a map.
  public var leaflet = "/usr/share/javascript/leaflet"
  /// A file of raster tiles (MBTiles) that lie beneath the map; `nil` for none.
  public var tiles: String?
  /// Whether the service is only ready where the kernel says that the clock is set by another.
  public var demandsClock = false
  /// Whether everything is to be listened to without tokens and TLS, beyond this machine too.
  public var isInsecure = false
  /// Whether every request that is made here is an exercise.
  public var isExercise = false
  /// Whether connections come through TLS.
  public var isEncrypted = false
  /// What addresses begin with that clients follow, such as `https://directory.example`; `nil` for what they came by.
  public var publicAddress: String?
  /// Where tokens say by whom they were made.
  public var issuer = "mutualaid"

  /// The file of the key that signs heads of the record; `nil` for one beside the directory.
  public var checkpointKey: String?
  /// Seconds between two signed heads of the record.
  public var checkpointInterval = 300.0
  /// The hour of UTC at which the whole record is verified and what is old is erased.
  public var nightHour = 2
  /// For how many days entries of a kind are kept readable; those of kinds that are not named are for ever.
  public var retention: [String: Int] = [:]
  /// Seconds between two looks whether a source of editions is due.
  public var sourcePatience = 15.0
  /// Requests a second of one token; 0 for no limit.
  public var ratePerToken = 2_000
  /// Requests a second of one address beyond this machine; 0 for no limit.
  public var ratePerAddress = 500
  /// The addresses of proxies, whose word on where a request comes from is taken.
  public var proxies: [String] = []

  /// Settings for a directory; all else as it usually is.
  public init(directory: String) { self.directory = directory }

  /// Whether only programs of this machine can reach the service.
  public var isOnLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }

  /// Threads for what asks SQLite or counts.
  var workers: Int { threads > 0 ? threads : ProcessInfo.processInfo.activeProcessorCount + 1 }
}
