internal import NIOCore
internal import Synchronization

/// The connections that are open, so that those of clients who do not read can be ended.
final class ChannelBook: Sendable {
  private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// Notes a connection until it ends.
  func note(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    let isNew = open.withLock { $0.updateValue(channel, forKey: id) == nil }
    guard isNew else { return }
    channel.closeFuture.whenComplete { [self] _ in _ = open.withLock { $0.removeValue(forKey: id) } }
  }

  /// Ends all of them, whatever is still to be written.
  func closeAll() {
    for channel in open.withLock({ Array($0.values) }) { channel.close(promise: nil) }
  }
}
