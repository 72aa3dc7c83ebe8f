import DirectoryModel
import Foundation
import Geodesy
import Matching
import MutualAid
import TestSupport
import Testing

@testable import Presentation

/// The table of an answer fits into the width of a terminal.
@Suite struct UnitRowsTests {
  private func report() throws -> NearestReport {
    let folder = try TemporaryFolder()
    let long = String(repeating: "Sint-Pieters-", count: 6)
    let directory = try Directory(at: folder.file("d.sqlite"), access: .readWrite)
    let stations = (1...3).map { number in
      Sample.station(
        id: "s\(number)", at: (latitude: 50.8 + Double(number) / 100, longitude: 5.7),
        "<unit id=\"u\(number)\" type=\"\(number == 2 ? "TS" : "Fourgon-pompe-tonne-secours-routier")\"/>"
      ).replacing("<name>s\(number)</name>", with: "<name>\(number == 3 ? "S" : long)</name>")
    }.joined()
    let file = try folder.write(Sample.registry(stations), to: "r.xml")
    #expect(try directory.importDocuments(at: file).allSatisfy(\.isApplied))
    var query = NearestQuery(place: try Coordinate(latitude: 50.8, longitude: 5.7), time: Date())
    query.scope = .all
    return try directory.nearest(query)
  }

  @Test(arguments: [60, 80, 100, 132])
  func noLineIsWiderThanTheTerminal(width: Int) throws {
    let units = try report().units
    let lines = UnitRows(units, equal: [], phrases: Words(.english)).lines(within: width, usesColour: false)
    #expect(lines.count == 4 && units.count == 3)
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.dropFirst().contains { $0.contains("…") })
    for (number, line) in lines.dropFirst().enumerated() { #expect(line.hasPrefix("\(number + 1)")) }
  }

  @Test func whereNoTerminalIsNothingIsCut() throws {
    let lines = UnitRows(try report().units, equal: [1], phrases: Words(.english)).lines(within: nil, usesColour: false)
    #expect(!lines.joined().contains("…"))
    #expect(lines[2].hasPrefix("≈2"), "it may as well be the first")
    #expect(lines[1].contains(String(repeating: "Sint-Pieters-", count: 6)))
  }

  @Test func colourAddsNothingToTheText() throws {
    let units = try report().units
    let plain = UnitRows(units, equal: [], phrases: Words(.english)).lines(within: 80, usesColour: false)
    let painted = UnitRows(units, equal: [], phrases: Words(.english)).lines(within: 80, usesColour: true)
    #expect(painted != plain)
    #expect(painted.map { $0.replacing(/\u{1B}\[[0-9;]*m/, with: "") } == plain)
  }

  @Test(arguments: [(0.0, "1"), (29, "1"), (89, "1"), (91, "2"), (419, "7")])
  func minutesAreRounded(seconds: Double, expected: String) { #expect(NearestReport.minutes(seconds) == expected) }
}
