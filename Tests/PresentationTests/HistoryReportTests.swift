import DirectoryModel
import Foundation
import MutualAid
import Presentation
import Testing

/// Histories in every language.
@Suite struct HistoryReportTests {
  private let entry: ImportEntry = {
    var entry = ImportEntry(
      id: 3, kind: ImportEntry.registryKind, subject: "nl-fire", version: 2, action: .imported, ofVersion: nil,
      issued: Date(timeIntervalSince1970: 1_767_225_600), importedAt: Date(timeIntervalSince1970: 1_767_312_000),
      file: "nl.xml", profile: "native", counts: .init(), problems: [])
    entry.counts.added = 4
    entry.counts.rejected = 1
    return entry
  }()

  @Test(arguments: [
    (
      Language.english,
      "nl-fire  version 2  2026-01-02 00:00 UTC  issued 2026-01-01  4 added, 1 rejected  from nl.xml\n"
    ),
    (
      .french,
      "nl-fire  version 2  02/01/2026 00:00 UTC  publiée le 01/01/2026  4 ajoutées, 1 rejetée  issue de nl.xml\n"
    ),
    (
      .dutch,
      "nl-fire  versie 2  02-01-2026 00:00 UTC  uitgave van 01-01-2026  4 toegevoegd, 1 afgekeurd  uit nl.xml\n"
    ),
    (
      .german,
      "nl-fire  Version 2  02.01.2026 00:00 UTC  herausgegeben am 01.01.2026  4 aufgenommen, 1 zurückgewiesen  aus nl.xml\n"
    ),
  ])
  func versionsAreToldInTheLanguage(language: Language, expected: String) {
    #expect(HistoryReport([entry]).text(in: language) == expected)
  }

  @Test(arguments: Language.allCases.filter { $0 != .english })
  func noLineOfARecordsHistoryIsLeftInEnglish(language: Language) {
    let unit = ResponseUnit(id: "u", station: "s", type: "TS", service: .fire)
    var changed = unit
    changed.type = "AL"
    let history = RecordHistory(
      contributions: [],
      versions: [
        RecordVersion(registry: "nl-fire", since: 3, until: 4, record: unit),
        RecordVersion(registry: "nl-fire", since: 4, until: 5, record: changed),
      ], imports: [entry, numbered(4), numbered(5, .rollback)])
    let reports = [
      AvailabilityReport(
        unit: "u", status: .onScene, since: entry.issued, until: entry.importedAt, source: "FMS")
    ]
    let report = RecordHistoryReport(kind: .unit, id: "u", history, limit: 9, reports: reports)
    let english = Set(report.text().split(separator: "\n"))
    let lines = report.text(in: language).split(separator: "\n")
    #expect(lines.count == english.count)
    for line in lines where line != "Versions" { #expect(!english.contains(line), "\(line)") }
  }

  private func numbered(_ id: Int, _ action: ImportEntry.Action = .imported) -> ImportEntry {
    var other = entry
    other.id = id
    other.version = id - 1
    other.action = action
    return other
  }
}
