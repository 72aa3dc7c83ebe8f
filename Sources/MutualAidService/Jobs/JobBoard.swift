internal import DirectoryModel
internal import FoundationEssentials
internal import Logging
internal import MutualAid
internal import Synchronization

/// The jobs that wait, run, or were over not long ago.
final class JobBoard: Sendable {
  /// Jobs that may wait and run.
  private static let mostOpen = 100
  /// Jobs that are remembered when they are over, and for how many seconds.
  private static let mostOver = 100
  private static let memory = 3600.0

  private let jobs = Mutex<[Job]>([])
  /// Threads of their own, so that questions do not wait for reports.
  private let pool: WorkPool
  private let logger: Logger

  init(threads: Int, logger: Logger) {
    pool = WorkPool(threads: threads)
    self.logger = logger
  }

  /// Begins a job.
  ///
  /// - Throws: ``Problem`` where too many wait.
  func start(
    _ kind: String, actor: String, _ work: @escaping @Sendable (Job) throws -> Reply
  ) throws(Problem) -> Job {
    let job = Job(kind: kind, actor: actor)
    let isTaken = jobs.withLock { jobs in
      forget(&jobs)
      guard jobs.count(where: { !$0.state.isOver }) < JobBoard.mostOpen else { return false }
      jobs.append(job)
      return true
    }
    guard isTaken else { throw .tooBusy }
    let pool = pool
    let logger = logger
    Task {
      do {
        let reply = try await pool.run {
          guard job.begin() else { throw CancellationError() }
          return try work(job)
        }
        job.finish(.done, result: reply)
      } catch let problem as Problem {
        job.finish(.failed, problem: problem)
      } catch let error as MutualAidError {
        job.finish(.failed, problem: Problem(error))
      } catch is CancellationError {
        job.finish(.cancelled)
      } catch {
        logger.error("job", metadata: ["kind": "\(type(of: error))"])
        job.finish(.failed, problem: .failed)
      }
    }
    return job
  }

  /// A job by its id; only its own to a caller.
  func job(_ id: String, of actor: String) -> Job? { jobs.withLock { $0.first { $0.id == id && $0.actor == actor } } }

  /// The jobs of a caller, in the order in which they came.
  func all(of actor: String) -> [Job] {
    jobs.withLock { jobs in
      forget(&jobs)
      return jobs.filter { $0.actor == actor }
    }
  }

  /// How many jobs there are of each state.
  var counts: [Job.State: Int] { jobs.withLock { Dictionary(grouping: $0, by: \.state).mapValues(\.count) } }

  /// Asks all to stop.
  func cancel() {
    for job in jobs.withLock({ $0 }) { job.cancel() }
  }

  /// Asks all to stop, and waits for what they are in the middle of.
  func stop() async {
    cancel()
    await pool.stop()
  }

  private func forget(_ jobs: inout [Job]) {
    let over = jobs.filter { $0.state.isOver }
    let oldest = Date(timeIntervalSinceNow: -JobBoard.memory)
    let left = Set(over.suffix(JobBoard.mostOver).filter { $0.finished.map { $0 > oldest } ?? false }.map(\.id))
    jobs.removeAll { $0.state.isOver && !left.contains($0.id) }
  }
}
