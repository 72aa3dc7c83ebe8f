import CIndexKernels
import Foundation
import Geodesy
import TestSupport
import Testing

@testable import SpatialIndex

@Suite struct ChordLengthTests {
  /// Pairs of places from a metre to half the Earth apart, at all latitudes, with poles, equator and antipodes.
  private func pairs(_ count: Int, from least: Double, to most: Double, seed: UInt64) throws -> [(
    Coordinate, Coordinate
  )] {
    var random = SplitMix64(seed: seed)
    return try (0..<count).map { number in
      let start =
        switch number % 8 {
        case 0: try place(90, 0)
        case 1: try random.place(latitudes: 0...0, longitudes: -180...180)
        case 2: try random.place(latitudes: 89...90, longitudes: -180...180)
        default: try random.place()
        }
      let azimuth = number % 3 == 0 ? Double(number % 4) * 90 : Double.random(in: 0...360, using: &random)
      let share = Double.random(in: 0...1, using: &random)
      let distance = least * pow(most / least, share)
      return (start, Geodesic.destination(from: start, azimuth: azimuth, distance: distance))
    }
  }

  private func chord(_ one: Coordinate, _ other: Coordinate) -> Double {
    let way = EarthFrame.earthCentred(one) - EarthFrame.earthCentred(other)
    return (way * way).sum().squareRoot()
  }

  @Test func theGeodesicLiesBetweenTheBoundsOfItsChord() throws {
    for (one, other) in try pairs(200_000, from: 1, to: 20_003_000, seed: 1) {
      let (geodesic, chord) = (Geodesic.distance(from: one, to: other), chord(one, other))
      #expect(ChordLength.leastGeodesic(chord) <= geodesic + 1e-6, "\(one) \(other)")
      #expect(ChordLength.mostGeodesic(chord) >= geodesic - 1e-6, "\(one) \(other)")
    }
  }

  @Test(arguments: [UInt64](0..<4))
  func theApproximationKeepsToItsError(seed: UInt64) throws {
    var worst = 0.0
    for (one, other) in try pairs(100_000, from: 1, to: ChordLength.longestApproximated, seed: 10 + seed) {
      let frame = EarthFrame(
        lowest: EarthFrame.earthCentred(one), highest: EarthFrame.earthCentred(one),
        sum: EarthFrame.earthCentred(one))
      let geodesic = Geodesic.distance(from: one, to: other)
      let there = frame.local(EarthFrame.earthCentred(other))
      var distances = [0.0, 0, 0, 0]
      withUnsafePointer(to: frame.kernelFrame(from: frame.local(EarthFrame.earthCentred(one)))) {
        let unused = [0.0, 0, 0]
        index_geodesics($0, [there.x] + unused, [there.y] + unused, [there.z] + unused, 1, &distances)
      }
      let found = distances[0]
      worst = max(worst, abs(found - geodesic) / ChordLength.error(found))
    }
    // It must hold with room to spare, since the pairs are a sample.
    #expect(worst < 0.8)
  }

  @Test func chordsBetweenFloatsAreAsCloseAsTheSearchSupposes() throws {
    for region in RandomWorld.Region.allCases {
      var world = try RandomWorld(region, seed: 20)
      let units = try world.units(300)
      let index = UnitIndex(units)
      let search = index.makeSearch()
      for _ in 0..<30 {
        let place = try world.random.place()
        search.begin(at: place)
        for unit in units {
          let there = search.view.pointee.frame.local(EarthFrame.earthCentred(unit.coordinate))
          let way = SIMD3<Float>(there) - SIMD3(search.centreX, search.centreY, search.centreZ)
          let rough = Double((way.x * way.x + way.y * way.y + way.z * way.z).squareRoot())
          let exact = chord(place, unit.coordinate)
          #expect(abs(rough - exact) <= search.roundingError + rough * UnitSearch.relativeError)
        }
        search.finish()
      }
    }
  }
}
