internal import DirectoryModel
package import FoundationEssentials
internal import Matching
internal import Synchronization

/// Sends requests over connections that are kept.
///
/// A libcurl handle serves one request at a time and keeps its connection. A lock around one handle would put all
/// questions in a row behind the slowest; so each request takes an idle handle, or a new one, and puts it back.
final class HTTPClient: Sendable {
  private static let idleLimit = 4
  private let options: RoutingOptions
  private let idle = Mutex<[CurlHandle]>([])

  init(options: RoutingOptions) { self.options = options }

  /// Sends a request and waits for the answer.
  ///
  /// - Throws: `MutualAidError` of code `unreachable`, `timedOut` or `nonsense`; an HTTP status is no error here.
  func send(_ request: HTTPRequest, timeout: Duration) throws(MutualAidError) -> HTTPResponse {
    let handle = if let handle = idle.withLock({ $0.popLast() }) { handle } else { try CurlHandle() }
    let response = try handle.send(
      request, connectTimeout: .seconds(options.connectTimeout), timeout: timeout, limit: options.responseLimit)
    // A handle that failed is not used again.
    idle.withLock { if $0.count < Self.idleLimit { $0.append(handle) } }
    return response
  }
}

/// A question by HTTP: GET, or POST of JSON where there is a body.
struct HTTPRequest: Hashable, Sendable {
  var url: String
  var body: String?
}

/// What came back.
package struct HTTPResponse: Hashable, Sendable {
  /// The status of HTTP, such as 200.
  package var status: Int
  /// What the server says.
  package var body: Data

  /// Makes a response.
  package init(status: Int, body: Data) {
    self.status = status
    self.body = body
  }
}

extension MutualAidError {
  /// An answer in another form than the engine's.
  static func nonsense(_ engine: String, status: Int) -> MutualAidError {
    MutualAidError(
      .routerNonsense, "what came back is no answer of \(engine) (HTTP status \(status))",
      hint: "Check that \(engine) listens at the router's address.")
  }
}
