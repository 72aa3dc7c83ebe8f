import CoverageTestSupport
import DirectoryModel
import Geodesy
import Matching
import TestSupport
import Testing
import Waterways

@testable import Coverage

/// Edits of crossings: what they change, what is told of them, and which are refused.
@Suite struct CrossingEditTests {
  private static let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)

  private func evaluate(_ edits: ScenarioEdit.Change..., waters: WaterBarriers?) throws -> CoverageReport.ScenarioResult
  {
    let world = try SmallWorld(seed: 3)
    let model = CoverageModel(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(), services: [.fire],
      waters: waters.map { CoverageWaters($0, network: WayNetwork($0)) })
    return try model.baseline(at: CrossingEditTests.moment).evaluate(
      Scenario(name: "s", edits: edits.map { ScenarioEdit($0) }))
  }

  private func failure(_ edit: ScenarioEdit.Change, waters: WaterBarriers?) throws -> MutualAidError {
    try #require(#expect(throws: MutualAidError.self) { try evaluate(edit, waters: waters) })
  }

  @Test func whatIsClosedAndOpenedIsTold() throws {
    let waters = try SmallWorld.waters(seed: 3)
    let east = try place(50.9, 6.2)
    let flood = ScenarioEdit.Hazard(
      name: "flood", line: [try place(50.79, 6), try place(50.79, 6.05)], buffer: 1500, disablesStations: false)
    let result = try evaluate(
      .closeCrossing("river0", towards: nil), .closeCrossing("river1", towards: east),
      .closeCrossing("rail", towards: nil),
      .openCrossing("ferry", nil, wait: 60), .hazard(flood),
      .openCrossing("new", .init(barrier: "river", place: try place(50.9, 5.951), name: "New bridge"), wait: nil),
      waters: waters)
    #expect(
      result.crossings.map { "\($0.id) \($0.kind.rawValue)" } == [
        "arm0 closed", "ferry opened", "new opened", "river0 closed", "river1 closed-one-way",
      ])
    #expect(result.crossings.first { $0.id == "new" }?.names.main == "New bridge")
    #expect(result.crossings.allSatisfy { !$0.barrierNames.isEmpty })
    // A hazard that leaves crossings open, and one over which no way leads, change nothing.
    var dry = flood
    dry.closesCrossings = false
    #expect(try evaluate(.hazard(dry), .closeCrossing("rail", towards: nil), waters: waters).crossings.isEmpty)
  }

  @Test func oneDirectionIsTheOneTowardsThePlace() throws {
    let waters = try SmallWorld.waters(seed: 3)
    let network = WayNetwork(waters)
    let (west, east) = (try place(50.9, 5.8), try place(50.9, 6.2))
    var state = ScenarioWaters(waters, network: network)
    for crossing in network.crossings where crossing.barrier == "river" { state.close(crossing.id, towards: east) }
    let closed = state.changedNetwork()
    func isReached(_ end: Coordinate, from start: Coordinate) -> Bool {
      WaySearch(closed, .toPlace, end).way(between: start, straight: Geodesic.distance(from: start, to: end)) != nil
    }
    #expect(!isReached(east, from: west))
    #expect(isReached(west, from: east))
    for crossing in network.crossings where crossing.barrier == "river" { state.close(crossing.id, towards: west) }
    #expect(state.closed.values.allSatisfy { $0 == .both || $0.isEmpty } == true)
  }

  @Test func whatThereIsNotIsToldWithWhatMayBeMeant() throws {
    let waters = try SmallWorld.waters(seed: 3)
    let unknown = try failure(.closeCrossing("rivr0", towards: nil), waters: waters)
    #expect(unknown.code == .scenarioUnknownID && unknown.message.contains("there is no crossing 'rivr0'"))
    #expect(unknown.hint == .didYouMean("river0"))
    #expect(try failure(.closeCrossing("river0", towards: nil), waters: nil).hint == .importFirst(.barriers))
    let spot = try place(50.9, 5.95)
    let noBarrier = try failure(.openCrossing("new", .init(barrier: "rivr", place: spot), wait: nil), waters: waters)
    #expect(noBarrier.hint == .didYouMean("river"))
    let taken = try failure(.openCrossing("river0", .init(barrier: "river", place: spot), wait: nil), waters: waters)
    #expect(taken.code == .scenarioConflict)
    let far = try failure(
      .openCrossing("new", .init(barrier: "river", place: try place(50.9, 6.1)), wait: nil), waters: waters)
    #expect(far.code == .scenarioInvalid && far.message.contains(" m from barrier 'river'"), "\(far.message)")
    #expect(try failure(.openCrossing("ferry", nil, wait: nil), waters: waters).message.contains("ferry 'ferry'"))
    #expect(try failure(.openCrossing("ferry", nil, wait: -1), waters: waters).code == .scenarioInvalid)
    #expect(try failure(.openCrossing("nowhere", nil, wait: nil), waters: waters).code == .scenarioUnknownID)
  }

  @Test func aPlannedCrossingThatLeadsFromABankToTheSameIsRefused() throws {
    var waters = try SmallWorld.waters(seed: 3)
    let stub = Barrier(
      id: "dock", names: LocalizedText("dock"), kind: .canal, line: [try place(50.9, 6.1), try place(50.9, 6.2)],
      accuracy: 50)
    waters = WaterBarriers(barriers: waters.barriers + [stub], crossings: waters.crossings)
    let bridge = ScenarioEdit.NewCrossing(barrier: "dock", place: try place(50.9, 6.15))
    let refusal = try failure(.openCrossing("new", bridge, wait: nil), waters: waters)
    #expect(refusal.code == .scenarioInvalid && refusal.message.contains("'dock' does not part the land"))
  }
}
