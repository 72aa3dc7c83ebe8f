package import DirectoryModel
package import TextFormats

/// What became of one status report, for people and programs.
package struct StatusReportText: Sendable {
  private let report: AvailabilityReport
  private let current: Availability
  private let kept: KeptMark?

  /// Makes a text of a report, of what the directory now says of the unit, and of why it is kept as it was, where it is.
  package init(_ report: AvailabilityReport, current: Availability, kept: KeptMark? = nil) {
    self.report = report
    self.current = current
    self.kept = kept
  }

  /// One line; programs read the English one, in which statuses are written as they are reported.
  package func text(in language: Language) -> String {
    let words = Words<ReportPhrase>(language)
    let name = { (status: AvailabilityStatus) in language == .english ? status.rawValue : words.name(of: status) }
    let dates = DateText(language)
    let since = language == .english ? Timestamp.text(report.since) : dates.moment(report.since)
    let mark = kept.map { "; " + Words<AnswerPhrase>(language)(.isKept, dates.day($0.since)) } ?? ""
    guard let newer = current.since, newer > report.since else {
      return words(.since, report.unit, name(report.status), since) + mark
    }
    return words(.sinceButNewer, report.unit, name(report.status), since, name(current.status)) + mark
  }

  /// The report as JSON.
  package var json: JSONValue {
    [
      "unit": .string(report.unit.rawValue), "status": .string(report.status.rawValue),
      "since": .string(Timestamp.text(report.since)), "until": JSONValue(report.until.map(Timestamp.text)),
      "kept": kept.map { ["reason": .string($0.reason), "since": .string(Timestamp.text($0.since))] } ?? .null,
      "source": JSONValue(report.source), "note": JSONValue(report.note),
      "current": ["status": .string(current.status.rawValue), "since": JSONValue(current.since.map(Timestamp.text))],
    ]
  }

  /// One line on reports that were removed.
  package static func pruned(_ count: Int, in language: Language) -> String {
    Words<ReportPhrase>(language)(.pruned, count)
  }
}
