import DirectoryModel
import Foundation
import Geodesy
import TestSupport
import Testing

@Suite struct MergingTests {
  private let issued = Date(timeIntervalSince1970: 1_767_225_600)

  private func says(
    _ registry: RegistryID, _ authority: Registry.Authority, later seconds: Double = 0, _ edit: (inout Station) -> Void
  ) throws -> Contribution<Station> {
    var station = Station(
      id: "s", names: LocalizedText(registry.rawValue), position: Position(try place(50.8, 5.7), quality: .address),
      country: "NL")
    edit(&station)
    return Contribution(
      registry: registry, authority: authority, issued: issued + seconds, importID: 1, record: station)
  }

  @Test func theHighestAuthorityCountsAndOthersFillWhatItLeavesEmpty() throws {
    let contributions = try [
      says("osm", .community) {
        $0.kind = "depot"; $0.organisation = "o1"; $0.address = .init(street: "A")
      },
      says("room", .ownRoom) { $0.kind = nil },
      says("nation", .national) {
        $0.kind = "station"; $0.staffing = .init(kind: .career)
      },
    ]
    let merged = try #require(Merged(contributions))
    #expect(merged.registries == ["room", "nation", "osm"])
    #expect(merged.record.names.main == "room")
    #expect(merged.record.kind == "station")
    #expect(merged.record.organisation == "o1")
    #expect(merged.record.staffing?.kind == .career)
    let origins = Dictionary(uniqueKeysWithValues: merged.origins.map { ($0.field, $0.registry) })
    #expect(
      origins == [
        "name": "room", "position": "room", "country": "room", "kind": "nation", "staffing": "nation",
        "organisation": "osm", "address": "osm",
      ])
    #expect(merged.conflicts.map(\.field) == ["name", "name", "kind"])
    #expect(merged.conflicts.last?.kept == "station")
    #expect(merged.conflicts.last?.other == "depot")
  }

  @Test func ofEqualAuthoritiesTheNewerIssueCountsAndThenTheID() throws {
    let contributions = try [
      says("c", .national) { _ in }, says("b", .national, later: 1) { _ in }, says("a", .national) { _ in },
    ]
    #expect(Merged(contributions)?.registries == ["b", "a", "c"])
  }

  @Test func positionsConflictFromAMetreOnAndTellHowFar() throws {
    let near = try says("b", .regional) { $0.position = Position($0.position.coordinate, quality: .building) }
    let far = try says("c", .derived) { station in
      station.position.coordinate = Geodesic.destination(
        from: station.position.coordinate, azimuth: 30, distance: 812)
    }
    let merged = try #require(Merged([says("a", .national) { _ in }, near, far]))
    let conflicts = merged.conflicts.filter { $0.field == "position" }
    #expect(conflicts.map(\.otherRegistry) == ["c"])
    #expect(abs((conflicts.first?.metres ?? 0) - 812) < 0.001)
  }

  @Test func theOrderOfContributionsDoesNotMatter() throws {
    var random = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let contributions = try (0..<4).map { number in
        let authority: Registry.Authority = random.any()
        let seconds = Double(Int.random(in: 0...1, using: &random))
        let kind = random.maybe { $0.text(atLeast: 1) }
        let room = random.maybe { ControlRoomID($0.text(atLeast: 1)) }
        return try says("r\(number)", authority, later: seconds) { ($0.kind, $0.controlRoom) = (kind, room) }
      }
      let merged = try #require(Merged(contributions))
      for _ in 0..<5 {
        let other = try #require(Merged(contributions.shuffled(using: &random)))
        #expect(other.record == merged.record)
        #expect(other.origins == merged.origins)
        #expect(other.conflicts == merged.conflicts)
      }
    }
  }

  @Test func aTypeThatSaysNothingGivesWay() throws {
    let unit = { (type: String) in ResponseUnit(id: "u", station: "s", type: type, service: .fire) }
    let contributions =
      ([("room", .ownRoom, "unspecified"), ("osm", .community, "TS")]
      as [(RegistryID, Registry.Authority, String)]).map {
        Contribution(registry: $0.0, authority: $0.1, issued: issued, importID: 1, record: unit($0.2))
      }
    #expect(Merged(contributions)?.record.type == "TS")
    #expect(Merged(contributions)?.conflicts.isEmpty == true)
  }

  @Test func nothingMergesToNothing() {
    #expect(Merged<Station>([])?.record == nil)
  }
}
