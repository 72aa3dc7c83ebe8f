internal import Requests
internal import Synchronization

/// Requests behind a change, handed to the answer that is made where it ends.
final class HeldRequests: Sendable {
  private let held = Mutex<[AidRequest]>([])

  var requests: [AidRequest] {
    get { held.withLock { $0 } }
    set { held.withLock { $0 = newValue } }
  }
}
