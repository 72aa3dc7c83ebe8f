public import FoundationEssentials
public import Journal

/// Makes tokens of what the directory keeps of them.
public protocol TokenIssuer: Sendable {
  /// The token of a record.
  ///
  /// - Throws: where it cannot be signed.
  func token(for record: TokenRecord) async throws -> String
}

/// What the directory keeps of a token that is to be issued.
public enum TokenIssue {
  /// The word among the scopes of a sealed token.
  public static let sealedScope = "break-glass"

  /// A record with a new id.
  ///
  /// - Parameters:
  ///   - owner: in whose name its bearer writes.
  ///   - scopes: what its bearer may do.
  ///   - days: for how many days it is good.
  ///   - start: from when it is good; `nil` for now.
  ///   - isSealed: whether it is kept in an envelope for the day on which nobody can log in; each use is looked at.
  /// - Returns: the record.
  public static func record(
    owner: String, scopes: Set<Scope>, days: Int, from start: Date? = nil, isSealed: Bool = false
  ) -> TokenRecord {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    let id = String(repeating: "0", count: 16 - digits.count) + digits
    let now = Date(timeIntervalSince1970: (start ?? Date()).timeIntervalSince1970.rounded(.down))
    return TokenRecord(
      id: id, owner: owner, scopes: scopes.map(\.rawValue).sorted() + (isSealed ? [sealedScope] : []), issued: now,
      expires: now.addingTimeInterval(Double(days) * 86_400))
  }
}
