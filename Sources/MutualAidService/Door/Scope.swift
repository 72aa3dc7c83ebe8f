/// What somebody may do; of what they may change, ``Remit`` says.
public enum Scope: String, CaseIterable, Hashable, Sendable {
  /// Ask, where asking needs a token.
  case read
  /// Report statuses of the bearer's own units.
  case status = "status:write"
  /// Ask other rooms for help, and answer those who ask.
  case requests = "request:write"
  /// Import, roll back, remove and correct the bearer's own registries and documents, agreements among them.
  case registries = "registry:write"
  /// Have reports counted.
  case report
  /// Read and verify the record of changes, and sign off what somebody has to look at.
  case audit
  /// Issue and revoke tokens, and set where editions come from.
  case admin
}

/// Who asks.
public struct Caller: Hashable, Sendable {
  /// By what the right to ask is looked up again: a token's id, or `certificate:` and `session:` with theirs; `nil` for
  /// somebody without.
  public var token: String?
  /// The owner in whose name the caller writes; `nil` for somebody without a token.
  public var owner: String?
  /// What the caller may do.
  public var scopes: Set<Scope>
  /// What is the caller's own.
  public var remit: Remit
  /// Whether the token is the sealed one, whose use somebody has to look at.
  public var isBreakGlass = false
  /// The caller as the journal names it, where that is not the token.
  public var name: String?

  /// Makes a caller.
  ///
  /// - Parameters:
  ///   - token: by what the right is looked up again.
  ///   - owner: in whose name the caller writes: what ``Remit`` reads of it is the caller's own.
  ///   - scopes: what the caller may do.
  public init(token: String?, owner: String?, scopes: Set<Scope>) {
    self.token = token
    self.owner = owner
    self.scopes = scopes
    remit = Remit(owner ?? "")
  }

  /// Somebody without a token, who may ask.
  public static let anonymous = Caller(token: nil, owner: nil, scopes: [.read, .report])

  /// The caller as the journal names it.
  var actor: String { name ?? token.map { "token:\($0)" } ?? "nobody" }
}
