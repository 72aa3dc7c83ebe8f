internal import DirectoryModel
internal import Primitives
internal import TextFormats

/// What a registry says that it lists, for people and programs.
extension CompletenessDeclaration {
  var json: JSONValue {
    [
      "services": .array(services.map { .string($0.rawValue) }), "areas": .array(areas.map { .string($0.rawValue) }),
      "within_m": strip.map { JSONValue($0.metres, decimals: 1) } ?? .null,
      "within_m_of": .array((strip?.areas ?? []).map { .string($0.rawValue) }), "kind": JSONValue(kind),
      "stations": .string(stations.rawValue), "vehicles": .string(vehicles.rawValue),
      "lists": .array(listed.map(\.json)), "never_lists": .array(neverListed.map(\.json)), "as_of": JSONValue(asOf),
      "basis": .string(basis.rawValue), "notes": .array(notes.entries.map { .string($0.text) }),
    ]
  }

  /// One line in words.
  func text(in language: Language) -> String {
    let words = Words<SummaryPhrase>(language)
    var area = areas.map(\.rawValue).joined(separator: " ")
    if let strip {
      let width = "\(Int(bounded: strip.metres / 1000))"
      area = words(.inStrip, area, width, strip.areas.map(\.rawValue).joined(separator: " "))
    }
    var subject = words.list(services)
    if let kind { subject = words(.onlyKind, subject, kind) }
    if !area.isEmpty { subject += " \(area)" }
    var parts = ["\(subject)\(words.colon)\(words.name(of: stations)), \(words.name(of: vehicles))"]
    if !listed.isEmpty { parts.append(words(.onlyTypes, listed.map(\.code).joined(separator: ", "))) }
    if !neverListed.isEmpty { parts.append(words(.neverTypes, neverListed.map(\.code).joined(separator: ", "))) }
    if let asOf { parts.append(asOf) }
    return parts.joined(separator: words.semicolon)
  }
}

extension CompletenessDeclaration.Listing {
  /// The code of the type or capability.
  var code: String {
    switch self {
    case .type(let code), .capability(let code): code
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .type(let code): ["type": .string(code)]
    case .capability(let code): ["capability": .string(code)]
    }
  }
}

extension CompletenessDeclaration.Stations: NamedValue { static let section = "stations-listed" }
extension CompletenessDeclaration.Vehicles: NamedValue { static let section = "vehicles-listed" }
