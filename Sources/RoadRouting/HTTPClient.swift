internal import DirectoryModel
package import FoundationEssentials
internal import HTTPTransfer

/// Asks a router.
struct HTTPClient: Sendable {
  private let options: RoutingOptions
  private let pool = TransferPool()

  init(options: RoutingOptions) { self.options = options }

  /// Sends a request and waits for the answer.
  ///
  /// - Throws: `MutualAidError` of code `routerUnreachable`, `routerTimedOut` or `routerNonsense`; an HTTP status is no error
  ///   here.
  func send(_ request: HTTPRequest, timeout: Duration) throws(MutualAidError) -> HTTPResponse {
    let transfer = TransferRequest(
      url: request.url, body: request.body, connectTimeout: .seconds(options.connectTimeout), timeout: timeout,
      limit: options.responseLimit)
    var body = Data()
    do throws(TransferFailure) {
      let head = try pool.send(transfer) { bytes in
        body.append(contentsOf: bytes)
        return true
      }
      return HTTPResponse(status: head.status, body: body)
    } catch {
      throw HTTPClient.error(error, limit: options.responseLimit)
    }
  }

  private static func error(_ failure: TransferFailure, limit: Int) -> MutualAidError {
    switch failure {
    case .timedOut: MutualAidError(.routerTimedOut, "the router did not answer in time")
    case .tooLong: MutualAidError(.routerNonsense, "the router's answer is longer than \(limit) bytes")
    case .nonsense(let reason): MutualAidError(.routerNonsense, "what the router sent is not HTTP: \(reason)")
    case .cannotStart, .notTaken: MutualAidError(.routerUnreachable, "libcurl cannot start")
    case .unreachable(let reason), .untrusted(let reason): unreachable(reason)
    case .cutOff: unreachable("the connection broke off")
    }
  }

  private static func unreachable(_ reason: String) -> MutualAidError {
    MutualAidError(
      .routerUnreachable, "the router cannot be reached: \(reason)",
      hint: "Check that it runs and that the address is right.")
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
