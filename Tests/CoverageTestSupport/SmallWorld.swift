package import Coverage
package import DirectoryModel
package import Geodesy
import TestSupport

/// A made-up border region of two countries for tests: a box cut by the meridian of 6 degrees, AA in the west.
package struct SmallWorld {
  package static let border = 6.0
  package static let day = "2026-11-26"

  package var units: [CoverageUnit] = []
  package var cells: [DemandCell] = []
  package var norms: [Norm] = []
  /// What units can do; one that is missing can do everything.
  package var abilities: [UnitID: Set<String>] = [:]

  package init(seed: UInt64, units unitCount: Int = 40, cells cellCount: Int = 120) throws {
    var random = SplitMix64(seed: seed)
    let stations = try (0..<max(1, unitCount * 2 / 3)).map { _ in
      try random.place(latitudes: 50.6...51, longitudes: 5.7...6.3)
    }
    for number in 0..<unitCount {
      let station = Int.random(in: 0..<stations.count, using: &random)
      let isCareer = random.oneIn(2)
      units.append(
        CoverageUnit(
          id: "u\(number)", station: "s\(station)", place: stations[station],
          country: SmallWorld.country(of: stations[station]), service: random.oneIn(3) ? .ambulance : .fire,
          crew: Int.random(in: 2...9, using: &random), turnout: isCareer ? 90 : 300,
          turnouts: [.career: 90, .volunteer: 300], staffing: isCareer ? .career : .volunteer,
          isReady: !random.oneIn(6)))
    }
    for number in 0..<cellCount {
      let place = try random.place(latitudes: 50.6...51, longitudes: 5.7...6.3)
      cells.append(
        DemandCell(
          code: "c\(number)", place: place, country: SmallWorld.country(of: place),
          people: Int.random(in: 0...5000, using: &random)))
    }
    norms = [
      Norm(
        id: "aa-fire", country: "AA", service: .fire,
        thresholds: [.init(seconds: 540, crew: 10), .init(seconds: 840, crew: 16)]),
      Norm(id: "bb-fire", country: "BB", service: .fire, thresholds: [.init(seconds: 480, units: 1)]),
      Norm(
        id: "aa-ambulance", country: "AA", service: .ambulance, clockStart: .call,
        thresholds: [.init(seconds: 900, units: 1)]),
      Norm(
        id: "bb-ambulance", country: "BB", service: .ambulance, clockStart: .departure,
        thresholds: [.init(seconds: 480, units: 2)]),
    ]
  }

  package static func country(of place: Coordinate) -> CountryCode { place.longitude < border ? "AA" : "BB" }

  package var normSelection: NormSelection { NormSelection(norms, on: SmallWorld.day) }

  /// The same with norms that count several things, joined by and and or, and units of which each can do something.
  package func withConditions(seed: UInt64) -> SmallWorld {
    var random = SplitMix64(seed: seed ^ 0xC0DE)
    var world = self
    for index in world.norms.indices {
      switch world.norms[index].id {
      case "aa-fire": world.norms[index].need = "pumping"
      case "bb-fire":
        world.norms[index].standing = .yardstick
        world.norms[index].thresholds = [
          .init(seconds: 480, units: 1),
          .init(
            seconds: 840, crew: 9,
            condition: .any([.all([.units(1, need: "pumping"), .units(1, need: "ladder")]), .units(3, need: nil)])),
        ]
      case "bb-ambulance":
        world.norms[index].thresholds = [
          .init(
            seconds: 480,
            condition: .any([.units(2, need: nil), .all([.units(1, need: "doctor"), .crew(4, need: nil)])]))
        ]
      default: break
      }
    }
    for index in world.units.indices {
      world.abilities[world.units[index].id] = Set(
        ["pumping", "ladder", "doctor"].filter { _ in random.oneIn(2) })
    }
    return world.marked
  }

  /// The same with units marked with the needs of the norms that they meet.
  package var marked: SmallWorld {
    var world = self
    let selection = normSelection
    for index in world.units.indices {
      let unit = world.units[index]
      guard let can = abilities[unit.id] else { continue }
      world.units[index].needs = selection.needs(of: unit.service, mobility: unit.mobility) { needs in
        needs.allSatisfy { can.contains($0.capability) }
      }
    }
    return world
  }
}

extension SmallWorld {
  /// A river from south to north, an arm of it to the east and the crossings of both, in a frame around the world.
  package static func waters(seed: UInt64) throws -> WaterBarriers {
    var random = SplitMix64(seed: seed)
    func line(_ places: [(Double, Double)]) throws -> [Coordinate] {
      try places.map { try Coordinate(latitude: $0.0, longitude: $0.1) }
    }
    func barrier(_ id: BarrierID, _ kind: Barrier.Kind, _ places: [(Double, Double)]) throws -> Barrier {
      Barrier(id: id, names: LocalizedText(id.rawValue), kind: kind, line: try line(places), accuracy: 50)
    }
    let barriers = try [
      barrier("frame", .open, [(50.5, 5.6), (50.5, 6.4), (51.1, 6.4), (51.1, 5.6), (50.5, 5.6)]),
      barrier("river", .river, [(50.5, 5.9), (50.7, 6.0), (50.8, 5.95), (51.1, 5.95)]),
      barrier("arm", .canal, [(50.8, 5.95), (50.78, 6.1), (50.82, 6.4)]),
    ]
    func crossing(_ id: CrossingID, over barrier: BarrierID, _ latitude: Double, _ longitude: Double) throws -> Crossing
    {
      Crossing(
        id: id, barrier: barrier, names: LocalizedText(id.rawValue), kind: .bridge,
        coordinate: try Coordinate(latitude: latitude, longitude: longitude), road: .yes, confidence: .high)
    }
    var crossings: [Crossing] = []
    for number in 0..<4 {
      crossings.append(
        try crossing("river\(number)", over: "river", Double.random(in: 50.81...51, using: &random), 5.95))
    }
    crossings.append(try crossing("arm0", over: "arm", 50.79, 6.025))
    crossings.append(try crossing("arm1", over: "arm", 50.8, 6.25))
    crossings.append(try crossing("rail", over: "river", 50.85, 5.95))
    crossings[6].road = .no
    crossings.append(try crossing("ferry", over: "river", 50.75, 5.975))
    crossings[7].kind = .ferry
    crossings[7].road = .unknown
    crossings.append(try crossing("tunnel", over: "river", 50.65, 5.95))
    crossings[8].otherEnd = try Coordinate(latitude: 50.66, longitude: 6.02)
    crossings[8].wait = Double(Int.random(in: 0...60, using: &random))
    return WaterBarriers(barriers: barriers, crossings: crossings)
  }
}
