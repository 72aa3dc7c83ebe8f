import DirectoryModel
import Foundation
import Geodesy
import TestSupport
import Testing

@testable import Matching

/// Packages over streams of units: the best over all units, though not all are read.
struct PackageMatcherTests {
  private func query(_ needs: [String], _ limits: PackageLimits = PackageLimits()) throws -> PackageQuery {
    var query = PackageQuery(
      base: NearestQuery(place: try place(50, 6), time: Date(timeIntervalSince1970: 0)),
      needs: try needs.map { try #require(PackageNeed($0)) })
    query.limits = limits
    return query
  }

  private func ids(_ answer: PackageAnswer) -> [[String]] {
    answer.fillings.map { $0.slots.map { $0.matches.map(\.unit.id.rawValue).joined(separator: "+") } }
  }

  @Test func theBestOverAllUnitsIsFoundThoughUnitsAreReadOneByOne() throws {
    for seed in 0..<500 as Range<UInt64> {
      let problem = AssignmentSolverTests.small(seed: seed)
      let codes = problem.demands.indices.map { "n\($0)" }
      // Conflicts as a part that both have, which no unit is.
      let candidates = CandidatesDouble(
        problem.candidates.enumerated().map { index, candidate in
          CandidatesDouble.Unit(
            id: candidate.id, eta: Double(candidate.arrival), codes: Set(candidate.needs.map { codes[$0] }),
            station: candidate.station, organisation: candidate.organisation, country: candidate.country ?? "NL",
            parts: Set(candidate.conflicts.map { UnitID("\(min(index, $0)) and \(max(index, $0))") }))
        })
      let query = try query(zip(codes, problem.demands).map { "\($0):\($1)" }, problem.limits)
      var all = query
      all.base.scope = .all
      let answer = try PackageMatcher(candidates).answer(all, country: "NL")
      let best = try #require(ExhaustiveAssignment.best(of: problem))
      let found = ids(answer).map { $0.filter { !$0.isEmpty }.sorted() }
      #expect(found == best.units.map { $0.map(\.rawValue) }, "seed \(seed)")
      #expect(answer.isOptimal)
    }
  }

  @Test func needsThatAskForTheSameGetTheBestOverAllUnits() throws {
    for seed in 0..<UInt64(SampleSize.count(100, long: 1_000)) {
      let problem = AssignmentSolverTests.alike(seed: seed)
      let kinds = problem.joined()
      let codes = problem.demands.indices.map { "n\(kinds.kind(of: $0))" }
      let candidates = CandidatesDouble(
        problem.candidates.enumerated().map { index, candidate in
          CandidatesDouble.Unit(
            id: candidate.id, eta: Double(candidate.arrival), codes: Set(candidate.needs.map { codes[$0] }),
            station: candidate.station, organisation: candidate.organisation, country: candidate.country ?? "NL",
            parts: Set(candidate.conflicts.map { UnitID("\(min(index, $0)) and \(max(index, $0))") }))
        })
      var query = try query(zip(codes, problem.demands).map { "\($0):\($1)" }, problem.limits)
      query.base.scope = .all
      let answer = try PackageMatcher(candidates).answer(query, country: "NL")
      let best = try #require(ExhaustiveAssignment.best(of: problem))
      let found = ids(answer).map { $0.filter { !$0.isEmpty }.sorted() }
      #expect(found == best.units.map { $0.map(\.rawValue) }, "seed \(seed)")
    }
  }

  /// How many units are read for so many needs of one unit each.
  private func readings(needs: [String]) throws -> Int {
    let units = (0..<2000).map { number in
      CandidatesDouble.Unit(
        id: UnitID("u\(number)"), eta: Double(100 + number), codes: ["a", "b", "c"], station: StationID("s\(number)"))
    }
    let candidates = CandidatesDouble(units)
    var query = try query(needs)
    query.base.scope = .all
    let answer = try PackageMatcher(candidates).answer(query, country: "NL")
    #expect(answer.missing == 0 && answer.isOptimal)
    #expect(Set(answer.matches.map(\.unit.id)).count == needs.count)
    return candidates.readings
  }

  @Test(.timeLimit(.minutes(1)))
  func readingsGrowWithWhatIsAskedForAndNotWithItsSquare() throws {
    let (few, many) = (
      try readings(needs: Array(repeating: "a", count: 50)), try readings(needs: Array(repeating: "a", count: 200))
    )
    #expect(many <= 5 * few, "\(few) for 50 needs, \(many) for 200")
    let mixed = try readings(needs: (0..<200).map { ["a", "b", "c"][$0 % 3] })
    #expect(mixed <= 3 * 2 * 250)
  }

  @Test func farUnitsAreNotReadWhereTheyCannotMatter() throws {
    let units = (0..<1000).map { CandidatesDouble.Unit(id: "u\($0)", eta: Double(100 + $0), codes: ["a", "b"]) }
    let candidates = CandidatesDouble(units)
    var query = try query(["a:2", "b:3"])
    query.alternatives = 0
    let answer = try PackageMatcher(candidates).answer(query, country: "NL")
    #expect(answer.timeToComplete == 104)
    #expect(answer.timeToFirst == 100)
    #expect(candidates.readings < 60)
  }

  @Test func limitsMakeItReadOn() throws {
    // The first hundred stand at one station.
    let units = (0..<200).map {
      CandidatesDouble.Unit(
        id: "u\($0)", eta: Double(100 + $0), codes: ["a"], station: $0 < 100 ? "crowd" : "s\($0)")
    }
    let answer = try PackageMatcher(CandidatesDouble(units))
      .answer(query(["a:3"], PackageLimits(perStation: 1)), country: "NL")
    #expect(ids(answer) == [["u0", "u100", "u101"]])
  }

  @Test func aShortfallByCountryDoesNotReadEverything() throws {
    let units = (0..<2000).map { CandidatesDouble.Unit(id: "u\($0)", eta: Double($0), codes: ["a"], country: "DE") }
    let candidates = CandidatesDouble(units)
    let answer = try PackageMatcher(candidates).answer(query(["a:4"], PackageLimits(perCountry: 2)), country: "NL")
    #expect(answer.missing == 2)
    #expect(candidates.readings < 100)
  }

  @Test func aGroupAndItsVehiclesDoNotGoTogether() throws {
    let candidates = CandidatesDouble([
      .init(id: "platoon", eta: 10, codes: ["many", "pump"], parts: ["one", "two"]),
      .init(id: "one", eta: 10, codes: ["pump"]), .init(id: "two", eta: 10, codes: ["pump"]),
      .init(id: "far", eta: 50, codes: ["pump"]),
    ])
    #expect(
      try ids(PackageMatcher(candidates).answer(query(["many", "pump"]), country: "NL")) == [["platoon"], ["far"]])
    #expect(try ids(PackageMatcher(candidates).answer(query(["pump:2"]), country: "NL")) == [["one", "two"]])
  }

  // MARK: Standing in

  private func pumps(_ units: [CandidatesDouble.Unit], count: Int = 1) throws -> PackageAnswer {
    var query = try query(["six:\(count)"])
    query.needs[0].substitute = .init(capabilities: [Need(capability: "four")], count: 2)
    return try PackageMatcher(CandidatesDouble(units)).answer(query, country: "NL")
  }

  @Test func twoSmallPumpsStandInForOneThatCannotBeHad() throws {
    let answer = try pumps([.init(id: "x", eta: 5, codes: ["four"]), .init(id: "y", eta: 8, codes: ["four"])])
    #expect(ids(answer) == [["x+y"]])
    #expect(answer.fillings[0].slots[0].isSubstitute)
    #expect(answer.timeToComplete == 8)
  }

  @Test func theRegularUnitIsTakenEvenWhereItIsLater() throws {
    let answer = try pumps([
      .init(id: "x", eta: 5, codes: ["four"]), .init(id: "y", eta: 8, codes: ["four"]),
      .init(id: "z", eta: 90, codes: ["six", "four"]),
    ])
    #expect(ids(answer) == [["z"]])
    #expect(!answer.fillings[0].slots[0].isSubstitute)
  }

  @Test func whatIsTooFewStandsInForNothing() throws {
    let answer = try pumps(
      [
        .init(id: "x", eta: 5, codes: ["four"]), .init(id: "y", eta: 8, codes: ["four"]),
        .init(id: "z", eta: 90, codes: ["four"]), .init(id: "six", eta: 1, codes: ["six", "four"]),
      ], count: 3)
    #expect(ids(answer) == [["six", "x+y", ""]])
    #expect(answer.missing == 1)
    #expect(answer.timeToComplete == nil)
    #expect(answer.timeToLast == 8)
  }

  // MARK: Shortfalls and alternatives

  @Test func theReasonOfAShortfallIsTheFirstThatHolds() throws {
    typealias Unit = CandidatesDouble.Unit
    let near = Unit(id: "near", eta: 10, codes: ["a"])
    let cases: [(units: [Unit], limits: PackageLimits, reason: ShortfallReason)] = [
      ([near], PackageLimits(), .noneExists),
      ([near, Unit(id: "busy", eta: 10, codes: ["a"], isBusy: true)], PackageLimits(), .allBusy),
      ([near, Unit(id: "far", eta: 9999, codes: ["a"])], PackageLimits(), .noneWithinLimit),
      ([near, Unit(id: "barred", eta: 10, codes: ["a"], isAllowed: false)], PackageLimits(), .noneAllowed),
      ([near, Unit(id: "twin", eta: 10, codes: ["a"])], PackageLimits(perStation: 1), .limitPerStation),
      (
        [near, Unit(id: "twin", eta: 10, codes: ["a"], station: "t")], PackageLimits(perStation: 1, perCountry: 1),
        .limitPerCountry
      ),
      ([near, Unit(id: "pair", eta: 10, codes: ["a"], parts: ["near"])], PackageLimits(), .usedForOthers),
    ]
    for (units, limits, reason) in cases {
      let candidates = CandidatesDouble(units)
      var query = try query(["a:2"], limits)
      query.base.limit = .time(600)
      query.base.agreement = .required
      let matcher = PackageMatcher(candidates)
      var answer = try matcher.answer(query, country: "NL")
      try matcher.explain(&answer, query, country: "NL", from: candidates)
      #expect(answer.missing == 1)
      #expect(answer.fillings[0].shortfall == reason)
    }
  }

  @Test func alternativesAreTheNextUnitsThatAreFree() throws {
    let candidates = CandidatesDouble([
      .init(id: "u1", eta: 1, codes: ["a"]), .init(id: "u2", eta: 2, codes: ["a"], parts: ["u1"]),
      .init(id: "u3", eta: 3, codes: ["a"]), .init(id: "u4", eta: 4, codes: ["a"]),
      .init(id: "u5", eta: 5, codes: ["a"]),
    ])
    let answer = try PackageMatcher(candidates).answer(query(["a"]), country: "NL")
    #expect(answer.fillings[0].alternatives.map(\.unit.id) == ["u3", "u4"])
  }

  @Test(arguments: [
    ("ladder>=23", 1, 1), ("pumping>=2000:2", 1, 2), ("pumping>=2000+crew>=6:3", 2, 3), ("a+b+c", 3, 1),
  ])
  func needsAreReadAndWritten(text: String, capabilities: Int, count: Int) throws {
    let need = try #require(PackageNeed(text))
    #expect(need.capabilities.count == capabilities)
    #expect(need.count == count)
    #expect(need.description == text)
  }

  @Test(arguments: ["", ":2", "a:", "a:0", "a:1001", "a:-1", "a:x", "a+", "+a", "a++b", "a>=", ">=3:2"])
  func whatIsNoNeedIsRefused(text: String) { #expect(PackageNeed(text) == nil) }
}
