internal import DirectoryModel
internal import Journal
internal import Requests

/// The certificate that the leader of a team carries across the border between the Netherlands and Germany (agreement of 7 June
/// 1988, article 6): kind of help, kind of team, number of people.
///
/// It is filled in as far as is known: who is in the team is not, and nothing is invented.
struct RequestCertificate {
  private let report: RequestReport
  private static let languages: [Language] = [.dutch, .german]

  init(_ report: RequestReport) { self.report = report }

  /// The file: one sheet for each line that is promised, or for each line where none is.
  var html: String {
    let request = report.request
    let promised = request.lines.filter { !$0.units.isEmpty }
    let style = RequestPage.style + "\nsection { break-after: page; }\nsection:last-of-type { break-after: auto; }\n"
    let policy =
      "default-src 'none'; style-src 'sha256-\(SHA256.base64(of: style))'; base-uri 'none'; form-action 'none'"
    let sheets = (promised.isEmpty ? request.lines : promised).map(sheet)
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="nl" xml:lang="nl" xmlns="http://www.w3.org/1999/xhtml">
      <head><meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <title>\(both(.title))</title>
      <style>\(HTML(markup: style))</style></head>
      <body>\(sheets)</body></html>

      """
    return page.source
  }

  private func sheet(_ line: RequestLine) -> HTML {
    let request = report.request
    let marks = Language.allCases.filter { $0.base == nil }.map { Words<RequestPhrase>($0)[.exercise] }
    let mark: HTML = request.isExercise ? "<p class=\"exercise\">\(marks.joined(separator: " · "))</p>" : ""
    let team = line.units.isEmpty ? line.match.map(\.title) : line.units.map(\.rawValue).joined(separator: ", ")
    return """
      <section>\(mark)<h1>\(both(.title))</h1>
      <p>\(both(.treaty))</p>
      <table>\(row(.kind, kind(line)))\(row(.team, team))\(row(.people, nil))\
      \(row(.leader, nil))\(row(.sender, report.name(report.asked, request.asked)))\
      \(row(.asked, report.name(report.asking, request.asking) + "; " + report.incidentText))\
      \(row(.signed, nil))</table></section>
      """
  }

  private func kind(_ line: RequestLine) -> String {
    let names = RequestCertificate.languages.map { report.subject(of: line, in: $0) }
    return "\(line.count) × \(names.joined(separator: " / "))"
  }

  private func row(_ phrase: CertificatePhrase, _ value: String?) -> HTML {
    let cell: HTML = value.map { "<td>\($0)</td>" } ?? "<td class=\"blank\"></td>"
    return "<tr><th scope=\"row\">\(both(phrase))</th>\(cell)</tr>"
  }

  private func both(_ phrase: CertificatePhrase) -> String {
    RequestCertificate.languages.map { Words<CertificatePhrase>($0)[phrase] }.joined(separator: " / ")
  }
}
