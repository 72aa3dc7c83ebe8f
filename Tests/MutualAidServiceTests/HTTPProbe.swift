import Foundation

/// Asks a server over a real socket, byte by byte what a client would send.
struct HTTPProbe {
  /// An answer.
  struct Answer {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as a JSON object.
    var object: [String: Any] {
      (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
    }

    /// The body as a JSON list.
    var list: [Any] { (try? JSONSerialization.jsonObject(with: Data(body))) as? [Any] ?? [] }
  }

  /// No connection, or no answer.
  struct Failure: Error {}

  let port: Int

  /// How long a connection waits for bytes: long enough for a machine that is busy with other things.
  private static let patience = timeval(tv_sec: 60, tv_usec: 0)

  private func connect() throws -> CInt {
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var time = HTTPProbe.patience
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      throw Failure()
    }
    return descriptor
  }

  /// Asks, and reads the answer until the connection ends.
  func ask(
    _ method: String, _ path: String, headers: [String: String] = [:], body: String = "", token: String? = nil
  ) async throws -> Answer {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    if !body.isEmpty { head += "Content-Length: \(body.utf8.count)\r\n" }
    return try await exchange(Array((head + "\r\n" + body).utf8))
  }

  /// Sends bytes, and reads the answer until the connection ends.
  func exchange(_ bytes: [UInt8]) async throws -> Answer {
    try HTTPProbe.answer(await exchange(bytes) { _ in false })
  }

  /// Sends bytes, and reads until what has come is enough or the connection ends.
  ///
  /// It waits on a thread of its own: those of Swift's tasks, and of Dispatch, whose they are, are few, and the service that
  /// is to answer needs one of them.
  func exchange(_ bytes: [UInt8], until isEnough: @escaping @Sendable ([UInt8]) -> Bool) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try received(bytes, until: isEnough) }) }
    }
  }

  private func received(_ bytes: [UInt8], until isEnough: ([UInt8]) -> Bool) throws -> [UInt8] {
    let descriptor = try connect()
    defer { close(descriptor) }
    _ = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !isEnough(received) {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      received += buffer[..<count]
    }
    return received
  }

  private static func answer(_ bytes: [UInt8]) throws -> Answer {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { throw Failure() }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count > 1, let status = Int(words[1]) else { throw Failure() }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let pair = line.split(separator: ":", maxSplits: 1)
      guard pair.count == 2 else { continue }
      headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces)
    }
    return Answer(status: status, headers: headers, body: Array(bytes[end.upperBound...]))
  }
}
