import CoverageTestSupport
import DirectoryModel
import Geodesy
import Matching
import TestSupport
import Testing

@testable import Coverage

/// Steps that ask for several things at once.
@Suite struct NormConditionTests {
  private static let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)

  /// A vehicle with people on board that arrives so many seconds after the alarm at the one place there is.
  private struct Vehicle {
    var can: Set<String>
    var crew: Int
    var seconds: Double
  }

  private static let command = Vehicle(can: [], crew: 2, seconds: 200)
  private static let pumper = Vehicle(can: ["pumping"], crew: 6, seconds: 300)
  private static let ladder = Vehicle(can: ["ladder"], crew: 2, seconds: 320)
  private static let second = Vehicle(can: ["pumping"], crew: 6, seconds: 700)

  private func agbf() -> Norm {
    Norm(
      id: "agbf", country: "DE", service: .fire, need: "pumping",
      thresholds: [.init(seconds: 480, crew: 10), .init(seconds: 780, crew: 16)])
  }

  private func outcome(_ norm: Norm, _ vehicles: [Vehicle], _ times: CoverageTimes = CoverageTimes()) throws
    -> CoverageReport.CellOutcome
  {
    let place = try place(50.78, 6.08)
    let selection = NormSelection([norm], on: "2026-11-26")
    let atOnce = SpeedModel().seconds(distance: 0, service: .fire, mobility: .road)
    let units = vehicles.enumerated().map { number, vehicle in
      CoverageUnit(
        id: "u\(number)", station: "s\(number)", place: place, country: "DE", service: .fire, crew: vehicle.crew,
        turnout: vehicle.seconds - atOnce,
        needs: selection.needs(of: .fire, mobility: .road) { $0.allSatisfy { vehicle.can.contains($0.capability) } })
    }
    let model = CoverageModel(
      units: units, cells: [DemandCell(code: "c", place: place, country: "DE", people: 100)], norms: selection,
      travel: SpeedModel(), times: times, services: [.fire])
    let result = try model.evaluate(at: NormConditionTests.moment)[0]
    return try #require(result.services[0].outcomes.first)
  }

  @Test func aTrainAndASecondPumperBringTenInEightMinutesAndSixteenInThirteen() throws {
    let train = [NormConditionTests.command, NormConditionTests.pumper, NormConditionTests.ladder]
    let whole = try outcome(agbf(), train + [NormConditionTests.second])
    #expect(whole.isCovered == true)
    // The first arrival is that of a pumper, and all is there with the second one.
    #expect(whole.first == 300)
    #expect(whole.complete == 700)
    // Ten in eight minutes and no more in thirteen.
    #expect(try outcome(agbf(), train).isCovered == false)
    // Four in eight minutes are not ten, however many come later.
    #expect(try outcome(agbf(), [train[0], train[2]] + [NormConditionTests.second]).isCovered == false)
  }

  @Test func peopleWithoutAPumperAreNotEnough() throws {
    let buses = (0..<4).map { Vehicle(can: [], crew: 9, seconds: 200 + Double($0)) }
    let outcome = try outcome(agbf(), buses)
    #expect(outcome.isCovered == false)
    #expect(outcome.first == nil)
    #expect(try self.outcome(agbf(), buses + [NormConditionTests.pumper]).isCovered == true)
  }

  @Test(arguments: [
    ([6], true), ([4, 4], true), ([4], false), ([3, 3], false), ([4, 3, 3], false), ([5, 4], true),
  ])
  func oneOfSixOrTwoOfFourIsEnough(crews: [Int], isCovered: Bool) throws {
    let norm = Norm(
      id: "be", country: "DE", service: .fire,
      thresholds: [
        .init(
          seconds: 720,
          condition: .any([.units(1, need: "pumping+crew>=6"), .units(2, need: "pumping+crew>=4")]))
      ])
    let place = try place(50.6, 5.6)
    let selection = NormSelection([norm], on: "2026-11-26")
    let units = crews.enumerated().map { number, crew in
      CoverageUnit(
        id: "u\(number)", station: "s\(number)", place: place, country: "DE", service: .fire, crew: crew,
        needs: selection.needs(of: .fire, mobility: .road) { needs in
          needs.allSatisfy { $0.capability == "pumping" || crew >= Int($0.minimum ?? "") ?? 0 }
        })
    }
    let model = CoverageModel(
      units: units, cells: [DemandCell(code: "c", place: place, country: "DE", people: 100)], norms: selection,
      travel: SpeedModel(), services: [.fire])
    #expect(try model.evaluate(at: NormConditionTests.moment)[0].services[0].outcomes[0].isCovered == isCovered)
  }

  @Test func andOverOrIsMultipliedOut() {
    let norm = Norm(
      id: "x", country: "DE", service: .fire, need: "pumping",
      thresholds: [
        .init(
          seconds: 480, crew: 9,
          condition: .all([.any([.units(1, need: nil), .units(3, need: "ladder")]), .crew(12, need: nil)]))
      ])
    let ways = norm.alternatives(of: norm.thresholds[0]) ?? []
    #expect(
      ways == [
        [Norm.Measure(.units, need: "pumping"): 1, Norm.Measure(.crew, need: nil): 12],
        [Norm.Measure(.units, need: "ladder"): 3, Norm.Measure(.crew, need: nil): 12],
      ])
    #expect(norm.asksCrew)
  }

  @Test(arguments: [Norm.ClockStart.call, .alarm, .departure])
  func theTimeShownIsTheTimeJudged(clock: Norm.ClockStart) throws {
    let norm = Norm(
      id: "n", country: "DE", service: .fire, clockStart: clock, thresholds: [.init(seconds: 385, units: 1)])
    let vehicle = Vehicle(can: ["pumping"], crew: 6, seconds: 300)
    let outcome = try outcome(norm, [vehicle], CoverageTimes(callHandling: 90))
    let atOnce = Float(SpeedModel().seconds(distance: 0, service: .fire, mobility: .road))
    let shown: Float = clock == .call ? 390 : clock == .departure ? atOnce : 300
    #expect(outcome.first == shown)
    #expect(outcome.isCovered == (shown <= 385))
    #expect(outcome.complete == (shown <= 385 ? shown : nil))
  }
}
