/// Where people log in, and what they may do then.
public struct LoginSettings: Sendable {
  /// The address by which the login service is known, without `/.well-known/openid-configuration`.
  public var issuer: String
  /// By what the login service knows this service.
  public var client: String
  /// What this service shows it in secret; `nil` where it shows nothing.
  public var secret: String?
  /// A CSV file with the columns `claim`, `value`, `owner` and `scopes`.
  public var roles: String
  /// What addresses of this service begin with, as browsers see them.
  public var publicAddress: String
  /// The words with which a login asks for claims.
  public var scope = "openid profile"
  /// Seconds after which a session ends in which nobody has asked anything.
  public var idleLimit = 3_600.0
  /// Seconds after which a session ends whatever happens: a shift.
  public var limit = 43_200.0

  /// Makes settings.
  public init(issuer: String, client: String, secret: String?, roles: String, publicAddress: String) {
    self.issuer = issuer
    self.client = client
    self.secret = secret
    self.roles = roles
    self.publicAddress = publicAddress
  }
}
