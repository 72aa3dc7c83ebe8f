internal import Synchronization

/// Sends requests over connections that are kept.
///
/// A libcurl handle serves one request at a time and keeps its connection. A lock around one handle would put all
/// questions in a row behind the slowest; so each request takes an idle handle, or a new one, and puts it back.
package final class TransferPool: Sendable {
  private static let idleLimit = 4
  private let idle = Mutex<[CurlHandle]>([])

  /// Makes a pool without connections.
  package init() {}

  /// Sends a request and waits for the answer; redirects are not followed.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - take: called with the parts of the body, in order; false ends the transfer.
  /// - Returns: the head; a status is no error here.
  /// - Throws: `TransferFailure`.
  package func send(
    _ request: TransferRequest, take: (UnsafeRawBufferPointer) -> Bool
  ) throws(TransferFailure) -> TransferHead {
    let handle = if let handle = idle.withLock({ $0.popLast() }) { handle } else { try CurlHandle() }
    let head = try handle.send(request, take: take)
    // A handle that failed is not used again.
    idle.withLock { if $0.count < Self.idleLimit { $0.append(handle) } }
    return head
  }
}
