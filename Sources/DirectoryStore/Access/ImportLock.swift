package import DirectoryModel
internal import Primitives

/// The right to change registries and documents, which one process has at a time.
///
/// It is apart from SQLite's lock, which is held for moments only, so that reports of units go on while a long import
/// reads. It is a lock of the kernel on a file beside the directory: it ends with its holder, however that ends.
package final class ImportLock: Sendable {
  /// The file beside the directory, by what it adds to the directory's name.
  static let ending = "-import"
  /// How often a waiting process looks again, in microseconds.
  private static let pause: UInt32 = 20_000

  private let descriptor: Int32
  private let path: String

  /// Takes the lock, and waits for another holder.
  ///
  /// - Parameters:
  ///   - directory: the directory's file.
  ///   - patience: how many seconds to wait at most.
  ///   - onWait: called once, where another holds the lock.
  /// - Throws: `MutualAidError` where the other holder does not end in time, and where the file cannot be made.
  init(directory: String, patience: Double, onWait: () -> Void) throws(MutualAidError) {
    path = directory + ImportLock.ending
    let end = ContinuousClock.now + .seconds(patience)
    var hasTold = false
    while true {
      if let taken = try ImportLock.take(path) {
        descriptor = taken
        return
      }
      if !hasTold {
        hasTold = true
        onWait()
      }
      guard ContinuousClock.now < end else {
        throw MutualAidError(
          .directoryBusy, "another import into the directory has not finished within \(Int(patience)) seconds",
          hint: "Wait until it has finished and try again.")
      }
      usleep(ImportLock.pause)
    }
  }

  /// The locked file; `nil` while another holds it.
  private static func take(_ path: String) throws(MutualAidError) -> Int32? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else { throw failure(path, errno) }
    var opened = stat()
    var named = stat()
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &opened) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK || code == EINTR { return nil }
      throw failure(path, code)
    }
    // The holder before has perhaps taken the file away: a lock on a file without a name keeps nobody out.
    if stat(path, &named) == 0, opened.st_ino == named.st_ino, opened.st_dev == named.st_dev { return descriptor }
    close(descriptor)
    return nil
  }

  private static func failure(_ path: String, _ code: Int32) -> MutualAidError {
    MutualAidError(
      .storeFailed, "cannot open \(path): \(String(cString: strerror(code)))",
      hint: "Check the path, the permissions and the free space.")
  }

  deinit {
    unlink(path)
    close(descriptor)
  }
}

extension DirectoryStore {
  /// How many seconds an import or rollback waits for another one.
  package static let importPatience = 300.0

  /// Takes the right to change registries and documents; it ends with the last reference to it.
  ///
  /// - Parameters:
  ///   - patience: how many seconds to wait for another holder at most.
  ///   - onWait: called once, where another holds it.
  /// - Returns: the right; `nil` for a store in memory, which nobody else can reach.
  /// - Throws: `MutualAidError` where the other holder does not end in time, and where the file cannot be made.
  package func importLock(
    patience: Double = DirectoryStore.importPatience, onWait: () -> Void = {}
  ) throws(MutualAidError) -> ImportLock? {
    isInMemory ? nil : try ImportLock(directory: path, patience: patience, onWait: onWait)
  }
}
