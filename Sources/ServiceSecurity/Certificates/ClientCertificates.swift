public import Foundation
import MutualAid
public import MutualAidService
public import NIOCore
import NIOSSL
import SwiftASN1
import Synchronization
import X509

/// Knows neighbouring systems by the certificates of their connections.
///
/// Who signed a certificate and whether it is in its time, TLS has looked at; what its holder may do stands in a table, by
/// its subject. Revoked serial numbers stand in a file that is read again when it changes, for connections that are open as
/// well.
public final class ClientCertificates: PeerReader {
  /// With what the ids of certificates begin.
  public let prefix = "certificate:"

  private struct State {
    var table: WatchedFile<RightsTable>
    var revoked: WatchedFile<Set<String>>?
    var looked = ContinuousClock.now
  }

  private let state: Mutex<State>

  /// Reads the tables.
  ///
  /// - Parameters:
  ///   - table: a CSV file with the columns `subject`, `owner` and `scopes`.
  ///   - revoked: a file with a serial number in hexadecimal digits on each line; `nil` where none is revoked.
  /// - Throws: `MutualAidError` for files that are none.
  public init(table: String, revoked: String?) throws {
    state = Mutex(
      State(
        table: try WatchedFile(table) { try RightsTable(at: $0, keys: ["subject"]) },
        revoked: try revoked.map { try WatchedFile($0, read: ClientCertificates.serials) }))
  }

  /// The caller on a connection; `nil` where it shows no certificate.
  ///
  /// - Throws: `TokenDefect` for a certificate that is in no table, out of its time, or was revoked.
  public func caller(on channel: any Channel) async throws(TokenDefect) -> Caller? {
    let shown: NIOSSLCertificate?
    do { shown = try await channel.nioSSL_peerCertificate().get() } catch { return nil }
    guard let shown else { return nil }
    guard let bytes = try? shown.toDERBytes(), let certificate = try? Certificate(derEncoded: bytes) else {
      throw .invalid
    }
    let serial = ClientCertificates.text(shown.serialNumber)
    let now = Date()
    guard now >= certificate.notValidBefore, now < certificate.notValidAfter else { throw .expired }
    guard isAllowed(prefix + serial, at: now) else { throw .revoked }
    let subject = certificate.subject.description
    guard let row = state.withLock({ $0.table.value.rows.first { $0.keys["subject"] == subject } }) else {
      throw .unknown
    }
    var caller = Caller(token: prefix + serial, owner: row.owner, scopes: row.scopes)
    caller.name = prefix + serial
    return caller
  }

  /// Whether a certificate is not revoked.
  public func isAllowed(_ id: String, at moment: Date) -> Bool {
    let serial = String(id.dropFirst(prefix.count))
    return state.withLock { state in
      if ContinuousClock.now - state.looked >= .milliseconds(500) {
        state.looked = .now
        state.table.refresh()
        state.revoked?.refresh()
      }
      return state.revoked.map { !$0.value.contains(serial) } ?? true
    }
  }

  private static func text(_ bytes: [UInt8]) -> String {
    let digits = bytes.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }
    return String(digits.joined().drop { $0 == "0" })
  }

  /// Reads serial numbers, one on each line; what stands behind `#` is for people.
  private static func serials(_ path: String) throws -> Set<String> {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MutualAidError(
        .fileUnreadable, "the revoked serial numbers in '\(path)' cannot be read",
        hint: "Check the path and the permissions.")
    }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
      String(line.prefix { $0 != "#" }.filter { $0.isHexDigit }.lowercased().drop { $0 == "0" })
    }
    return Set(lines.filter { !$0.isEmpty })
  }
}
