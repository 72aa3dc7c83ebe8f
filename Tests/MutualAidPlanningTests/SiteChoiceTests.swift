import Coverage
import CoverageTestSupport
import DirectoryModel
import Geodesy
import LocalTime
import Matching
import MutualAidPlanning
import Testing

/// New stations at a planner's own places, within a budget, for units that are busy, with backup.
@Suite struct SiteChoiceTests {
  private func model(_ world: SmallWorld, _ units: [CoverageUnit]? = nil) -> CoverageModel {
    CoverageModel(
      units: units ?? world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(),
      services: [.ambulance])
  }

  /// Whether each cell is within the norm with one unit alone.
  private func isCovered(_ world: SmallWorld, by unit: CoverageUnit) throws -> [Bool] {
    let result = try model(world, [unit]).evaluate([], at: LocalMoment(day: .monday, dayBefore: .sunday, minute: 600))
    return try #require(result.first?.services.first).outcomes.map { $0.isCovered == true }
  }

  private func candidates(_ world: SmallWorld, costs: [Double] = [1]) throws -> [SiteCandidate] {
    let rows = world.cells.enumerated().filter { $0.offset % 7 == 0 }.enumerated().map { number, cell in
      "site \(number),\(cell.element.place.latitude),\(cell.element.place.longitude),\(costs[number % costs.count])"
    }
    return try SiteCandidate.list(Array("name,lat,lon,cost\n\(rows.joined(separator: "\n"))\n".utf8), file: "sites.csv")
  }

  @Test(arguments: 0..<4 as Range<UInt64>, [0.3, 0.6])
  func theFirstSiteForBusyUnitsIsTheOneThatIsWorthMost(seed: UInt64, busy: Double) throws {
    let world = try SmallWorld(seed: seed)
    var options = ActionOptions()
    (options.topics, options.steps, options.objective) = ([.stations], 3, .busy(busy))
    options.candidates = try candidates(world)
    let plan = try ActionPlanner(model(world), options: options).plan()
    let first = try #require(plan.points.first { $0.step == 1 })
    var reaching = Array(repeating: 0, count: world.cells.count)
    for unit in world.units where unit.service == .ambulance && unit.isReady {
      for (cell, isCovered) in try isCovered(world, by: unit).enumerated() where isCovered { reaching[cell] += 1 }
    }
    var best = 0.0
    for (number, candidate) in try candidates(world).enumerated() {
      let cell = try #require(world.cells.first { $0.place == candidate.place })
      var unit = try #require(world.units.first)
      unit.id = UnitID("new.\(number)")
      (unit.station, unit.place, unit.country) = (StationID("new \(number)"), candidate.place, cell.host)
      (unit.service, unit.mobility, unit.isReady, unit.needs, unit.crew) = (.ambulance, .road, true, .any, 2)
      unit.turnout =
        world.units.first { $0.service == .ambulance && $0.country == cell.host && $0.turnouts[.career] != nil }?
        .turnouts[.career] ?? 90
      var worth = 0.0
      for (cell, isCovered) in try isCovered(world, by: unit).enumerated() where isCovered {
        var allBusy = 1.0
        for _ in 0..<reaching[cell] { allBusy *= busy }
        worth += Double(world.cells[cell].people) * allBusy * (1 - busy)
      }
      best = max(best, worth)
    }
    #expect(abs((first.worth ?? 0) - best) < 0.01)
    let siting = try #require(plan.siting.first)
    #expect(siting.objective == .busy(busy) && siting.greedy <= siting.bound)
    if let exact = siting.exact { #expect(siting.greedy <= exact && exact <= siting.bound) }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func whatIsProposedCostsNoMoreThanTheBudget(seed: UInt64) throws {
    let world = try SmallWorld(seed: seed)
    var options = ActionOptions()
    (options.topics, options.steps, options.budget) = ([.stations], 100, 7)
    options.candidates = try candidates(world, costs: [2, 5, 3])
    let plan = try ActionPlanner(model(world), options: options).plan()
    let siting = try #require(plan.siting.first)
    #expect(siting.cost <= 7 && siting.budget == 7 && siting.cost > 0)
    let names = plan.points.compactMap { point -> String? in
      if case .station(_, let name, _, _) = point.kind { name } else { nil }
    }
    #expect(!names.isEmpty && names.allSatisfy { $0.hasPrefix("site ") })
    // What a step claims is what a count with its edits gives.
    let counted = try model(world).evaluate(
      plan.points.map { Scenario(name: "check", edits: $0.edits) },
      at: LocalMoment(day: .monday, dayBefore: .sunday, minute: 600))
    let covered = try counted.map { try #require($0.services.first?.total).covered }
    for (point, after) in zip(plan.points, covered.dropFirst()) { #expect(after - covered[0] == point.cumulative) }
  }

  @Test(arguments: [
    ("lat;lon;name\n50,7;6,02;Vaals\n", nil), ("name,lat,lon\nVaals,50.77,6.02\n", nil),
    ("name,lat\nVaals,50.77\n", "no list of places"), ("lat,lon\n", "names no place"),
    ("lat,lon\n50.77,x\n", "'lat,lon' is"), ("lat,lon,cost\n50.77,6.02,0\n", "'cost' is '0'"),
    ("lat,lon,services\n50.77,6.02,fire boats\n", "'services' is 'boats'"), ("lat,lon\n50.77\n", "sites.csv"),
  ])
  func aListSaysWhatIsWrongWithIt(text: String, expected: String?) throws {
    do {
      let list = try SiteCandidate.list(Array(text.utf8), file: "sites.csv")
      #expect(expected == nil && list.count == 1)
    } catch let error as MutualAidError {
      #expect(error.message.contains(try #require(expected)), "\(error.message)")
    }
  }

  @Test func exchangedAxesAreTold() throws {
    let world = try SmallWorld(seed: 1)
    let place = world.cells[0].place
    var options = ActionOptions()
    options.topics = [.stations]
    options.candidates = try SiteCandidate.list(
      Array("lat,lon\n\(place.longitude),\(place.latitude)\n".utf8), file: "sites.csv")
    let error = #expect(throws: MutualAidError.self) {
      try ActionPlanner(model(world), options: options).plan()
    }
    #expect(error?.hint == "Exchange its latitude and longitude.")
    let exchanged = try Coordinate(latitude: place.longitude, longitude: place.latitude)
    let station = ScenarioEdit(
      .openStation("new", place: exchanged, country: "AA", units: [.init(id: "n", service: .ambulance, crew: 2)]))
    let refusal = #expect(throws: MutualAidError.self) {
      try model(world).evaluate(
        [Scenario(name: "s", edits: [station])], at: LocalMoment(day: .monday, dayBefore: .sunday, minute: 600))
    }
    #expect(refusal?.message.contains("look exchanged") == true)
  }
}
