public import FoundationEssentials

/// What is kept of a token that was issued: never the token itself.
public struct TokenRecord: Hashable, Identifiable, Sendable {
  /// Its id, which is in the token too.
  public var id: String
  /// The organisation or control room it was issued for.
  public var owner: String
  /// What it may be used for, words without spaces.
  public var scopes: [String]
  /// When it was issued.
  public var issued: Date
  /// When it ceases to count; `nil` for never.
  public var expires: Date?
  /// When it was revoked; `nil` where it was not.
  public var revoked: Date?

  /// Makes a record.
  public init(
    id: String, owner: String, scopes: [String], issued: Date, expires: Date? = nil, revoked: Date? = nil
  ) {
    self.id = id
    self.owner = owner
    self.scopes = scopes
    self.issued = issued
    self.expires = expires
    self.revoked = revoked
  }

  /// Whether it counts at a moment.
  public func isValid(at moment: Date) -> Bool {
    revoked.map { moment < $0 } ?? true && expires.map { moment < $0 } ?? true
  }
}
