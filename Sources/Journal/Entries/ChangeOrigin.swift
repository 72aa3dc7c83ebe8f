internal import Primitives

/// Who makes a change, and what is to be remembered with it.
public struct ChangeOrigin: Sendable {
  /// Who: `command-line:` and the user's name, `token:` and its id; at most 256 bytes.
  public var actor: String
  /// The request whose first answer is kept in the transaction of the change; `nil` where none is.
  public var remembering: PendingAnswer?

  /// Makes an origin.
  public init(actor: String, remembering: PendingAnswer? = nil) {
    self.actor = actor
    self.remembering = remembering
  }

  /// Whoever runs this program: `command-line:` and the number of the user.
  public static var process: ChangeOrigin { ChangeOrigin(actor: "command-line:\(geteuid())") }
}

/// A request that may come again: its `Idempotency-Key` and what was asked.
public struct IdempotentRequest: Hashable, Sendable {
  /// The key, as the client chose it.
  public var key: String
  /// Whose key it is: two callers may choose the same.
  public var caller: String
  /// The digest of method, path, query and body: the same key with something else asked is a mistake.
  public var digest: Digest

  /// Makes a request.
  public init(key: String, caller: String, digest: Digest) {
    self.key = key
    self.caller = caller
    self.digest = digest
  }
}

/// The first answer to a request, given again when the request comes again.
public struct RememberedAnswer: Hashable, Sendable {
  /// The status of HTTP.
  public var status: Int
  /// The type of the body.
  public var contentType: String
  /// The body.
  public var body: [UInt8]

  /// Makes an answer.
  public init(status: Int, contentType: String, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }
}

/// What is known of a request with a key.
public enum RequestMemory: Hashable, Sendable {
  /// Nothing: it is to be done.
  case new
  /// It has been done, and this was answered.
  case answered(RememberedAnswer)
  /// The key has been used for something else.
  case otherRequest
}

/// An answer that is made when a change is complete, and kept in its transaction.
public struct PendingAnswer: Sendable {
  /// What has been changed when the answer is made.
  public struct Change: Sendable {
    /// The journal's position behind the change, without the entry of the answer.
    public var position: JournalPosition
    /// The entries of the change, in order.
    public var entries: [JournalEntry]
    /// The version of the directory behind it.
    public var version: Int

    package init(position: JournalPosition, entries: [JournalEntry], version: Int) {
      self.position = position
      self.entries = entries
      self.version = version
    }
  }

  /// The request.
  public var request: IdempotentRequest
  /// Makes the answer; `nil` to remember none.
  ///
  /// It runs while nobody else can write: nothing is to be waited for.
  public var answer: @Sendable (Change) -> RememberedAnswer?

  /// Makes a pending answer.
  public init(_ request: IdempotentRequest, answer: @escaping @Sendable (Change) -> RememberedAnswer?) {
    self.request = request
    self.answer = answer
  }
}
