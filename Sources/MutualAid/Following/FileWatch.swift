internal import DirectoryModel
internal import Primitives

/// Waits until a file or one beside it is written to, by the kernel's word (inotify(7)), or until somebody wakes it.
final class FileWatch: Sendable {
  private let events: CInt
  private let waking: (reading: CInt, writing: CInt)
  private let names: Set<String>

  /// Watches the files of these names in a folder.
  ///
  /// - Throws: `MutualAidError` where the system has no more watches.
  init(folder: String, names: Set<String>) throws(MutualAidError) {
    self.names = names
    events = inotify_init1(O_NONBLOCK | O_CLOEXEC)
    var ends: [CInt] = [-1, -1]
    let hasPipe = pipe(&ends) == 0
    for end in ends where end >= 0 {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    waking = (ends[0], ends[1])
    let mask = UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO)
    guard events >= 0, hasPipe, inotify_add_watch(events, folder, mask) >= 0 else {
      throw MutualAidError(
        .storeFailed, "the folder of the directory cannot be watched: \(String(cString: strerror(errno)))",
        hint: "Raise the limit fs.inotify.max_user_watches.")
    }
  }

  deinit { for descriptor in [events, waking.reading, waking.writing] where descriptor >= 0 { close(descriptor) } }

  /// Ends the wait that is going on, or the next one.
  func wake() {
    var byte: UInt8 = 1
    // A pipe that is full wakes as well.
    _ = write(waking.writing, &byte, 1)
  }

  /// Waits until one of the files is written to, somebody wakes it, or the time is over.
  ///
  /// - Parameter milliseconds: how long at most.
  /// - Returns: whether a file was written to, or somebody woke it.
  func wait(milliseconds: Int) -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    repeat {
      if waitOnce(milliseconds: Int(((end - .now) / .milliseconds(1)).rounded(.up))) { return true }
    } while ContinuousClock.now < end
    return false
  }

  /// Waits for anything in the folder; gives whether it is of the files, or a wake.
  private func waitOnce(milliseconds: Int) -> Bool {
    var polled = [
      pollfd(fd: events, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waking.reading, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&polled, 2, CInt(clamping: max(milliseconds, 0))) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    if polled[1].revents != 0 {
      while buffer.withUnsafeMutableBytes({ read(waking.reading, $0.baseAddress, $0.count) }) > 0 {}
    }
    var isWritten = polled[1].revents != 0
    while true {
      let count = buffer.withUnsafeMutableBytes { read(events, $0.baseAddress, $0.count) }
      guard count > 0 else { return isWritten }
      isWritten = buffer.withUnsafeBytes { names(in: UnsafeRawBufferPointer(rebasing: $0[..<count])) } || isWritten
    }
  }

  /// Whether events are of one of the files: each is a header of 16 bytes, whose last four say how long the name is that
  /// follows, with zeros behind it.
  private func names(in bytes: UnsafeRawBufferPointer) -> Bool {
    var offset = 0
    while offset + 16 <= bytes.count {
      let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
      let end = offset + 16 + length
      guard end <= bytes.count else { return true }
      // Where the kernel has dropped events, anything may have been written.
      let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
      let name = bytes[(offset + 16)..<end].prefix { $0 != 0 }
      if names.contains(String(decoding: name, as: UTF8.self)) { return true }
      offset = end
    }
    return false
  }
}
