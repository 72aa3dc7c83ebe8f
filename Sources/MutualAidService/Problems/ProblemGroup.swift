internal import DirectoryModel

/// Whose affair a problem is, by which it is explained.
enum ProblemGroup: String, Sendable {
  case question, input, service, access, idempotency

  private static let services: Set = [
    "too-busy", "too-many", "stopping",
    "failed", "directory-missing", "not-a-directory", "directory-older", "directory-newer",
    "directory-unrecovered", "directory-busy", "store-damaged", "store-failed", "output-failed",
  ]
  private static let rights: Set = [
    "scope-missing", "not-own", "origin-foreign", "login-failed", "certificate-unknown",
  ]
  private static let inputs: Set = [
    "json-invalid", "body-too-large", "body-too-slow", "body-cut-off", "content-type", "refused", "not-a-feed",
    "scenario-invalid", "scenario-unknown-id", "scenario-conflict", "input-silent", "read-failed",
  ]

  /// The group of a code.
  static func of(_ code: String) -> ProblemGroup {
    if code.hasPrefix("token-") || rights.contains(code) { return .access }
    if code.hasPrefix("key-") { return .idempotency }
    if services.contains(code) { return .service }
    return inputs.contains(code) || ProblemCode(rawValue: code) != nil ? .input : .question
  }
}
