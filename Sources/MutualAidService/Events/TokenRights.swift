internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import MutualAid
internal import Synchronization

/// Whether tokens still hold, as the directory says.
final class TokenRights: Sendable {
  private let directory: Directory
  private let known = Mutex<[String: TokenRecord]?>(nil)
  /// Those who know of other rights than tokens.
  private let others: [any CredentialKeeper]

  init(_ directory: Directory, others: [any CredentialKeeper] = []) {
    self.directory = directory
    self.others = others
  }

  /// Whether a token holds at a moment: it was issued here, is not revoked, and its time is not over.
  ///
  /// The tokens are read when they are first asked for, and again when one was issued or revoked. Where they cannot be
  /// read, none holds.
  func isAllowed(_ id: String, at moment: Date) -> Bool {
    if let other = others.first(where: { id.hasPrefix($0.prefix) }) { return other.isAllowed(id, at: moment) }
    // A token that is not known may have been issued a moment ago.
    if let token = known.withLock({ $0?[id] }) { return token.isValid(at: moment) }
    guard let read = try? directory.tokens() else { return false }
    let tokens = Dictionary(read.map { ($0.id, $0) }) { _, last in last }
    known.withLock { $0 = tokens }
    return tokens[id]?.isValid(at: moment) ?? false
  }

  /// Whether a token that has been read holds at a moment.
  func isKnown(_ id: String, at moment: Date) -> Bool {
    if let other = others.first(where: { id.hasPrefix($0.prefix) }) { return other.isAllowed(id, at: moment) }
    return known.withLock { $0?[id]?.isValid(at: moment) ?? false }
  }

  /// Forgets what was read: a token was issued or revoked.
  func forget() { known.withLock { $0 = nil } }
}
