internal import DirectoryModel
internal import Primitives

/// A thread that may wait, which the threads of tasks may not.
enum OwnThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread, which ends with the closure.
  ///
  /// - Parameter body: what it does.
  /// - Throws: `MutualAidError` where the system has no more threads.
  static func start(_ body: @escaping @Sendable () -> Void) throws(MutualAidError) {
    let retained = Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        // Safe: the argument is the body that was retained for this thread alone.
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, retained.toOpaque())
    guard code == 0 else {
      retained.release()
      throw MutualAidError(.storeFailed, "no thread can be started: \(String(cString: strerror(code)))")
    }
    pthread_detach(thread)
  }
}
