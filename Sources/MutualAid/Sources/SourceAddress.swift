internal import FoundationEssentials

/// Where the editions of a source are.
struct SourceAddress {
  /// The address as it was given.
  let text: String

  init(_ text: String) { self.text = text }

  /// The path of a file; `nil` for an address of HTTP.
  var path: String? {
    if text.hasPrefix("/") { return text }
    guard text.hasPrefix("file:///") else { return nil }
    return URL(string: text)?.path(percentEncoded: false)
  }

  /// Whether it is that of a file.
  var isLocal: Bool { path != nil }

  /// Whether something can be fetched from there, and nothing secret is in it.
  var isUsable: Bool {
    guard text.utf8.count <= 4_000, !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
      return false
    }
    if let path { return path.utf8.count > 1 }
    guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme ?? "") else { return false }
    return parts.host?.isEmpty == false && parts.user == nil && parts.password == nil
  }

  /// Whether an address that answers with another one may be followed there: only to the same machine, and never to where
  /// anybody on the way can read along.
  func leads(to other: SourceAddress) -> Bool {
    guard other.isUsable, !other.isLocal, let from = URLComponents(string: text),
      let to = URLComponents(string: other.text)
    else { return false }
    guard from.host?.lowercased() == to.host?.lowercased() else { return false }
    if from.scheme == to.scheme { return from.port == to.port }
    return from.scheme == "http" && to.scheme == "https"
  }
}
