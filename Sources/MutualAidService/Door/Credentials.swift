public import FoundationEssentials
public import NIOCore

/// Knows whether a right that was once shown still holds.
public protocol CredentialKeeper: Sendable {
  /// With what the ids begin that it knows: `certificate:` or `session:`.
  var prefix: String { get }
  /// Whether what an id names still holds at a moment.
  func isAllowed(_ id: String, at moment: Date) -> Bool
}

/// Tells by the certificate of a connection who asks.
public protocol PeerReader: CredentialKeeper {
  /// The caller on a connection; `nil` where it shows no certificate.
  ///
  /// - Throws: ``TokenDefect`` for a certificate that is in no table, or was revoked.
  func caller(on channel: any Channel) async throws(TokenDefect) -> Caller?
}

/// Logs people in at their authority's login service, and knows them by a cookie from then on.
public protocol LoginKeeper: CredentialKeeper {
  /// The name of the cookie.
  var cookie: String { get }
  /// The caller of a session; its time of idleness begins anew.
  func caller(ofSession session: String, at moment: Date) throws(TokenDefect) -> Caller
  /// Begins a login.
  ///
  /// - Parameter page: the path to which the person is to come back.
  /// - Returns: where the browser is to be sent, and a value that it is to hold until it comes back.
  /// - Throws: ``LoginTrouble``.
  func begin(returningTo page: String) async throws(LoginTrouble) -> (address: String, binding: String)
  /// Ends a login.
  ///
  /// - Parameters:
  ///   - code: what the login service has given the browser.
  ///   - state: which login it is of.
  ///   - binding: the value that the browser held.
  /// - Returns: the session, who it is, and the path to go on at.
  /// - Throws: ``LoginTrouble``.
  func finish(
    code: String, state: String, binding: String
  ) async throws(LoginTrouble) -> (session: String, caller: Caller, page: String)
  /// Ends a session.
  func end(session: String)
}

/// Why somebody could not be logged in.
public enum LoginTrouble: String, Error, Hashable, Sendable {
  /// The login service does not answer, or not as it should.
  case unreachable
  /// The answer is of no login that was begun here, by this browser, and not long ago.
  case unknownState = "unknown-state"
  /// The login service does not take the code, as it does with one that was used before.
  case refused
  /// What the login service says of the person is not signed by it, not for us, or of another login.
  case untrusted
  /// The person has no role here.
  case noRole = "no-role"
}
