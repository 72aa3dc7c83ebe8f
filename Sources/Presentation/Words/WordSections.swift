package import TextFormats

/// Words of the product for programs that show them themselves, such as the page of the service.
package enum WordSections {
  /// The words of sections by their keys; a section that is not there is empty.
  ///
  /// - Parameters:
  ///   - names: the sections.
  ///   - language: the language.
  /// - Returns: an object of objects.
  package static func json(_ names: [String], in language: Language) -> JSONValue {
    let file = WordFile.of(language)
    return .object(
      Dictionary(uniqueKeysWithValues: names.map { ($0, .object(file.section($0).mapValues(JSONValue.string))) }))
  }
}
