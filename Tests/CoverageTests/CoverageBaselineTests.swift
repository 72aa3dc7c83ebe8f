import CoverageTestSupport
import DirectoryModel
import Geodesy
import Matching
import TestSupport
import Testing
import Waterways

@testable import Coverage

@Suite struct CoverageBaselineTests {
  private static let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)
  private static let services: [Service] = [.fire, .ambulance]

  private func model(_ world: SmallWorld, waters: WaterBarriers? = nil) -> CoverageModel {
    CoverageModel(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(),
      services: CoverageBaselineTests.services, crossingRights: BandAgreements(),
      waters: waters.map { CoverageWaters($0, network: WayNetwork($0)) })
  }

  /// Whether two outcomes are the same but for the last digits of a probability.
  private func isSame(_ one: CoverageReport.CellOutcome, _ other: CoverageReport.CellOutcome) -> Bool {
    var other = other
    let difference = abs(one.probability - other.probability)
    other.probability = one.probability
    return one == other && difference < 1e-9
  }

  @Test(arguments: SampleSize.seeds(8, long: 50))
  func tenScenariosAreAsFromScratchAndAsTheDefinitionSays(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var world = try SmallWorld(
      seed: seed, units: Int.random(in: 8...70, using: &random), cells: Int.random(in: 30...200, using: &random))
    if seed % 4 >= 2 { world = world.withConditions(seed: seed) }
    let waters = seed % 2 == 1 ? try SmallWorld.waters(seed: seed) : nil
    let model = model(world, waters: waters)
    let areOpen = random.oneIn(2)
    let baseline = try model.baseline(
      areBordersOpen: areOpen, requiresAgreements: seed % 3 == 0, at: CoverageBaselineTests.moment)
    var plainStart = PlainWorld(world, waters: waters)
    plainStart.areBordersOpen = areOpen
    plainStart.requiresAgreements = seed % 3 == 0
    for number in 0..<10 {
      var plain = plainStart
      var edits: [ScenarioEdit] = []
      // The first edit goes through all kinds, the others are any.
      for count in 0..<Int.random(in: 1...5, using: &random) {
        let kind =
          count == 0
          ? (Int(seed) * 10 + number) % RandomEdits.kinds : Int.random(in: 0..<RandomEdits.kinds, using: &random)
        let edit = try RandomEdits.change(kind: kind, in: plain, number: count, &random)
        guard let edit else { continue }
        edits.append(.init(edit))
        plain.apply(edit)
      }
      var state = baseline.state
      for edit in edits { try state.apply(edit, number: 1, file: nil) }
      let result = try baseline.evaluate(Scenario(name: "random", edits: edits))
      for (index, service) in CoverageBaselineTests.services.enumerated() {
        let found = result.services[index].outcomes
        let scratch = try model.evaluation(
          of: service, in: state, rights: try state.rights(to: world.cells), keepsArrivals: false,
          since: baseline.evaluations[index].outcomes)
        #expect(
          found == .init(blocks: scratch.outcomes, slots: model.cellBlocks.slots), "\(service), \(edits.map(\.change))")
        let plainOutcomes = plain.outcomes(of: service)
        let other = found.indices.first { !isSame(found[$0], plainOutcomes[$0]) }
        #expect(
          other == nil,
          "\(service), \(edits.map(\.change)): \(other.map { "\(found[$0]) is not \(plainOutcomes[$0])" } ?? "")")
        expectSums(result.services[index], plainOutcomes, since: Array(baseline.result.services[index].outcomes), world)
      }
    }
  }

  /// Adds up again, from all cells.
  private func expectSums(
    _ result: CoverageReport.ServiceResult, _ outcomes: [CoverageReport.CellOutcome],
    since before: [CoverageReport.CellOutcome], _ world: SmallWorld
  ) {
    #expect(result.changed == outcomes.indices.filter { before[$0] != result.outcomes[$0] })
    for area in result.areas {
      let members = world.cells.indices.filter { area.code == "*" || world.cells[$0].country?.rawValue == area.code }
      let judged = members.filter { outcomes[$0].isCovered != nil }
      func people(_ cells: [Int]) -> Int { cells.map { outcomes[$0].people }.reduce(0, +) }
      #expect(area.cells == members.count)
      #expect(area.people == people(members))
      #expect(area.judged == people(judged))
      #expect(area.covered == people(judged.filter { outcomes[$0].isCovered == true }))
      let expected = judged.map { outcomes[$0].probability * Double(outcomes[$0].people) }.reduce(0, +)
      #expect(abs(area.expected - expected) < 1e-6 * max(1, expected))
      let gained = judged.filter { outcomes[$0].isCovered == true && before[$0].isCovered != true }
      let lost = judged.filter { outcomes[$0].isCovered == false && before[$0].isCovered == true }
      #expect(area.change == CoverageChange(gained: people(gained), lost: people(lost)))
      let was = people(judged.filter { before[$0].isCovered == true })
      #expect(area.change.net == area.covered - was)
      let isLegal = { (cell: Int) in
        world.norms.first { $0.country == world.cells[cell].country && $0.service == result.service }?.isLegal == true
      }
      #expect(area.legal.judged == people(judged.filter(isLegal)))
      #expect(area.legal.covered == people(judged.filter { outcomes[$0].isCovered == true && isLegal($0) }))
      #expect(area.legal.change.lost == people(lost.filter(isLegal)))
      #expect(area.legal.judged + area.other.judged == area.judged)
      if let calls = area.calls {
        #expect(calls.judged == judged.map { outcomes[$0].calls }.reduce(0, +))
        #expect(
          calls.covered == judged.filter { outcomes[$0].isCovered == true }.map { outcomes[$0].calls }.reduce(0, +))
      } else {
        #expect(members.allSatisfy { outcomes[$0].calls == world.cells[$0].people })
      }
      let reached = judged.filter { outcomes[$0].first != nil && outcomes[$0].people > 0 }
        .sorted { (outcomes[$0].first ?? 0) < (outcomes[$1].first ?? 0) }
      for (share, time) in [(0.5, area.median), (0.9, area.percentile90), (0.95, area.percentile95)] {
        var sum = 0
        let cell = reached.first {
          sum += outcomes[$0].people
          return Double(sum) >= share * Double(area.judged)
        }
        #expect(time == cell.flatMap { outcomes[$0].first })
      }
    }
    let outside = outcomes.indices.filter { outcomes[$0].isCovered == false && outcomes[$0].people > 0 }
    let worst = outside.sorted {
      (-(outcomes[$0].first ?? .infinity), -outcomes[$0].people, $0)
        < (-(outcomes[$1].first ?? .infinity), -outcomes[$1].people, $1)
    }
    #expect(result.worst == Array(worst.prefix(20)))
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func oneProcessorFindsWhatSeveralFind(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let world = try SmallWorld(seed: seed, units: 60, cells: 1500)
    var alone = model(world)
    alone.threads = 1
    let one = try alone.baseline(at: CoverageBaselineTests.moment)
    let several = try model(world).baseline(at: CoverageBaselineTests.moment)
    let edits = try (0..<4).compactMap {
      try RandomEdits.change(kind: Int(seed) % 16, in: PlainWorld(world), number: $0, &random).map { ScenarioEdit($0) }
    }.prefix(1)
    let scenario = Scenario(name: "random", edits: Array(edits))
    for (left, right) in [(one.result, several.result), (try one.evaluate(scenario), try several.evaluate(scenario))] {
      for (left, right) in zip(left.services, right.services) {
        #expect(left.areas == right.areas)
        #expect(left.worst == right.worst)
        #expect(left.outcomes.elementsEqual(right.outcomes))
      }
    }
    #expect(one.criticality() == several.criticality())
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func aStationIsAsCriticalAsClosingItShows(seed: UInt64) throws {
    var world = try SmallWorld(seed: seed, units: 30 + Int(seed), cells: 150)
    if seed % 2 == 1 { world = world.withConditions(seed: seed) }
    let baseline = try model(world).baseline(at: CoverageBaselineTests.moment)
    var expected: [CoverageReport.Criticality] = []
    for station in Set(world.units.filter(\.isReady).map(\.station)) {
      let result = try baseline.evaluate(Scenario(name: station.rawValue, edits: [.init(.closeStation(station))]))
      for (before, after) in zip(baseline.result.services, result.services) {
        let lost = world.cells.indices.filter {
          before.outcomes[$0].isCovered == true && after.outcomes[$0].isCovered == false
        }
        let people = lost.map { world.cells[$0].people }.reduce(0, +)
        #expect(people == after.total?.change.lost)
        if !lost.isEmpty {
          expected.append(
            .init(
              station: station, service: before.service, people: people,
              legal: after.total?.legal.change.lost ?? 0, cells: lost.count))
        }
      }
    }
    expected.sort { ($1.people, $0.station, $0.service.rawValue) < ($0.people, $1.station, $1.service.rawValue) }
    #expect(baseline.criticality() == expected)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func backedAreThoseWhomNoSingleUnitLeavesOutside(seed: UInt64) throws {
    var world = try SmallWorld(seed: seed, units: 40, cells: 100)
    if seed % 2 == 1 { world = world.withConditions(seed: seed) }
    let baseline = try model(world).baseline(at: CoverageBaselineTests.moment)
    let losses = try world.units.filter(\.isReady).map { unit in
      try baseline.evaluate(Scenario(name: unit.id.rawValue, edits: [.init(.removeUnit(unit.id))]))
    }
    for (index, service) in baseline.result.services.enumerated() {
      let backed = world.cells.indices.filter { cell in
        service.outcomes[cell].isCovered == true
          && losses.allSatisfy { $0.services[index].outcomes[cell].isCovered == true }
      }
      #expect(service.total?.backed == backed.map { world.cells[$0].people }.reduce(0, +))
    }
  }

  @Test func whatNoEditTouchesIsSharedWithTheBaseline() throws {
    let world = try SmallWorld(seed: 9, units: 60, cells: 2000)
    let baseline = try model(world).baseline(at: CoverageBaselineTests.moment)
    let unit = try #require(world.units.first { $0.isReady && $0.service == .fire })
    let result = try baseline.evaluate(Scenario(name: "one", edits: [.init(.removeUnit(unit.id))]))
    let shared = zip(result.services[0].outcomes.blocks, baseline.result.services[0].outcomes.blocks)
    #expect(shared.contains { $0 === $1 })
    #expect(shared.contains { $0 !== $1 })
    #expect(result.services[1].changed.isEmpty)
    #expect(
      zip(result.services[1].outcomes.blocks, baseline.result.services[1].outcomes.blocks).allSatisfy { $0 === $1 })
  }
}
