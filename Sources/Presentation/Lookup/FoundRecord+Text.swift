internal import DirectoryModel
internal import Geodesy
package import MutualAid
package import TextFormats

/// What was found, for people and programs.
package struct LookupReport: Sendable {
  private let records: [FoundRecord]

  /// Makes a report of what was found.
  package init(_ records: [FoundRecord]) { self.records = records }

  /// What is said where nothing was found.
  package static func nothing(for text: String, in language: Language) -> String {
    Words<LookupPhrase>(language)(.nothing, text)
  }

  /// What was found, as JSON.
  package var json: JSONValue {
    .array(
      records.map { record in
        [
          "country": JSONValue(record.country?.rawValue), "id": JSONValue(record.id),
          "kind": .string(record.kind.rawValue), "lat": JSONValue(record.coordinate?.latitude, decimals: 6),
          "lon": JSONValue(record.coordinate?.longitude, decimals: 6), "name": .string(record.name),
          "region": JSONValue(record.region),
        ]
      })
  }

  /// A line for each, kind by kind.
  package func text(in language: Language) -> String {
    let phrases = Words<AnswerPhrase>(language)
    let rows = records.map { record in
      [
        phrases.name(of: record.kind.rawValue.replacing("-", with: " "), in: "kind"), record.name,
        [record.country?.rawValue, record.region].compactMap { $0 }.joined(separator: " "), record.id ?? "",
        record.coordinate?.shortText ?? "",
      ]
    }
    return HistoryReport.table(rows)
  }
}
