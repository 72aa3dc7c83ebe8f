internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
public import Journal
internal import Primitives
internal import Synchronization

/// Keeps a directory that is held in memory up with its file, and says what has come and what has ceased to hold.
///
/// ```swift
/// let directory = try Directory(at: path, access: .readWrite, loading: .inMemory)
/// let follower = try directory.follow()
/// for await position in follower.positions() { send(try directory.journalRecords(after: last, limit: 1_000)) }
/// ```
///
/// It has a thread of its own, which waits for the kernel's word that the file or its log was written to.
public final class DirectoryFollower: Sendable {
  private struct Waiter {
    var position: JournalPosition
    var end: ContinuousClock.Instant
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var isStopped = false
    var next = 0
    var waiters: [Int: Waiter] = [:]
    var positions: [Int: AsyncStream<JournalPosition>.Continuation] = [:]
    var expiries: [Int: AsyncStream<ReportExpiry>.Continuation] = [:]
    /// Up to when expiries have been told.
    var told = Date()
    /// Why the file could not be read when it was last tried; `nil` where it could.
    var trouble: MutualAidError?

    mutating func number() -> Int {
      next += 1
      return next
    }
  }

  private let directory: Directory
  private let cache: DirectoryCache
  private let watch: FileWatch
  private let pollInterval: Duration
  private let state = Mutex(State())

  init(of directory: Directory, cache: DirectoryCache, pollInterval: Duration) throws {
    self.directory = directory
    self.cache = cache
    self.pollInterval = pollInterval
    let path = directory.store.path
    let slash = path.lastIndex(of: "/")
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    watch = try FileWatch(
      folder: slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ".", names: [name, name + "-wal"])
    // The thread keeps the follower until it is stopped.
    try OwnThread.start { self.run() }
  }

  /// The directory that is followed, which reads on a connection of its own.
  public var followed: Directory { directory }

  /// Ends following, and with it all streams and waits.
  public func stop() {
    state.withLock { $0.isStopped = true }
    watch.wake()
  }

  /// Why the file could not be read when that was last tried; `nil` where it could.
  public var trouble: MutualAidError? { state.withLock { $0.trouble } }

  /// How far the contents have come; `nil` after `stop()`.
  public var moment: DirectoryMoment? { directory.view().moment }

  /// The directory as it is when its contents have a position, such as that of an own change.
  ///
  /// - Parameters:
  ///   - position: what must be in the answers.
  ///   - limit: how long to wait.
  /// - Returns: a ``Directory/view()``.
  /// - Throws: `MutualAidError` with the code `directory-busy` where the contents have not come so far in time.
  public func contents(atLeast position: JournalPosition, within limit: Duration = .seconds(10)) async throws
    -> Directory
  {
    if let view = view(having: position) { return view }
    let end = ContinuousClock.now + limit
    let hasCome = await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
      let isTaken = state.withLock { state in
        guard !state.isStopped else { return false }
        state.waiters[state.number()] = Waiter(position: position, end: end, continuation: continuation)
        return true
      }
      if isTaken { watch.wake() } else { continuation.resume(returning: false) }
    }
    guard hasCome else {
      throw MutualAidError(
        .directoryBusy, "what was written is not in the answers yet", hint: "Wait until it has finished and try again.")
    }
    return directory.view()
  }

  /// The directory as it is, where its contents have a position; an older view is not held while that is waited for.
  private func view(having position: JournalPosition) -> Directory? {
    let view = directory.view()
    return view.moment?.position.includes(position) == true ? view : nil
  }

  /// How far the contents have come, each time they have gone on; of several only the newest is kept for a slow reader.
  ///
  /// The first is that of now. The stream ends with `stop()`.
  public func positions() -> AsyncStream<JournalPosition> {
    let (stream, continuation) = AsyncStream.makeStream(of: JournalPosition.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state -> Int? in
      guard !state.isStopped else { return nil }
      let number = state.number()
      state.positions[number] = continuation
      return number
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.positions.removeValue(forKey: number) }
    }
    if let position = moment?.position { continuation.yield(position) }
    return stream
  }

  /// Units that turn unknown, at the moment at which they do, when answers already say so.
  ///
  /// The stream ends with `stop()`.
  public func expiries() -> AsyncStream<ReportExpiry> {
    let (stream, continuation) = AsyncStream.makeStream(of: ReportExpiry.self)
    let number = state.withLock { state -> Int? in
      guard !state.isStopped else { return nil }
      let number = state.number()
      state.expiries[number] = continuation
      return number
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.expiries.removeValue(forKey: number) }
    }
    return stream
  }
}

// MARK: The thread

extension DirectoryFollower {
  private func run() {
    var looks = 0
    while state.withLock({ !$0.isStopped }) {
      // Also where the wait ended for another reason: a look costs some microseconds.
      refresh()
      tellExpiries()
      answerWaiters()
      // The kernel tells that the log is written to, and a change is to be seen only somewhat later, when it is on the disk
      // and SQLite says so in memory that it shares: of that the kernel tells nothing.
      let isWritten = watch.wait(
        milliseconds: looks > 0 ? min(1 << (DirectoryFollower.looks - looks), pause()) : pause())
      looks = isWritten ? DirectoryFollower.looks : max(looks - 1, 0)
    }
    end()
  }

  /// How often the file is looked at after it was written to, at intervals that double from one millisecond on: for four
  /// seconds, which a machine that is busy may take from the one to the other.
  private static let looks = 12

  private func refresh() {
    do {
      let isNew = try cache.refresh()
      state.withLock { $0.trouble = nil }
      guard isNew, let position = moment?.position else { return }
      for continuation in state.withLock({ Array($0.positions.values) }) { continuation.yield(position) }
    } catch {
      // The file may be writable again at the next look; meanwhile what is in memory is answered, and its age is told.
      let trouble =
        error as? MutualAidError
        ?? MutualAidError(.storeFailed, "the directory cannot be followed: \(String(describing: error))")
      state.withLock { $0.trouble = trouble }
    }
  }

  private func tellExpiries() {
    guard let units = cache.followed?.units else { return }
    let now = Date()
    while let expiry = units.nextExpiry(after: state.withLock { $0.told }), expiry.moment <= now {
      units.expire(by: expiry.moment)
      let listeners = state.withLock { state in
        state.told = expiry.moment
        return Array(state.expiries.values)
      }
      for listener in listeners { listener.yield(expiry) }
    }
  }

  private func answerWaiters() {
    let position = moment?.position
    let now = ContinuousClock.now
    let done = state.withLock { state in
      var done: [(CheckedContinuation<Bool, Never>, Bool)] = []
      for (number, waiter) in state.waiters {
        let hasCome = position?.includes(waiter.position) == true
        if hasCome || waiter.end <= now {
          done.append((waiter.continuation, hasCome))
          state.waiters[number] = nil
        }
      }
      return done
    }
    for (continuation, hasCome) in done { continuation.resume(returning: hasCome) }
  }

  /// How long there is nothing to do unless the file is written to.
  private func pause() -> Int {
    var seconds = pollInterval / .seconds(1)
    let (told, end) = state.withLock { ($0.told, $0.waiters.values.map(\.end).min()) }
    if let expiry = cache.followed?.units?.nextExpiry(after: told) {
      seconds = min(seconds, expiry.moment.timeIntervalSinceNow)
    }
    if let end { seconds = min(seconds, (end - .now) / .seconds(1), 0.02) }
    return Int((seconds * 1_000).rounded(.up))
  }

  private func end() {
    let ended = state.withLock { state in
      defer { (state.waiters, state.positions, state.expiries) = ([:], [:], [:]) }
      return (Array(state.waiters.values), Array(state.positions.values), Array(state.expiries.values))
    }
    for waiter in ended.0 { waiter.continuation.resume(returning: false) }
    for stream in ended.1 { stream.finish() }
    for stream in ended.2 { stream.finish() }
    // What cannot be read now is read by the next question, which says why not.
    try? cache.stopFollowing()
  }
}
