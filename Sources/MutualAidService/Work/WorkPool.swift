internal import NIOPosix

/// Threads for what takes its time: questions to SQLite, matching, counting, imports.
///
/// Swift's own threads are as many as there are processors and must never wait; on these, work may.
struct WorkPool: Sendable {
  private let threads: NIOThreadPool

  /// Starts so many threads.
  init(threads count: Int) {
    threads = NIOThreadPool(numberOfThreads: count)
    threads.start()
  }

  /// Does work on one of the threads.
  ///
  /// - Throws: what the work throws, and where the threads have been stopped.
  func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await threads.runIfActive(work)
  }

  /// Ends the threads when what they do is done.
  func stop() async { try? await threads.shutdownGracefully() }
}
