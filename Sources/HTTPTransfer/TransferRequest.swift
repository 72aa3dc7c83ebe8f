/// What is asked over HTTP: GET, or POST where there is a body.
package struct TransferRequest: Hashable, Sendable {
  /// The address, `http` or `https`.
  package var url: String
  /// What is sent; `nil` for GET.
  package var body: String?
  /// The type of what is sent.
  package var bodyType = "application/json"
  /// Lines of the head, such as `If-None-Match: "7"`.
  package var headers: [String] = []
  /// How long to wait for a connection.
  package var connectTimeout: Duration
  /// How long to wait for all of the answer, the connection included.
  package var timeout: Duration
  /// Bytes that the answer may have.
  package var limit: Int

  /// Makes a request.
  package init(url: String, body: String? = nil, connectTimeout: Duration, timeout: Duration, limit: Int) {
    self.url = url
    self.body = body
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.limit = limit
  }
}

/// The head of an answer.
package struct TransferHead: Hashable, Sendable {
  /// The status of HTTP, such as 200.
  package var status: Int
  /// The `ETag`; `nil` where there is none.
  package var entityTag: String?
  /// The `Last-Modified`, as the server wrote it; `nil` where there is none.
  package var lastModified: String?
  /// The same in seconds since 1970; `nil` where there is none, or it is no date.
  package var modified: Int?
  /// Where a status of 300 to 399 leads, as a whole address; `nil` where it leads nowhere.
  package var redirect: String?
}

/// Why there is no answer.
package enum TransferFailure: Error, Hashable, Sendable {
  /// libcurl cannot be started.
  case cannotStart
  /// Nobody answers there.
  case unreachable(String)
  /// It took too long.
  case timedOut
  /// Whoever answers cannot show that they are who they should be.
  case untrusted(String)
  /// What came back is not HTTP.
  case nonsense(String)
  /// The answer is longer than it may be.
  case tooLong
  /// The connection ended before the answer did.
  case cutOff
  /// Whoever takes the body did not take it.
  case notTaken
}
