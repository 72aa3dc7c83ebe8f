internal import FoundationEssentials
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
  /// A record with a new id.
  ///
  /// - Parameters:
  ///   - owner: in whose name its bearer writes.
  ///   - scopes: what its bearer may do.
  ///   - days: for how many days it is good.
  /// - Returns: the record.
  public static func record(owner: String, scopes: Set<Scope>, days: Int) -> TokenRecord {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    let id = String(repeating: "0", count: 16 - digits.count) + digits
    let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    return TokenRecord(
      id: id, owner: owner, scopes: scopes.map(\.rawValue).sorted(), issued: now,
      expires: now.addingTimeInterval(Double(days) * 86_400))
  }

  /// Whether a text can be an owner's name.
  public static func isOwner(_ text: String) -> Bool {
    (1...100).contains(text.utf8.count)
      && text.allSatisfy { $0.isLetter || $0.isNumber || ".-_ ".contains($0) }
  }
}
