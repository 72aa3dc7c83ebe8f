import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Matching
import MutualAid
import TestSupport
import Testing

/// An answer says what no registry lists; `Scripts/checks/unknown_regions.py` compares places on the shipped directory.
@Suite struct UnknownGroundTests {
  private let folder: TemporaryFolder
  private let boundaries: String

  init() throws {
    folder = try TemporaryFolder()
    let square = { (code: String, country: String, level: String, west: Double) in
      """
      <area code="\(code)" country="\(country)" level="\(level)" accuracy-m="10"><name xml:lang="en">\(code)</name>
        <polygon><ring>50 \(west) 50 \(west + 1) 51 \(west + 1) 51 \(west)</ring></polygon></area>
      """
    }
    let areas =
      square("NL", "NL", "country", 5) + square("NL1", "NL", "region", 5) + square("DE", "DE", "country", 6)
      + square("DE1", "DE", "region", 6)
    boundaries = """
      <boundaries xmlns="urn:mutual-aid:1.0" id="b" issued="2026-01-01T00:00:00Z"><title>Two squares</title><source id="s" title="t" licence="l"/>\(areas)</boundaries>
      """
  }

  private func directory(_ declarations: [(id: String, country: String, place: (Double, Double), text: String)]) throws
    -> Directory
  {
    let path = folder.file("\(UUID().uuidString).sqlite")
    let directory = try Directory(at: path, access: .readWrite)
    let vocabulary = try folder.write(Sample.vocabulary(), to: "v.xml")
    let files =
      [try folder.write(boundaries, to: "borders.xml"), vocabulary]
      + (try declarations.map { entry in
        try folder.write(
          Sample.registry(
            id: entry.id, country: entry.country,
            entry.text
              + Sample.station(
                id: "\(entry.id)-s", at: (latitude: entry.place.0, longitude: entry.place.1),
                "<unit id=\"\(entry.id)-u\" type=\"TS\"/>")),
          to: "\(entry.id).xml")
      })
    for file in files { #expect(try directory.importDocuments(at: file).allSatisfy(\.isApplied), "\(file)") }
    return directory
  }

  private func unknowns(
    _ directory: Directory, longitude: Double, change: (inout NearestQuery) -> Void = { _ in }
  ) throws -> [Unknown] {
    var query = NearestQuery(
      place: try Coordinate(latitude: 50.5, longitude: longitude), service: .fire, time: Date())
    query.scope = .all
    change(&query)
    return try directory.nearest(query).unknowns
  }

  private let whole = "<complete-for services=\"fire\" stations=\"all\" vehicles=\"published\"/>"

  @Test func aRegionThatNobodyListsIsNamedWhereItIsNearerThanTheLastUnit() throws {
    let directory = try directory([("a", "NL", (50.5, 5.5), whole)])
    let near = try unknowns(directory, longitude: 5.9)
    #expect(near.map(\.area) == ["DE1"] && near.first?.kind == .registryMissing && near.first?.isPartial == false)
    let distance = try #require(near.first?.distance)
    #expect(abs(distance - 7_090) < 50)
    // The unit stands nearer than the border.
    #expect(try unknowns(directory, longitude: 5.6).isEmpty)
    // Within it, nothing is listed from here on.
    #expect(try unknowns(directory, longitude: 6.2).first?.distance == 0)
    #expect(try unknowns(directory, longitude: 5.9) { $0.limit = .distance(5_000) }.isEmpty)
    #expect(try unknowns(directory, longitude: 5.9) { $0.lenders = ["NL"] }.isEmpty)
    #expect(try unknowns(directory, longitude: 5.9) { $0.scope = .domestic }.isEmpty)
  }

  @Test func whoDeclaresNothingIsTakenToListTheCountry() throws {
    let directory = try directory([("a", "NL", (50.5, 5.5), whole), ("b", "DE", (50.5, 6.5), "")])
    #expect(try unknowns(directory, longitude: 5.99).isEmpty)
  }

  @Test func beyondAStripTheRestBeginsNoNearerThanItIsWide() throws {
    let strip =
      "<complete-for services=\"fire\" areas=\"DE1\" within-km=\"20\" within-km-of=\"NL\" stations=\"all\" vehicles=\"some\"/>"
    let directory = try directory([("a", "NL", (50.5, 5.5), whole), ("b", "DE", (50.5, 6.5), strip)])
    let found = try unknowns(directory, longitude: 6.1)
    let distance = try #require(found.first?.distance)
    #expect(found.first?.isPartial == true && abs(distance - (20_000 - 7_090)) < 50)
  }

  @Test func vehiclesThatAListNeverHasAreNamedWhereTheyAreNeeded() throws {
    let never =
      "<complete-for services=\"fire\" stations=\"all\" vehicles=\"some\"><never-lists capability=\"ladder\"/></complete-for>"
    let directory = try directory([("a", "NL", (50.5, 5.5), never), ("b", "DE", (50.5, 6.5), whole)])
    let asked = { (code: String) in
      try self.unknowns(directory, longitude: 5.9) { $0.needs = [Need(capability: code)] }
        .filter { $0.kind == .vehiclesNotListed }
    }
    #expect(throws: MutualAidError.self) { try asked("ladder") }
    try directory.importDocuments(
      at: folder.write(
        Sample.vocabulary(
          issued: "2026-02-01T00:00:00Z",
          "<capability code=\"ladder\"><name xml:lang=\"en\">L</name></capability><capability code=\"pumping\"><name xml:lang=\"en\">P</name></capability>"
        ), to: "v2.xml"))
    #expect(try asked("ladder").map(\.registry) == ["a"])
    #expect(try asked("pumping").isEmpty)
  }

  @Test func thatNobodyHasReportedIsSaidWhereReportsAreWanted() throws {
    let directory = try directory([("a", "NL", (50.5, 5.5), whole)])
    let strict = { try self.unknowns(directory, longitude: 5.6) { $0.availability = .strict }.map(\.kind) }
    #expect(try strict().contains(.noReports))
    _ = try directory.report(.onScene, unit: "a-u", since: Date(), source: "test")
    #expect(try !strict().contains(.noReports))
  }
}
