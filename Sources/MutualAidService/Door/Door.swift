internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird

/// Lets in who may come.
struct Door: Sendable {
  private let desk: ServiceDesk

  init(_ desk: ServiceDesk) { self.desk = desk }

  /// Who asks, where what is asked is allowed to them.
  ///
  /// - Throws: ``Problem`` where a token is missing, or not good enough.
  func caller(of request: Request, for route: Route) async throws -> Caller {
    guard let scope = route.scope else { return .anonymous }
    let stated = request.headers[.authorization]
    guard let stated else {
      if scope == .read, desk.settings.isOnLoopback || desk.settings.isInsecure { return .anonymous }
      throw Problem.tokenMissing
    }
    let caller = try await caller(bearing: stated)
    guard caller.scopes.contains(scope) || scope == .read && !caller.scopes.isEmpty else {
      throw Problem.scopeMissing(scope)
    }
    return caller
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
