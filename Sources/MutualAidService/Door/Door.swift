internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import MutualAid
internal import NIOCore

/// Lets in who may come.
struct Door: Sendable {
  private let desk: ServiceDesk

  init(_ desk: ServiceDesk) { self.desk = desk }

  /// Who asks, where what is asked is allowed to them.
  ///
  /// - Throws: ``Problem`` where a token is missing, or not good enough.
  func caller(of request: Request, for route: Route, on channel: any Channel, at address: ClientAddress) async throws
    -> Caller
  {
    // Whoever watches whether the service lives is never turned away.
    let isWatch = route.scope == nil && route.heading == "Operation"
    guard isWatch || address.isLocal || desk.addressLimits.take(address.text) else { throw Problem.tooMany }
    guard let scope = route.scope else { return .anonymous }
    guard let caller = try await known(request, channel) else {
      let isOpen = desk.settings.isOnLoopback || desk.settings.isInsecure
      if isOpen, Caller.anonymous.scopes.contains(scope) { return .anonymous }
      throw Problem.tokenMissing
    }
    if let token = caller.token, !desk.tokenLimits.take(token) { throw Problem.tooMany }
    guard caller.scopes.contains(scope) || scope == .read && !caller.scopes.isEmpty else {
      throw Problem.scopeMissing(scope)
    }
    if caller.isBreakGlass { try await desk.glass.note(caller, route.name, address, desk) }
    return caller
  }

  /// Who asks, by a token, a session or a certificate; `nil` for somebody without.
  private func known(_ request: Request, _ channel: any Channel) async throws -> Caller? {
    if let stated = request.headers[.authorization] { return try await caller(bearing: stated) }
    do throws(TokenDefect) {
      if let logins = desk.logins, let session = Cookies(request.headers)[logins.cookie] {
        let caller = try logins.caller(ofSession: session, at: Date())
        guard desk.isFromHere(request) else { throw .foreign }
        return caller
      }
      return try await desk.peers?.caller(on: channel)
    } catch {
      throw Problem.token(error)
    }
  }

  private func isAllowed(_ id: String) async -> Bool {
    if desk.rights.isKnown(id, at: Date()) { return true }
    let rights = desk.rights
    return (try? await desk.pool.run { rights.isAllowed(id, at: Date()) }) ?? false
  }

  private func caller(bearing header: String) async throws -> Caller {
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer", let tokens = desk.tokens else {
      throw Problem.tokenMissing
    }
    do throws(TokenDefect) {
      let caller = try await tokens.caller(bearing: String(parts[1]))
      guard let id = caller.token, await isAllowed(id) else { throw .revoked }
      return caller
    } catch {
      throw Problem.token(error)
    }
  }
}

extension ServiceDesk {
  /// Whether a request that changes something comes from a page of this service: a cookie alone also goes with one that
  /// another page sends.
  fileprivate func isFromHere(_ request: Request) -> Bool {
    if request.method == .get || request.method == .head || request.method == .options { return true }
    if let site = request.headers[.fetchSite] { return site == "same-origin" }
    guard let origin = request.headers[.origin] else { return false }
    if let own = settings.publicAddress { return origin == own }
    return request.head.authority.map { origin == "https://\($0)" || origin == "http://\($0)" } ?? false
  }
}

/// The cookies of a request.
struct Cookies: Sendable {
  private var values: [String: String] = [:]

  init(_ headers: HTTPFields) {
    for field in headers[values: .cookie] {
      for pair in field.split(separator: ";") {
        let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
      }
    }
  }

  /// The value of a cookie; `nil` where it is not there.
  subscript(name: String) -> String? { values[name] }
}

extension HTTPField.Name {
  static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .via
}
