/// Tells whose a bearer token is.
public protocol TokenReader: Sendable {
  /// The caller who bears a token; whether it was revoked is asked of the directory.
  ///
  /// - Throws: ``TokenDefect``.
  func caller(bearing token: String) async throws(TokenDefect) -> Caller
}

/// Why a token is not taken.
public enum TokenDefect: String, Error, Hashable, Sendable {
  /// It is no token of this service, or somebody changed it.
  case invalid
  /// Its time is over, or has not begun.
  case expired
  /// It was revoked.
  case revoked
  /// A session's cookie came with a request that changes something and is not from a page of this service.
  case foreign
  /// A certificate is in no table.
  case unknown
}
