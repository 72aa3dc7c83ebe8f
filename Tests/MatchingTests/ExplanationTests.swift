import DirectoryModel
import Foundation
import Geodesy
import Matching
import TestSupport
import Testing

@Suite struct ExplanationTests {
  private static let noon = Date(timeIntervalSince1970: 1_795_435_200)

  /// Units at growing distances to the north, "0" the nearest; every third is Dutch, the others are Belgian.
  private func directory() throws -> DirectoryDouble {
    let directory = DirectoryDouble()
    directory.units = try (0..<12).map { number in
      UnitSummary(
        id: "\(number)", station: "s", service: number == 11 ? .ambulance : .fire, type: "TS",
        country: number.isMultiple(of: 3) ? "NL" : "BE", coordinate: try place(50.8 + Double(number) / 100, 6.1))
    }
    return directory
  }

  private func explain(
    _ id: UnitID, in directory: DirectoryDouble, agreements: [Agreement] = [], _ change: (inout NearestQuery) -> Void
  ) throws -> Explanation? {
    var query = NearestQuery(place: try place(50.8, 6.1), time: ExplanationTests.noon)
    query.count = 3
    change(&query)
    return try Matcher(source: directory, vocabulary: Vocabulary(), agreements: agreements).explain(id, in: query)
  }

  @Test(arguments: [("0", 1, true), ("2", 3, true), ("3", 4, false), ("11", 12, false)] as [(UnitID, Int, Bool)])
  func aUnitThatFitsIsToldItsRank(id: UnitID, rank: Int, isInAnswer: Bool) throws {
    let explanation = try #require(try explain(id, in: directory()) { _ in })
    #expect(explanation.place == .rank(rank))
    #expect(explanation.isInAnswer == isInAnswer)
    let failing = explanation.steps.filter { !$0.holds }
    #expect(failing.isEmpty)
    #expect(explanation.lastNamed?.unit.id == "2")
  }

  @Test func nobodyIsExplainedWhoDoesNotExist() throws {
    #expect(try explain("nobody", in: directory()) { _ in } == nil)
  }

  @Test func eachCheckThatFailsIsNamedAndKeepsTheUnitOut() throws {
    let directory = try directory()
    directory.statuses["4"] = .onScene
    let cases: [(id: UnitID, failing: String, change: (inout NearestQuery) -> Void)] = [
      ("11", "service", { $0.service = .fire }),
      ("1", "scope", { $0.lenders = ["NL"] }),
      ("1", "scope", { $0.incidentCountry = "BE" }),
      ("1", "need", { $0.needs = [Need(capability: "pumping")] }),
      ("4", "availability", { _ in }),
      ("5", "availability", { $0.availability = .strict }),
      ("9", "limit", { $0.limit = .distance(5_000) }),
      ("9", "limit", { $0.limit = .time(200) }),
      ("1", "agreement", { $0.agreement = .required }),
    ]
    for (id, failing, change) in cases {
      let explanation = try #require(try explain(id, in: directory, change))
      #expect(explanation.place == nil)
      #expect(!explanation.isInAnswer)
      #expect(explanation.steps.filter { !$0.holds }.map(name) == [failing], "\(id)")
    }
  }

  @Test func theExplanationAgreesWithTheAnswer() throws {
    var random = SplitMix64(seed: 9)
    let directory = try directory()
    for _ in 0..<60 {
      for unit in directory.units {
        directory.statuses[unit.id] = random.oneIn(3) ? AvailabilityStatus.allCases.randomElement(using: &random) : nil
      }
      var query = NearestQuery(place: try place(50.83, 6.1), time: ExplanationTests.noon)
      query.count = Int.random(in: 1...6, using: &random)
      query.service = random.oneIn(2) ? .fire : nil
      query.availability = random.oneIn(2) ? .strict : .assume
      query.scope = NearestQuery.Scope.allCases.randomElement(using: &random) ?? .all
      query.rank = random.oneIn(2) ? .distance : .eta
      directory.country = ["NL", "BE", "DE"].randomElement(using: &random)
      let matcher = Matcher(source: directory, vocabulary: Vocabulary(), agreements: [])
      let named = try matcher.nearest(query).matches.map(\.unit.id)
      for unit in directory.units {
        let explanation = try #require(try matcher.explain(unit.id, in: query))
        #expect(explanation.isInAnswer == named.contains(unit.id))
        if let rank = named.firstIndex(of: unit.id) { #expect(explanation.place == .rank(rank + 1)) }
      }
    }
  }

  private func name(_ step: Explanation.Step) -> String {
    switch step.check {
    case .service: "service"
    case .scope: "scope"
    case .border: "border"
    case .need: "need"
    case .vehicle: "vehicle"
    case .availability: "availability"
    case .hours: "hours"
    case .way: "way"
    case .limit: "limit"
    case .group: "group"
    case .agreement: "agreement"
    }
  }
}
