import DirectoryModel
import Foundation
import Geodesy
import Matching
import MutualAid
import Testing

/// Who comes across real waters.
@Suite struct WaterAnswerTests {
  private func answer(
    _ latitude: Double, _ longitude: Double, count: Int
  ) throws -> NearestReport {
    var query = NearestQuery(
      place: try Coordinate(latitude: latitude, longitude: longitude), service: .fire,
      time: Date(timeIntervalSince1970: 1_795_435_200))
    query.scope = .all
    query.count = count
    return try RealDirectory.open().nearest(query)
  }

  private func units(
    _ report: NearestReport, at stations: String
  ) -> [(rank: Int, way: Way?)] {
    report.units.enumerated().filter { $1.station.id.rawValue.hasPrefix(stations) }.map { ($0 + 1, $1.match.way) }
  }

  /// The engine of Kleve stands on the other bank of the Rhine.
  @Test func kleveComesToTolkamerByEmmerich() throws {
    let report = try answer(51.8517, 6.1006, count: 40)
    let first = try #require(report.units.first)
    #expect(first.station.id.rawValue.hasPrefix("nl-fire-lobith"))
    #expect(first.match.way?.crossings == [])
    let kleve = report.units.filter {
      $0.match.way?.crossings.map(\.id) == ["rhine-de.rheinbruecke-emmerich-b220"]
    }
    #expect(!kleve.isEmpty)
    // No unit of the left bank comes any other way, and none by the straight line.
    for unit in report.units where unit.station.id.rawValue.contains("kleve") {
      #expect(unit.match.way?.crossings.first?.id == "rhine-de.rheinbruecke-emmerich-b220")
      #expect((unit.match.way?.metres ?? 0) > 1.2 * unit.match.distance)
    }
  }

  /// Bimmen lies on the left bank, opposite Lobith.
  @Test func lobithIsNotTheSecondToBimmen() throws {
    let report = try answer(51.8606, 6.0700, count: 10)
    let dutch = report.units.filter { $0.station.country == "NL" }
    #expect(dutch.prefix(2).allSatisfy { !$0.station.id.rawValue.hasPrefix("nl-fire-lobith") })
  }

  @Test func oostburgIsTheSecondToBreskens() throws {
    let report = try answer(51.3956, 3.5569, count: 10)
    let stations = report.units.prefix(2).map { String($0.station.id.rawValue.dropLast(9)) }
    #expect(stations == ["nl-fire-breskens", "nl-fire-oostburg"])
    #expect(units(report, at: "nl-fire-vlissingen").isEmpty)
  }

  /// Wapenveld and Welsum stand across the IJssel; the bridges are at Zwolle and Deventer.
  @Test func wapenveldAndWelsumComeToWijheByTheBridges() throws {
    let report = try answer(52.3867, 6.1342, count: 60)
    for (station, bridge) in [("nl-fire-wapenveld", "ijssel.nieuwe-ijsselbrug-a28"), ("nl-fire-welsum", "ijssel.")] {
      let found = units(report, at: station)
      for unit in found {
        #expect(unit.rank > 4)
        #expect(unit.way?.crossings.first?.id.rawValue.hasPrefix(bridge == "ijssel." ? bridge : "ijssel.") == true)
      }
    }
    #expect(report.units.prefix(4).allSatisfy { $0.match.way?.crossings == [] })
  }

  @Test func schalkwijkIsReachedOverItsCanalsByTheirBridges() throws {
    let report = try answer(51.9969, 5.1794, count: 12)
    #expect(report.units.first?.match.way?.crossings == [])
    let over = report.units.filter { $0.match.way?.crossings.isEmpty == false }
    #expect(over.count > 4)
    #expect(over.allSatisfy { ($0.match.way?.metres ?? 0) >= $0.match.distance })
  }

  /// From the mainland nobody drives to Texel, and nobody sails or flies to its fires.
  @Test func unitsWithoutAWayAreCounted() throws {
    let report = try answer(53.06, 4.8, count: 40)
    #expect(report.units.allSatisfy { $0.match.way?.crossings == [] })
    #expect(report.units.count < 12)
    #expect(report.answer.withoutWay.count > 500)
  }

  /// A Belgian station is known by its municipality only.
  @Test func aStationNearTheMeuseMayStandOnEitherBank() throws {
    let report = try answer(50.52, 5.24, count: 10)
    let huy = report.units.filter { $0.station.id.rawValue.contains("huy") }
    #expect(!huy.isEmpty && huy.allSatisfy(\.isOnEitherBank))
  }
}
