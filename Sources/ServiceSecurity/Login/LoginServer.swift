import Foundation
import HTTPTransfer
import JWTKit
import MutualAidService
import NIOPosix
import Synchronization
import TextFormats

/// The login service, as OpenID Connect describes it.
final class LoginServer: Sendable {
  /// Where it is asked for what.
  struct Addresses: Sendable {
    var authorization: String
    var token: String
    var keys: String
    /// Whether it takes a secret in the head of a request.
    var takesBasic: Bool
  }

  private struct Memory {
    var addresses: (value: Addresses, read: ContinuousClock.Instant)?
    var keys: (value: JWTKeyCollection, read: ContinuousClock.Instant)?
  }

  /// Bytes of its answers.
  private static let longest = 1 << 20
  private static let patience = Duration.seconds(10)

  private let settings: LoginSettings
  private let pool = TransferPool()
  private let memory = Mutex(Memory())

  init(_ settings: LoginSettings) { self.settings = settings }

  /// Where it is asked for what, as it says itself; remembered for an hour.
  func addresses() async throws(LoginTrouble) -> Addresses {
    if let known = memory.withLock({ $0.addresses }), ContinuousClock.now - known.read < .seconds(3600) {
      return known.value
    }
    let base = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
    let found = try members(of: try await get(base + "/.well-known/openid-configuration"))
    guard case .string(settings.issuer)? = found["issuer"],
      case .string(let authorization)? = found["authorization_endpoint"],
      case .string(let token)? = found["token_endpoint"], case .string(let keys)? = found["jwks_uri"]
    else { throw .untrusted }
    var takesBasic = true
    if case .array(let methods)? = found["token_endpoint_auth_methods_supported"] {
      takesBasic = methods.contains { if case .string("client_secret_basic") = $0 { true } else { false } }
    }
    let addresses = Addresses(authorization: authorization, token: token, keys: keys, takesBasic: takesBasic)
    memory.withLock { $0.addresses = (addresses, .now) }
    return addresses
  }

  /// Exchanges a code for what the login service says of a person.
  ///
  /// - Returns: the token of the person's identity, as it came.
  func identity(code: String, verifier: String, redirect: String) async throws(LoginTrouble) -> String {
    let addresses = try await addresses()
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier),
    ]
    var headers = ["Accept: application/json"]
    if let secret = settings.secret, addresses.takesBasic {
      let pair = LoginServer.encoded(settings.client) + ":" + LoginServer.encoded(secret)
      headers.append("Authorization: Basic \(Data(pair.utf8).base64EncodedString())")
    } else {
      form.append(("client_id", settings.client))
      if let secret = settings.secret { form.append(("client_secret", secret)) }
    }
    let body = form.map { "\($0)=\(LoginServer.encoded($1))" }.joined(separator: "&")
    let (status, bytes) = try await send(addresses.token, body: body, headers: headers)
    guard status == 200 else { throw status >= 500 ? .unreachable : .refused }
    guard case .string(let token)? = try members(of: bytes)["id_token"] else { throw .untrusted }
    return token
  }

  /// What a token says whose signature is one of the login service's.
  ///
  /// RS256 and ES256 are taken, each with a key that is of it: which key it is the token says, how it signs the key does.
  func claims(of token: String) async throws(LoginTrouble) -> [String: JSONValue] {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let head = LoginServer.object(parts[0]), let claims = LoginServer.object(parts[1]),
      case .string(let algorithm)? = head["alg"], ["RS256", "ES256"].contains(algorithm)
    else { throw .untrusted }
    if await isSigned(token, by: try await keys(isFresh: false)) { return claims }
    // The login service may have a new key.
    guard await isSigned(token, by: try await keys(isFresh: true)) else { throw .untrusted }
    return claims
  }

  private func isSigned(_ token: String, by keys: JWTKeyCollection) async -> Bool {
    (try? await keys.verify(token, as: AnyClaims.self)) != nil
  }

  private func keys(isFresh: Bool) async throws(LoginTrouble) -> JWTKeyCollection {
    if let known = memory.withLock({ $0.keys }) {
      let age = ContinuousClock.now - known.read
      if age < (isFresh ? .seconds(10) : .seconds(3600)) { return known.value }
    }
    let text = String(decoding: try await get(try await addresses().keys), as: UTF8.self)
    let keys = JWTKeyCollection()
    do { try await keys.add(jwksJSON: text) } catch { throw .untrusted }
    memory.withLock { $0.keys = (keys, .now) }
    return keys
  }

  // MARK: HTTP

  private func get(_ address: String) async throws(LoginTrouble) -> [UInt8] {
    let (status, bytes) = try await send(address, body: nil, headers: ["Accept: application/json"])
    guard status == 200 else { throw .unreachable }
    return bytes
  }

  private func send(
    _ address: String, body: String?, headers: [String]
  ) async throws(LoginTrouble) -> (status: Int, bytes: [UInt8]) {
    var request = TransferRequest(
      url: address, body: body, connectTimeout: LoginServer.patience, timeout: LoginServer.patience,
      limit: LoginServer.longest)
    request.headers = headers
    request.bodyType = "application/x-www-form-urlencoded"
    let asked = request
    let pool = pool
    do {
      return try await NIOThreadPool.singleton.runIfActive {
        var bytes: [UInt8] = []
        let head = try pool.send(asked) {
          bytes.append(contentsOf: $0)
          return true
        }
        return (head.status, bytes)
      }
    } catch {
      throw .unreachable
    }
  }

  private func members(of bytes: [UInt8]) throws(LoginTrouble) -> [String: JSONValue] {
    var reader = JSONReader(bytes[...])
    guard case .object(let members)? = try? reader.value() else { throw .untrusted }
    return members
  }

  private static func object(_ part: Substring) -> [String: JSONValue]? {
    var text = part.replacing("-", with: "+").replacing("_", with: "/")
    while text.count % 4 != 0 { text.append("=") }
    guard let data = Data(base64Encoded: String(text)) else { return nil }
    var reader = JSONReader(Array(data)[...])
    guard case .object(let members)? = try? reader.value() else { return nil }
    return members
  }

  /// A text as a value of a query or form.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        return String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        return "%" + (digits.count == 1 ? "0" + digits : digits)
      }
    }.joined()
  }
}

/// Whatever stands in a token: it is read when its signature is found right.
private struct AnyClaims: JWTPayload {
  func verify(using algorithm: some JWTAlgorithm) throws {}
}
