import DirectoryModel
import Foundation
import Geodesy
import Matching
import TestSupport
import Testing

/// Containers, trailers, boats, cars and buses beside vehicles that come by themselves.
@Suite struct VehicleClassTests {
  private var vocabulary: Vocabulary {
    var vocabulary = Vocabulary()
    func add(_ code: String, _ vehicleClass: VehicleClass?, _ capabilities: String...) {
      vocabulary.add(
        Vocabulary.TypeDefinition(
          code: code, country: "NL", service: .fire, vehicleClass: vehicleClass, names: LocalizedText(code),
          capabilities: capabilities.map { Capability($0) }))
    }
    add("TS", .selfPropelled, "pumping=2000")
    add("HA", .selfPropelled, "container-transport")
    add("DPH", .container, "pumping=4000")
    add("DPA", .trailer, "pumping=4000")
    add("DA", .supportCar, "command=officer")
    return vocabulary
  }

  private func units(_ types: [(id: UnitID, type: String, metres: Double)]) throws -> DirectoryDouble {
    let directory = DirectoryDouble()
    let middle = try place(51, 6)
    directory.units = types.map { unit in
      UnitSummary(
        id: unit.id, station: StationID("\(unit.metres)"), service: .fire, type: unit.type, country: "NL",
        coordinate: Geodesic.destination(from: middle, azimuth: 270, distance: unit.metres))
    }
    return directory
  }

  private func named(_ directory: DirectoryDouble, _ needs: String...) throws -> [UnitID] {
    var query = NearestQuery(place: try place(51, 6), service: .fire, time: Date(timeIntervalSince1970: 1_795_435_200))
    query.scope = .all
    query.count = 20
    query.needs = try needs.map { try #require(Need($0)) }
    return try Matcher(source: directory, vocabulary: vocabulary, agreements: []).nearest(query).matches.map(\.unit.id)
  }

  @Test func aFireUnitIsNeitherACarNorATrailerNorAContainer() throws {
    let directory = try units([
      ("car", "DA", 100), ("trailer", "DPA", 200), ("container", "DPH", 300), ("carrier", "HA", 300),
      ("engine", "TS", 400),
      ("unknown", "?", 500),
    ])
    #expect(try named(directory) == ["carrier", "engine", "unknown"])
    #expect(try named(directory, "command") == ["car"])
  }

  @Test(arguments: [
    (300.0, AvailabilityStatus.available, true), (5_200, .available, true), (5_400, .available, false),
    (300, .onScene, false),
  ])
  func aContainerCountsWithACarrierNearIt(metres: Double, status: AvailabilityStatus, counts: Bool) throws {
    let directory = try units([("container", "DPH", 300), ("carrier", "HA", metres), ("trailer", "DPA", 200)])
    directory.statuses["carrier"] = status
    #expect(try named(directory, "pumping") == (counts ? ["container"] : []))
  }

  @Test func anExplanationSaysWhatIsMissing() throws {
    let directory = try units([("container", "DPH", 300), ("trailer", "DPA", 200)])
    var query = NearestQuery(place: try place(51, 6), service: .fire, time: Date(timeIntervalSince1970: 1_795_435_200))
    query.scope = .all
    query.needs = [Need(capability: "pumping")]
    let matcher = Matcher(source: directory, vocabulary: vocabulary, agreements: [])
    for (unit, obstacle) in [("container", .withoutCarrier), ("trailer", .trailer)] as [(UnitID, VehicleObstacle)] {
      let explanation = try #require(try matcher.explain(unit, in: query))
      #expect(explanation.steps.contains { $0.check == .vehicle(obstacle) && !$0.holds })
      #expect(!explanation.isInAnswer)
    }
  }
}
