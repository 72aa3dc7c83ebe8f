import Geodesy
import TestSupport
import Testing

@Suite struct CellCodeTests {
  @Test(arguments: [1, 4, 9, 16, 64])
  func rangesHoldEveryPlaceInTheBox(limit: Int) throws {
    var random = SplitMix64(seed: UInt64(limit))
    for _ in 0..<800 {
      let box = try box(&random)
      let ranges = CellCode.ranges(covering: box, limit: limit)
      var inside = try [
        place(box.south, box.west), place(box.south, box.east), place(box.north, box.west), place(box.north, box.east),
      ]
      for _ in 0..<8 {
        inside.append(try random.place(latitudes: box.south...box.north, longitudes: box.west...box.east))
      }
      for place in inside {
        let code = CellCode.code(of: place)
        #expect(ranges.contains { $0.contains(code) }, "\(place) in \(box)")
      }
    }
  }

  @Test(arguments: [1, 4, 16, 100])
  func rangesAscendWithGapsBetweenAndKeepToTheLimit(limit: Int) throws {
    var random = SplitMix64(seed: 10)
    for _ in 0..<800 {
      let ranges = CellCode.ranges(covering: try box(&random), limit: limit)
      #expect((1...max(4, limit)).contains(ranges.count))
      for (left, right) in zip(ranges, ranges.dropFirst()) { #expect(left.upperBound + 1 < right.lowerBound) }
    }
  }

  @Test func rangesOfASmallBoxLeaveOutTheRestOfTheWorld() throws {
    var random = SplitMix64(seed: 11)
    let ranges = CellCode.ranges(covering: BoundingBox(south: 50.7, west: 6, north: 50.8, east: 6.2))
    for _ in 0..<2000 {
      let far = try random.place(latitudes: -90...50, longitudes: -180...180)
      let code = CellCode.code(of: far)
      #expect(!ranges.contains { $0.contains(code) })
    }
  }

  @Test func theWholeWorldIsOneRange() {
    let ranges = CellCode.ranges(covering: BoundingBox(south: -90, west: -180, north: 90, east: 180))
    #expect(ranges == [0...((1 << 52) - 1)])
  }

  @Test func codesGrowWithEachAxisWhileTheOtherStays() throws {
    var random = SplitMix64(seed: 12)
    for _ in 0..<4000 {
      let (one, other) = (try random.place(), try random.place())
      let east = CellCode.code(of: try place(one.latitude, max(one.longitude, other.longitude)))
      let west = CellCode.code(of: try place(one.latitude, min(one.longitude, other.longitude)))
      #expect(west <= east)
      let north = CellCode.code(of: try place(max(one.latitude, other.latitude), one.longitude))
      let south = CellCode.code(of: try place(min(one.latitude, other.latitude), one.longitude))
      #expect(south <= north)
    }
  }

  @Test func placesAMetreApartHaveDifferentCodes() throws {
    var random = SplitMix64(seed: 13)
    for _ in 0..<1000 {
      let here = try random.place(latitudes: -60...60, longitudes: -179...179)
      #expect(CellCode.code(of: here) != CellCode.code(of: try place(here.latitude + 1e-5, here.longitude)))
      #expect(CellCode.code(of: here) != CellCode.code(of: try place(here.latitude, here.longitude + 1e-5)))
    }
  }

  @Test(arguments: [(-90.0, -180.0), (90, 180), (-90, 180), (90, -180), (0, 0)])
  func theEdgesOfTheWorldHaveCodes(latitude: Double, longitude: Double) throws {
    #expect((0..<(1 << 52)).contains(CellCode.code(of: try place(latitude, longitude))))
  }

  /// Boxes from less than a metre to the whole world, some at its edges.
  private func box(_ random: inout SplitMix64) throws -> BoundingBox {
    let corner = try random.place()
    let size = 1 / Double(1 << Int.random(in: 0...30, using: &random))
    let height = 180 * size * .random(in: 0...1, using: &random)
    let width = 360 * size * .random(in: 0...1, using: &random)
    return BoundingBox(
      south: corner.latitude, west: corner.longitude, north: min(90, corner.latitude + height),
      east: min(180, corner.longitude + width))
  }
}
