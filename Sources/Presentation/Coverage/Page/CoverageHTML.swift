internal import CEmbeddedFiles
package import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Journal
internal import Primitives
internal import TextFormats

/// A coverage report as one HTML file that needs nothing else: no font, no file beside it, no network.
///
/// It is valid as XML too. It opens offline, prints on A4, is read out by screen readers with landmarks, headings, table
/// headers and a description for every drawing, follows the reader's choice of light or dark, and holds one edition for each
/// language, between which the reader chooses. A script adds sorting, filtering and the values of cells; without it every
/// figure, table and map is there. A content policy in the file names the one style and the one script that may run, by their
/// digests. Every text is escaped where it is put in. The same document gives the same bytes.
package struct CoverageHTML: Sendable {
  private let editions: [(language: Language, document: CoverageDocument)]

  /// Makes a page in one language.
  package init(_ document: CoverageDocument, language: Language) {
    editions = [(language, document)]
  }

  /// Makes a page in a report's first language that holds it in the other languages too.
  ///
  /// - Parameters:
  ///   - report: the figures.
  ///   - language: the language in which it opens.
  ///   - surroundings: what is shown beside the figures.
  package init(_ report: CoverageReport, language: Language, surroundings: CoverageDocument.Surroundings) {
    let others = Language.allCases.filter { $0.base == nil && $0 != (language.base ?? language) }
    editions = ([language] + others).map { language in
      (language, CoverageDocument(report, language: language, surroundings: surroundings))
    }
  }

  /// What the report is called in its first language: what it is about, where and when.
  package var title: String {
    editions.first.map { ReportEdition($0.document, language: $0.language, place: 0, maps: nil).title } ?? ""
  }

  /// The file's content.
  package var html: String {
    guard let first = editions.first else { return "" }
    let maps = ReportMaps(first.document)
    let parts = editions.enumerated().map { place, edition in
      ReportEdition(edition.document, language: edition.language, place: place, maps: maps)
    }
    let style = "\n" + String(embedded_coverage_css()) + parts.map(\.pageRules).joined()
    let script = "\n" + String(embedded_coverage_js())
    let policy =
      "default-src 'none'; img-src data:; style-src 'sha256-\(SHA256.base64(of: style))'; "
      + "script-src 'sha256-\(SHA256.base64(of: script))'; base-uri 'none'; form-action 'none'"
    let words = Words<PagePhrase>(first.language)
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="\(first.language.rawValue)" xml:lang="\(first.language.rawValue)" xmlns="http://www.w3.org/1999/xhtml">
      <head><meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="generator" content="Mutual Aid"/>
      <title>\(parts.first?.title ?? "")</title>
      <style>\(HTML(markup: style))</style></head>
      <body><a class="skip" href="#report">\(Words<CoveragePhrase>(first.language)[.skip])</a>
      <header class="bar"><p>Mutual Aid</p>\(languageSwitch(words))</header>
      <main id="report">
      \(maps?.shared ?? "")\(parts.map(\.content))</main>
      \(values(maps))<script>\(HTML(markup: script))</script>
      </body></html>

      """
    return page.source
  }

  /// The choice of language; nothing where there is only one.
  private func languageSwitch(_ words: Words<PagePhrase>) -> HTML {
    guard editions.count > 1 else { return "" }
    let choices = editions.enumerated().map { place, edition -> HTML in
      let code = edition.language.rawValue
      let checked: HTML = place == 0 ? " checked=\"checked\"" : ""
      let name = Words<PagePhrase>(edition.language)[.languageItself]
      return """
        <label lang="\(code)"><input type="radio" name="language" value="\(code)" class="choose-\(place)"\(checked)/>\(name)</label>
        """
    }
    return "<fieldset class=\"switch\"><legend>\(words[.language])</legend>\(choices)</fieldset>"
  }

  /// The values of cells for the script, which are data and never run.
  private func values(_ maps: ReportMaps?) -> HTML {
    guard let maps else { return "" }
    let cells = PackedCells(maps.document, frame: maps.frame)
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("cells", cells.count)
      // A cell answers for the ground two kilometres round it.
      writer.member("reach", Int(bounded: 2000 / maps.frame.metresPerUnit * 2, in: 8...4000))
      writer.member("regions") { writer in writer.array(maps.document.regions) { $0.write($1.name) } }
      writer.member("topics") { writer in
        writer.array(maps.document.topics) { writer, topic in
          writer.object {
            $0.member("outcomes", topic.outcomes.count)
            $0.member("penalty", topic.penalty != nil)
          }
        }
      }
    }
    return """
      <script type="application/json" id="facts">\(HTML(json: writer.bytes))</script>
      <script type="application/octet-stream" id="cells">\(cells.text)</script>

      """
  }
}

extension HTML {
  /// JSON as it stands in a script's element, where no sign of markup may be.
  init(json: [UInt8]) {
    self.init(
      markup: String(decoding: json, as: UTF8.self).replacing("&", with: "\\u0026").replacing("<", with: "\\u003c")
        .replacing(">", with: "\\u003e").replacing("\u{FFFE}", with: "\\ufffd").replacing("\u{FFFF}", with: "\\ufffd"))
  }
}
