import DirectoryModel
import Presentation
import Testing

@Suite struct ReportComparisonTests {
  private func report(version: Int, covered: Int, cells: [(String, Int, Bool)] = [], service: String = "fire")
    -> [UInt8]
  {
    let list = cells.map { code, people, isCovered in
      #"{"code": "\#(code)", "country": "NL", "people": \#(people), "outcomes": [{"\#(service)": {"covered": \#(isCovered)}}]}"#
    }.joined(separator: ", ")
    return Array(
      """
      {"inputs": {"directory_version": \(version), "time": "2026-11-30T10:00:00Z", "norms": [{"id": "n"}],
        "population": {"name": "p", "people": 100}},
       "scenarios": [{"name": "baseline", "services": [{"service": "\(service)", "areas": [
         {"code": "*", "name": null, "judged": 100, "covered": \(covered)},
         {"code": "NL", "name": "Nederland", "judged": 100, "covered": \(covered)}]}]}],
       "cells": [\(list)]}
      """.utf8)
  }

  @Test func whoComesAndWhoGoesIsCountedApartWhereBothListTheirCells() throws {
    let comparison = try ReportComparison(
      before: report(version: 1, covered: 60, cells: [("a", 60, true), ("b", 40, false)]),
      after: report(version: 2, covered: 40, cells: [("a", 60, false), ("b", 40, true)]), names: ("old", "new"))
    let fire = try #require(comparison.services.first)
    #expect(fire.moved?.gained == 40 && fire.moved?.lost == 60)
    #expect(fire.areas.map(\.code) == ["*", "NL"] && fire.areas.map(\.net) == [-20, -20])
    #expect(comparison.inputs.map(\.key) == ["directory_version"])
    #expect(comparison.table().split(whereSeparator: \.isNewline).count == 3)
    for language in Language.allCases {
      #expect(comparison.text(in: language).contains("60 / 100"))
    }
  }

  @Test func withoutCellsOnlyTheDifferenceIsKnown() throws {
    let comparison = try ReportComparison(
      before: report(version: 1, covered: 60), after: report(version: 1, covered: 60), names: ("old", "new"))
    #expect(comparison.services.first?.moved == nil && comparison.inputs.isEmpty)
  }

  @Test(arguments: ["", "[]", "{}", #"{"inputs": {}}"#, "{"])
  func whatIsNoReportIsRefused(text: String) {
    #expect(throws: MutualAidError.self) {
      try ReportComparison(
        before: Array(text.utf8), after: report(version: 1, covered: 1), names: ("old", "new"))
    }
  }

  @Test func reportsOfDifferentServicesCannotBeCompared() {
    #expect(throws: MutualAidError.self) {
      try ReportComparison(
        before: report(version: 1, covered: 1, service: "ambulance"), after: report(version: 1, covered: 1),
        names: ("old", "new"))
    }
  }
}
