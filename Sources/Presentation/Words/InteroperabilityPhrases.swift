package import DirectoryModel
package import TextFormats

/// The words of one language for what helps or hinders working together.
struct InteroperabilityPhrases: Sendable {
  let languages: String
  let roomsOnly: String
  let noLanguage: String
  let radio: String
  let gateway: String
  let noRadio: String
  let couplings: [InteroperabilityContent.Coupling.Fit: String]

  static func of(_ language: Language) -> InteroperabilityPhrases {
    switch language {
    case .english:
      InteroperabilityPhrases(
        languages: "language: {}", roomsOnly: "language between the rooms only: {}", noLanguage: "no shared language",
        radio: "radio: {}", gateway: "radio through {} ({})", noRadio: "no shared radio network",
        couplings: [.same: "hoses fit", .adapter: "hoses fit with an adapter", .none: "hoses do NOT fit"])
    case .french:
      InteroperabilityPhrases(
        languages: "langue : {}", roomsOnly: "langue entre centrales seulement : {}",
        noLanguage: "aucune langue commune", radio: "radio : {}", gateway: "radio par {} ({})",
        noRadio: "aucun réseau radio commun",
        couplings: [
          .same: "raccords compatibles", .adapter: "raccords avec adaptateur", .none: "raccords NON compatibles",
        ])
    case .dutch:
      InteroperabilityPhrases(
        languages: "taal: {}", roomsOnly: "taal alleen tussen de meldkamers: {}", noLanguage: "geen gedeelde taal",
        radio: "radio: {}", gateway: "radio via {} ({})", noRadio: "geen gedeeld radionet",
        couplings: [
          .same: "slangen passen", .adapter: "slangen passen met verloopstuk", .none: "slangen passen NIET",
        ])
    case .german:
      InteroperabilityPhrases(
        languages: "Sprache: {}", roomsOnly: "Sprache nur zwischen den Leitstellen: {}",
        noLanguage: "keine gemeinsame Sprache", radio: "Funk: {}", gateway: "Funk über {} ({})",
        noRadio: "kein gemeinsames Funknetz",
        couplings: [
          .same: "Schläuche passen", .adapter: "Schläuche passen mit Übergangsstück", .none: "Schläuche passen NICHT",
        ])
    }
  }
}

extension InteroperabilityFacts {
  /// The facts in words, each on a line of its own; what is not known is left out.
  package func texts(in language: Language) -> [String] {
    let words = InteroperabilityPhrases.of(language)
    let phrases = Phrases(language)
    let names = { (tags: [String]) in tags.map { phrases.languages[$0] ?? $0 }.joined(separator: ", ") }
    var texts: [String] = []
    if let crewLanguages, !crewLanguages.isEmpty {
      texts.append(Phrases.filled(words.languages, names(crewLanguages)))
    } else if let roomLanguages, !roomLanguages.isEmpty {
      texts.append(Phrases.filled(words.roomsOnly, names(roomLanguages)))
    } else if languagesShared != nil {
      texts.append(words.noLanguage)
    }
    if let radios, !radios.isEmpty {
      texts.append(Phrases.filled(words.radio, radios.joined(separator: ", ")))
    } else if !gateways.isEmpty {
      for gateway in gateways {
        let mark = gateway.basis == .assumed ? " \(phrases.assumed)" : ""
        texts.append(
          Phrases.filled(
            words.gateway, gateway.names.text(in: language.rawValue) + mark, gateway.networks.joined(separator: "–")))
      }
    } else if radios != nil {
      texts.append(words.noRadio)
    }
    if let coupling, let text = words.couplings[coupling.fit] { texts.append(text) }
    texts += documents.map { Phrases.filled(phrases.carry, $0.text(in: language.rawValue)) }
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
