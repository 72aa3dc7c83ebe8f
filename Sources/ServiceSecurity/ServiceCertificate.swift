public import HummingbirdCore
import HummingbirdTLS
import MutualAid
import NIOSSL

/// The certificate with which a service shows who it is, with its key.
public struct ServiceCertificate: Sendable {
  private let configuration: TLSConfiguration

  /// Reads a certificate and its key.
  ///
  /// - Parameters:
  ///   - certificate: a PEM file of the certificate, and those that lead to one that is trusted.
  ///   - key: a PEM file of its key.
  ///   - passphrase: the passphrase of the key; `nil` where it has none.
  /// - Throws: `MutualAidError` for files that are none.
  public init(certificate: String, key: String, passphrase: String? = nil) throws {
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(certificate)
      let privateKey: NIOSSLPrivateKey =
        if let passphrase {
          try NIOSSLPrivateKey(file: key, format: .pem) { $0(passphrase.utf8) }
        } else {
          try NIOSSLPrivateKey(file: key, format: .pem)
        }
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
      configuration.minimumTLSVersion = .tlsv12
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
