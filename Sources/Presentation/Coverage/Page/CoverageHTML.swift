internal import CEmbeddedFiles
internal import DirectoryModel
internal import Geodesy
internal import Primitives

/// A coverage report as one HTML file that needs nothing else: no script, no font, no picture, no network.
///
/// It is valid as XML too. It opens offline, prints on A4, is read out by screen readers with landmarks, headings, table
/// headers and a description for every drawing, follows the reader's choice of light or dark, and speaks English, French,
/// Dutch or German. Every text is escaped where it is put in. The same document gives the same bytes.
package struct CoverageHTML: Sendable {
  let document: CoverageDocument
  let language: Language
  let words: Words<CoveragePhrase>
  let numbers: NumberText

  /// Makes a page in a language.
  package init(_ document: CoverageDocument, language: Language) {
    self.document = document
    self.language = language
    words = Words<CoveragePhrase>(language)
    numbers = NumberText(language)
  }

  /// The file's content.
  package var html: String {
    let map = CoverageMap(document, words: words, numbers: numbers)
    let style = HTML(markup: String(embedded_coverage_css()))
    let area = document.area.isEmpty ? words[.wholeArea] : document.area
    let sections = document.topics.enumerated().map { section($1, number: $0, map: map) }
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)" xml:lang="\(language.rawValue)" xmlns="http://www.w3.org/1999/xhtml">
      <head><meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"/>
      <meta name="generator" content="Mutual Aid"/>
      <title>\(words[.title]): \(area), \(document.day)</title>
      <style>
      \(style)</style></head>
      <body><a class="skip" href="#report">\(words[.skip])</a>
      <header><h1>\(words[.title])</h1>
      <p class="lead">\(words(.subtitle, document.day))</p>
      <p class="soft">\(words(.preparedFor, area))</p></header>
      <nav aria-label="\(words[.contents])"><ul>\(contents)</ul></nav>
      <main id="report">
      \(map?.shared ?? "")\(sections)\(methodSection)</main>
      <footer><p class="note">\(words[.limits])</p></footer>
      </body></html>

      """
    return page.source
  }

  private var contents: HTML {
    var entries: HTML = ""
    for (number, topic) in document.topics.enumerated() {
      entries += "<li><a href=\"#t\(number)\">\(name(of: topic))</a></li>"
    }
    return "\(entries)<li><a href=\"#method\">\(words[.method])</a></li>"
  }

  /// The service's name with a capital.
  func name(of topic: CoverageTopic) -> String {
    let name = Words<CoveragePhrase>(language).name(of: topic.service)
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// What the baseline and the scenarios are called.
  func names(of topic: CoverageTopic) -> [String] {
    topic.outcomes.enumerated().map { number, outcome in
      outcome.name.isEmpty ? (number == 0 ? words[.baseline] : "\(words[.scenario]) \(number)") : outcome.name
    }
  }

  private func section(_ topic: CoverageTopic, number: Int, map: CoverageMap?) -> HTML {
    let id = "t\(number)"
    let names = names(of: topic)
    var maps: HTML = ""
    if let map, let baseline = topic.outcomes.first {
      for (place, outcome) in topic.outcomes.enumerated() {
        let title = words(place == 0 ? .arrivalMap : .changeMap, names[place])
        maps +=
          place == 0
          ? map.arrivals(of: outcome, topic: topic, id: "\(id)-m0", title: title)
          : map.changes(from: baseline, to: outcome, topic: topic, id: "\(id)-m\(place)", title: title)
      }
    }
    let chart = DistributionChart(words: words, numbers: numbers)
      .figure(of: topic, names: names, cells: document.cells, id: "\(id)-c")
    let first: HTML = number == 0 ? " class=\"first\"" : ""
    return """
      <section aria-labelledby="\(id)"><h2 id="\(id)"\(first)>\(name(of: topic))</h2>
      <h3>\(words[.summary])</h3>
      \(summary(of: topic, names: names, id: id))\(heading(words[.maps], over: maps))\
      <h3>\(words[.curves])</h3>
      \(chart)<h3>\(words[.regions])</h3>
      \(regionTables(of: topic, names: names, id: id))\
      \(penalty(of: topic, map: map, id: id))<h3>\(words[.actions])</h3>
      \(actions(of: topic, id: id))<h3>\(words[.resilience])</h3>
      \(losses(of: topic, id: id))</section>

      """
  }

  private func heading(_ title: String, over content: HTML) -> HTML {
    content.source.isEmpty ? "" : "<h3>\(title)</h3>\n\(content)"
  }

  /// A table that scrolls by itself where the screen is narrow.
  func table(id: String, caption: String, head: [String], words: Set<Int> = [], rows: HTML) -> HTML {
    let heads = head.enumerated().map { place, name -> HTML in
      words.contains(place) ? "<th scope=\"col\" class=\"words\">\(name)</th>" : "<th scope=\"col\">\(name)</th>"
    }
    return """
      <div class="scroll" role="region" tabindex="0" aria-labelledby="\(id)">
      <table><caption id="\(id)">\(caption)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }
}
