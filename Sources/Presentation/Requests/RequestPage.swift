internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import Requests

/// A request on one sheet of A4: what is said, in the languages of both rooms side by side.
///
/// Values that are the same in every language stand once between them; a line of the request is never split across pages.
struct RequestPage {
  private let report: RequestReport
  private let languages: [Language]

  init(_ report: RequestReport, languages: [Language]) {
    self.report = report
    self.languages = Array(languages.prefix(2))
  }

  /// The file.
  var html: String {
    let first = languages.first ?? .english
    let request = report.request
    let marks = Language.allCases.filter { $0.base == nil }.map { Words<RequestPhrase>($0)[.exercise] }
    let mark: HTML = request.isExercise ? "<p class=\"exercise\">\(marks.joined(separator: " · "))</p>" : ""
    let style = RequestPage.style
    let policy =
      "default-src 'none'; style-src 'sha256-\(SHA256.base64(of: style))'; base-uri 'none'; form-action 'none'"
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="\(first.rawValue)" xml:lang="\(first.rawValue)" xmlns="http://www.w3.org/1999/xhtml">
      <head><meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(request.isExercise ? marks.joined(separator: " ") + " " : "")\(title(first))</title>
      <style>\(HTML(markup: style))</style></head>
      <body>\(mark)<h1>\(languages.map { title($0) }.joined(separator: " / "))</h1>
      \(head)
      \(request.lines.map(line))
      <section class="answer"><h2>\(label(.answer))</h2>
      <table><tr><th scope="row">\(label(.name))</th><td class="blank"></td><th scope="row">\(label(.departure))</th>\
      <td class="blank"></td></tr></table></section>
      \(mark)</body></html>

      """
    return page.source
  }

  private func title(_ language: Language) -> String {
    Words<RequestPhrase>(language)(.title, report.request.id)
  }

  /// A phrase in both languages.
  private func label(_ phrase: RequestPhrase) -> String { both { Words<RequestPhrase>($0)[phrase] } }

  private func both(_ text: (Language) -> String) -> String {
    languages.reduce(into: [String]()) { texts, language in
      let text = text(language)
      if !texts.contains(text) { texts.append(text) }
    }.joined(separator: " / ")
  }

  private func row(_ phrase: RequestPhrase, _ value: String?) -> HTML {
    guard let value else { return "" }
    return "<tr><th scope=\"row\">\(label(phrase))</th><td>\(value)</td></tr>"
  }

  private var head: HTML {
    let request = report.request
    let rooms: [(RequestPhrase, ControlRoom?, ControlRoomID)] = [
      (.from, report.asking, request.asking), (.to, report.asked, request.asked),
    ]
    let people = rooms.map { phrase, room, id in
      row(
        phrase,
        "\(report.name(room, id)) – \(label(.telephone)) \(room?.phone?.number ?? label(.notOnFile))")
    }
    return """
      <table class="head">\(people)\(row(.incident, report.incidentText))\
      \(row(.urgency, both { Words<RequestPhrase>($0).name(of: request.urgency) }))\
      \(row(.made, both { DateText($0).universal(request.created) }))</table>
      """
  }

  private func line(_ line: RequestLine) -> HTML {
    let match = line.match
    return """
      <section class="line"><h2>\(label(.line)) \(line.number): \(line.count) × \(both { report.subject(of: line, in: $0) })</h2>
      <table>\(row(.state, both { Words<RequestPhrase>($0).name(of: line.state) }))\
      \(row(.proposed, match?.title))\(row(.arrival, match.map { minutes($0.eta) }))\
      \(row(.ownUnit, match?.ownETA.map(minutes)))\(row(.agreement, match.map(agreement)))\
      \(row(.lenderCost, match?.lenderCost.map { cost in both { Words<RequestPhrase>($0)(.people, cost) } }))\
      \(row(.units, line.units.isEmpty ? nil : line.units.map(\.rawValue).joined(separator: ", ")))\
      \(row(.channel, line.channel))\
      \(row(.departure, line.departure.map { date in both { DateText($0).moment(date) } }))</table></section>
      """
  }

  private func minutes(_ seconds: Double) -> String {
    let minutes = Int((seconds / 60).rounded(.up))
    return both { Words<RequestPhrase>($0)(.minutes, minutes) }
  }

  private func agreement(_ match: RequestMatch) -> String {
    let verdict = both { language in
      Words<RequestPhrase>(language).name(of: match.verdict, in: "verdict")
    }
    return [verdict, match.citation].compactMap { $0 }.joined(separator: " – ")
  }

  static let style = """

    @page { size: A4; margin: 12mm; }
    body { font: 8.5pt/1.25 sans-serif; color: #000; background: #fff; max-width: 186mm; margin: 0 auto; }
    h1 { font-size: 13pt; margin: 0 0 2mm; }
    h2 { font-size: 9.5pt; margin: 0 0 0.6mm; }
    table { border-collapse: collapse; width: 100%; }
    th, td { border: 0.25mm solid #777; padding: 0.4mm 1.2mm; text-align: left; vertical-align: top; }
    th { width: 34%; font-weight: 600; background: #eee; }
    section { break-inside: avoid; margin-top: 2.6mm; }
    .blank { height: 7mm; }
    .answer th { width: 20%; }
    .exercise { border: 0.8mm solid #000; padding: 1mm; margin: 0 0 2mm; text-align: center; font-weight: 700;
      font-size: 11pt; letter-spacing: 0.1em; }

    """
}
