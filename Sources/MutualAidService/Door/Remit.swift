/// What is somebody's own: control rooms, organisations, registries, units and countries, or everything.
///
/// It is written as words with spaces between: `room:` and the id of a control room, `organisation:`, `registry:`, `unit:`
/// and `country:` likewise, a bare id for a room, an organisation and a registry of that id, and `all` for everything.
/// Spaces and percent signs of ids are written as `%20` and `%25`.
public struct Remit: Hashable, Sendable {
  /// What an id is of.
  enum Kind: String, CaseIterable, Sendable { case room, organisation, registry, unit, country }

  /// Whether everything is.
  let isAll: Bool
  private let ids: [Kind: Set<String>]

  /// Nothing.
  static let none = Remit("")

  /// Reads what is somebody's own; words of unknown kinds are names of nothing.
  public init(_ text: String) {
    var ids: [Kind: Set<String>] = [:]
    var isAll = false
    for word in text.split(separator: " ").map(String.init) {
      if word == "all" {
        isAll = true
      } else if let colon = word.firstIndex(of: ":"), let kind = Kind(rawValue: String(word[..<colon])) {
        ids[kind, default: []].insert(Remit.decoded(word[word.index(after: colon)...]))
      } else {
        for kind in [Kind.room, .organisation, .registry] { ids[kind, default: []].insert(Remit.decoded(word[...])) }
      }
    }
    self.isAll = isAll
    self.ids = ids
  }

  private static func decoded(_ text: Substring) -> String {
    String(text).replacing("%20", with: " ").replacing("%25", with: "%")
  }

  /// The control rooms that are named.
  var rooms: Set<String> { ids[.room] ?? [] }

  /// Whether something of an id is somebody's own.
  func has(_ kind: Kind, _ id: String?) -> Bool { isAll || id.map { ids[kind]?.contains($0) ?? false } ?? false }

  /// Whether a registry or document of an id is: those named, and those of the corrections of the rooms.
  func hasRegistry(_ id: String) -> Bool { registries.map { $0.contains(id) } ?? true }

  /// The ids of registries and documents that may be written; `nil` for all.
  var registries: Set<String>? {
    isAll ? nil : (ids[.registry] ?? []).union(rooms.map { Belonging.ownRegistry(of: $0) })
  }

  /// Whether all that another has is in this one.
  func covers(_ other: Remit) -> Bool {
    if isAll { return true }
    return !other.isAll && other.ids.allSatisfy { kind, names in names.isSubset(of: ids[kind] ?? []) }
  }

  /// Whether a text can be what is somebody's own.
  public static func isRight(_ text: String) -> Bool {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    return (1...1000).contains(text.utf8.count)
      && words.allSatisfy { word in
        !word.isEmpty && word.utf8.count <= 200 && word.unicodeScalars.allSatisfy { $0.value > 32 && $0.value != 127 }
          && word.firstIndex(of: ":").map { Kind(rawValue: String(word[..<$0])) != nil } ?? true
      }
  }
}
