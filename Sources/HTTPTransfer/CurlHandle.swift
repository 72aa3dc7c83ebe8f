internal import CCurl
internal import Primitives

/// The one owner of a libcurl handle.
///
/// Safety: the pointer is made in `init`, is not shared, and is freed once, in `deinit`. libcurl lets a handle move between
/// threads as long as one uses it at a time; `TransferPool` takes a handle out under a lock before use and puts it back
/// after, so no two threads hold one. That is why it may be `@unchecked Sendable`.
final class CurlHandle: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer

  /// libcurl wants to be prepared once; the runtime makes sure of that.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init() throws(TransferFailure) {
    guard Self.isReady, let handle = curl_easy_init() else { throw .cannotStart }
    self.handle = handle
  }

  deinit { curl_easy_cleanup(handle) }

  /// Sends a request and waits for the answer.
  func send(
    _ request: TransferRequest, take: (UnsafeRawBufferPointer) -> Bool
  ) throws(TransferFailure) -> TransferHead {
    var lines = request.headers
    // Without the second header curl waits for leave to send a long body.
    if request.body != nil { lines += ["Content-Type: \(request.bodyType)", "Expect:"] }
    var headers: UnsafeMutablePointer<curl_slist>?
    defer { curl_slist_free_all(headers) }
    for line in lines {
      guard let longer = curl_slist_append(headers, line) else { throw .cannotStart }
      headers = longer
    }
    defer { curl_easy_reset(handle) }  // keeps the connection
    // The body's taker lives until the transfer has ended and the handle has forgotten it.
    let (code, body) = withoutActuallyEscaping(take) { take in
      let body = BodyTaker(limit: request.limit, take: take)
      let code = withExtendedLifetime(body) {
        prepare(request, headers: headers, body: body) ? curl_easy_perform(handle) : CURLE_BAD_FUNCTION_ARGUMENT
      }
      body.take = { _ in false }
      return (code, body)
    }
    if body.isTooLong { throw .tooLong }
    if body.isRefused { throw .notTaken }
    switch code {
    case CURLE_OK: return head
    case CURLE_OPERATION_TIMEDOUT: throw .timedOut
    case CURLE_PARTIAL_FILE: throw .cutOff
    case CURLE_RECV_ERROR where body.count > 0: throw .cutOff
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR: throw .untrusted(text(code))
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING: throw .nonsense(text(code))
    default: throw .unreachable(text(code))
    }
  }

  private func text(_ code: CURLcode) -> String { String(cString: curl_easy_strerror(code)) }

  /// The head of the answer that has come.
  private var head: TransferHead {
    func text(_ start: UnsafePointer<CChar>?) -> String? { start.map { String(cString: $0) } }
    let lastModified = text(mutual_aid_curl_header(handle, "Last-Modified"))
    // Seconds since 1970; -1 where it is no date.
    let modified = lastModified.map { curl_getdate($0, nil) } ?? -1
    return TransferHead(
      status: mutual_aid_curl_status(handle), entityTag: text(mutual_aid_curl_header(handle, "ETag")),
      lastModified: lastModified, modified: modified >= 0 ? modified : nil,
      redirect: text(mutual_aid_curl_redirect(handle)))
  }

  private func prepare(
    _ request: TransferRequest, headers: UnsafeMutablePointer<curl_slist>?, body: BodyTaker
  ) -> Bool {
    var codes = [
      mutual_aid_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
      mutual_aid_curl_set_text(handle, CURLOPT_URL, request.url),
      mutual_aid_curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0),
      // Timeouts must not use signals: other threads run.
      mutual_aid_curl_set_number(handle, CURLOPT_NOSIGNAL, 1),
      mutual_aid_curl_set_number(
        handle, CURLOPT_CONNECTTIMEOUT_MS, min(request.connectTimeout, request.timeout).wholeMilliseconds),
      mutual_aid_curl_set_number(handle, CURLOPT_TIMEOUT_MS, request.timeout.wholeMilliseconds),
      mutual_aid_curl_set_text(handle, CURLOPT_USERAGENT, "mutual-aid"),
      mutual_aid_curl_set_writer(
        handle,
        { bytes, size, count, context in
          guard let bytes, let context else { return 0 }
          let body = Unmanaged<BodyTaker>.fromOpaque(context).takeUnretainedValue()
          // Fewer than came ends the transfer.
          return body.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }, Unmanaged.passUnretained(body).toOpaque()),
    ]
    // A proxy of the environment has no way to this machine.
    if ["//127.", "//localhost", "//[::1]"].contains(where: { request.url.contains($0) }) {
      codes.append(mutual_aid_curl_set_text(handle, CURLOPT_PROXY, ""))
    }
    if let headers { codes.append(mutual_aid_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headers)) }
    if let text = request.body {
      codes.append(mutual_aid_curl_set_number(handle, CURLOPT_POSTFIELDSIZE, text.utf8.count))
      codes.append(mutual_aid_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, text))
    }
    return codes.allSatisfy { $0 == CURLE_OK }
  }
}

/// Hands on the bytes of one answer, up to a limit.
private final class BodyTaker {
  private(set) var count = 0
  private(set) var isTooLong = false
  private(set) var isRefused = false
  private let limit: Int
  var take: (UnsafeRawBufferPointer) -> Bool

  init(limit: Int, take: @escaping (UnsafeRawBufferPointer) -> Bool) {
    self.limit = limit
    self.take = take
  }

  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard count + bytes.count <= limit else {
      isTooLong = true
      return false
    }
    count += bytes.count
    isRefused = !take(bytes)
    return !isRefused
  }
}

extension Duration {
  /// Milliseconds, at least one: to libcurl none means no limit.
  fileprivate var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(
      bounded: Double(seconds) * 1000 + Double(attoseconds) / 1e15, rounding: .towardZero, in: 1...Int(Int32.max))
  }
}
