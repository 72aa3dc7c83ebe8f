import Foundation
import JWTKit
public import Journal
public import MutualAidService
import Synchronization

/// Issues tokens and tells whose they are: JSON Web Tokens signed with Ed25519.
public final class TokenAuthority: TokenReader, TokenIssuer {
  private let keys = JWTKeyCollection()
  private let key: TokenKey
  private let issuer: String
  /// Tokens whose signature was found right, so that it is not counted again for each request.
  private let known = Mutex<[String: Claims]>([:])
  private static let mostKnown = 10_000

  /// Issues and reads tokens.
  ///
  /// - Parameters:
  ///   - key: the key that signs.
  ///   - issuer: the name of the service, which stands in each token.
  public init(key: TokenKey, issuer: String) async {
    self.key = key
    self.issuer = issuer
    await keys.add(eddsa: key.key)
  }

  /// The token of a record, which is kept nowhere.
  ///
  /// - Throws: where it cannot be signed.
  public func token(for record: TokenRecord) async throws -> String {
    try await keys.sign(
      Claims(
        iss: issuer, jti: record.id, sub: record.owner, scope: record.scopes.joined(separator: " "),
        iat: record.issued.timeIntervalSince1970.rounded(.down),
        exp: (record.expires ?? .distantFuture).timeIntervalSince1970.rounded(.down)))
  }

  /// The caller who bears a token.
  ///
  /// - Throws: `TokenDefect`.
  public func caller(bearing token: String) async throws(TokenDefect) -> Caller {
    guard token.utf8.count <= 4096 else { throw .invalid }
    let claims = try await claims(of: token)
    guard claims.iss == issuer else { throw .invalid }
    let now = Date().timeIntervalSince1970
    // Clocks may be a minute apart.
    guard now < claims.exp, now >= claims.iat - 60 else { throw .expired }
    let scopes = claims.scope.split(separator: " ").compactMap { Scope(rawValue: String($0)) }
    return Caller(token: claims.jti, owner: claims.sub, scopes: Set(scopes))
  }

  private func claims(of token: String) async throws(TokenDefect) -> Claims {
    if let claims = known.withLock({ $0[token] }) { return claims }
    do {
      let claims = try await keys.verify(token, as: Claims.self)
      known.withLock { known in
        if known.count >= TokenAuthority.mostKnown { known.removeAll() }
        known[token] = claims
      }
      return claims
    } catch {
      throw .invalid
    }
  }
}

/// What stands in a token.
private struct Claims: JWTPayload {
  var iss: String
  var jti: String
  var sub: String
  var scope: String
  /// Seconds since 1970.
  var iat: Double
  var exp: Double

  func verify(using algorithm: some JWTAlgorithm) throws {
    // Times are looked at for each request, since what has been verified is remembered.
  }
}
