internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
package import MutualAid
internal import Requests
package import TextFormats

/// What became of requests in a time, for people and programs.
package struct AfterActionReport: Sendable {
  private let report: AfterAction

  /// Makes one.
  package init(_ report: AfterAction) { self.report = report }

  /// The figures as JSON.
  package var json: JSONValue { RequestReport.value(report) }

  /// One row for each pair of rooms.
  package var csv: String {
    let names = [
      "asking", "asked", "lines", "units_asked", "units_given", "given", "part", "declined", "expired", "cancelled",
      "withdrawn", "seconds_to_seen", "seconds_to_answer", "seconds_to_turn_out", "seconds_to_scene",
      "minutes_saved_by_match", "minutes_saved",
    ]
    return ([names] + report.pairs.map(AfterActionReport.cells)).map { CSV.line($0) }.joined()
  }

  private static func cells(_ pair: AfterAction.Pair) -> [String] {
    [pair.asking.rawValue, pair.asked.rawValue]
      + [
        pair.lines, pair.unitsAsked, pair.unitsGiven, pair.given, pair.part, pair.declined, pair.expired,
        pair.cancelled, pair.withdrawn,
      ].map { "\($0)" }
      + [
        pair.secondsToSeen, pair.secondsToAnswer, pair.secondsToTurnOut, pair.secondsToScene,
        pair.minutesSavedByMatch, pair.minutesSaved,
      ].map { $0.map { "\($0)" } ?? "" }
  }

  /// The figures in lines.
  package func text(in language: Language) -> String {
    let words = Words<RequestReportPhrase>(language)
    guard !report.pairs.isEmpty else { return words[.none] + "\n" }
    return title(in: language) + "\n" + HistoryReport.table(rows(in: language)) + "\n"
      + HistoryReport.table(balance(in: language))
  }

  /// The figures as a page.
  package func html(in language: Language) -> String {
    let words = Words<RequestReportPhrase>(language)
    let rows = report.pairs.isEmpty ? [] : rows(in: language)
    let body: HTML =
      report.pairs.isEmpty
      ? "<p>\(words[.none])</p>" : "\(AfterActionReport.table(rows))\(AfterActionReport.table(balance(in: language)))"
    return RequestDocument.page(title(in: language), language, body)
  }

  static func table(_ rows: [[String]]) -> HTML {
    let head = (rows.first ?? []).map { text -> HTML in "<th scope=\"col\">\(text)</th>" }
    let body = rows.dropFirst().map { row -> HTML in
      let cells = row.map { text -> HTML in "<td>\(text)</td>" }
      return "<tr>\(cells)</tr>"
    }
    return "<table><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table>"
  }

  private func title(in language: Language) -> String {
    let dates = DateText(language)
    return Words<RequestReportPhrase>(language)(
      .title, report.since.map { dates.day($0) } ?? "…", report.until.map { dates.day($0) } ?? "…")
  }

  private func rows(in language: Language) -> [[String]] {
    let words = Words<RequestReportPhrase>(language)
    let request = Words<RequestPhrase>(language)
    let numbers: [RequestReportPhrase] = [
      .asked, .given, .part, .declined, .expired, .cancelled, .withdrawn, .seen, .answered, .turnedOut, .onScene,
      .savedPlanned, .savedReal,
    ]
    return [[request[.from], request[.to]] + numbers.map { words[$0] }]
      + report.pairs.map { pair in
        let reasons = pair.reasons.sorted { $0.key < $1.key }.map { reason, count in
          "\(count) × \(request.name(of: reason, in: "request-reason"))"
        }
        let cells = AfterActionReport.cells(pair)
        let declined = reasons.isEmpty ? "\(pair.declined)" : "\(pair.declined) (\(reasons.joined(separator: ", ")))"
        return [cells[0], cells[1], cells[2], cells[5], cells[6], declined] + cells[8...]
      }
  }

  private func balance(in language: Language) -> [[String]] {
    let words = Words<RequestReportPhrase>(language)
    return [[words[.balance], words[.given], words[.asked]]]
      + report.balance.map { [$0.room.rawValue, "\($0.given)", "\($0.received)"] }
  }
}

/// What happened at one incident, as both rooms tell it: one line of time.
package struct RequestTimeline: Sendable {
  private let incident: String
  private let reports: [RequestReport]

  /// Makes one of the requests of an incident.
  package init(_ incident: String, _ reports: [RequestReport]) {
    self.incident = incident
    self.reports = reports
  }

  /// Whether there is nothing to tell.
  package var isEmpty: Bool { reports.isEmpty }

  /// Steps and notices in the order of their time, as JSON.
  package var json: JSONValue {
    let entries = reports.flatMap { report -> [(Date, JSONValue)] in
      let request = report.request
      func entry(_ kind: String, _ value: JSONValue) -> JSONValue {
        [
          "request": .string(request.id.rawValue), "asking": .string(request.asking.rawValue),
          "asked": .string(request.asked.rawValue), "is_exercise": .bool(request.isExercise), kind: value,
        ]
      }
      return request.steps.map { ($0.time, entry("step", RequestReport.value($0))) }
        + request.notices.map { ($0.time, entry("notice", RequestReport.value($0))) }
    }
    return [
      "incident": .string(incident),
      "entries": .array(entries.enumerated().sorted { ($0.1.0, $0.0) < ($1.1.0, $1.0) }.map(\.1.1)),
    ]
  }

  private func rows(in language: Language) -> [[String]] {
    let words = Words<RequestPhrase>(language)
    let entries = reports.flatMap { report in
      report.happenings(in: language).map { entry in
        (
          time: entry.time,
          row: [
            Timestamp.text(entry.time), report.name(report.asking, report.request.asking),
            report.name(report.asked, report.request.asked),
            (report.request.isExercise ? words[.exercise] + " " : "") + entry.text,
          ]
        )
      }
    }
    return entries.enumerated().sorted { ($0.1.time, $0.0) < ($1.1.time, $1.0) }.map(\.1.row)
  }

  /// The same in lines.
  package func text(in language: Language) -> String {
    Words<RequestReportPhrase>(language)(.timeline, incident) + "\n" + HistoryReport.table(rows(in: language))
  }

  /// The same as a page.
  package func html(in language: Language) -> String {
    let words = Words<RequestPhrase>(language)
    let head = [["", words[.from], words[.to], words[.happened]]]
    return RequestDocument.page(
      Words<RequestReportPhrase>(language)(.timeline, incident), language,
      AfterActionReport.table(head + rows(in: language)))
  }
}

/// A page of requests that needs no other file.
enum RequestDocument {
  static func page(_ title: String, _ language: Language, _ body: HTML) -> String {
    let policy =
      "default-src 'none'; style-src 'sha256-\(SHA256.base64(of: RequestPage.style))'; base-uri 'none'; "
      + "form-action 'none'"
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)" xml:lang="\(language.rawValue)" xmlns="http://www.w3.org/1999/xhtml">
      <head><meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(title)</title>
      <style>\(HTML(markup: RequestPage.style))</style></head>
      <body><h1>\(title)</h1>\(body)</body></html>

      """
    return page.source
  }
}
