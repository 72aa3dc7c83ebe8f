import DirectoryModel
import Foundation
import MutualAid
import Testing

/// What is in the directory is found and shown.
@Suite struct LookupTests {
  private func found(_ text: String) throws -> Set<String> {
    Set(try RealDirectory.open().find(text).map { "\($0.kind.rawValue) \($0.id ?? $0.name)" })
  }

  @Test(arguments: [
    ("vaals", "place Vaals"), ("vaals", "station nl-fire-vaals-f2e0bb79"), ("VAALS", "unit nl-fire-vaals-f2e0bb79.ts1"),
    ("leitstelle aachen", "control-room de-nrw-leitstelle-staedteregion-aachen"),
    ("aachen staedteregion", "control-room de-nrw-leitstelle-staedteregion-aachen"),
    ("Lifeliner 3", "unit nl-air-rescue-lifeliner-3-volkel.rh1"), ("kaerjeng", "station lu-cgdis-bascharage-kaeerjeng"),
    ("rheinbruecke emmerich", "crossing rhine-de.rheinbruecke-emmerich-b220"),
    ("WESTERN scheldt", "barrier westerschelde"),
  ])
  func wordsAreFoundWhereverTheyStand(text: String, expected: String) throws {
    #expect(try found(text).contains(expected))
  }

  @Test(arguments: ["", "v", "  ", "qqqqzzzz"]) func whatIsNothingFindsNothing(text: String) throws {
    #expect(try found(text).isEmpty)
  }

  @Test func noMoreOfAKindThanAskedFor() throws {
    let found = try RealDirectory.open().find("feuerwehr", limit: 3)
    for kind in FoundRecord.Kind.allCases { #expect(found.count { $0.kind == kind } <= 3) }
    #expect(found.contains { $0.kind == .station })
  }

  @Test func aUnitIsShownWithItsRoomAndWhatItCanDo() throws {
    let unit = try RealDirectory.open().unit("nl-fire-vaals-f2e0bb79.ts1", at: Date())
    #expect(unit.station.id == "nl-fire-vaals-f2e0bb79" && unit.controlRoom?.id == "nl-meldkamer-limburg-fire")
    #expect(unit.capabilities.contains { $0.code == "pumping" } && unit.availability.status == .unknown)
    #expect(throws: MutualAidError.self) { try RealDirectory.open().unit("nl-fire-vaals-f2e0bb79.ts9", at: Date()) }
  }

  @Test func aCrossingIsShownWithItsBarrierAndSource() throws {
    let directory = try RealDirectory.open()
    let bridge = try #require(try directory.water("rhine-de.rheinbruecke-emmerich-b220"))
    #expect(bridge.barrier.id == "rhine-de" && bridge.crossing?.kind == .bridge && bridge.crossings.isEmpty)
    #expect(bridge.document == "barriers" && bridge.source?.id == "fis")
    let river = try #require(try directory.water("rhine-de"))
    #expect(river.crossing == nil && river.crossings.contains { $0.id == bridge.crossing?.id })
    #expect(try directory.water("rhine-xx") == nil)
  }

  @Test func theBoardShowsWhoHasReportedAndWithAllEverybody() throws {
    let directory = try RealDirectory.open()
    #expect(try directory.board(at: Date()).isEmpty)
    var filter = BoardFilter()
    filter.withoutReports = true
    filter.country = "LU"
    filter.service = .ambulance
    let units = try directory.board(filter, at: Date())
    #expect(units.count > 20)
    #expect(units.allSatisfy { $0.station.country == "LU" && $0.record.service == .ambulance })
    filter.room = "nl-meldkamer-limburg-fire"
    #expect(try directory.board(filter, at: Date()).isEmpty)
  }
}
