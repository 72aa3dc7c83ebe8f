import DirectoryModel
import Foundation
import Geodesy
import Matching
import MutualAid
import Testing

/// Needs are understood as people write them.
@Suite struct NeedWordsTests {
  private func resolved(_ text: String) throws -> [String] {
    var query = NearestQuery(place: try Coordinate(latitude: 50.77, longitude: 6.02), time: Date())
    query.needs = [try #require(Need(text))]
    return try RealDirectory.open().resolved(query).needs.map(\.description)
  }

  @Test(arguments: [
    ("ladder", ["ladder"]), ("Ladder", ["ladder"]), ("LADDER>=23", ["ladder>=23"]), ("ladder > 23 m", ["ladder>=23"]),
    ("Redvoertuig", ["ladder"]), ("Hubrettungsfahrzeug", ["ladder"]), ("hubrettungsfahrzeug>=23", ["ladder>=23"]),
    ("schaum", ["foam"]), ("medical-level>=als", ["medical-level>=als"]),
  ])
  func aWordMeansItsCapability(typed: String, expected: [String]) throws { #expect(try resolved(typed) == expected) }

  @Test func aTypeOfVehicleMeansWhatItCanDo() throws {
    #expect(try resolved("DLK").contains("ladder"))
    #expect(try resolved("TS").contains("pumping"))
    // What such a vehicle can do is met by it.
    let directory = try RealDirectory.open()
    var query = NearestQuery(place: try Coordinate(latitude: 50.77, longitude: 6.02), service: .fire, time: Date())
    query.needs = [Need(capability: "DLK")]
    let report = try directory.nearest(directory.resolved(query))
    #expect(report.units.first?.record.type.hasPrefix("DLK") == true)
  }

  @Test func whatIsNotUnderstoodIsToldAndNotDropped() throws {
    #expect(try resolved("lader") == ["lader"])
    let directory = try RealDirectory.open()
    var query = NearestQuery(place: try Coordinate(latitude: 50.77, longitude: 6.02), time: Date())
    query.needs = [Need(capability: "lader")]
    #expect(throws: MutualAidError.self) { try directory.nearest(directory.resolved(query)) }
  }
}
