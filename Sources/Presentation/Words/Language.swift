/// The languages in which the product speaks to people.
package enum Language: String, CaseIterable, Sendable {
  /// English.
  case english = "en"
  /// French.
  case french = "fr"
  /// Dutch.
  case dutch = "nl"
  /// German.
  case german = "de"
}
