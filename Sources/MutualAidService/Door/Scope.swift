/// What the bearer of a token may do.
public enum Scope: String, CaseIterable, Hashable, Sendable {
  /// Ask, where asking needs a token.
  case read
  /// Report statuses.
  case status
  /// Import, roll back and remove registries and documents, agreements among them.
  case registries
  /// Make requests to other control rooms, and answer theirs, in the name of the room that the token is of.
  case requests = "request:write"
  /// Issue and revoke tokens.
  case tokens
}

/// Who asks.
public struct Caller: Hashable, Sendable {
  /// The token's id; `nil` for somebody without one.
  public var token: String?
  /// The owner in whose name the caller writes; `nil` for somebody without a token.
  public var owner: String?
  /// What the caller may do.
  public var scopes: Set<Scope>

  /// Makes a caller.
  public init(token: String?, owner: String?, scopes: Set<Scope>) {
    self.token = token
    self.owner = owner
    self.scopes = scopes
  }

  /// Somebody without a token, who may ask.
  public static let anonymous = Caller(token: nil, owner: nil, scopes: [.read])

  /// The caller as the journal names it.
  var actor: String { token.map { "token:\($0)" } ?? "nobody" }
}
