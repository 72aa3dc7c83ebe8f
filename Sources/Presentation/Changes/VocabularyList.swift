package import DirectoryModel
internal import TextFormats

/// The capabilities of a vocabulary, for people who want to know what `--need` takes.
package struct VocabularyList {
  private let definitions: [Vocabulary.CapabilityDefinition]

  /// Makes a list of the capabilities of a vocabulary.
  package init(_ vocabulary: Vocabulary) { definitions = vocabulary.capabilities.values.sorted { $0.code < $1.code } }

  /// The list, as JSON or as lines.
  package func text(isJSON: Bool, in language: Language) -> String {
    if isJSON {
      let entries: [JSONValue] = definitions.map { definition in
        [
          "code": .string(definition.code), "name": .string(definition.names.text(in: language.rawValue)),
          "measure": JSONValue(definition.measure), "levels": .array(definition.levels.map(JSONValue.string)),
        ]
      }
      return JSONValue.array(entries).text() + "\n"
    }
    let words = Words<SummaryPhrase>(language)
    let width = definitions.map(\.code.count).max() ?? 0
    return definitions.map { definition in
      let level = definition.measure.map { " " + words(.measure, $0) } ?? ""
      let levels = definition.levels.isEmpty ? "" : " (>= \(definition.levels.joined(separator: " < ")))"
      let padding = String(repeating: " ", count: width - definition.code.count + 2)
      return definition.code + padding + definition.names.text(in: language.rawValue) + level + levels + "\n"
    }.joined()
  }
}
