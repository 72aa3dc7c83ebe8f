internal import DirectoryModel
internal import FoundationEssentials
internal import Hummingbird
internal import MutualAid
internal import NIOCore
internal import Primitives

/// A body that goes to a file as it comes, and is held in memory at no time.
struct Upload: Sendable {
  /// The file.
  let path: String
  /// Its bytes.
  let size: Int

  /// Takes the body of a request.
  ///
  /// - Throws: ``Problem`` for one that is too large, empty, or does not arrive: no byte for so many seconds, or less than
  ///   1 kB/s in all.
  static func take(_ ask: Ask) async throws -> Upload {
    let limit = ask.desk.settings.maxUpload
    let length = ask.request.headers[.contentLength].flatMap { Int($0) }
    if let length, length > limit { throw Problem.tooLarge(limit) }
    let path = ask.desk.uploads + "/" + UUID().uuidString
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw MutualAidError(.outputFailed, "what is sent cannot be written to a file", hint: "Make room on the disk.")
    }
    let patience = ask.desk.settings.bodyPatience
    do {
      defer { close(descriptor) }
      let body = ask.request.body
      let pool = ask.desk.pool
      let slowest = patience + Double(length ?? limit) / 1024
      let size = try await ask.within(seconds: slowest) {
        var size = 0
        let start = ContinuousClock.now
        for try await buffer in body {
          size += buffer.readableBytes
          guard size <= limit else { throw Problem.tooLarge(limit) }
          guard (ContinuousClock.now - start) / .seconds(1) < patience + Double(size) / 1024 else {
            throw Problem.tooSlow
          }
          try await pool.run { try Upload.write(buffer, to: descriptor) }
        }
        return size
      }
      if let length, length != size {
        throw Problem(.badRequest, "body-cut-off", "the body ends before its length", endsConnection: true)
      }
      guard size > 0 else { throw Problem(.badRequest, "empty-document", "the body is empty") }
      return Upload(path: path, size: size)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// The C library's function, which has the name of the one here.
  private static func put(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    Primitives.write(descriptor, bytes, count)
  }

  /// Removes the file.
  func remove() { unlink(path) }

  private static func write(_ buffer: ByteBuffer, to descriptor: CInt) throws {
    try buffer.withUnsafeReadableBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Upload.put(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          throw MutualAidError(
            .outputFailed, "what is sent cannot be written to a file", hint: "Make room on the disk.")
        }
        rest = rest.dropFirst(count)
      }
    }
  }
}
