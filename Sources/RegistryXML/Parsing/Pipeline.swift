internal import Dispatch
internal import Synchronization

/// Makes values on a second thread while this one uses them, in order.
///
/// At most `capacity` values wait. An error of either side ends both and is thrown here; `produce` has returned by then.
///
/// - Parameters:
///   - capacity: how many values wait at most, from 1.
///   - produce: makes values and passes them on. What passing them on throws, it must let through.
///   - consume: uses them, on the calling thread.
/// - Throws: what `produce` or `consume` throws.
func pipelined<Value: Sendable>(
  capacity: Int = 4, produce: @escaping @Sendable (_ emit: (Value) throws -> Void) throws -> Void,
  consume: (Value) throws -> Void
) throws {
  let channel = Channel<Value>(capacity: capacity)
  DispatchQueue.global(qos: .userInitiated).async {
    do {
      try produce { try channel.send($0) }
      channel.finish(nil)
    } catch {
      channel.finish(error)
    }
  }
  do {
    while let value = try channel.receive() { try consume(value) }
  } catch {
    channel.cancel()
    throw error
  }
}

/// A bounded queue between two threads.
private final class Channel<Value: Sendable>: Sendable {
  private struct State {
    var waiting: [Value] = []
    var failure: (any Error)?
    var isCancelled = false
  }

  private struct Cancelled: Error {}

  private let state = Mutex(State())
  // Both begin at zero: a semaphore that ends below where it began traps.
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(capacity: Int) {
    for _ in 0..<capacity { room.signal() }
  }

  func send(_ value: Value) throws {
    room.wait()
    let isCancelled = state.withLock { state in
      if !state.isCancelled { state.waiting.append(value) }
      return state.isCancelled
    }
    if isCancelled { throw Cancelled() }
    filled.signal()
  }

  func finish(_ failure: (any Error)?) {
    state.withLock { $0.failure = failure }
    filled.signal()
    ended.signal()
  }

  /// The next value; `nil` when there are no more.
  func receive() throws -> Value? {
    filled.wait()
    let (value, failure) = state.withLock { state in
      state.waiting.isEmpty ? (nil, state.failure) : (state.waiting.removeFirst(), nil)
    }
    if let failure { throw failure }
    room.signal()
    return value
  }

  /// Stops the producer, and waits until it has stopped.
  func cancel() {
    state.withLock { $0.isCancelled = true }
    room.signal()
    ended.wait()
  }
}

/// A value that threads use one after the other, never two at a time.
///
/// Safety: a value is wrapped to be passed on with a call or a queue, which orders the accesses, and is not used
/// until it comes back.
struct ExclusiveTransfer<Value>: @unchecked Sendable {
  let value: Value
}
