public import HummingbirdCore
import HummingbirdTLS
public import Logging
import MutualAid
import NIOCertificateReloading
import NIOSSL
public import ServiceLifecycle

/// The certificate with which a service shows who it is, with its key, and those whom it asks to show theirs.
public struct ServiceCertificate: Sendable {
  private let configuration: TLSConfiguration
  /// Reads the files again now and then; `nil` where the key has a passphrase, which is given for one reading.
  public let renewal: (any ServiceLifecycle.Service)?

  /// Reads a certificate and its key.
  ///
  /// - Parameters:
  ///   - certificate: a PEM file of the certificate, and those that lead to one that is trusted.
  ///   - key: a PEM file of its key.
  ///   - passphrase: the passphrase of the key; `nil` where it has none.
  ///   - clients: a PEM file of those who sign certificates of clients; `nil` where none is asked for.
  ///   - interval: after which the files are read again.
  ///   - logger: where it logs that a renewed certificate cannot be used.
  /// - Throws: `MutualAidError` for files that are none.
  public init(
    certificate: String, key: String, passphrase: String? = nil, clients: String? = nil,
    interval: Duration = .seconds(60), logger: Logger
  ) throws {
    do {
      var configuration: TLSConfiguration
      if let passphrase {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate)
        let privateKey = try NIOSSLPrivateKey(file: key, format: .pem) { $0(passphrase.utf8) }
        configuration = TLSConfiguration.makeServerConfiguration(
          certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        renewal = nil
      } else {
        let reloader = try TimedCertificateReloader.makeReloaderValidatingSources(
          configuration: .init(
            refreshInterval: interval,
            certificateSource: .init(location: .file(path: certificate), format: .pem),
            privateKeySource: .init(location: .file(path: key), format: .pem)
          ) { options in
            options.onCertificateLoadFailed = { _ in
              logger.error(
                "certificate", metadata: ["state": "a renewed certificate cannot be used; the old one stays"])
            }
          })
        configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
        renewal = reloader
      }
      configuration.minimumTLSVersion = .tlsv12
      if let clients {
        // Whoever shows no certificate is asked for a token.
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(clients))
        configuration.certificateVerification = .optionalVerification
      }
      self.configuration = configuration
    } catch {
      throw MutualAidError(
        .fileUnreadable, "there is no certificate in '\(certificate)' with a key in '\(key)'",
        hint: "Name PEM files of the certificate and of its key.")
    }
  }

  /// Puts TLS around the connections of a server.
  ///
  /// - Throws: where the certificate and the key do not fit.
  public func wrap(_ server: HTTPServerBuilder) throws -> HTTPServerBuilder {
    try .tls(server, tlsConfiguration: configuration)
  }
}
