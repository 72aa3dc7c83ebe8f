internal import DirectoryModel
internal import HTTPTypes
internal import TextFormats

/// Why a request is not answered as it was meant: what becomes `application/problem+json` (RFC 9457).
struct Problem: Error, Sendable {
  /// The status of the answer.
  var status: HTTPResponse.Status
  /// The stable name that programs go by, also the last part of the type's address.
  var code: String
  /// What is wrong.
  var text: TranslatableText
  /// What to do about it.
  var hint: TranslatableText?
  /// Headers that belong to the status.
  var headers = HTTPFields()
  /// The line of the body that is wrong, from 1.
  var line: Int?
  /// Further members of the answer.
  var members: [String: JSONValue] = [:]
  /// Whether what is left of the body is not read, so that the connection has to end.
  var endsConnection = false

  init(
    _ status: HTTPResponse.Status, _ code: String, _ text: TranslatableText, hint: TranslatableText? = nil,
    headers: HTTPFields = HTTPFields(), endsConnection: Bool = false
  ) {
    self.status = status
    self.code = code
    self.text = text
    self.hint = hint
    self.headers = headers
    self.endsConnection = endsConnection
  }
}

extension Problem {
  /// An error of the library, with the status that fits it.
  init(_ error: MutualAidError) {
    let status: HTTPResponse.Status =
      switch error.code.category {
      case .question: Problem.unknown.contains(error.code.name) ? .notFound : .badRequest
      case .input: .unprocessableContent
      case .store: error.code == .directoryBusy ? .serviceUnavailable : .internalServerError
      }
    self.init(status, error.code.name, error.text, hint: error.hint?.text)
    line = error.line
    if status == .serviceUnavailable { headers[.retryAfter] = "1" }
  }

  /// Codes of the library that say that what a question names is not there.
  private static let unknown: Set = [
    "unknown-package", "unknown-unit", "unknown-station", "unknown-version", "unknown-room", "unknown-record",
    "unknown-registry", "unknown-place", "unknown-request",
  ]

  static let badQuery = Problem(
    .badRequest, "query-invalid", "the query of the address is not encoded as it should be",
    hint: "Write other characters than letters and digits as %XX, in UTF-8.")

  static func badOption(_ name: String, _ defect: String) -> Problem {
    Problem(.badRequest, "option-invalid", "the value of '\(name)' is not taken: \(defect)")
  }

  static func missingOption(_ name: String) -> Problem {
    Problem(.badRequest, "option-missing", "'\(name)' must be given")
  }

  static func repeatedOption(_ name: String) -> Problem {
    Problem(.badRequest, "option-repeated", "'\(name)' may be given once only")
  }

  static func unknownOption(_ name: String, known: [String]) -> Problem {
    let guess = EditDistance.nearest(to: name, among: known)
    let hint: TranslatableText =
      guess.map { "Did you mean '\($0)'?" } ?? "Known are \(known.sorted().joined(separator: ", "))."
    return Problem(.badRequest, "option-unknown", "there is no option '\(name)' here", hint: hint)
  }

  static let notFound = Problem(
    .notFound, "not-found", "there is nothing at this address",
    hint: "The document at /openapi.json lists all addresses.")

  static func wrongMethod(allowed: [String]) -> Problem {
    let methods = allowed.joined(separator: ", ")
    return Problem(
      .methodNotAllowed, "method-not-allowed", "this address does not take that method",
      hint: "Known are \(methods).", headers: [.allow: methods])
  }

  static func notAcceptable(_ types: [String]) -> Problem {
    Problem(
      .notAcceptable, "not-acceptable", "none of the forms that are asked for can be had here",
      hint: "Known are \(types.joined(separator: ", ")).")
  }

  static func wrongType(_ types: [String]) -> Problem {
    Problem(
      .unsupportedMediaType, "content-type", "the body is in none of the forms that can be taken here",
      hint: "Known are \(types.joined(separator: ", ")).", endsConnection: true)
  }

  static func badJSON(_ reason: String) -> Problem {
    Problem(.badRequest, "json-invalid", "the body is no JSON as it is expected here: \(reason)")
  }

  static func tooLarge(_ limit: Int) -> Problem {
    Problem(
      .contentTooLarge, "body-too-large", "the body has more than \(limit) bytes",
      hint: "Send it in parts.", endsConnection: true)
  }

  static let tooSlow = Problem(
    .requestTimeout, "body-too-slow", "the body did not arrive in time", hint: "Send it again.", endsConnection: true)

  static let tooBusy = Problem(
    .serviceUnavailable, "too-busy", "the service has more to do than it can", hint: "Ask again in a moment.",
    headers: [.retryAfter: "1"], endsConnection: true)

  static let stopping = Problem(
    .serviceUnavailable, "stopping", "the service is about to stop", hint: "Ask again in a moment.",
    headers: [.retryAfter: "1"], endsConnection: true)

  static let failed = Problem(
    .internalServerError, "failed", "the service failed, and has noted why under the number of the request")

  static let tokenMissing = Problem(
    .unauthorized, "token-missing", "this needs a token", hint: "Send it in the header Authorization: Bearer TOKEN.",
    headers: [.wwwAuthenticate: "Bearer realm=\"mutualaid\""], endsConnection: true)

  static func token(_ defect: TokenDefect) -> Problem {
    let text: TranslatableText =
      switch defect {
      case .invalid: "the token is none of this service"
      case .expired: "the time of the token is over, or has not begun"
      case .revoked: "the token was revoked"
      case .foreign: "what changes something has to come from a page of this service"
      case .unknown: "the certificate is in no table of this service"
      }
    if defect == .foreign { return Problem(.forbidden, "origin-foreign", text, endsConnection: true) }
    if defect == .unknown { return Problem(.unauthorized, "certificate-unknown", text, endsConnection: true) }
    return Problem(
      .unauthorized, "token-\(defect.rawValue)", text, hint: "Ask whoever runs the service for a new one.",
      headers: [.wwwAuthenticate: "Bearer realm=\"mutualaid\", error=\"invalid_token\""], endsConnection: true)
  }

  static let tooMany = Problem(
    .tooManyRequests, "too-many", "this is asked more often than one may ask", hint: "Ask again in a moment.",
    headers: [.retryAfter: "1"], endsConnection: true)

  static func scopeMissing(_ scope: Scope) -> Problem {
    Problem(
      .forbidden, "scope-missing", "the token does not allow this, which needs '\(scope.rawValue)'",
      headers: [.wwwAuthenticate: "Bearer error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""],
      endsConnection: true)
  }

  static let preconditionFailed = Problem(
    .preconditionFailed, "precondition-failed", "what is to be replaced has changed meanwhile",
    hint: "Read it again, and send If-Match with its new ETag.")
}
