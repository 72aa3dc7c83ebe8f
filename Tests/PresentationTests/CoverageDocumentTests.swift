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
    let document = CoverageDocument(try report(), language: language)
    let page = PageReader(CoverageHTML(document, language: language).html)
    #expect(page.problem == nil)
    let words = Words<CoveragePhrase>(language)
    #expect(page.all("strong").map(\.text).contains(NumberText(language).percent(100, of: 100)))
    #expect(page.all("th").contains { $0.text == "Nederland (NL)" })
    #expect(
      page.all("li").contains { $0.text.hasPrefix("close-station: far") && $0.text.hasSuffix("(\(words[.dormant]))") })
    #expect(page.all("td").contains { $0.text.contains("8:00 min") && $0.text.contains("Besluit 3.2.1") })
    #expect(page.all("td").contains { $0.text == "speed-model" })
    #expect(page.all("td").contains { $0.text == "Brandweer VaalsNL, far" })
    #expect(page.all("td").contains { $0.text == NumberText(language).people(100, of: 100) })
    #expect(page.all("pre").contains { $0.text == "name: open" })
    #expect(page.all("figcaption").contains { $0.text == words(.changeMap, "open") })
  }
}
