import ArgumentParser
import DirectoryModel
import Foundation
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
      let certificate = try certificate(settings)
      if !settings.service.isOnLoopback, certificate == nil, !settings.service.isInsecure {
        throw MutualAidError(
          .contradiction, "beyond this machine the service listens with TLS only",
          hint: "Name a certificate and its key, or say that it may be insecure.")
      }
      var logger = Logger(label: "mutualaid") { _ in JSONLog() }
      logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
      if settings.service.isInsecure { logger[metadataKey: "insecure"] = "true" }
      let tokens = await TokenAuthority(
        key: try TokenKey.loadOrMake(at: settings.tokenKeyPath), issuer: settings.service.issuer)
      let service = try DirectoryService(
        settings.service, tokens: tokens, issuer: tokens, logger: logger,
        wrapping: { server in try certificate?.wrap(server) ?? server })
      let scheme = certificate == nil ? "http" : "https"
      let host = settings.service.host.contains(":") ? "[\(settings.service.host)]" : settings.service.host
      try await service.run { port in
        // The one line of standard output: whoever starts the program reads where it listens.
        try? FileHandle.standardOutput.write(contentsOf: Data("\(scheme)://\(host):\(port)\n".utf8))
      }
    }
  }

  private func certificate(_ settings: ServerSettings) throws -> ServiceCertificate? {
    switch (settings.certificate, settings.certificateKey) {
    case (nil, nil): return nil
    case (let certificate?, let key?):
      return try ServiceCertificate(certificate: certificate, key: key, passphrase: settings.passphrase)
    default:
      throw MutualAidError(
        .contradiction, "a certificate and its key belong together", hint: "Name a certificate and its key.")
    }
  }
}

extension ServerSettings {
  /// The file of the key that signs tokens.
  var tokenKeyPath: String { tokenKey ?? service.directory + ".token-key" }
}
