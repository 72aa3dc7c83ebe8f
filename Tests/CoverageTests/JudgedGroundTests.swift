import CoverageTestSupport
import DirectoryModel
import Geodesy
import Matching
import TestSupport
import Testing

@testable import Coverage

/// What is known of the units decides whether people are judged.
@Suite struct JudgedGroundTests {
  private static let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)

  /// Three cells at one place of two regions; the norm of the second asks for crew.
  private func total(_ kinds: [JudgedGround.Knowledge]) throws -> [CoverageReport.AreaResult] {
    let place = try place(50.78, 6.08)
    let norms = NormSelection(
      [
        Norm(id: "one", country: "DE", region: "DE1", service: .fire, thresholds: [.init(seconds: 480, units: 1)]),
        Norm(
          id: "two", country: "DE", region: "DE2", service: .fire, thresholds: [.init(seconds: 480, crew: 6)],
          verification: .unverified),
      ], on: "2026-11-26")
    let cells = zip(["DE1", "DE2", "DE3"], [100, 20, 3]).map { region, people in
      DemandCell(code: region, place: place, country: "DE", region: RegionCode(region), people: people)
    }
    let unit = CoverageUnit(id: "u", station: "s", place: place, country: "DE", service: .fire, crew: 6)
    let model = CoverageModel(
      units: [unit], cells: cells, norms: norms, travel: SpeedModel(), services: [.fire],
      ground: JudgedGround(kindOf: [0, 1, 2], kinds: kinds.map { [.fire: $0] }))
    return try model.evaluate(at: JudgedGroundTests.moment)[0].services[0].areas
  }

  @Test func whatIsKnownInFullIsJudgedAndLawIsCountedApartFromYardsticks() throws {
    let all = try #require(total([.init(), .init(), .init()]).first)
    #expect(all.people == 123)
    #expect(all.legal == CoverageTally(judged: 100, covered: 100))
    #expect(all.other == CoverageTally(judged: 20, covered: 20))
    #expect(all.notJudged == [.noNorm: 3])
    #expect(all.marks == [.yardstick])
    #expect(all.norms == ["one", "two"])
  }

  @Test(arguments: [NotJudged.incompleteList, .noRegistry])
  func aRegionOfWhichTooLittleIsKnownIsInNoSum(reason: NotJudged) throws {
    let areas = try total([.init(reason: reason), .init(), .init()])
    let all = try #require(areas.first)
    #expect(all.judged == 20)
    #expect(all.covered == 20)
    #expect(all.notJudged == [reason: 100, .noNorm: 3])
    let region = try #require(areas.first { $0.code == "DE1" })
    #expect(region.people == 100)
    #expect(region.judged == 0)
    #expect(region.share == nil)
    #expect(region.notJudged == [reason: 100])
    #expect(region.marks.isEmpty)
  }

  @Test func crewsThatNobodyListsAreCountedOnlyWhereThatIsAskedForAndThenMarked() throws {
    let without = try total([.init(crews: .typical), .init(crews: .typical), .init(crews: .typical)])
    #expect(without[0].notJudged == [.crewsNotListed: 20, .noNorm: 3])
    #expect(without[0].judged == 100)
    let with = try total([.init(crews: .typicalCounted), .init(crews: .typicalCounted), .init()])
    #expect(with[0].judged == 120)
    #expect(with[0].marks == [.yardstick, .typicalCrews])
    #expect(with.first { $0.code == "DE1" }?.marks == [])
  }

  @Test func aListThatNeverNamesWhatANormAsksForDoesNotJudgeIt() throws {
    let place = try place(50.78, 6.08)
    let norm = Norm(
      id: "doctor", country: "BE", service: .ambulance, need: "medical-level>=doctor",
      thresholds: [.init(seconds: 600, units: 1)])
    let cell = DemandCell(code: "c", place: place, country: "BE", people: 7)
    let norms = CellNorms(
      cells: [cell], norms: NormSelection([norm], on: "2026-11-26"), services: [.ambulance],
      ground: JudgedGround(kindOf: [0], kinds: [[.ambulance: .init(lacking: ["medical-level>=doctor"])]]))
    #expect(norms.indices[.ambulance] == [-1])
    #expect(norms.judgements[.ambulance]?.first?.reason == .incompleteList)
  }
}
