import DirectoryModel
import Foundation
import Matching
import RoadRouting
import TestSupport
import Testing

@Suite struct RoadTimesFileTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)/roads.times")
    .path
  private let one = RouterIdentity(engine: "osrm", profile: "driving", dataVersion: "2026-11-01")
  private let other = RouterIdentity(engine: "osrm", profile: "driving", dataVersion: nil)

  private func segment(_ seed: UInt64) -> RoadSegment {
    var random = SplitMix64(seed: seed)
    func places() -> [RoadPlace] {
      (0..<Int.random(in: 1...9, using: &random)).map { _ in
        RoadPlace(
          latitude: .random(in: -90_000_000...90_000_000, using: &random),
          longitude: .random(in: -180_000_000...180_000_000, using: &random))
      }
    }
    let (sources, destinations) = (places(), places())
    let moved: [Float] = [0, 12.5, -1200, -.infinity]
    return RoadSegment(
      sources: sources, destinations: destinations,
      sourcesMoved: sources.map { _ in moved.randomElement(using: &random) ?? 0 },
      destinationsMoved: destinations.map { _ in moved.randomElement(using: &random) ?? 0 },
      times: (0..<sources.count * destinations.count).map { _ in
        .init(rawValue: .random(in: 0 ... .max, using: &random))
      })
  }

  private func kept(_ router: RouterIdentity) throws -> [RoadSegment] {
    var found: [RoadSegment] = []
    try RoadTimesFile(path: path).forEachSegment(of: router) { found.append($0) }
    return found
  }

  private func write(_ bytes: Data) throws { try bytes.write(to: URL(fileURLWithPath: path)) }

  @Test func whatIsKeptComesBackByRouter() throws {
    let segments = (0..<6).map { segment($0) }
    do {
      let file = try RoadTimesFile(path: path)
      try file.append([segments[0], segments[1]], of: one)
      try file.append([segments[2]], of: other)
      try file.append([segments[3]], of: other)
    }
    try RoadTimesFile(path: path).append([segments[4], segments[5]], of: one)
    #expect(try kept(one) == [segments[0], segments[1], segments[4], segments[5]])
    #expect(try kept(other) == [segments[2], segments[3]])
    #expect(try kept(RouterIdentity(engine: "valhalla", profile: "auto", dataVersion: "2026-11-01")).isEmpty)
  }

  @Test func aRecordThatWasBrokenOffIsWrittenOver() throws {
    let segments = (0..<3).map { segment($0) }
    try RoadTimesFile(path: path).append([segments[0]], of: one)
    let first = try Data(contentsOf: URL(fileURLWithPath: path))
    try RoadTimesFile(path: path).append([segments[1]], of: one)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in [0, 3, 8, 9, first.count, first.count + 1, first.count + 9, whole.count - 1] {
      try write(whole.prefix(length))
      let left = try kept(one)
      #expect(left == (length >= first.count ? [segments[0]] : []))
      try RoadTimesFile(path: path).append(length >= first.count ? [segments[1]] : segments.dropLast(), of: one)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == whole)
    }
  }

  @Test func damageIsSaidAndNothingOfItIsUsed() throws {
    try RoadTimesFile(path: path).append([segment(1), segment(2)], of: one)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var random = SplitMix64(seed: 4)
    for _ in 0..<300 {
      var damaged = whole
      damaged[Int.random(in: 0..<whole.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
      try write(damaged)
      // Where a length grew the record is taken for one that was broken off; else it is refused.
      do {
        let found = try kept(one)
        #expect(found == [] || found == [segment(1)])
      } catch let error as MutualAidError {
        #expect(error.code == .fileUnreadable && error.hint != nil)
      }
    }
    try write(Data("Dear diary".utf8))
    #expect(throws: MutualAidError.self) { try RoadTimesFile(path: path) }
  }

  @Test func onlyOneWritesAtATime() throws {
    let file = try RoadTimesFile(path: path)
    let error = #expect(throws: MutualAidError.self) { try RoadTimesFile(path: path) }
    #expect(error?.code == .outputFailed)
    try file.append([segment(1)], of: one)
  }
}
