public import Foundation
import Journal
import MutualAid
public import MutualAidService
import Synchronization
import TextFormats

/// Logs people in by OpenID Connect – an authorization code with PKCE (RFC 7636) –, and keeps their sessions in memory.
///
/// Sessions end with the service: whoever is still logged in at the authority's login service has a new one at once. Of a
/// session's cookie only the digest is kept.
public final class LoginService: LoginKeeper {
  /// With what the ids of sessions begin.
  public let prefix = "session:"
  /// The name of the cookie.
  public let cookie = "__Host-mutualaid"

  private struct Attempt {
    var binding: String
    var nonce: String
    var verifier: String
    var page: String
    var begun: Date
  }

  private struct Session {
    var caller: Caller
    var begun: Date
    var used: Date
  }

  private struct State {
    var attempts: [String: Attempt] = [:]
    var sessions: [String: Session] = [:]
    var roles: WatchedFile<RightsTable>
  }

  /// Seconds within which a login has to end.
  private static let patience = 600.0
  private static let mostAttempts = 10_000
  private static let mostSessions = 20_000

  private let settings: LoginSettings
  private let server: LoginServer
  private let state: Mutex<State>

  /// Reads the table of roles.
  ///
  /// - Throws: `MutualAidError` for a file that is none.
  public init(_ settings: LoginSettings) throws {
    self.settings = settings
    server = LoginServer(settings)
    state = Mutex(
      State(roles: try WatchedFile(settings.roles) { try RightsTable(at: $0, keys: ["claim", "value"]) }))
  }

  private var redirect: String { settings.publicAddress + "/login/callback" }

  // MARK: Logging in

  /// Begins a login.
  ///
  /// - Throws: `LoginTrouble`.
  public func begin(returningTo page: String) async throws(LoginTrouble) -> (address: String, binding: String) {
    let addresses = try await server.addresses()
    let number = LoginService.random()
    let attempt = Attempt(
      binding: LoginService.random(), nonce: LoginService.random(), verifier: LoginService.random(), page: page,
      begun: Date())
    state.withLock { state in
      let oldest = attempt.begun.addingTimeInterval(-LoginService.patience)
      if state.attempts.count >= LoginService.mostAttempts {
        state.attempts = state.attempts.filter { $0.value.begun > oldest }
      }
      if state.attempts.count >= LoginService.mostAttempts { state.attempts.removeAll() }
      state.attempts[number] = attempt
    }
    let challenge = LoginService.urlSafe(SHA256.digest(of: attempt.verifier).bytes)
    let query = [
      ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", redirect), ("scope", settings.scope),
      ("state", number), ("nonce", attempt.nonce), ("code_challenge", challenge), ("code_challenge_method", "S256"),
    ].map { "\($0)=\(LoginServer.encoded($1))" }.joined(separator: "&")
    let joint = addresses.authorization.contains("?") ? "&" : "?"
    return (addresses.authorization + joint + query, attempt.binding)
  }

  /// Ends a login; it is tried once.
  ///
  /// - Throws: `LoginTrouble`.
  public func finish(
    code: String, state number: String, binding: String
  ) async throws(LoginTrouble) -> (session: String, caller: Caller, page: String) {
    // Whatever becomes of it, a login is tried once.
    let attempt = state.withLock { $0.attempts.removeValue(forKey: number) }
    guard let attempt, attempt.binding == binding, !binding.isEmpty,
      Date().timeIntervalSince(attempt.begun) < LoginService.patience
    else { throw .unknownState }
    let token = try await server.identity(code: code, verifier: attempt.verifier, redirect: redirect)
    let claims = try await server.claims(of: token)
    try check(claims, attempt.nonce)
    guard case .string(let subject)? = claims["sub"], (1...255).contains(subject.utf8.count) else { throw .untrusted }
    let caller = try caller(subject, claims)
    let session = LoginService.random()
    let name = LoginService.name(session)
    var known = caller
    known.token = prefix + name
    let now = Date()
    let kept = known
    state.withLock { state in
      let (idle, limit) = (settings.idleLimit, settings.limit)
      state.sessions = state.sessions.filter {
        now.timeIntervalSince($0.value.used) < idle && now.timeIntervalSince($0.value.begun) < limit
      }
      if state.sessions.count < LoginService.mostSessions {
        state.sessions[name] = Session(caller: kept, begun: now, used: now)
      }
    }
    return (session, kept, attempt.page)
  }

  /// Checks that a token is of the login service, for us, in its time, and of this login (OpenID Connect Core 3.1.3.7).
  private func check(_ claims: [String: JSONValue], _ nonce: String) throws(LoginTrouble) {
    guard case .string(settings.issuer)? = claims["iss"], case .string(nonce)? = claims["nonce"] else {
      throw .untrusted
    }
    switch claims["aud"] {
    case .string(settings.client): break
    case .array(let all):
      let isOurs = all.contains { if case .string(settings.client) = $0 { true } else { false } }
      guard isOurs else { throw .untrusted }
      if all.count > 1 { guard case .string(settings.client)? = claims["azp"] else { throw .untrusted } }
    default: throw .untrusted
    }
    let now = Date().timeIntervalSince1970
    guard let end = LoginService.number(claims["exp"]), now < end + 60 else { throw .untrusted }
    if let begin = LoginService.number(claims["nbf"]) ?? LoginService.number(claims["iat"]), begin > now + 60 {
      throw .untrusted
    }
  }

  /// Who somebody is by the first row of the table that fits; further rows of the same owner add to what they may do.
  private func caller(_ subject: String, _ claims: [String: JSONValue]) throws(LoginTrouble) -> Caller {
    let rows = state.withLock { state in
      state.roles.refresh()
      return state.roles.value.rows
    }
    let fitting = rows.filter { row in
      guard let claim = row.keys["claim"], let value = row.keys["value"] else { return false }
      return LoginService.texts(claims[claim]).contains(value)
    }
    guard let first = fitting.first else { throw .noRole }
    let scopes = fitting.filter { $0.owner == first.owner }.reduce(into: Set<Scope>()) { $0.formUnion($1.scopes) }
    var caller = Caller(token: nil, owner: first.owner, scopes: scopes)
    let shown = subject.unicodeScalars.filter { $0.value > 32 && $0.value != 127 }
    caller.name = "person:" + String(String.UnicodeScalarView(shown.prefix(200)))
    return caller
  }

  // MARK: Sessions

  /// The caller of a session; its time of idleness begins anew.
  ///
  /// - Throws: `TokenDefect` for a session that has ended.
  public func caller(ofSession session: String, at moment: Date) throws(TokenDefect) -> Caller {
    let name = LoginService.name(session)
    let found: Caller? = state.withLock { state in
      guard var known = state.sessions[name], isGood(known, at: moment) else {
        state.sessions[name] = nil
        return nil
      }
      known.used = moment
      state.sessions[name] = known
      return known.caller
    }
    guard let found else { throw .expired }
    return found
  }

  /// Whether a session goes on.
  public func isAllowed(_ id: String, at moment: Date) -> Bool {
    let name = String(id.dropFirst(prefix.count))
    return state.withLock { state in state.sessions[name].map { isGood($0, at: moment) } ?? false }
  }

  /// Ends a session.
  public func end(session: String) {
    state.withLock { _ = $0.sessions.removeValue(forKey: LoginService.name(session)) }
  }

  private func isGood(_ session: Session, at moment: Date) -> Bool {
    moment.timeIntervalSince(session.used) < settings.idleLimit
      && moment.timeIntervalSince(session.begun) < settings.limit
  }

  // MARK: Values

  /// The name of a session, from which its cookie cannot be made.
  private static func name(_ session: String) -> String { String(SHA256.digest(of: session).hex.prefix(32)) }

  /// 256 random bits in the letters of addresses.
  private static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return urlSafe((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  private static func urlSafe(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let values): values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    default: []
    }
  }
}
