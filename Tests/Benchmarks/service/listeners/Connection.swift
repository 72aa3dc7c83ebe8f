import Foundation

/// A connection to the service over a plain socket, on which a thread waits.
final class Connection {
  /// The service is not there, or ends the connection.
  struct Gone: Error {}

  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private var start = 0
  private var isChunked = false

  /// Connects; reads give up after so many seconds without a byte.
  init(port: Int, patience: Int = 60) throws {
    descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var time = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var one: CInt = 1
    setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result != 0 { throw Gone() }
  }

  deinit { close(descriptor) }

  /// Sends a text whole.
  func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Gone() }
      bytes = bytes.dropFirst(count)
    }
  }

  private func fill() throws {
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    let size = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: 1 << 16))
    let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress.map { $0 + size }, 1 << 16, 0) }
    buffer.removeLast((1 << 16) - max(0, count))
    if count <= 0 { throw Gone() }
  }

  /// The next line without its end.
  private func line() throws -> String {
    var from = start
    while true {
      if let end = buffer[from...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return String(decoding: buffer[start..<(end > start && buffer[end - 1] == 0x0D ? end - 1 : end)], as: UTF8.self)
      }
      let seen = buffer.count - start
      try fill()
      from = start + seen
    }
  }

  private func bytes(_ count: Int) throws -> [UInt8] {
    while buffer.count - start < count { try fill() }
    defer { start += count }
    return Array(buffer[start..<start + count])
  }

  /// The head of an answer: its status, and its headers in lower case.
  func head() throws -> (status: Int, headers: [String: String]) {
    let first = try line().split(separator: " ")
    var headers: [String: String] = [:]
    while case let text = try line(), !text.isEmpty {
      let pair = text.split(separator: ":", maxSplits: 1)
      if pair.count == 2 { headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces) }
    }
    isChunked = headers["transfer-encoding"] == "chunked"
    return (first.count > 1 ? Int(first[1]) ?? 0 : 0, headers)
  }

  /// The body of an answer whose head was read.
  func body(_ headers: [String: String]) throws -> [UInt8] {
    guard isChunked else { return try bytes(headers["content-length"].flatMap { Int($0) } ?? 0) }
    var whole: [UInt8] = []
    while let piece = try piece() { whole += piece }
    return whole
  }

  /// The next piece of a body that comes in pieces; `nil` at its end.
  func piece() throws -> [UInt8]? {
    guard let count = Int(try line(), radix: 16) else { throw Gone() }
    let piece = try bytes(count)
    _ = try line()
    return count > 0 ? piece : nil
  }
}
