package import DirectoryModel

/// What people call the capabilities of a vocabulary, with the measures of their levels.
package struct CapabilityNames: Sendable {
  private let definitions: [String: Vocabulary.CapabilityDefinition]

  /// Takes the names from a vocabulary; without one, there are none.
  package init(_ vocabulary: Vocabulary = Vocabulary()) { definitions = vocabulary.capabilities }

  /// The name of a capability in a language; its code where the vocabulary has none.
  package func name(of code: String, in language: String) -> String {
    guard let names = definitions[code]?.names, !names.isEmpty else { return code }
    return names.text(in: language)
  }

  /// The same as it stands within a sentence: German begins nouns with a capital, the others do not.
  package func nameWithinSentence(of code: String, in language: String) -> String {
    let name = name(of: code, in: language)
    // Abbreviations keep their capitals.
    guard language != "de", let second = name.dropFirst().first, second.isLowercase || second == "'" || second == "’"
    else { return name }
    return name.prefix(1).lowercased() + name.dropFirst()
  }

  /// A capability with its level, such as `Pumping 2000 l/min`.
  package func text(of capability: Capability, in language: String) -> String {
    text(capability.code, "", capability.level, in: language)
  }

  /// A need with its least level, such as `Ladder ≥ 23 m`.
  package func text(of need: Need, in language: String) -> String {
    text(need.capability, "≥ ", need.minimum, in: language)
  }

  private func text(_ code: String, _ sign: String, _ level: String?, in language: String) -> String {
    let name = name(of: code, in: language)
    guard let level else { return name }
    guard let measure = definitions[code]?.measure else { return "\(name) (\(sign)\(level))" }
    // Of people, the number alone is understood.
    return code == Capability.crew ? "\(name) \(sign)\(level)" : "\(name) \(sign)\(level) \(measure)"
  }
}
