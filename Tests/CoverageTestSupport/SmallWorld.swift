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
}
