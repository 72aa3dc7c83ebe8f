package import DirectoryModel
package import TextFormats

/// What became of one status report, for people and programs.
package struct StatusReportText: Sendable {
  private let report: AvailabilityReport
  private let current: Availability

  /// Makes a text of a report and of what the directory now says of the unit.
  package init(_ report: AvailabilityReport, current: Availability) {
    self.report = report
    self.current = current
  }

  /// One line; programs read the English one, in which statuses are written as they are reported.
  package func text(in language: Language) -> String {
    let words = Words<ReportPhrase>(language)
    let name = { (status: AvailabilityStatus) in language == .english ? status.rawValue : words.name(of: status) }
    let since = Timestamp.text(report.since)
    guard let newer = current.since, newer > report.since else {
      return words(.since, report.unit, name(report.status), since)
    }
    return words(.sinceButNewer, report.unit, name(report.status), since, name(current.status))
  }

  /// The report as JSON.
  package var json: JSONValue {
    [
      "unit": .string(report.unit.rawValue), "status": .string(report.status.rawValue),
      "since": .string(Timestamp.text(report.since)), "until": JSONValue(report.until.map(Timestamp.text)),
      "source": JSONValue(report.source), "note": JSONValue(report.note),
      "current": ["status": .string(current.status.rawValue), "since": JSONValue(current.since.map(Timestamp.text))],
    ]
  }

  /// One line on reports that were removed.
  package static func pruned(_ count: Int, in language: Language) -> String {
    Words<ReportPhrase>(language)(.pruned, count)
  }
}
