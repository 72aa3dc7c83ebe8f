internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Matching
internal import Testing

@testable internal import Presentation

@Suite struct CoverageDocumentTests {
  /// One place in the Netherlands whose only help is across a border that is closed, and then open.
  private func report() throws -> CoverageReport {
    let place = try #require(Coordinate.valid(latitude: 50.77, longitude: 6.02))
    let norm = Norm(
      id: "nl-1", country: "NL", service: .fire, thresholds: [.init(seconds: 480, share: 80, units: 1)],
      citation: "Besluit 3.2.1")
    let model = CoverageModel(
      units: [
        CoverageUnit(id: "u", station: "vaals", place: place, country: "DE", service: .fire, turnout: 60),
        CoverageUnit(id: "own", station: "far", place: place, country: "NL", service: .fire, turnout: 60),
      ], cells: [DemandCell(code: "6291", place: place, country: "NL", people: 100, year: 2018, source: "x")],
      norms: NormSelection([norm], on: "2026-11-25"), travel: SpeedModel(), services: [.fire])
    let open = ScenarioEdit(.border(between: "DE", and: "NL", isOpen: true, services: []))
    let dormant = ScenarioEdit(
      .closeStation("far"), window: WeeklyWindow(days: [.saturday]))
    var report = try model.report(
      [Scenario(name: "open", edits: [open, dormant], file: "open.yaml", text: "name: open")], areBordersOpen: false,
      at: LocalMoment(day: .monday, dayBefore: .sunday, minute: 720), momentText: "2026-11-25T12:00:00Z",
      population: "p.csv", directoryVersion: 17, regions: ["NL"])
    report.areaNames = ["NL": "Nederland"]
    report.stationNames = ["far": "Brandweer Vaals"]
    return report
  }

  @Test(arguments: Language.allCases) func aReportBecomesAPage(language: Language) throws {
    let report = try report()
    let page = PageReader(CoverageHTML(CoverageDocument(report, language: language), language: language).html)
    #expect(page.problem == nil)
    let words = Words<CoveragePhrase>(language)
    #expect(page.all("td").contains { $0.text == NumberText(language).percent(100, of: 100) })
    #expect(page.all("th").contains { $0.text == "Nederland" })
    #expect(
      page.all("li").contains { $0.text.hasPrefix("close-station: far") && $0.text.hasSuffix("(\(words[.dormant]))") })
    #expect(page.all("td").contains { $0.text.contains("8:00 min") && $0.text.contains("Besluit 3.2.1") })
    #expect(page.all("td").contains { $0.text == "speed-model" })
    #expect(page.all("th").contains { $0.text == "Brandweer VaalsNederland" })
    #expect(page.all("pre").contains { $0.text == "name: open" })
    #expect(page.all("figcaption").contains { $0.text == words(.changeMap, "open") })
  }

  @Test func aPageHoldsAllLanguagesAndEachOnce() throws {
    let html = CoverageHTML(try report(), language: .belgianDutch, surroundings: .init()).html
    let page = PageReader(html)
    #expect(page.problem == nil)
    let editions = page.all("div").filter { $0.attributes["class"]?.hasPrefix("edition") == true }
    #expect(editions.compactMap { $0.attributes["lang"] } == ["nl-BE", "en", "fr", "de"])
    #expect(Set(page.all("h1").map(\.text)).count == 4)
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(page.all("input").filter { $0.attributes["checked"] != nil }.count == 1)
  }

  @Test func tablesOfAllFormatsHoldTheSameFigures() throws {
    let report = try report()
    let tables = ReportTables(CoverageDocument(report, language: .english), language: .english).all
    let scenarios = try #require(tables.first { $0.id == "t0-scenarios" })
    let total = try #require(report.scenarios.last?.services.first?.total)
    #expect(scenarios.rows.last?.values.contains(.count(total.change.gained)) == true)
    #expect(tables.allSatisfy { table in table.rows.allSatisfy { $0.values.count == table.columns.count } })
    #expect(Set(tables.map(\.id)).count == tables.count)
  }
}
