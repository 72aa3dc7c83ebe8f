internal import HTTPTypes

/// The number by which a request is found in the log: that of its trace, where it has one.
struct RequestNumber: Sendable {
  /// The number.
  let text: String
  /// The header `traceparent` (W3C Trace Context) as it came; `nil` where there was none, or no valid one.
  let trace: String?

  init(_ headers: HTTPFields) {
    let stated = headers[.traceParent]
    trace = stated.flatMap { RequestNumber.isTrace($0) ? $0 : nil }
    if let trace {
      text = String(trace.split(separator: "-")[1])
    } else {
      let digits = String(UInt64.random(in: .min ... .max), radix: 16)
      text = String(repeating: "0", count: 16 - digits.count) + digits
    }
  }

  /// Whether a text is version, trace, parent and flags, in hexadecimal digits.
  private static func isTrace(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.map(\.utf8.count) == [2, 32, 16, 2] else { return false }
    let isHex = parts.joined().utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return isHex && parts[1].contains { $0 != "0" } && parts[2].contains { $0 != "0" }
  }
}

extension HTTPField.Name {
  // These names are valid; one that is not falls back to a standard one rather than stopping the program.
  static let traceParent = HTTPField.Name("traceparent") ?? .via
  static let requestID = HTTPField.Name("X-Request-Id") ?? .via
  static let directoryVersion = HTTPField.Name("Directory-Version") ?? .via
  static let journalPosition = HTTPField.Name("Journal-Position") ?? .via
  static let idempotencyKey = HTTPField.Name("Idempotency-Key") ?? .via
  static let lastEventID = HTTPField.Name("Last-Event-ID") ?? .via
  static let allowOrigin = HTTPField.Name("Access-Control-Allow-Origin") ?? .via
  static let allowMethods = HTTPField.Name("Access-Control-Allow-Methods") ?? .via
  static let allowHeaders = HTTPField.Name("Access-Control-Allow-Headers") ?? .via
  static let exposeHeaders = HTTPField.Name("Access-Control-Expose-Headers") ?? .via
  static let noSniff = HTTPField.Name("X-Content-Type-Options") ?? .via
  static let link = HTTPField.Name("Link") ?? .via
}
