internal import Presentation

extension Language {
  /// The language that a header `Accept-Language` likes best of those that are spoken here; English where it likes none.
  static func accepted(_ header: String?) -> Language {
    guard let header else { return .english }
    var best: (language: Language, quality: Double)?
    for entry in header.split(separator: ",").prefix(50) {
      let parts = entry.split(separator: ";")
      guard let tag = parts.first?.filter({ $0 != " " }), let language = Language(tag: tag) else { continue }
      let stated = parts.dropFirst().map { $0.filter { $0 != " " } }.first { $0.hasPrefix("q=") }
      let quality = stated.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      if quality > best?.quality ?? 0 { best = (language, quality) }
    }
    return best?.language ?? .english
  }
}
