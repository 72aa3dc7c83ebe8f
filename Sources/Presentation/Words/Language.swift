/// The languages in which the product speaks to people, with their variants.
package enum Language: String, CaseIterable, Sendable {
  /// English.
  case english = "en"
  /// French.
  case french = "fr"
  /// Dutch.
  case dutch = "nl"
  /// German.
  case german = "de"
  /// Dutch of Belgium.
  case belgianDutch = "nl-BE"
  /// French of Belgium.
  case belgianFrench = "fr-BE"
  /// French of Luxembourg.
  case luxembourgishFrench = "fr-LU"

  /// The language of which this is a variant, whose words hold where the variant has none of its own; `nil` of a language
  /// that is none.
  package var base: Language? {
    guard let end = rawValue.firstIndex(of: "-") else { return nil }
    return Language(rawValue: String(rawValue[..<end]))
  }

  /// The language of a tag such as `nl-BE`, `nl_BE.UTF-8` or `FR`; a region without a variant of its own has the language's
  /// words, and `nil` is a language that is not spoken here.
  package init?(tag: String) {
    let parts = tag.prefix { $0 != "." && $0 != "@" }.split { $0 == "-" || $0 == "_" }
    guard let first = parts.first?.lowercased() else { return nil }
    let variant = parts.count > 1 ? Language(rawValue: first + "-" + parts[1].uppercased()) : nil
    guard let language = variant ?? Language(rawValue: first) else { return nil }
    self = language
  }
}
