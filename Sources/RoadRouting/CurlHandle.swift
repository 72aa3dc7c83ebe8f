internal import CCurl
internal import DirectoryModel
internal import FoundationEssentials
internal import Matching
internal import Primitives

/// The one owner of a libcurl handle and its header list.
///
/// Safety: the pointers are made in `init`, are not shared, and are freed once, in `deinit`. libcurl lets a
/// handle move between threads as long as one uses it at a time; `HTTPClient` takes a handle out of its pool under a lock
/// before use and puts it back after, so no two threads hold one. That is why it may be `@unchecked Sendable`.
final class CurlHandle: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer
  private let jsonHeader: UnsafeMutablePointer<curl_slist>

  /// libcurl wants to be prepared once; the runtime makes sure of that.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init() throws(MutualAidError) {
    guard Self.isReady, let handle = curl_easy_init() else {
      throw MutualAidError(.routerUnreachable, "libcurl cannot start")
    }
    // Without the second header curl waits for leave to send a long body.
    guard let type = curl_slist_append(nil, "Content-Type: application/json"),
      let headers = curl_slist_append(type, "Expect:")
    else {
      curl_easy_cleanup(handle)
      throw MutualAidError(.routerUnreachable, "not enough memory for libcurl")
    }
    self.handle = handle
    jsonHeader = headers
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(jsonHeader)
  }

  /// Sends a request and waits for the answer.
  func send(
    _ request: HTTPRequest, connectTimeout: Duration, timeout: Duration, limit: Int
  ) throws(MutualAidError) -> HTTPResponse {
    let collector = BodyCollector(limit: limit)
    // The collector lives until the transfer has ended and the handle has forgotten it.
    let code = withExtendedLifetime(collector) {
      curl_easy_reset(handle)  // keeps the connection
      let isPrepared = prepare(request, connectTimeout: connectTimeout, timeout: timeout, collector: collector)
      let code = isPrepared ? curl_easy_perform(handle) : CURLE_BAD_FUNCTION_ARGUMENT
      return code
    }
    let status = mutual_aid_curl_status(handle)
    curl_easy_reset(handle)
    if collector.isTooLong {
      throw MutualAidError(.routerNonsense, "the router's answer is longer than \(limit) bytes")
    }
    switch code {
    case CURLE_OK: return HTTPResponse(status: status, body: collector.body)
    case CURLE_OPERATION_TIMEDOUT: throw MutualAidError(.routerTimedOut, "the router did not answer in time")
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
      throw MutualAidError(
        .routerNonsense, "what the router sent is not HTTP: \(String(cString: curl_easy_strerror(code)))")
    default:
      throw MutualAidError(
        .routerUnreachable, "the router cannot be reached: \(String(cString: curl_easy_strerror(code)))",
        hint: "Check that it runs and that the address is right.")
    }
  }

  private func prepare(
    _ request: HTTPRequest, connectTimeout: Duration, timeout: Duration, collector: BodyCollector
  ) -> Bool {
    var codes = [
      mutual_aid_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https"),
      mutual_aid_curl_set_text(handle, CURLOPT_URL, request.url),
      mutual_aid_curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0),
      // Timeouts must not use signals: other threads run.
      mutual_aid_curl_set_number(handle, CURLOPT_NOSIGNAL, 1),
      mutual_aid_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, min(connectTimeout, timeout).wholeMilliseconds),
      mutual_aid_curl_set_number(handle, CURLOPT_TIMEOUT_MS, timeout.wholeMilliseconds),
      mutual_aid_curl_set_text(handle, CURLOPT_USERAGENT, "mutual-aid"),
      mutual_aid_curl_set_writer(
        handle,
        { bytes, size, count, context in
          guard let bytes, let context else { return 0 }
          let collector = Unmanaged<BodyCollector>.fromOpaque(context).takeUnretainedValue()
          // Fewer than came ends the transfer.
          return collector.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }, Unmanaged.passUnretained(collector).toOpaque()),
    ]
    // A proxy of the environment has no way to this machine.
    if ["//127.", "//localhost", "//[::1]"].contains(where: { request.url.contains($0) }) {
      codes.append(mutual_aid_curl_set_text(handle, CURLOPT_PROXY, ""))
    }
    if let body = request.body {
      codes.append(mutual_aid_curl_set_pointer(handle, CURLOPT_HTTPHEADER, jsonHeader))
      codes.append(mutual_aid_curl_set_number(handle, CURLOPT_POSTFIELDSIZE, body.utf8.count))
      codes.append(mutual_aid_curl_set_text(handle, CURLOPT_COPYPOSTFIELDS, body))
    }
    return codes.allSatisfy { $0 == CURLE_OK }
  }
}

/// The bytes of one answer, up to a limit.
private final class BodyCollector {
  private(set) var body = Data()
  private(set) var isTooLong = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= limit else {
      isTooLong = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
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
