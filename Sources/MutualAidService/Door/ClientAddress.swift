internal import HTTPTypes
internal import NIOCore

/// From where a request comes: the address of its connection, or what a proxy that is named says of it.
struct ClientAddress: Hashable, Sendable {
  /// The number of the address; empty where it has none.
  let text: String
  /// Whether the connection itself is of this machine, without a proxy between.
  let isLocal: Bool

  init(_ channel: any Channel, _ headers: HTTPFields, proxies: [String]) {
    self.init(peer: channel.remoteAddress?.ipAddress ?? "", headers[values: .forwardedFor], proxies: proxies)
  }

  /// Makes an address of a connection's and of the headers `X-Forwarded-For`.
  ///
  /// Of the addresses there, the last is counted that no named proxy has: what stands before it anybody may have written.
  init(peer: String, _ forwarded: [String], proxies: [String]) {
    guard proxies.contains(peer) else {
      text = peer
      isLocal = peer.hasPrefix("127.") || peer == "::1"
      return
    }
    let addresses = forwarded.joined(separator: ",").split(separator: ",").map { $0.filter { $0 != " " } }
    text = String((addresses.last { !proxies.contains($0) } ?? peer).prefix(64))
    isLocal = false
  }
}

extension HTTPField.Name {
  static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .via
}
