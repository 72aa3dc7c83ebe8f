internal import CPageChecksum
internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import Primitives

/// The file of a directory, and how SQLite is told to open it.
///
/// It is never opened but through SQLite: closing it elsewhere in the process would let go of SQLite's locks.
struct DirectoryFile {
  /// What may be done with the file.
  enum Mode: String {
    case read = "ro"
    case write = "rw"
    case make = "rwc"
  }

  /// The path as it was given, for people.
  let name: String
  /// The path without links, from the root.
  let path: String

  init(_ name: String) {
    self.name = name
    path = DirectoryFile.resolved(name)
  }

  /// The file beside it that holds what is not yet in it.
  var log: String { path + "-wal" }
  /// The copy that is kept of a directory before it is brought up to date.
  var copyBeforeUpgrade: String { path + ".before-upgrade" }

  /// By what a change of the file is seen from outside.
  struct State: Equatable {
    var number: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
  }

  /// What the file is now; `nil` when it cannot be asked.
  var state: State? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return State(
      number: UInt64(facts.st_ino), size: Int64(facts.st_size), seconds: facts.st_mtim.tv_sec,
      nanoseconds: facts.st_mtim.tv_nsec)
  }

  /// How many bytes a file has; `nil` where there is none, or none that can be asked.
  static func size(of path: String) -> Int64? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int64(facts.st_size) : nil
  }

  /// Whether the write-ahead log holds changes.
  var hasChangesInLog: Bool { DirectoryFile.size(of: log) ?? 0 > 0 }

  /// Opens a connection.
  ///
  /// - Parameters:
  ///   - mode: what may be done.
  ///   - isImmutable: whether SQLite is to take the file for one that nobody changes, and look for no log of changes.
  ///   - configuration: how the connection is set up.
  /// - Returns: the connection.
  /// - Throws: `DatabaseError`.
  func queue(_ mode: Mode, isImmutable: Bool = false, configuration: Configuration) throws -> DatabaseQueue {
    try DirectoryFile.registration.get()
    var configuration = configuration
    configuration.readonly = mode == .read
    return try DatabaseQueue(path: address(mode, isImmutable: isImmutable), configuration: configuration)
  }

  /// The file's address (https://www.sqlite.org/uri.html): SQLite would take some paths for something else.
  func address(_ mode: Mode, isImmutable: Bool = false) -> String {
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch UnicodeScalar(byte) {
      case "/", "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": bytes.append(byte)
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        bytes += Array("%\(digits.count < 2 ? "0" : "")\(digits)".utf8)
      }
    }
    let address = "file://\(String(decoding: bytes, as: UTF8.self))?vfs=\(PAGE_CHECKSUM_VFS)&mode=\(mode.rawValue)"
    return address + (isImmutable ? "&immutable=1" : mode == .make ? "&\(PAGE_CHECKSUM_NEW)=1" : "")
  }

  /// The VFS that keeps checksums, made known to SQLite once.
  private static let registration: Result<Void, DatabaseError> = {
    let code = page_checksum_register()
    return code == 0 ? .success(()) : .failure(DatabaseError(resultCode: ResultCode(rawValue: code)))
  }()

  /// A path from the root, without links; as it is where the file or its folder does not exist.
  private static func resolved(_ name: String) -> String {
    func real(_ path: String) -> String? {
      guard let found = realpath(path, nil) else { return nil }
      defer { free(found) }
      return String(validatingCString: found)
    }
    if let path = real(name) { return path }
    let (folder, file) =
      name.lastIndex(of: "/").map { (String(name[...$0]), String(name[name.index(after: $0)...])) } ?? (".", name)
    return (real(folder) ?? folder) + "/" + file
  }
}

extension Database {
  /// Calls a function of the VFS with the connection.
  func onConnection(_ function: (UnsafeMutableRawPointer?) -> CInt) throws {
    let code = function(sqliteConnection.map { UnsafeMutableRawPointer($0) })
    if code != 0 { throw error(code) }
  }
}
