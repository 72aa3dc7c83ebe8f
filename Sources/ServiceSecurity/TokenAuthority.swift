import Foundation
import JWTKit
public import Journal
public import MutualAidService
import Synchronization

/// Issues tokens and tells whose they are: JSON Web Tokens signed with Ed25519.
///
/// How a token is verified is the key's affair and not the token's: whatever algorithm its head names, it is Ed25519 with a
/// key of the file, or with one that was there before and is not lost.
public final class TokenAuthority: TokenReader, TokenIssuer {
  private struct State {
    var keys = JWTKeyCollection()
    /// By which the key's files are known to be the same.
    var stamp: [FileStamp] = []
    var looked = ContinuousClock.now
    /// Tokens whose signature was found right, so that it is not counted again for each request.
    var known: [String: Claims] = [:]
    var signing: JWKIdentifier
  }

  private static let mostKnown = 10_000
  /// The key's files are looked at so often.
  private static let patience = Duration.seconds(1)

  private let path: String
  private let issuer: String
  private let audience: String
  private let state: Mutex<State>

  /// Issues and reads tokens.
  ///
  /// - Parameters:
  ///   - path: the file of the key that signs, which is made where there is none.
  ///   - issuer: the name of the service, which stands in each token.
  ///   - audience: for whom tokens are.
  /// - Throws: `KeyFileError`.
  public init(keyFile path: String, issuer: String, audience: String) async throws {
    self.path = path
    self.issuer = issuer
    self.audience = audience
    state = Mutex(try await TokenAuthority.read(path))
  }

  /// The token of a record, which is kept nowhere.
  ///
  /// - Throws: where it cannot be signed.
  public func token(for record: TokenRecord) async throws -> String {
    await refresh()
    let (keys, signing) = state.withLock { ($0.keys, $0.signing) }
    let start = record.issued.timeIntervalSince1970.rounded(.down)
    return try await keys.sign(
      Claims(
        iss: issuer, aud: audience, jti: record.id, sub: record.owner, scope: record.scopes.joined(separator: " "),
        iat: start, nbf: start, exp: (record.expires ?? .distantFuture).timeIntervalSince1970.rounded(.down)),
      kid: signing)
  }

  /// The caller who bears a token.
  ///
  /// - Throws: `TokenDefect`.
  public func caller(bearing token: String) async throws(TokenDefect) -> Caller {
    guard token.utf8.count <= 8192 else { throw .invalid }
    await refresh()
    let claims = try await claims(of: token)
    guard claims.iss == issuer, claims.aud == audience else { throw .invalid }
    let now = Date().timeIntervalSince1970
    // Clocks may be a minute apart.
    guard now < claims.exp, now >= claims.nbf - 60 else { throw .expired }
    let words = claims.scope.split(separator: " ").map(String.init)
    var caller = Caller(token: claims.jti, owner: claims.sub, scopes: Set(words.compactMap { Scope(rawValue: $0) }))
    caller.isBreakGlass = words.contains(TokenIssue.sealedScope)
    return caller
  }

  private func claims(of token: String) async throws(TokenDefect) -> Claims {
    let (keys, known) = state.withLock { ($0.keys, $0.known[token]) }
    if let known { return known }
    do {
      let claims = try await keys.verify(token, as: Claims.self)
      state.withLock { state in
        // The keys may have been read anew meanwhile.
        guard state.keys === keys else { return }
        if state.known.count >= TokenAuthority.mostKnown { state.known.removeAll() }
        state.known[token] = claims
      }
      return claims
    } catch {
      throw .invalid
    }
  }

  /// Reads the keys anew where their files are others; what can no longer be read stays as it was.
  private func refresh() async {
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      guard now - state.looked >= TokenAuthority.patience else { return false }
      state.looked = now
      return state.stamp != TokenAuthority.stamp(path)
    }
    guard isDue, let read = try? await TokenAuthority.read(path) else { return }
    state.withLock { $0 = read }
  }

  private static func read(_ path: String) async throws -> State {
    let stamp = stamp(path)
    let ring = try KeyRing.loadOrMake(at: path)
    let keys = JWTKeyCollection()
    let seed = Data(ring.current.seed).base64EncodedString()
    let signing = name(ring.current.publicKey)
    await keys.add(eddsa: try EdDSA.PrivateKey(d: urlSafe(seed), curve: .ed25519), kid: signing)
    for retired in ring.retired {
      let point = Data(retired.key.bytes).base64EncodedString()
      await keys.add(eddsa: try EdDSA.PublicKey(x: urlSafe(point), curve: .ed25519), kid: name(retired.key))
    }
    return State(keys: keys, stamp: stamp.isEmpty ? self.stamp(path) : stamp, signing: signing)
  }

  private static func name(_ key: PublicKey) -> JWKIdentifier {
    JWKIdentifier(string: String(key.description.prefix(16)))
  }

  /// Base64 as RFC 4648 has it for addresses, without padding.
  private static func urlSafe(_ text: String) -> String {
    text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func stamp(_ path: String) -> [FileStamp] {
    [path, KeyRing.retiredPath(of: path)].compactMap { FileStamp($0) }
  }
}

/// What stands in a token.
private struct Claims: JWTPayload {
  var iss: String
  /// For whom it is.
  var aud: String
  var jti: String
  var sub: String
  var scope: String
  /// Seconds since 1970, as those below.
  var iat: Double
  /// From when it is good.
  var nbf: Double
  var exp: Double

  func verify(using algorithm: some JWTAlgorithm) throws {
    // Times are looked at for each request, since what has been verified is remembered.
  }
}
