internal import Coverage
internal import CoverageTestSupport
internal import DirectoryModel
internal import Foundation
internal import Geodesy
internal import Matching
internal import TestSupport
internal import Testing

@testable internal import Presentation

/// One quantity is one number, whatever the format.
@Suite struct CoverageFormatsTests {
  private static let services: [Service] = [.fire, .ambulance]

  /// A world with yardsticks and law, people who are not judged, and a flood that doubles the calls.
  private func report(seed: UInt64) throws -> CoverageReport {
    let world = try SmallWorld(seed: seed, units: 30, cells: 80).withConditions(seed: seed)
    let ground = JudgedGround(
      kindOf: world.cells.indices.map { UInt16($0 % 7 == 0 ? 1 : 0) },
      kinds: [
        [.fire: .init(crews: .typicalCounted), .ambulance: .init(marks: [.assumedStations])],
        [.fire: .init(reason: .incompleteList), .ambulance: .init(reason: .noRegistry)],
      ])
    let model = CoverageModel(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(),
      services: CoverageFormatsTests.services, ground: ground)
    let flood = ScenarioEdit.Hazard(
      name: "river", line: [try place(50.8, 5.6), try place(50.8, 6.4)], buffer: 6000, slowness: 1.5, demand: 2)
    var report = try model.report(
      [Scenario(name: "flood", edits: [.init(.hazard(flood))])], countsBorderPenalty: true,
      at: LocalMoment(day: .monday, dayBefore: .sunday, minute: 720), momentText: "2026-11-25T12:00:00Z",
      population: "p.csv")
    report.inputs.countsTypicalCrews = true
    return report
  }

  private func object(_ value: Any?) throws -> [String: Any] { try #require(value as? [String: Any]) }

  private func areas(_ report: CoverageReport) throws -> [[String: Any]] {
    let json = try object(JSONSerialization.jsonObject(with: Data(report.json(includesCells: true))))
    let scenarios = try #require(json["scenarios"] as? [[String: Any]])
    return try scenarios.flatMap { scenario in
      try #require(scenario["services"] as? [[String: Any]]).flatMap { service in
        try #require(service["areas"] as? [[String: Any]])
      }
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>) func tablesAndJSONHaveTheNumbersOfTheReport(seed: UInt64) throws {
    let report = try report(seed: seed)
    let results = report.scenarios.flatMap { $0.services.flatMap(\.areas) }
    let json = try areas(report)
    let lines = report.areaTable().split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let head = lines[0].map(String.init)
    #expect(results.count == json.count)
    #expect(results.count == lines.count - 1)
    for (number, area) in results.enumerated() {
      let row = Dictionary(uniqueKeysWithValues: zip(head, lines[number + 1].map(String.init)))
      let counts = [
        "people": area.people, "judged": area.judged, "covered": area.covered, "gained": area.change.gained,
        "lost": area.change.lost, "net": area.change.net,
      ]
      for (key, count) in counts {
        #expect(json[number][key] as? Int == count, "\(key)")
        #expect(row[key] == "\(count)", "\(key)")
      }
      let legal = try object(json[number]["legal"])
      #expect(legal["judged"] as? Int == area.legal.judged)
      #expect(row["legal_covered"] == "\(area.legal.covered)")
      #expect(row["other_judged"] == "\(area.other.judged)")
      let apart = try object(json[number]["not_judged"]).values.compactMap { $0 as? Int }.reduce(0, +)
      #expect(apart == area.people - area.judged)
      #expect(row["not_judged"] == "\(apart)")
      #expect(area.change.net == area.covered - results[number % (results.count / 2)].covered)
      #expect(area.people == results[number % (results.count / 2)].people)
    }
    #expect(results.contains { $0.change.lost > 0 } && results.contains { $0.calls != nil })
  }

  @Test(arguments: 0..<6 as Range<UInt64>) func placesOnAMapAddUpToTheReport(seed: UInt64) throws {
    let report = try report(seed: seed)
    let collection = try object(JSONSerialization.jsonObject(with: Data(report.geoJSON())))
    let features = try #require(collection["features"] as? [[String: Any]]).map { try object($0["properties"]) }
    for (number, scenario) in report.scenarios.enumerated() {
      for service in scenario.services {
        let key = (number == 0 ? "" : "\(number)_") + service.service.rawValue
        func people(_ isMeant: ([String: Any]) -> Bool) -> Int {
          features.filter(isMeant).compactMap { $0["people"] as? Int }.reduce(0, +)
        }
        let total = try #require(service.total)
        #expect(people { $0["\(key)_covered"] is Bool } == total.judged)
        #expect(people { $0["\(key)_covered"] as? Bool == true } == total.covered)
        #expect(people { $0["\(service.service.rawValue)_not_judged"] is String } == total.people - total.judged)
        guard number > 0 else { continue }
        #expect(people { $0["\(key)_change"] as? String == "lost" } == total.change.lost)
        #expect(people { $0["\(key)_change"] as? String == "gained" } == total.change.gained)
      }
    }
  }

  @Test(arguments: Language.allCases, 0..<2 as Range<UInt64>)
  func textAndPageSayTheNumbersOfTheReportAndWhatTheyRestOn(language: Language, seed: UInt64) throws {
    let report = try report(seed: seed)
    let (words, numbers) = (Words<CoveragePhrase>(language), NumberText(language))
    let text = report.text(in: language, localTime: "2026-11-25 13:00", showsRegions: true)
    let page = PageReader(CoverageHTML(CoverageDocument(report, language: language), language: language).html)
    #expect(page.problem == nil)
    let cells = Set(page.all("td").map(\.text))
    for (number, scenario) in report.scenarios.enumerated() {
      for service in scenario.services {
        for area in service.areas where area.judged > 0 {
          let within = numbers.people(area.covered, of: area.judged)
          #expect(text.contains(within))
          let change = area.change.text(of: area.judged, words, numbers)
          if number > 0 {
            #expect(text.contains(change))
          }
          let marks = area.marksText(words)
          #expect(!marks.isEmpty)
          #expect(text.contains(marks))
        }
        let total = try #require(service.total)
        // The page says who is not reached, and who comes and goes in columns of their own.
        #expect(cells.contains(numbers.whole(total.judged - total.covered)))
        if number > 0 {
          #expect(cells.contains(numbers.whole(total.change.lost)))
          #expect(cells.contains(numbers.whole(total.change.gained)))
        }
        for line in total.headlines(words, numbers) { #expect(text.contains(line)) }
      }
    }
    #expect(text.contains(words.name(of: CoverageMark.yardstick)))
    #expect(text.contains(words.name(of: NotJudged.incompleteList)))
  }
}
