package import DirectoryModel
package import TextFormats

extension InteroperabilityFacts {
  /// The facts in words, each on a line of its own; what is not known is left out.
  package func texts(in language: Language) -> [String] {
    let words = Words<InteroperabilityPhrase>(language)
    let phrases = Words<AnswerPhrase>(language)
    let names = { (tags: [String]) in tags.map(words.languageName).joined(separator: ", ") }
    var texts: [String] = []
    if let crewLanguages, !crewLanguages.isEmpty {
      texts.append(words(.languages, names(crewLanguages)))
    } else if let roomLanguages, !roomLanguages.isEmpty {
      texts.append(words(.roomsOnly, names(roomLanguages)))
    } else if languagesShared != nil {
      texts.append(words[.noLanguage])
    }
    if let radios, !radios.isEmpty {
      texts.append(words(.radio, radios.joined(separator: ", ")))
    } else if !gateways.isEmpty {
      for gateway in gateways {
        let mark = gateway.basis == .assumed ? " \(phrases[.assumed])" : ""
        texts.append(
          words(.gateway, gateway.names.text(in: language.rawValue) + mark, gateway.networks.joined(separator: "–")))
      }
    } else if radios != nil {
      texts.append(words[.noRadio])
    }
    if let coupling {
      let mark = coupling.basis == .assumed ? " \(phrases[.assumed])" : ""
      texts.append(words.name(of: coupling.fit) + mark)
    }
    texts += documents.map { phrases(.carry, $0.text(in: language.rawValue)) }
    if !blueLight.isEmpty { texts.append(blueLight.text(in: language.rawValue)) }
    return texts
  }

  /// The facts for programs; what is not known is null.
  package func json(in language: Language) -> JSONValue {
    [
      "languages_shared": strings(languagesShared), "crew_languages_shared": strings(crewLanguages),
      "radios_shared": strings(radios),
      "gateways": .array(
        gateways.map { gateway in
          [
            "id": .string(gateway.id), "name": .string(gateway.names.text(in: language.rawValue)),
            "networks": .array(gateway.networks.map(JSONValue.string)), "basis": .string(gateway.basis.rawValue),
          ]
        }),
      "couplings": coupling.map { coupling in
        [
          "fit": .string(coupling.fit.rawValue), "basis": .string(coupling.basis.rawValue),
          "note": coupling.notes.isEmpty ? .null : .string(coupling.notes.text(in: language.rawValue)),
        ]
      } ?? .null,
      "documents": .array(documents.map { .string($0.text(in: language.rawValue)) }),
      "blue_light": blueLight.isEmpty ? .null : .string(blueLight.text(in: language.rawValue)),
      "score": .integer(score),
    ]
  }

  private func strings(_ values: [String]?) -> JSONValue {
    values.map { .array($0.map(JSONValue.string)) } ?? .null
  }
}
