import Coverage
import CoverageTestSupport
import DirectoryModel
import Geodesy
import Matching
import TestSupport
import Testing
import Waterways

@Suite struct CoverageModelTests {
  private static let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)

  private func evaluate(_ world: SmallWorld, _ edits: [ScenarioEdit], open: Bool = true) throws
    -> [CoverageReport.ScenarioResult]
  {
    try CoverageModel(units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel())
      .evaluate([Scenario(name: "test", edits: edits)], areBordersOpen: open, at: CoverageModelTests.moment)
  }

  /// Looks at every unit for one cell, by the definition.
  private func isCovered(_ cell: DemandCell, _ units: [CoverageUnit], _ norm: Norm, open: Bool) -> Bool {
    norm.thresholds.allSatisfy { threshold in
      let inTime = units.filter { unit in
        guard unit.isReady, unit.service == norm.service, open || unit.country == cell.country else { return false }
        let distance = Geodesic.distance(from: unit.place, to: cell.place)
        let seconds =
          SpeedModel().seconds(distance: distance, service: .fire, mobility: .road)
          + (norm.clockStart == .departure ? 0 : unit.turnout) + (norm.clockStart == .call ? 90 : 0)
        return seconds <= Double(threshold.seconds)
      }
      return inTime.count >= threshold.units ?? 0 && inTime.map(\.crew).reduce(0, +) >= threshold.crew ?? 0
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>, [true, false])
  func everyCellIsAsTheDefinitionSays(seed: UInt64, open: Bool) throws {
    let world = try SmallWorld(seed: seed)
    let closed = world.units[Int(seed) % world.units.count].station
    let left = world.units.filter { $0.station != closed }
    let ready = world.units.contains { $0.station == closed && $0.isReady }
    let results = try evaluate(world, ready ? [.init(.closeStation(closed))] : [], open: open)
    for (result, units) in [(results[0], world.units), (results[1], ready ? left : world.units)] {
      for service in result.services where service.service != .civilProtection {
        for (cell, outcome) in zip(world.cells, service.outcomes) {
          let norm = try #require(
            world.norms.first { $0.country == cell.country && $0.service == service.service })
          #expect(outcome.isCovered == isCovered(cell, units, norm, open: open))
        }
      }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func openingABorderLowersNobodyAndClosingAStationRaisesNobody(seed: UInt64) throws {
    let world = try SmallWorld(seed: seed)
    let opened = try evaluate(
      world, [.init(.border(between: "BB", and: "AA", isOpen: true, services: []))], open: false)
    let ready = world.units.first { $0.isReady }
    let station = try #require(ready).station
    let closed = try evaluate(world, [.init(.closeStation(station))])
    for (less, more) in [(opened[0], opened[1]), (closed[1], closed[0])] {
      for (before, after) in zip(less.services, more.services) {
        for (cell, other) in zip(before.outcomes, after.outcomes) {
          #expect(cell.isCovered != true || other.isCovered == true)
          #expect((cell.first ?? .infinity) >= (other.first ?? .infinity))
        }
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func percentagesTimesPeopleArePersonsAndCountriesAddUp(seed: UInt64) throws {
    let world = try SmallWorld(seed: seed)
    for result in try evaluate(world, [.init(.weather(1.4))]) {
      for service in result.services where service.service != .civilProtection {
        let total = try #require(service.total)
        let countries = service.areas.filter { $0.code == "AA" || $0.code == "BB" }
        #expect(countries.map(\.covered).reduce(0, +) == total.covered)
        #expect(countries.map(\.people).reduce(0, +) == world.cells.map(\.people).reduce(0, +))
        for area in service.areas {
          let share = try #require(area.share)
          #expect(Int((share * Double(area.judged)).rounded()) == area.covered)
          #expect(area.expected == Double(area.covered))
        }
      }
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func expectedCoverageIsThatOfASimulation(seed: UInt64) throws {
    let world = try SmallWorld(seed: seed, units: 24, cells: 25)
    let busy = 0.35
    let result = try evaluate(world, [.init(.busy(busy, .init()))])[1]
    var random = SplitMix64(seed: seed)
    let rounds = 2000
    for service in result.services where service.service != .civilProtection {
      let norms = world.cells.map { cell in
        world.norms.first { $0.country == cell.country && $0.service == service.service }
      }
      // Which steps each unit is in time for, asked once, one unit and one step at a time.
      let inTime = zip(world.cells, norms).map { cell, norm in
        (norm?.thresholds ?? []).map { step in
          world.units.map { unit in
            guard var alone = norm else { return false }
            alone.thresholds = [.init(seconds: step.seconds, units: 1)]
            return isCovered(cell, [unit], alone, open: true)
          }
        }
      }
      var met = Array(repeating: 0, count: world.cells.count)
      for _ in 0..<rounds {
        let isFree = world.units.map { _ in Double.random(in: 0..<1, using: &random) >= busy }
        for cell in world.cells.indices {
          let isMet = zip(norms[cell]?.thresholds ?? [], inTime[cell]).allSatisfy { step, arrives in
            var (units, crew) = (0, 0)
            for unit in isFree.indices where isFree[unit] && arrives[unit] {
              units += 1
              crew += world.units[unit].crew
            }
            return units >= step.units ?? 0 && crew >= step.crew ?? 0
          }
          if isMet { met[cell] += 1 }
        }
      }
      for (outcome, count) in zip(service.outcomes, met) {
        // Five standard errors: among some hundred cells none is beyond that by chance.
        let error = (outcome.probability * (1 - outcome.probability) / Double(rounds)).squareRoot()
        #expect(abs(Double(count) / Double(rounds) - outcome.probability) <= 5 * error + 1e-9)
      }
    }
  }

  @Test func oneOfSeveralUnitsIsFreeWithOneMinusTheProbabilityThatAllAreBusy() throws {
    let middle = try place(50.8, 6.1)
    var world = try SmallWorld(seed: 1)
    world.cells = [DemandCell(code: "c", place: middle, country: "BB", people: 100)]
    world.units = (1...3).map { CoverageUnit(id: "u\($0)", station: "s", place: middle, country: "BB", service: .fire) }
    let fire = try evaluate(world, [.init(.busy(0.2, .init()))])[1].services[0]
    #expect(abs(fire.outcomes[0].probability - (1 - 0.2 * 0.2 * 0.2)) < 1e-12)
    #expect(fire.total?.covered == 100)
    #expect(abs((fire.total?.expected ?? 0) - 99.2) < 1e-9)
  }

  @Test func aHazardTakesStationsAndMultipliesCallsOnBothSidesAndNoPeople() throws {
    let world = try SmallWorld(seed: 3)
    let hazard = ScenarioEdit.Hazard(
      name: "flood", line: [try place(50.8, 5.6), try place(50.8, 6.4)], buffer: 8000, slowness: 1.5, demand: 2)
    let results = try evaluate(world, [.init(.hazard(hazard))])
    let struck = world.cells.filter { abs($0.place.latitude - 50.8) < 0.07 }
    #expect(Set(struck.map(\.country)) == ["AA", "BB"])
    for (cell, outcome) in zip(world.cells, results[1].services[0].outcomes) {
      let isStruck = abs(cell.place.latitude - 50.8) < 0.07
      if isStruck || abs(cell.place.latitude - 50.8) > 0.075 {
        #expect(outcome.people == cell.people)
        #expect(outcome.calls == (isStruck ? 2 : 1) * cell.people)
      }
    }
    let totals = results.map(\.services[0].total)
    #expect(totals[0]?.people == totals[1]?.people)
    #expect(totals[0]?.calls == nil)
    #expect((totals[1]?.calls?.judged ?? 0) > totals[1]?.judged ?? 0)
    let covered = results.map { $0.services[0].outcomes.count { $0.isCovered == true } }
    #expect(covered[1] < covered[0])
  }

  @Test func anEditForTheNightLiesDormantByDay() throws {
    let world = try SmallWorld(seed: 4)
    let ready = world.units.first { $0.isReady }
    let station = try #require(ready).station
    let night = WeeklyWindow(from: ClockTime("20:00"), to: ClockTime("07:00"))
    let result = try evaluate(world, [.init(.closeStation(station), window: night)])
    #expect(result[1].dormant == [0])
    #expect(zip(result[0].services, result[1].services).allSatisfy { $0.outcomes == $1.outcomes })
  }

  @Test func everythingMayBeClosed() throws {
    let world = try SmallWorld(seed: 5)
    let stations = Set(world.units.filter(\.isReady).map(\.station)).sorted()
    let result = try evaluate(world, stations.map { .init(.closeStation($0)) })[1]
    for service in result.services {
      #expect(service.total?.covered == 0)
      #expect(service.total?.median == nil)
    }
  }

  @Test(arguments: [
    (ScenarioEdit.Change.closeStation("s999"), "scenario-unknown-id"), (.removeUnit("nobody"), "scenario-unknown-id"),
    (.weather(0), "scenario-invalid"), (.weather(.nan), "scenario-invalid"),
    (.border(between: "AA", and: "XX", isOpen: true, services: []), "scenario-unknown-id"),
    (.border(between: "AA", and: "AA", isOpen: true, services: []), "scenario-invalid"),
    (.busy(1, .init()), "scenario-invalid"), (.busy(0.1, .init(units: ["nobody"])), "scenario-unknown-id"),
  ])
  func anEditThatCannotBeMadeIsNamed(change: ScenarioEdit.Change, code: String) throws {
    let world = try SmallWorld(seed: 6)
    let model = CoverageModel(units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel())
    let scenario = Scenario(
      name: "wrong", edits: [.init(.weather(1.1)), .init(change, line: 12)], file: "night.yaml")
    let error = #expect(throws: MutualAidError.self) {
      _ = try model.evaluate([scenario], at: CoverageModelTests.moment)
    }
    #expect(error?.code.name == code)
    #expect(error?.message.hasPrefix("night.yaml, line 12, edit 2: ") == true)
  }

  @Test func withoutUnitsOrPeopleTheCountsAreZero() throws {
    var world = try SmallWorld(seed: 7)
    world.units = []
    let idle = try evaluate(world, [])[0].services[0]
    #expect(idle.total?.covered == 0)
    world.cells = []
    let empty = try evaluate(world, [])[0].services[0]
    let total = try #require(empty.total)
    #expect(total.people == 0)
    #expect(total.share == nil)
  }

  @Test func aReportTellsWhatItIsAt() throws {
    let world = try SmallWorld(seed: 3)
    let model = CoverageModel(units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel())
    var stages: [CoverageStage] = []
    _ = try model.report(
      [Scenario(name: "storm", edits: []), Scenario(name: "flood", edits: [])], countsBorderPenalty: true,
      at: CoverageModelTests.moment, momentText: "2026-11-26T10:00:00+01:00", population: "test",
      progress: { stages.append($0) })
    #expect(
      stages == [
        .baseline, .scenario(name: "storm", number: 1, count: 2), .scenario(name: "flood", number: 2, count: 2),
        .borderPenalty, .criticality,
      ])
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func theBorderPenaltyIsTheDifferenceOfOpenAndClosed(seed: UInt64) throws {
    let world = try SmallWorld(seed: seed)
    let waters = seed % 2 == 1 ? try SmallWorld.waters(seed: seed) : nil
    let model = CoverageModel(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(),
      waters: waters.map { CoverageWaters($0, network: WayNetwork($0)) })
    let report = try model.report(
      countsBorderPenalty: true, at: CoverageModelTests.moment, momentText: "2026-11-26T10:00:00+01:00",
      population: "test")
    #expect(report.inputs.population.people == world.cells.map(\.people).reduce(0, +))
    #expect(report.inputs.norms.map(\.id) == world.norms.map(\.id).sorted())
    let open = try model.evaluate([], areBordersOpen: true, at: CoverageModelTests.moment)[0]
    let closed = try model.evaluate([], areBordersOpen: false, at: CoverageModelTests.moment)[0]
    for (index, penalty) in report.borderPenalties.enumerated() {
      let (before, after) = (closed.services[index].outcomes, open.services[index].outcomes)
      let worse = world.cells.indices.filter {
        before[$0].first != after[$0].first || before[$0] != after[$0] && before[$0].isCovered != after[$0].isCovered
      }
      #expect(penalty.cells.map(\.cell) == worse)
      let lost = world.cells.indices.filter { after[$0].isCovered == true && before[$0].isCovered == false }
      #expect(penalty.cells.filter(\.losesCover).map(\.cell) == lost)
      #expect(penalty.sections.map(\.uncovered).reduce(0, +) == lost.map { world.cells[$0].people }.reduce(0, +))
      #expect(penalty.sections.allSatisfy { $0.host != $0.lender })
      // A border that is closed makes nobody be there sooner.
      #expect(penalty.cells.allSatisfy { $0.seconds ?? 0 >= 0 })
    }
  }
}
