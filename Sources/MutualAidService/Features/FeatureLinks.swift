internal import HTTPTypes
internal import Hummingbird
internal import TextFormats

/// Addresses of the features as whole ones, since programs follow them as they stand.
struct FeatureLinks: Sendable {
  /// What all begin with: `http://127.0.0.1:8080`.
  let base: String

  init(_ ask: Ask) {
    let settings = ask.desk.settings
    let stated = ask.request.head.authority ?? ""
    // What a client says of itself is a name of a host with a port, or is not used.
    let isName =
      (1...255).contains(stated.utf8.count)
      && stated.utf8.allSatisfy { byte in
        (0x30...0x3A).contains(byte) || (0x41...0x5B).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5D
          || byte == 0x2D || byte == 0x2E || byte == 0x5F
      }
    let scheme = settings.isEncrypted ? "https" : "http"
    base = settings.publicAddress ?? "\(scheme)://\(isName ? stated : "\(settings.host):\(settings.port)")"
  }

  /// A link.
  func link(_ relation: String, _ path: String, type: String, title: String? = nil) -> JSONValue {
    var members: [String: JSONValue] = [
      "href": .string(base + path), "rel": .string(relation), "type": .string(type),
    ]
    if let title { members["title"] = .string(title) }
    return .object(members)
  }
}
