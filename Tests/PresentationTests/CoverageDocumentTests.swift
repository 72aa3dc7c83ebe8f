internal import DirectoryModel
internal import Geodesy
internal import Testing

@testable internal import Coverage
@testable internal import Presentation

@Suite struct CoverageDocumentTests {
  private func report() throws -> CoverageReport {
    let place = try #require(Coordinate(latitude: 50.77, longitude: 6.02))
    func service(covered: Int, isCovered: Bool) -> CoverageReport.ServiceResult {
      func area(_ code: String) -> CoverageReport.AreaResult {
        CoverageReport.AreaResult(
          code: code, country: "NL", cells: 1, people: 100, judged: 100, covered: covered, expected: Double(covered),
          gained: covered, lost: 0, median: 500, percentile90: nil, percentile95: nil)
      }
      return CoverageReport.ServiceResult(
        service: .fire,
        outcomes: [.init(first: 500, complete: nil, isCovered: isCovered, people: 100, probability: 0)],
        areas: [area("*"), area("NL")], worst: [])
    }
    let norm = Norm(
      id: "nl-1", country: "NL", service: .fire, thresholds: [.init(seconds: 480, share: 80, units: 1)],
      citation: "Besluit 3.2.1")
    return CoverageReport(
      inputs: .init(
        directoryVersion: 17,
        population: .init(name: "p.csv", cells: 1, people: 100, years: [2018, 2024], sources: ["x"]),
        norms: [norm], moment: "2026-11-25T12:00:00Z", travelModel: "speed-model", times: CoverageTimes(), stations: 3,
        units: 4, regions: ["NL"]),
      cells: [DemandCell(code: "6291", place: place, country: "NL", people: 100)], normIDs: [.fire: ["nl-1"]],
      stations: [.init(id: "vaals", name: "Brandweer Vaals", place: place, country: "NL", services: [.fire])],
      areaNames: ["NL": "Nederland"], officialPeople: [:],
      scenarios: [
        .init(
          name: "baseline", file: nil, text: nil, edits: [], dormant: [],
          services: [service(covered: 0, isCovered: false)], recomputed: 0),
        .init(
          name: "open", file: "open.yaml", text: "name: open", edits: ["border"], dormant: [0],
          services: [service(covered: 100, isCovered: true)], recomputed: 0),
      ], borderPenalties: [],
      criticality: [.init(station: "vaals", service: .fire, people: 30, cells: 1)])
  }

  @Test(arguments: Language.allCases) func aReportBecomesAPage(language: Language) throws {
    let document = CoverageDocument(try report(), language: language)
    let page = PageReader(CoveragePage(document, language: language).html)
    #expect(page.problem == nil)
    let words = CoveragePhrases(language)
    #expect(page.all("strong").map(\.text).contains(NumberText(language).percent(100, of: 100)))
    #expect(page.all("th").contains { $0.text == "Nederland (NL)" })
    #expect(page.all("li").contains { $0.text == "border (\(words.dormant))" })
    #expect(page.all("td").contains { $0.text.contains("8:00 min") && $0.text.contains("Besluit 3.2.1") })
    #expect(page.all("td").contains { $0.text == "speed-model" })
    #expect(page.all("td").contains { $0.text == "Brandweer VaalsNL, vaals" })
    #expect(page.all("td").contains { $0.text == NumberText(language).people(30, of: 100) })
    #expect(page.all("pre").contains { $0.text == "name: open" })
    #expect(page.all("figcaption").contains { $0.text == words.changeMap.filled("open") })
  }
}
