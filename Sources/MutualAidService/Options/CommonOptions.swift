internal import Presentation
internal import TextFormats

/// Options that routes have in common.
enum CommonOptions {
  static let language = Option<Language>(
    "lang", "The language of texts: en, nl, fr or de; goes before Accept-Language.",
    schema: ["type": "string", "enum": ["en", "fr", "nl", "de", "nl-BE", "fr-BE", "fr-LU"]]
  ) { text in
    guard let language = Language(tag: text) else { throw OptionDefectText.language }
    return language
  }

  /// The option that chooses among the forms of a route's answer.
  static func format(_ forms: [MediaType]) -> Option<MediaType> {
    let known = forms.filter { $0.word != nil }
    let words = known.compactMap(\.word)
    return Option(
      "format", "The form of the answer; goes before Accept.",
      schema: ["type": "string", "enum": .array(words.map(JSONValue.string))]
    ) { text in
      guard let form = known.first(where: { $0.word == text.lowercased() }) else {
        throw OptionDefectText.words(words)
      }
      return form
    }
  }

  /// The options that a route has beyond its own.
  static func all(of route: Route) -> [OptionDescription] {
    guard route.scope != nil else { return [language.description] }
    let words = route.forms.compactMap(\.word)
    return [language.description] + (words.count > 1 ? [format(route.forms).description] : [])
  }
}
