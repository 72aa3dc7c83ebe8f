internal import Foundation
internal import Glibc
internal import Synchronization

/// A server on loopback that gives each request whatever the test wants, without regard to HTTP's rules.
///
/// It serves one request per connection and then closes it.
public final class LoopbackServer: Sendable {
  /// What the server answers.
  public enum Reply: Sendable {
    /// A status and a body.
    case body(String, status: Int = 200)
    /// Bytes as they are.
    case raw(String)
    /// No answer as long as the test runs.
    case silence
    /// The connection is closed at once.
    case close
  }

  struct CannotListen: Error {}

  /// The port that it listens on.
  public let port: UInt16
  private let listener: Int32
  private let visitors: Visitors

  /// Starts to listen on a free port.
  ///
  /// - Parameter reply: what to answer to the request of this number, from 0, with its first line.
  /// - Throws: `CannotListen` when the system gives no port.
  public init(reply: @escaping @Sendable (Int, String) -> Reply) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The C interface takes every kind of address as one type; both are plain memory, the length says how much.
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        Glibc.bind(listener, generic, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    guard listener >= 0, isBound else { throw CannotListen() }
    port = UInt16(bigEndian: address.sin_port)
    let visitors = Visitors(reply: reply)
    (self.listener, self.visitors) = (listener, visitors)
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        visitors.serve(connection)
      }
      // Here and not in deinit, so that no other server gets the number while this thread uses it.
      close(listener)
    }
  }

  /// Ends listening and closes what is open, so that who still waits hears of it.
  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    visitors.sendAway()
  }

  /// Its address.
  public var url: String { "http://127.0.0.1:\(port)" }
  /// How many have asked.
  public var requests: Int { visitors.count }
}

/// Those who connected.
private final class Visitors: Sendable {
  private let reply: @Sendable (Int, String) -> LoopbackServer.Reply
  private let requestCount = Mutex(0)
  private let silent = Mutex<[Int32]>([])

  init(reply: @escaping @Sendable (Int, String) -> LoopbackServer.Reply) { self.reply = reply }

  var count: Int { requestCount.withLock { $0 } }

  func sendAway() {
    silent.withLock { connections in
      for connection in connections { close(connection) }
      connections = []
    }
  }

  func serve(_ connection: Int32) {
    let number = requestCount.withLock { count in
      defer { count += 1 }
      return count
    }
    let text: String
    switch reply(number, Self.request(connection)) {
    case .body(let body, let status):
      text = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    case .raw(let raw): text = raw
    case .close: text = ""
    case .silence:
      silent.withLock { $0.append(connection) }
      return
    }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { break }
      rest = rest.dropFirst(sent)
    }
    shutdown(connection, Int32(SHUT_RDWR))
    close(connection)
  }

  /// The head and, where the head states its length, the body of a request.
  private static func request(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let head = text[..<end.lowerBound]
        let length =
          head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return text }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}
