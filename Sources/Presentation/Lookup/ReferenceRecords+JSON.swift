package import DirectoryModel
package import TextFormats

extension ControlRoom {
  /// The room as JSON.
  package func json(in language: Language) -> JSONValue {
    [
      "country": JSONValue(country?.rawValue), "id": .string(id.rawValue),
      "languages": .array(languages.map(JSONValue.string)), "name": .string(names.text(in: language.rawValue)),
      "phones": .array(phones.map { ["kind": .string($0.kind.rawValue), "number": .string($0.number)] }),
      "radios": .array(radios.map(JSONValue.string)),
      "services": .array(services.map { .string($0.rawValue) }),
      "territories": .array(
        territories.map { territory in
          [
            "country": .string(territory.country.rawValue), "municipality": JSONValue(territory.municipality),
            "region": JSONValue(territory.region?.rawValue),
          ]
        }),
    ]
  }
}

extension Agreement {
  /// The agreement as JSON.
  package func json(in language: Language) -> JSONValue {
    [
      "citation": .string(citations.text(in: language.rawValue)), "ends": JSONValue(ends), "id": .string(id),
      "in_force": JSONValue(inForce), "rules": .array(rules.map { $0.json(in: language) }),
      "successor": JSONValue(successor), "title": .string(titles.text(in: language.rawValue)),
      "urls": .array(urls.map(JSONValue.string)), "verification": .string(verification.rawValue),
    ]
  }
}

extension AgreementRule {
  fileprivate func json(in language: Language) -> JSONValue {
    [
      "article": JSONValue(article), "border_band_m": JSONValue(borderBand, decimals: 1),
      "borrower": borrower.json, "conditions": .array(conditions.map { .string($0.rawValue) }),
      "documents": .array(documents.map { .string($0.text(in: language.rawValue)) }),
      "effect": .string(effect == .allow ? "allow" : "forbid"), "id": .string(id), "lender": lender.json,
      "notes": JSONValue(notes.isEmpty ? nil : notes.text(in: language.rawValue)),
      "purposes": .array(purposes.map { .string($0.rawValue) }), "role": JSONValue(role?.rawValue),
      "services": .array(services.map { .string($0.rawValue) }),
    ]
  }
}

extension TaskPackage {
  /// The package as JSON.
  package func json(in language: Language) -> JSONValue {
    [
      "id": .string(id), "name": .string(names.text(in: language.rawValue)),
      "needs": .array(
        needs.map { need in
          [
            "count": .integer(need.count),
            "name": JSONValue(need.names.isEmpty ? nil : need.names.text(in: language.rawValue)),
            "need": .string(need.description), "service": JSONValue(need.service?.rawValue),
          ]
        }),
      "purpose": JSONValue(purpose?.rawValue), "service": JSONValue(service?.rawValue),
    ]
  }
}

extension AgreementRule.Party {
  fileprivate var json: JSONValue {
    [
      "control_room": JSONValue(controlRoom?.rawValue), "country": .string(country.rawValue),
      "municipality": JSONValue(municipality), "organisation": JSONValue(organisation?.rawValue),
      "regions": .array(regions.map { .string($0.rawValue) }), "station": JSONValue(station?.rawValue),
    ]
  }
}
