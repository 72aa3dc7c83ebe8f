import ArgumentParser
import DirectoryModel
import Foundation
import Journal
import Logging
import MutualAid
import MutualAidService
import ServiceSecurity

/// `mutualaid-server serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer over HTTP until told to stop (SIGTERM, Ctrl-C).")

  @OptionGroup var options: SettingOptions

  func run() async throws {
    try await ServerCommand.run {
      var settings = try await ServerSettings.read(options)
      settings.service.isEncrypted = settings.certificate != nil
      var logger = Logger(label: "mutualaid") { _ in JSONLog() }
      logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
      if settings.service.isInsecure { logger[metadataKey: "insecure"] = "true" }
      let certificate = try certificate(settings, logger)
      if !settings.service.isOnLoopback, certificate == nil, !settings.service.isInsecure {
        throw MutualAidError(
          .contradiction, "beyond this machine the service listens with TLS only",
          hint: "Name a certificate and its key, or say that it may be insecure.")
      }
      let tokens = try await settings.authority()
      let service = try DirectoryService(
        settings.service, tokens: tokens, issuer: tokens, peers: try peers(settings), logins: try logins(settings),
        companions: [certificate?.renewal].compactMap { $0 }, logger: logger,
        wrapping: { server in try certificate?.wrap(server) ?? server })
      let scheme = certificate == nil ? "http" : "https"
      let host = settings.service.host.contains(":") ? "[\(settings.service.host)]" : settings.service.host
      try await service.run { port in
        // The one line of standard output: whoever starts the program reads where it listens.
        try? FileHandle.standardOutput.write(contentsOf: Data("\(scheme)://\(host):\(port)\n".utf8))
      }
    }
  }

  /// Knows neighbours by their certificates, where it is said whose are trusted.
  private func peers(_ settings: ServerSettings) throws -> ClientCertificates? {
    switch (settings.clientAuthorities, settings.clientTable) {
    case (nil, nil): return nil
    case (_?, let table?) where settings.certificate != nil:
      return try ClientCertificates(table: table, revoked: settings.revokedCertificates)
    default:
      throw MutualAidError(
        .contradiction, "certificates of clients need those who sign them, a table and TLS",
        hint: "Give client-authorities, client-table and a certificate of the service.")
    }
  }

  /// Logs people in, where it is said at which service.
  private func logins(_ settings: ServerSettings) throws -> LoginService? {
    guard let issuer = settings.loginIssuer else { return nil }
    guard let client = settings.loginClient, let roles = settings.loginRoles,
      let address = settings.service.publicAddress
    else {
      throw MutualAidError(
        .contradiction, "a login needs the name of this service there, a table of roles and its own address",
        hint: "Give login-client, login-roles and public-address.")
    }
    var login = LoginSettings(
      issuer: issuer, client: client, secret: settings.loginSecret, roles: roles, publicAddress: address)
    (login.scope, login.idleLimit, login.limit) = (settings.loginScope, settings.sessionIdle, settings.sessionLimit)
    return try LoginService(login)
  }

  private func certificate(_ settings: ServerSettings, _ logger: Logger) throws -> ServiceCertificate? {
    switch (settings.certificate, settings.certificateKey) {
    case (nil, nil): return nil
    case (let certificate?, let key?):
      return try ServiceCertificate(
        certificate: certificate, key: key, passphrase: settings.passphrase, clients: settings.clientAuthorities,
        interval: .seconds(settings.certificatePatience), logger: logger)
    default:
      throw MutualAidError(
        .contradiction, "a certificate and its key belong together", hint: "Name a certificate and its key.")
    }
  }
}

extension ServerSettings {
  /// The file of the key that signs tokens.
  var tokenKeyPath: String { tokenKey ?? service.directory + ".token-key" }
  /// The file of the key that signs heads of the record.
  var checkpointKeyPath: String { service.checkpointKey ?? service.directory + ".checkpoint-key" }

  /// Who issues and reads tokens.
  ///
  /// - Throws: `MutualAidError` for a key that cannot be used.
  func authority() async throws -> TokenAuthority {
    do {
      return try await TokenAuthority(keyFile: tokenKeyPath, issuer: service.issuer, audience: audience)
    } catch let error as KeyFileError {
      throw error.explained
    }
  }
}
