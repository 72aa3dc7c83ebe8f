internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Journal
internal import MutualAid
internal import Synchronization

/// The requests with a key that are being answered: a second one of the same key waits for none of them.
final class RunningRequests: Sendable {
  private let running = Mutex<Set<String>>([])

  /// Notes a request; false where one of the same key is being answered.
  func begin(_ request: IdempotentRequest) -> Bool {
    running.withLock { $0.insert(request.caller + "\n" + request.key).inserted }
  }

  /// Forgets a request.
  func end(_ request: IdempotentRequest) {
    running.withLock { _ = $0.remove(request.caller + "\n" + request.key) }
  }
}

extension Ask {
  /// The request by its key, with a digest of what makes it another; `nil` without a key.
  ///
  /// - Throws: ``Problem`` for a key that is none.
  func idempotentRequest(body: [UInt8]) throws(Problem) -> IdempotentRequest? {
    guard let stated = request.headers[.idempotencyKey] else { return nil }
    // A string of Structured Fields, in quotes, or bare as most programs send it.
    let key =
      stated.count >= 2 && stated.hasPrefix("\"") && stated.hasSuffix("\"")
      ? String(stated.dropFirst().dropLast()) : stated
    guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Problem(
        .badRequest, "key-invalid", "the idempotency key is not taken",
        hint: "Send 1 to 255 visible characters of ASCII.")
    }
    var digest = SHA256()
    digest.update("\(request.method.rawValue) \(request.uri.string)\n".utf8)
    digest.update(body)
    return IdempotentRequest(key: key, caller: caller.actor, digest: digest.digest())
  }

  /// Answers a request once: what was answered to the same key and body is answered again.
  ///
  /// - Parameters:
  ///   - keyed: the request by its key; `nil` where it has none.
  ///   - write: does it.
  /// - Returns: the answer.
  /// - Throws: ``Problem`` where another request has the key, and where the first one is still running.
  func once(_ keyed: IdempotentRequest?, _ write: () async throws -> Reply) async throws -> Reply {
    guard let keyed else { return try await write() }
    guard desk.running.begin(keyed) else { throw Problem.keyRunning }
    defer { desk.running.end(keyed) }
    if let known = try await remembered(keyed) { return known }
    do { return try await write() } catch let error as MutualAidError where error.code == .requestRepeated {
      // Another process was faster.
      if let known = try await remembered(keyed) { return known }
      throw error
    }
  }

  private func remembered(_ keyed: IdempotentRequest) async throws -> Reply? {
    switch try await work({ try $0.memory(of: keyed) }) {
    case .new: return nil
    case .answered(let answer):
      return Reply(HTTPResponse.Status(code: answer.status), bytes: answer.body, type: answer.contentType)
    case .otherRequest: throw Problem.keyReused
    }
  }

  /// The directory in the name of the caller.
  func acting(in directory: Directory, remembering pending: PendingAnswer? = nil) -> Directory {
    directory.acting(as: ChangeOrigin(actor: caller.actor, remembering: pending))
  }
}

extension Problem {
  static let keyRunning = Problem(
    .conflict, "key-running", "the first request with this key is still being answered",
    hint: "Ask again in a moment.", headers: [.retryAfter: "1"])
  static let keyReused = Problem(
    .unprocessableContent, "key-reused", "the idempotency key was sent with another request",
    hint: "Take a new key for every new request.")
}
