internal import DirectoryModel
internal import FoundationEssentials
package import MutualAid
internal import Primitives
package import TextFormats

extension DirectorySummary {
  /// The summary as JSON.
  package var json: JSONValue {
    [
      "path": .string(path), "version": .integer(version),
      "units": .integer(unitCounts.map(\.units).reduce(0, +)),
      "stations": .integer(stations),
      "control_rooms": .integer(controlRooms), "organisations": .integer(organisations),
      "areas": .integer(areas), "availability_reports": .integer(availabilityReports),
      "agreements": .integer(agreements), "barriers": .integer(barriers), "crossings": .integer(crossings),
      "crossings_to_reread": .integer(crossingsToReread),
      "vanished_corrections": .array(
        vanishedCorrections.map { ["id": .string($0.id), "registry": .string($0.registry.rawValue)] }),
      "rules": .integer(rules),
      "registries": .array(
        registries.map { entry in
          [
            "id": .string(entry.registry.id.rawValue), "title": .string(entry.registry.titles.main),
            "country": .string(entry.registry.country.rawValue), "service": JSONValue(entry.registry.service?.rawValue),
            "publisher": .string(entry.registry.publisher), "authority": .string(entry.registry.authority.rawValue),
            "profile": .string(entry.profile), "issued": .string(Timestamp.text(entry.registry.issued)),
            "source_date": JSONValue(entry.registry.sourceDate),
            "complete_for": .array(entry.registry.completeness.map(\.json)),
            "imported_at": .string(Timestamp.text(entry.importedAt)), "stations": .integer(entry.stations),
            "units": .integer(entry.units),
          ]
        }),
      "documents": .array(
        documents.map { document in
          [
            "kind": .string(document.kind.rawValue), "id": .string(document.id), "title": .string(document.title),
            "issued": .string(Timestamp.text(document.issued)),
          ]
        }),
      "unit_counts": .array(
        unitCounts.map {
          [
            "country": .string($0.country.rawValue), "service": .string($0.service.rawValue),
            "units": .integer($0.units),
          ]
        }),
    ]
  }

  /// The summary as text.
  package func text(in language: Language) -> String {
    let words = Words<SummaryPhrase>(language)
    let units = unitCounts.map(\.units).reduce(0, +)
    var lines = [
      words(.directory, path, version),
      words(
        .totals, units, stations, organisations, controlRooms, agreements, areas,
        availabilityReports), "",
    ]
    let width = registries.map(\.registry.id.rawValue.count).max() ?? 0
    for entry in registries {
      let id = entry.registry.id.rawValue + String(repeating: " ", count: width - entry.registry.id.rawValue.count)
      let age = max(0, Int(bounded: Date().timeIntervalSince(entry.registry.issued) / 86_400, rounding: .towardZero))
      lines.append(
        "\(id)  \(entry.registry.country)  "
          + words(
            .registry, padded(entry.stations), padded(entry.units),
            DateText(language).written(String(Timestamp.text(entry.registry.issued).prefix(10))),
            age)
          + (entry.registry.sourceDate.map { words(.factsOf, $0) } ?? ""))
      for declaration in entry.registry.completeness { lines.append("  " + declaration.text(in: language)) }
    }
    lines.append("")
    for kind in ReferenceDocument.Kind.allCases {
      let ids = documents.filter { $0.kind == kind }.map(\.id)
      if !ids.isEmpty { lines.append("\(words.name(of: kind))\(words.colon)\(ids.joined(separator: ", "))") }
    }
    if barriers > 0 || crossings > 0 { lines.append(words(.water, barriers, crossings, crossingsToReread)) }
    if !vanishedCorrections.isEmpty {
      let ids = vanishedCorrections.map { "\($0.id) (\($0.registry))" }
      lines.append(Words<CorrectionPhrase>(language)(.vanishedRecords, ids.joined(separator: ", ")))
    }
    return ScreenText.lines(lines)
  }

  private func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
  }
}
