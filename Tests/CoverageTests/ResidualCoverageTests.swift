import Coverage
import CoverageTestSupport
import DirectoryModel
import Geodesy
import Matching
import TestSupport
import Testing

@Suite struct ResidualCoverageTests {
  /// Counts from scratch, with nothing but the definition: which cells are within their norm.
  struct BruteForce {
    let world: SmallWorld
    let reach: ResidualCoverage.Reach
    let selection: NormSelection
    let times = CoverageTimes(callHandling: 90, requestDelay: 60)
    let travel = SpeedModel()

    init(world: SmallWorld, reach: ResidualCoverage.Reach) {
      (self.world, self.reach) = (world, reach)
      selection = world.normSelection
    }

    func covered(_ units: [CoverageUnit], service: Service) -> Set<Int> {
      Set(world.cells.indices.filter { isCovered(world.cells[$0], units.filter { $0.service == service }, service) })
    }

    private func isCovered(_ cell: DemandCell, _ units: [CoverageUnit], _ service: Service) -> Bool {
      guard let norm = world.norms.first(where: { $0.country == cell.country && $0.service == service }) else {
        return false
      }
      return norm.thresholds.allSatisfy { threshold in
        let inTime = units.filter { unit in
          guard unit.isReady, unit.country == cell.country || reach == .allCountries else { return false }
          var seconds = travel.seconds(
            distance: Geodesic.distance(from: unit.place, to: cell.place), service: unit.service,
            mobility: unit.mobility)
          if norm.clockStart != .departure { seconds += unit.turnout }
          if norm.clockStart == .call { seconds += times.callHandling }
          if unit.country != cell.country { seconds += times.requestDelay }
          return seconds <= Double(threshold.seconds)
        }
        let able = inTime.filter { $0.needs.holds(selection.need(norm.need, of: norm)) }
        return able.count >= threshold.units ?? (norm.need == nil ? 0 : 1)
          && inTime.map(\.crew).reduce(0, +) >= threshold.crew ?? 0
      }
    }

    func people(_ cells: Set<Int>) -> Int { cells.map { world.cells[$0].people }.reduce(0, +) }
  }

  /// A world in which BB counts pumpers only, and of its engines every other one is no pumper.
  private func world(seed: UInt64) throws -> SmallWorld {
    var world = try SmallWorld(seed: seed)
    for index in world.norms.indices where world.norms[index].id == "bb-fire" {
      world.norms[index].need = Capability.pumping
    }
    let others = try #require(world.norms.first { $0.id == "aa-fire" })
    let plain = world.normSelection.need(others.need, of: others)
    for index in world.units.indices where index % 2 == 0 { world.units[index].needs = plain }
    return world
  }

  @Test(arguments: SampleSize.seeds(3, long: 30), [ResidualCoverage.Reach.ownCountry, .allCountries])
  func everyLossIsTheDifferenceOfTwoCountsFromScratch(seed: UInt64, reach: ResidualCoverage.Reach) throws {
    let world = try world(seed: seed)
    let brute = BruteForce(world: world, reach: reach)
    var residual = ResidualCoverage(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(), times: brute.times,
      reach: reach)
    var units = world.units
    var random = SplitMix64(seed: seed)
    for _ in 0..<4 {
      for service in [Service.fire, .ambulance] {
        let before = brute.covered(units, service: service)
        #expect(residual.peopleCovered(for: service) == brute.people(before))
        for index in units.indices where units[index].service == service {
          var without = units
          without[index].isReady = false
          let lost = before.subtracting(brute.covered(without, service: service))
          let loss = residual.loss(of: units[index].id)
          #expect(loss.people == brute.people(lost))
          #expect(loss.cells == lost.sorted())
        }
      }
      let changed = Int.random(in: units.indices, using: &random)
      units[changed].isReady.toggle()
      residual.setReady(units[changed].isReady, for: units[changed].id)
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func aMoveUpLeavesTheFewestPeopleOfAllThatWereWeighed(seed: UInt64) throws {
    let world = try world(seed: seed)
    let brute = BruteForce(world: world, reach: .ownCountry)
    let residual = ResidualCoverage(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(), times: brute.times)
    for leaving in world.units.filter(\.isReady) {
      let before = brute.people(brute.covered(world.units, service: leaving.service))
      let without = world.units.filter { $0.id != leaving.id }
      let lost = before - brute.people(brute.covered(without, service: leaving.service))
      let outcomes = without.indices.compactMap { index -> Int? in
        let candidate = without[index]
        guard candidate.isReady, candidate.service == leaving.service, candidate.country == leaving.country,
          candidate.station != leaving.station,
          SpeedModel().seconds(
            distance: Geodesic.distance(from: candidate.place, to: leaving.place), service: leaving.service,
            mobility: .road) <= 1800,
          candidate.crew >= leaving.crew || leaving.country != "AA" || leaving.service != .fire
        else { return nil }
        var moved = without
        moved[index].place = leaving.place
        return before - brute.people(brute.covered(moved, service: leaving.service))
      }
      let move = residual.moveUp(for: leaving.id, candidates: .max)
      if let move {
        #expect(move.peopleWithout == lost)
        #expect(move.peopleWith == outcomes.min())
      } else {
        #expect((outcomes.min() ?? lost) >= lost)
      }
    }
  }

  @Test func unitsThatAreNotReadyOrNotKnownLeaveNothing() throws {
    var world = try SmallWorld(seed: 1)
    world.units[0].isReady = false
    let residual = ResidualCoverage(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel())
    #expect(residual.loss(of: world.units[0].id).people == 0)
    #expect(residual.loss(of: "nobody").cells.isEmpty)
    #expect(residual.moveUp(for: "nobody") == nil)
  }

  @Test func thereIsNoLossWithoutUnitsCellsOrNorms() throws {
    let world = try SmallWorld(seed: 2)
    let nothing = ResidualCoverage(units: [], cells: world.cells, norms: world.normSelection, travel: SpeedModel())
    #expect(nothing.peopleCovered(for: .fire) == 0)
    let unjudged = ResidualCoverage(
      units: world.units, cells: world.cells, norms: NormSelection([], on: SmallWorld.day), travel: SpeedModel())
    #expect(unjudged.loss(of: world.units[0].id).people == 0)
    #expect(unjudged.isCovered(0, for: .fire) == nil)
  }
}
