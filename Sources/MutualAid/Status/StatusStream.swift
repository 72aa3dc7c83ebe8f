package import DirectoryModel
internal import FoundationEssentials
internal import Primitives
internal import StatusFeed

/// Takes a stream of reports from a file, a pipe or a socket into a directory until it ends.
///
/// Reports are applied in batches, each one transaction. A file is read as fast as it goes; what comes through a pipe
/// becomes visible a twentieth of a second after the pipe runs dry, and a quarter of one after it came at the latest.
/// While somebody else is writing, a batch is kept and tried again, for however long.
package struct StatusStream {
  /// The reports of one transaction at most.
  static let batch = 50_000
  /// How long a pipe may be dry before what has come is applied, in milliseconds.
  static let linger: Int32 = 50
  /// How long a report waits for others at most.
  static let patience = Duration.milliseconds(250)
  /// How often an idle stream looks whether it is to stop, in milliseconds.
  static let idle: Int32 = 100
  /// For how many seconds a batch is tried before it is asked whether to stop.
  static let attempt = 0.5
  /// After how long a wait is told.
  static let quietWait = Duration.seconds(2)

  private var reporter: StatusReporter
  private let descriptor: Int32
  private let isFile: Bool
  private var reader = FeedReader()
  private var tally = StatusTally()
  private var pending: [Pending] = []
  private var oldest: ContinuousClock.Instant?

  /// What a stream says when others keep it from writing.
  package enum Wait: Hashable, Sendable {
    /// So many reports wait until somebody else has finished writing.
    case begun(reports: Int)
    /// They are on the disk after so many seconds.
    case ended(seconds: Double)
  }

  private enum Pending {
    case entry(StatusReporter.Entry)
    case problem(Problem)
  }

  /// Reads from an open file descriptor, which stays open.
  package init(reporter: StatusReporter, descriptor: Int32) {
    self.reporter = reporter
    self.descriptor = descriptor
    var status = stat()
    isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Reads and applies until the stream ends or `shouldStop` is true.
  ///
  /// - Parameters:
  ///   - shouldStop: called several times a second; when true, what has been read is applied and the rest left.
  ///   - waiting: called when a batch has waited for somebody else's writing for two seconds, and when it is on the disk.
  ///   - progress: called after each batch with the counts so far and the batch's problems.
  /// - Returns: what became of all reports.
  /// - Throws: `MutualAidError` for a stream that is none or cannot be read, for trouble with the store, and where it is to
  ///   stop while somebody else is writing. Earlier batches stay.
  package mutating func run(
    shouldStop: () -> Bool = { false }, waiting: (Wait) -> Void = { _ in },
    progress: (StatusTally, ArraySlice<Problem>) -> Void = { _, _ in }
  ) throws -> StatusTally {
    func apply(_ stream: inout StatusStream) throws { try stream.apply(shouldStop, waiting, progress) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while !shouldStop() {
      guard try waitForBytes() else {
        if !pending.isEmpty { try apply(&self) }
        continue
      }
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw MutualAidError(
          .readFailed, "the stream cannot be read: \(String(cString: strerror(errno)))",
          hint: "Name a file, or - for standard input.")
      }
      if count > 0 { buffer.withUnsafeBytes { reader.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) } }
      try takeLines(isAtEnd: count == 0, apply)
      if count == 0 { break }
    }
    try apply(&self)
    return tally
  }

  /// Waits for more bytes; false when none came for so long that what is pending should be applied.
  private func waitForBytes() throws -> Bool {
    if isFile { return true }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, pending.isEmpty ? StatusStream.idle : StatusStream.linger) > 0
  }

  private mutating func takeLines(isAtEnd: Bool, _ apply: (inout StatusStream) throws -> Void) throws {
    while let entry = try reader.next(isAtEnd: isAtEnd) {
      if oldest == nil { oldest = ContinuousClock.now }
      switch entry.message {
      case .success(let message): pending.append(.entry(StatusReporter.Entry(message, line: entry.line)))
      case .failure(let defect): pending.append(.problem(defect.problem))
      }
      if pending.count >= StatusStream.batch { try apply(&self) }
    }
    if !isFile, let oldest, ContinuousClock.now - oldest >= StatusStream.patience { try apply(&self) }
  }

  private mutating func apply(
    _ shouldStop: () -> Bool, _ waiting: (Wait) -> Void, _ progress: (StatusTally, ArraySlice<Problem>) -> Void
  ) throws {
    guard !pending.isEmpty else { return }
    let entries = pending.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
    var outcomes = try keepTrying(entries, shouldStop, waiting)[...]
    let known = tally.problems.count
    for item in pending {
      switch item {
      case .problem(let problem): tally.add(.rejected(problem))
      case .entry: if let outcome = outcomes.popFirst() { tally.add(outcome) }
      }
    }
    for warning in reader.takeWarnings() + reporter.takeWarnings() { tally.warn(warning) }
    tally.batches += 1
    pending.removeAll(keepingCapacity: true)
    oldest = nil
    progress(tally, tally.problems[known...])
  }

  /// Applies reports, and waits for others that are writing until it is to stop.
  private mutating func keepTrying(
    _ entries: [StatusReporter.Entry], _ shouldStop: () -> Bool, _ waiting: (Wait) -> Void
  ) throws -> [StatusReporter.Outcome] {
    let start = ContinuousClock.now
    // When they came, not when there was room for them.
    let moment = Date()
    var hasTold = false
    while true {
      do {
        let outcomes = try reporter.apply(entries, at: moment, patience: StatusStream.attempt)
        if hasTold { waiting(.ended(seconds: (ContinuousClock.now - start) / .seconds(1))) }
        return outcomes
      } catch let error as MutualAidError where error.code == .directoryBusy {
        if shouldStop() {
          throw MutualAidError(
            .directoryBusy,
            "another process is writing to the directory, and \(entries.count) reports could not be kept",
            hint: "Send them again when it has finished.")
        }
        if !hasTold, ContinuousClock.now - start >= StatusStream.quietWait {
          hasTold = true
          waiting(.begun(reports: entries.count))
        }
      }
    }
  }
}

/// What became of the reports of a stream so far.
package struct StatusTally: Sendable {
  /// Problems beyond this many are only counted, so that memory does not grow with the stream.
  package static let keptProblems = 10_000

  /// Reports read; those below add up to it.
  package private(set) var read = 0
  /// Reports that became the latest of their unit when they came.
  package private(set) var applied = 0
  /// Reports that had been kept before.
  package private(set) var duplicate = 0
  /// Reports kept in the history, behind a later one.
  package private(set) var late = 0
  /// Reports in which something was wrong.
  package private(set) var rejected = 0
  /// Reports that were exercises or tests.
  package private(set) var exercise = 0
  /// What was odd about reports that were taken, and fields that nobody knows.
  package private(set) var warnings = 0
  /// Transactions.
  package internal(set) var batches = 0
  /// The first problems, by line.
  package private(set) var problems: [Problem] = []
  /// Problems that are only counted.
  package private(set) var problemsLeftOut = 0

  /// An empty tally.
  package init() {}

  mutating func add(_ outcome: StatusReporter.Outcome) {
    read += 1
    switch outcome {
    case .applied: applied += 1
    case .late: late += 1
    case .duplicate: duplicate += 1
    case .exercise(let problem):
      exercise += 1
      keep(problem)
    case .rejected(let problem):
      rejected += 1
      keep(problem)
    }
  }

  /// Counts what is odd about a report that was taken.
  mutating func warn(_ problem: Problem) {
    warnings += 1
    keep(problem)
  }

  private mutating func keep(_ problem: Problem) {
    if problems.count < StatusTally.keptProblems { problems.append(problem) } else { problemsLeftOut += 1 }
  }
}
