internal import DirectoryModel
internal import FoundationEssentials
internal import Presentation
internal import Synchronization
internal import TextFormats

/// Work that takes its time: it goes on while its caller asks how far it is.
final class Job: Sendable {
  /// How a job stands.
  enum State: String, CaseIterable, Sendable {
    case queued, running, done, failed, cancelled

    /// Whether nothing more will happen.
    var isOver: Bool { self == .done || self == .failed || self == .cancelled }
  }

  /// What a job is doing, and how far it is.
  struct Progress: Sendable {
    var stage: String
    var done: Int?
    var total: Int?
  }

  fileprivate struct Standing {
    var state = State.queued
    var progress = Progress(stage: "waiting")
    var started: Date?
    var finished: Date?
    var result: Reply?
    var problem: Problem?
    var isCancelled = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  let id: String
  /// What it does: `coverage` or `import`.
  let kind: String
  /// Whose it is.
  let actor: String
  let created = Date()
  fileprivate let standing = Mutex(Standing())

  init(kind: String, actor: String) {
    let digits = String(UInt64.random(in: .min ... .max), radix: 36)
    id = String(repeating: "0", count: max(0, 13 - digits.count)) + digits
    self.kind = kind
    self.actor = actor
  }

  var state: State { standing.withLock { $0.state } }
  var finished: Date? { standing.withLock { $0.finished } }
  /// Its answer; `nil` until it is done.
  var result: Reply? { standing.withLock { $0.result } }
  /// Why it failed.
  var problem: Problem? { standing.withLock { $0.problem } }

  /// Asks it to stop; what it has not yet written is left undone.
  func cancel() {
    let over = standing.withLock { standing -> Bool in
      standing.isCancelled = true
      return standing.state == .queued
    }
    if over { finish(.cancelled) }
  }

  /// Tells how far it is.
  ///
  /// - Throws: `CancellationError` where it is to stop.
  func note(_ progress: Progress) throws {
    try standing.withLock { standing in
      standing.progress = progress
      if standing.isCancelled { throw CancellationError() }
    }
  }

  /// Begins; false where it is to stop.
  func begin() -> Bool {
    standing.withLock { standing in
      guard !standing.isCancelled else { return false }
      standing.state = .running
      standing.started = Date()
      return true
    }
  }

  /// Ends with an answer, or with what went wrong.
  func finish(_ state: State, result: Reply? = nil, problem: Problem? = nil) {
    let waiters = standing.withLock { standing -> [CheckedContinuation<Void, Never>] in
      guard !standing.state.isOver else { return [] }
      (standing.state, standing.result, standing.problem) = (state, result, problem)
      standing.finished = Date()
      defer { standing.waiters = [] }
      return standing.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Waits until it is over.
  func end() async {
    await withCheckedContinuation { continuation in
      let isOver = standing.withLock { standing in
        if standing.state.isOver { return true }
        standing.waiters.append(continuation)
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  /// How it stands.
  func json(in language: Language) -> JSONValue {
    let standing = standing.withLock { $0 }
    return [
      "created": .string(Timestamp.text(created)), "finished": JSONValue(standing.finished.map(Timestamp.text)),
      "id": .string(id), "kind": .string(kind),
      "problem": standing.problem.map { problem in
        ["code": .string(problem.code), "message": .string(problem.text.text(in: language))]
      } ?? .null,
      "progress": [
        "done": JSONValue(standing.progress.done), "stage": .string(standing.progress.stage),
        "total": JSONValue(standing.progress.total),
      ],
      "result": JSONValue(standing.state == .done ? "/v1/jobs/\(id)/result" : nil),
      "started": JSONValue(standing.started.map(Timestamp.text)), "state": .string(standing.state.rawValue),
    ]
  }
}

extension Job {
  /// Lets those go on who wait for the end, though it has not come.
  func letWaitersGo() {
    let waiters = standing.withLock { standing in
      defer { standing.waiters = [] }
      return standing.waiters
    }
    for waiter in waiters { waiter.resume() }
  }
}
