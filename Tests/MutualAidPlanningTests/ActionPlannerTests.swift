import Coverage
import CoverageTestSupport
import DirectoryModel
import Foundation
import Geodesy
import LocalTime
import Matching
import MutualAidPlanning
import TestSupport
import Testing

@Suite struct ActionPlannerTests {
  private static let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)

  /// A world, the agreements that units need to cross its border, and what was planned for it.
  private struct Planned {
    let world: SmallWorld
    let crossingRights: AgreementsOnFile?
    let plan: ActionPlan

    init(seed: UInt64, requiresAgreements: Bool, options: ActionOptions) throws {
      world = try SmallWorld(seed: seed)
      let rules = [
        AgreementRule(
          id: "known", lender: .init(country: "AA"), borrower: .init(country: "BB"), services: [.fire],
          purposes: [.daily], borderBand: 3000),
        AgreementRule(
          id: "never", effect: .forbid, lender: .init(country: "BB", station: world.units[1].station),
          borrower: .init(country: "AA"), services: [.fire, .ambulance], purposes: [.daily]),
      ]
      crossingRights =
        requiresAgreements
        ? AgreementsOnFile(
          [Agreement(id: "a", titles: LocalizedText("a"), citation: "", verification: .verified, rules: rules)],
          clock: LocalClock(vocabulary: Vocabulary()), time: Date(timeIntervalSince1970: 1_795_000_000),
          facts: try BorderFacts()) : nil
      plan = try ActionPlanner(
        Planned.model(of: world, crossingRights), requiresAgreements: crossingRights != nil, options: options
      ).plan()
    }

    private static func model(
      of world: SmallWorld, _ crossingRights: AgreementsOnFile?, services: [Service] = Service.allCases
    ) -> CoverageModel {
      CoverageModel(
        units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(),
        times: CoverageTimes(requestDelay: 45, slowness: 1.1), services: services, crossingRights: crossingRights)
    }

    /// People within the norm of a service, in the baseline and with each list of edits.
    func covered(_ service: Service, _ edits: [[ScenarioEdit]]) throws -> [Int] {
      try Planned.model(of: world, crossingRights, services: [service]).evaluate(
        edits.map { Scenario(name: "check", edits: $0) }, requiresAgreements: crossingRights != nil,
        at: ActionPlannerTests.moment
      ).map { try #require($0.services.first?.total).covered }
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>, [false, true])
  func everyClaimIsWhatItsScenarioCounts(seed: UInt64, requiresAgreements: Bool) throws {
    var options = ActionOptions()
    options.bands = [4000, 8000]
    options.standardUnits[.fire] = .init(count: 2, crew: 5)
    let planned = try Planned(seed: seed, requiresAgreements: requiresAgreements, options: options)
    #expect(planned.plan.points.contains { $0.kind.topic == .stations })
    for service in [Service.fire, .ambulance] {
      let points = planned.plan.points.filter { $0.service == service }
      let covered = try planned.covered(service, points.map(\.edits))
      for (point, after) in zip(points, covered.dropFirst()) {
        #expect(after - covered[0] == point.cumulative, "\(point.edits.map(\.summary))")
        #expect(point.people > 0 && point.edits.count == point.step)
        let before = points.first {
          $0.step == point.step - 1 && $0.kind.topic == point.kind.topic
        }
        #expect(point.cumulative - (before?.cumulative ?? 0) == point.people)
      }
    }
    // A seed in which agreements are missing, so that their claims are looked at too.
    #expect(
      planned.plan.points.contains { $0.kind.topic == .agreements }
        || !requiresAgreements || seed != 0)
  }

  /// Every place of every list is tried by evaluating its scenario for each service by itself.
  @Test(arguments: 0..<4 as Range<UInt64>, [false, true])
  func stationsOfSeveralServicesBringWhomTheirScenariosBring(seed: UInt64, requiresAgreements: Bool) throws {
    var options = ActionOptions()
    (options.topics, options.steps, options.sharesSites) = ([], 3, true)
    let planned = try Planned(seed: seed, requiresAgreements: requiresAgreements, options: options)
    let shared = try #require(planned.plan.shared)
    #expect(shared.services == [.fire, .ambulance])
    var before = 0
    for site in shared.sites {
      var all = 0
      for service in shared.services {
        let covered = try planned.covered(service, [site.edits, Array(site.edits.dropLast())])
        all += covered[1] - covered[0]
        #expect(covered[1] - covered[2] == site.people[service], "\(service) \(site.label)")
      }
      #expect(all == site.cumulative && all - before == site.total)
      before = all
    }
    #expect(shared.comparison.greedy <= shared.comparison.exact ?? shared.comparison.bound)
    // No single station of all services brings more people than the first one chosen.
    let first = try #require(shared.sites.first)
    let others = planned.world.cells.map { cell -> [ScenarioEdit] in
      guard case .openStation(_, _, _, let units)? = first.edits.first?.change else { return [] }
      return [ScenarioEdit(.openStation("elsewhere", place: cell.place, country: cell.host, units: units))]
    }
    let sums = try shared.services.map { service -> [Int] in
      let covered = try planned.covered(service, others)
      return covered.dropFirst().map { $0 - covered[0] }
    }
    // Turnout times are those of the country in which the first stands; where both countries agree, so do the counts.
    let most = others.indices.filter { planned.world.cells[$0].host == first.country }.map { sums[0][$0] + sums[1][$0] }
    #expect(first.total >= most.max() ?? 0)
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func noFirstStepOfItsKindHelpsMore(seed: UInt64) throws {
    let planned = try Planned(seed: seed, requiresAgreements: true, options: ActionOptions())
    let units = planned.world.units.filter(\.isReady)
    func best(_ service: Service, _ topic: ActionPoint.Topic) -> Int {
      planned.plan.points.first {
        $0.service == service && $0.step == 1 && $0.kind.topic == topic
      }?.people ?? 0
    }
    for service in [Service.fire, .ambulance] {
      let own = units.filter { $0.service == service }
      let staffing = Set(own.filter { $0.staffing == .volunteer }.map(\.station)).sorted()
        .map { [ScenarioEdit(.staff($0, .career))] }
      let moves = own.flatMap { unit in
        Set(
          own.filter { other in
            other.country == unit.country && other.station != unit.station
              && Geodesic.distance(from: unit.place, to: other.place) <= 30_000
          }.map(\.station)
        ).sorted().map { [ScenarioEdit(.moveUnit(unit.id, toStation: $0))] }
      }
      for (topic, edits) in [(ActionPoint.Topic.staffing, staffing), (.moveUps, moves)] {
        let covered = try planned.covered(service, edits)
        let most = covered.dropFirst().map { $0 - covered[0] }.max() ?? 0
        #expect(best(service, topic) == max(0, most), "\(service) \(topic)")
      }
    }
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func theBestPlacesAreNoWorseThanGreedyOnesAndNoBetterThanTheBound(seed: UInt64) throws {
    var options = ActionOptions()
    (options.topics, options.steps) = ([.stations], 4)
    let planned = try Planned(seed: seed, requiresAgreements: false, options: options)
    for siting in planned.plan.siting {
      let exact = try #require(siting.exact)
      #expect(siting.greedy <= exact && exact <= siting.bound)
      #expect(Double(siting.greedy) >= 0.632 * Double(exact))
      #expect(siting.gap == Double(exact - siting.greedy) / Double(exact))
      let covered = try planned.covered(siting.service, [siting.exactEdits])
      // Two new stations together may do what neither does alone.
      #expect(covered[1] - covered[0] >= exact)
      let steps = planned.plan.points.filter { $0.service == siting.service }
      #expect(steps.map(\.cumulative).max() ?? 0 >= siting.greedy)
    }
  }

  @Test func theSameInputsGiveTheSamePointsAndEveryEditCanBeWrittenIntoAFile() throws {
    let one = try Planned(seed: 7, requiresAgreements: true, options: ActionOptions()).plan
    #expect(try Planned(seed: 7, requiresAgreements: true, options: ActionOptions()).plan == one)
    for point in one.points {
      let edits = point.edits.map { "{\($0.summary)}" }.joined(separator: ", ")
      let read = try ScenarioFile.scenarios(text: "{scenarios: [{name: check, edits: [\(edits)]}]}")
      #expect(read[0].edits.map(\.change) == point.edits.map(\.change))
    }
    #expect(zip(one.points, one.points.dropFirst()).allSatisfy { $0.people >= $1.people })
  }

  @Test(arguments: [1, 10, 50])
  func fewerCandidatesStandForTheirNeighbours(most: Int) throws {
    var options = ActionOptions()
    (options.topics, options.mostCandidates) = ([.stations], most)
    let plan = try Planned(seed: 3, requiresAgreements: false, options: options).plan
    #expect(plan.siting.allSatisfy { $0.candidates <= most })
  }

  @Test func closedBordersAndNothingToDoGiveNoPoints() throws {
    let world = try SmallWorld(seed: 1)
    var options = ActionOptions()
    options.topics = [.agreements]
    func model(_ units: [CoverageUnit], _ cells: [DemandCell]) -> CoverageModel {
      CoverageModel(units: units, cells: cells, norms: world.normSelection, travel: SpeedModel())
    }
    let closed = ActionPlanner(model(world.units, world.cells), areBordersOpen: false, options: options)
    #expect(try closed.plan() == ActionPlan())
    #expect(try ActionPlanner(model(world.units, [])).plan() == ActionPlan())
    let empty = try ActionPlanner(model([], world.cells)).plan()
    #expect(empty.points.allSatisfy { $0.kind.topic == .stations })
  }
}
