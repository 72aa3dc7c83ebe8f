import DirectoryModel
import Foundation
import Geodesy
import Matching
import TestSupport
import Testing

/// The incident's room speaks Dutch; rooms of units speak the language of their region, "nl" or "fr".
private struct ControlRoomsDouble: ControlRoomSource {
  var interoperability = InteroperabilityTable()

  init() {
    var content = InteroperabilityContent()
    content.weights = [.roomLanguage: 4]
    interoperability.add(content)
  }

  private func room(_ id: ControlRoomID, _ country: CountryCode, _ language: String) -> ControlRoom {
    ControlRoom(
      id: id, names: LocalizedText(id.rawValue), country: country, services: [.fire], languages: [language], radios: [])
  }

  func responsibleRoom(country: CountryCode, region: RegionCode?, municipality: String?, service: Service?)
    -> ControlRoom?
  {
    room("host", country, "nl")
  }

  func helper(of unit: MatchableUnit) -> InteroperabilityTable.Helper {
    let language = unit.summary.id.rawValue.hasPrefix("nl") ? "nl" : "fr"
    return .init(
      country: unit.summary.country, region: nil, room: room(ControlRoomID(language), unit.summary.country, language))
  }

  func municipality(of unit: MatchableUnit) -> String? { nil }
}

/// A router with a time for each latitude, in seconds.
private struct ClockRouter: RoadRouter {
  let name = "clock"
  let greatestSpeed = 1_000.0
  let batchLimit = 3
  var seconds: [Double: Double]

  func matrix(from sources: [Coordinate], to destinations: [Coordinate]) -> RoadMatrix {
    RoadMatrix(
      sources: sources.map { _ in .init(moved: 0) }, destinations: destinations.map { _ in .init(moved: 0) },
      seconds: sources.flatMap { source in destinations.map { _ in seconds[source.latitude] } })
  }

  func identity() -> RouterIdentity { RouterIdentity(engine: name, profile: "", dataVersion: nil) }
}

@Suite struct TieBreakTests {
  /// Foreign units to the north, each at a station of its own, with what a router says of them.
  private static let travels: [(id: UnitID, latitude: Double, seconds: Double)] = [
    ("fr-1", 50.81, 300.00), ("fr-2", 50.82, 299.96), ("nl-3", 50.83, 300.04), ("nl-4", 50.84, 310),
    ("fr-5", 50.85, 310), ("nl-6", 50.86, 299.9),
  ]

  private func order(_ tieBreak: NearestQuery.TieBreak, count: Int) throws -> [UnitID] {
    let directory = DirectoryDouble()
    directory.units = try Self.travels.map { id, latitude, _ in
      UnitSummary(
        id: id, station: "s-\(id)", service: .fire, type: "TS", country: "BE", coordinate: try place(latitude, 6.1))
    }
    let times = Dictionary(uniqueKeysWithValues: Self.travels.map { ($0.latitude, $0.seconds) })
    var query = NearestQuery(place: try place(50.8, 6.1), time: Date(timeIntervalSince1970: 1_795_435_200))
    query.tieBreak = tieBreak
    query.count = count
    let matcher = Matcher(
      source: directory, vocabulary: Vocabulary(), agreements: [], router: ClockRouter(seconds: times),
      controlRooms: ControlRoomsDouble())
    return try matcher.nearest(query).matches.map(\.unit.id)
  }

  @Test(arguments: 1...6)
  func whoArrivesInTheSameTenthByRoadGoesByHowWellItWorksWithTheRoom(count: Int) throws {
    // 299.96, 300.00 and 300.04 are one tenth of a second.
    let expected: [UnitID] = ["nl-6", "nl-3", "fr-2", "fr-1", "nl-4", "fr-5"]
    #expect(try order(.interoperability, count: count) == Array(expected.prefix(count)))
  }

  @Test(arguments: 1...6)
  func withoutTheTieBreakTheOrderByRoadIsThatOfArrivalAndID(count: Int) throws {
    let expected: [UnitID] = ["nl-6", "fr-2", "fr-1", "nl-3", "fr-5", "nl-4"]
    #expect(try order(.id, count: count) == Array(expected.prefix(count)))
  }
}
