internal import DirectoryModel
internal import Geodesy
internal import Journal
internal import Testing

@testable internal import Presentation

@Suite struct CoverageHTMLTests {
  @Test(arguments: Language.allCases) func pageIsWellFormedInEveryLanguage(language: Language) {
    let page = PageReader(CoverageHTML(.sample(), language: language).html)
    #expect(page.problem == nil)
    #expect(page.all("html").first?.attributes["lang"] == language.rawValue)
    #expect(page.all("h1").first?.text == Words<CoveragePhrase>(language)[.title])
  }

  @Test func noLanguageSpeaksAnother() {
    let languages = Language.allCases.filter { $0.base == nil }
    let texts = languages.map { language in
      PageReader(CoverageHTML(.sample(), language: language).html).all("h3").map(\.text)
    }
    #expect(Set(texts).count == languages.count)
    #expect(Set(texts.map(\.count)).count == 1)
  }

  @Test(arguments: Language.allCases) func nothingIsFetched(language: Language) {
    let html = CoverageHTML(.sample(), language: language).html
    let page = PageReader(html)
    for element in page.elements {
      for (name, value) in element.attributes where ["src", "href", "srcset", "action", "data"].contains(name) {
        let isInside = value.hasPrefix("#") || element.name == "image" && value.hasPrefix("data:image/png;base64,")
        #expect(isInside, "\(element.name) \(name)=\(value.prefix(80))")
      }
    }
    #expect(["link", "img", "iframe", "object"].allSatisfy { page.all($0).isEmpty })
    #expect(!html.contains("url(") && !html.contains("@import"))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\" onload=\"x", "' & < > ]]> --> </style>", "&amp;", "a\u{0}b\u{8}\u{FFFE}c",
    "\u{202E}abc", "é ß 中 🚒",
  ])
  func everyTextIsEscaped(text: String) {
    let page = PageReader(CoverageHTML(.sample(text: text), language: .english).html)
    #expect(page.problem == nil)
    let known: Set = [
      "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "p", "nav", "ul", "li",
      "main", "section", "svg", "defs", "path", "g", "use", "desc", "circle", "text", "figure", "figcaption", "div",
      "table", "caption", "thead", "tbody", "tr", "th", "td", "small", "span", "strong", "b", "pre", "dl", "dt", "dd",
      "ol", "image", "rect", "script",
    ]
    #expect(Set(page.elements.map(\.name)).isSubset(of: known))
    #expect(page.elements.allSatisfy { $0.attributes["onload"] == nil })
    let shown = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { "\u{0}\u{8}\u{FFFE}\u{202E}".unicodeScalars.contains($0) ? "\u{FFFD}" : $0 }))
    #expect(page.all("pre").first?.text == "mutualaid coverage \(shown)")
  }

  @Test func screenReadersFindTheirWay() {
    let page = PageReader(CoverageHTML(.sample(), language: .dutch).html)
    for landmark in ["header", "nav", "main", "h1"] { #expect(page.all(landmark).count == 1) }
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in page.elements {
      let named = (element.attributes["aria-labelledby"] ?? "").split(separator: " ").map { String($0) }
      #expect(named.allSatisfy(ids.contains), "\(named)")
      if element.name != "image", let target = element.attributes["href"] {
        #expect(ids.contains(String(target.dropFirst())))
      }
      if element.name == "svg" {
        #expect(
          element.attributes["aria-hidden"] == "true" || (element.attributes["role"] == "img" && named.count == 2))
      }
      if element.name == "th" { #expect(["row", "col"].contains(element.attributes["scope"])) }
    }
    #expect(page.all("desc").allSatisfy { !$0.text.isEmpty })
    #expect(page.all("table").count == page.all("caption").count)
    let levels = page.elements.compactMap { ["h1": 1, "h2": 2, "h3": 3, "h4": 4][$0.name] }
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
  }

  @Test func thePolicyNamesTheStyleAndTheScriptByTheirDigests() throws {
    let page = PageReader(CoverageHTML(.sample(), language: .english).html)
    let policy = try #require(
      page.all("meta").compactMap { $0.attributes["content"] }.first { $0.contains("default-src") })
    #expect(!policy.contains("unsafe") && policy.contains("default-src 'none'"))
    let style = try #require(page.all("style").first?.text)
    #expect(policy.contains("style-src 'sha256-\(SHA256.base64(of: style))'"))
    #expect(page.elements.allSatisfy { $0.attributes["style"] == nil })
    #expect(page.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
    let scripts = page.all("script").filter { $0.attributes["type"] == nil }
    #expect(scripts.count == 1)
  }

  @Test func theSameDocumentGivesTheSameBytes() {
    let first = CoverageHTML(.sample(), language: .german).html
    for _ in 0..<5 { #expect(CoverageHTML(.sample(), language: .german).html == first) }
  }

  @Test func personsStandWithTheirPercent() throws {
    let document = CoverageDocument.sample()
    let page = PageReader(CoverageHTML(document, language: .english).html)
    let total = try #require(document.topics.first?.outcomes.first?.total)
    let numbers = NumberText(.english)
    #expect(page.all("td").contains { $0.text == numbers.whole(total.outside) })
    #expect(page.all("td").contains { $0.text == numbers.percent(total.outside, of: total.people) })
    #expect(page.all("td").contains { $0.text == "1,234" } && page.all("td").contains { $0.text == "15.9%" })
  }

  @Test func legendsAddUpToThePeopleJudged() throws {
    let document = CoverageDocument.sample()
    let total = try #require(document.topics.first?.outcomes.first?.total.people)
    for figure in PageReader(CoverageHTML(document, language: .english).html).all("desc")
    where figure.text.contains("Map") && !figure.text.contains("closed borders") {
      let classes = figure.text.split(separator: ":").dropFirst().joined(separator: ":").split(separator: ";")
      let people = classes.filter { !$0.contains("not judged") }.compactMap { part in
        Int((part.split(separator: ":").last ?? "").prefix { $0 != "(" }.filter(\.isNumber))
      }
      #expect(people.reduce(0, +) == total)
    }
  }

  @Test func nothingAtAllIsStillAPage() {
    let empty = CoverageDocument(day: "2026-11-25", cells: [], topics: [])
    #expect(PageReader(CoverageHTML(empty, language: .french).html).problem == nil)
    let bare = CoverageDocument(
      day: "2026-11-25", cells: [],
      topics: [
        CoverageTopic(
          service: .ambulance,
          outcomes: [
            CoverageOutcome(
              name: "",
              total: .init(code: "", name: "", people: 0, within: 0, median: nil, ninety: nil, ninetyFive: nil),
              arrivals: [], isWithin: [])
          ])
      ])
    let page = PageReader(CoverageHTML(bare, language: .french).html)
    #expect(page.problem == nil && page.all("h2").contains { $0.text == "Secours médical urgent (ambulances)" })
  }
}

@Suite struct NumberTextTests {
  @Test(arguments: [
    (Language.english, "−1,234,567", "12.3%"), (.french, "−1\u{202F}234\u{202F}567", "12,3\u{202F}%"),
    (.dutch, "−1.234.567", "12,3%"), (.german, "−1.234.567", "12,3\u{A0}%"),
  ])
  func numbersAreWrittenAsTheLanguageDoes(language: Language, whole: String, percent: String) {
    let numbers = NumberText(language)
    #expect(numbers.whole(-1_234_567) == whole)
    #expect(numbers.percent(123, of: 1000) == percent)
  }

  @Test func minutesAndOddities() {
    let numbers = NumberText(.english)
    #expect(numbers.minutes(454) == "7:34" && numbers.minutes(59.6) == "1:00" && numbers.minutes(-5) == "−0:05")
    #expect(numbers.minutes(nil) == "–" && numbers.minutes(.nan) == "–" && numbers.percent(0, of: 0) == "–")
    #expect(numbers.whole(0) == "0" && numbers.whole(999) == "999" && numbers.change(1000) == "+1,000")
  }
}
