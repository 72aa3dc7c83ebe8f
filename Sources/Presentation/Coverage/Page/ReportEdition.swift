internal import DirectoryModel
internal import Geodesy
internal import Primitives
internal import TextFormats

/// A report in one language, as a part of the page.
struct ReportEdition {
  let document: CoverageDocument
  let language: Language
  let words: Words<CoveragePhrase>
  let page: Words<PagePhrase>
  let numbers: NumberText
  let tables: ReportTables
  let maps: ReportMaps?
  /// What ids of this edition begin with.
  let prefix: String
  /// Its place among the editions of the page, from 0.
  private let place: Int

  init(_ document: CoverageDocument, language: Language, place: Int, maps: ReportMaps?) {
    self.place = place
    self.document = document
    self.language = language
    self.maps = maps
    words = Words(language)
    page = Words(language)
    numbers = NumberText(language)
    tables = ReportTables(document, language: language)
    prefix = language.rawValue + "-"
  }

  var area: String { document.area.isEmpty ? words[.wholeArea] : document.area }
  /// The same, short enough for a title.
  private var shortArea: String { area.count > 60 ? area.prefix(59) + "…" : area }
  var day: String { DateText(language).written(document.day) }
  /// The title of the window and of printed pages.
  var title: String { "\(words[.title])\(words.colon)\(shortArea), \(day)" }

  /// The page that this edition is printed on: its running title, and the number of each sheet.
  var pageRules: String {
    let name = "page-\(language.rawValue)"
    return """
      .edition:lang(\(language.rawValue)) { page: \(name); }
      @page \(name) { @top-left { content: \(ReportEdition.quoted(title)); } @bottom-left { content: "Mutual Aid"; } \
      @bottom-right { content: counter(page) " / " counter(pages); } }

      """
  }

  /// A text as a string of a style sheet, with no sign of markup in it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in HTML.escaped(text).isEmpty ? "".unicodeScalars : text.unicodeScalars {
      switch scalar {
      case "\"", "\\", "<", ">", "&", "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{202A}"..."\u{202E}",
        "\u{2066}"..."\u{2069}", "\u{FFFE}", "\u{FFFF}":
        quoted += scalar.value == 0 ? "\u{FFFD}" : "\\" + String(scalar.value, radix: 16) + " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// The whole edition.
  var content: HTML {
    let sections = document.topics.enumerated().map { section($1, number: $0) }
    let code = language.rawValue
    return """
      <div class="edition e\(place)" id="\(code)" lang="\(code)" xml:lang="\(code)" data-title="\(title)">
      \(firstPage)<nav aria-label="\(words[.contents])"><ul>\(contents)</ul></nav>
      \(sections)\(sharedSection)\(methodSection)\(annexes)<p class="note">\(words[.limits])</p>
      <script type="application/json" class="words">\(scriptWords)</script>
      </div>

      """
  }

  private var contents: HTML {
    var entries: HTML = ""
    for (number, topic) in document.topics.enumerated() {
      entries += "<li><a href=\"#\(prefix)t\(number)\">\(tables.name(of: topic))</a></li>"
    }
    return """
      \(entries)<li><a href="#\(prefix)method">\(words[.method])</a></li>\
      <li><a href="#\(prefix)annex">\(page[.annex])</a></li>
      """
  }

  /// What the script says, in the language.
  private var scriptWords: HTML {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("arrival", page[.cellArrival])
      writer.member("chooseCell", page[.chooseCell])
      writer.member("chooseRegion", words[.region])
      writer.member("delay", page[.cellDelay])
      writer.member("filter", page[.filter])
      writer.member("hover", page[.hover])
      writer.member("never", page[.cellNever])
      writer.member("neverAgain", page[.cellNeverAgain])
      writer.member("noDelay", page[.cellNoDelay])
      writer.member("outcomes") { writer in
        writer.array(document.topics) { writer, topic in
          writer.array(tables.names(of: topic)) { $0.write($1) }
        }
      }
      writer.member("people", page[.cellPeople])
      writer.member("region", page[.regionReading])
      writer.member("states") { writer in
        writer.array([page[.notJudged], page[.isOutside], page[.isWithin]]) { $0.write($1) }
      }
    }
    return HTML(json: writer.bytes)
  }

  func heading(_ title: String, over content: HTML) -> HTML {
    content.source.isEmpty ? "" : "<h3>\(title)</h3>\n\(content)"
  }

  /// A table that scrolls by itself where the screen is narrow; nothing where it has no rows.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - count: how many rows are shown; the annex has all.
  ///   - suffix: what tells its id from that of the same table elsewhere.
  /// - Returns: the table, with what is left out told below it.
  func html(_ table: ReportTable, first count: Int? = nil, suffix: String = "") -> HTML {
    guard !table.rows.isEmpty else { return "" }
    let shown = count.map { table.first($0) } ?? table
    let id = prefix + table.id + suffix
    let heads = table.columns.map { column -> HTML in
      column.isWords
        ? "<th scope=\"col\" class=\"words\">\(column.title)</th>" : "<th scope=\"col\">\(column.title)</th>"
    }
    var rows: HTML = ""
    for row in shown.rows {
      rows += row.isSum ? "<tr class=\"sum\">" : "<tr>"
      for (place, value) in row.values.enumerated() {
        var text: HTML = "\(value.text(numbers))"
        if case .note(_, let note) = value, !note.isEmpty { text += "<small>\(note)</small>" }
        if place == 0 {
          rows += "<th scope=\"row\">\(text)</th>"
        } else {
          rows += table.columns[place].isWords ? "<td class=\"words\">\(text)</td>" : "<td>\(text)</td>"
        }
      }
      rows += "</tr>\n"
    }
    let left = table.rows.count - shown.rows.count
    let more: HTML = left > 0 ? "<p class=\"note\">\(page(.moreRows, left))</p>\n" : ""
    return """
      <div class="scroll" role="group" tabindex="0" aria-labelledby="\(id)">
      <table><caption id="\(id)">\(table.title)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      \(more)
      """
  }

  func note(_ text: String) -> HTML { text.isEmpty ? "" : "<p class=\"note\">\(text)</p>\n" }
}
