import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

/// What is published beats what is assumed.
@Suite final class UnitPrecedenceTests: ImportSuite {
  private let place = (latitude: 50.85, longitude: 5.69)

  /// A registry of one station with one unit.
  private func registry(
    _ id: String, authority: String = "derived", station: String? = nil,
    at place: (latitude: Double, longitude: Double)? = nil, country: String = "NL", service: String = "fire",
    basis: String = "published", type: String = "TS", month: Int = 1
  ) -> String {
    Sample.registry(
      id: id, country: country, service: service, issued: "2026-0\(month)-01T00:00:00Z",
      Sample.station(
        id: station ?? "\(id)-s", at: place ?? self.place,
        "<unit id=\"\(id)-u\" type=\"\(type)\" basis=\"\(basis)\"/>")
    ).replacing("issued=", with: "authority=\"\(authority)\" issued=")
  }

  private func shown() throws -> Set<String> {
    var found: Set<String> = []
    try store.forEachUnit { unit, _, _ in found.insert(unit.id.rawValue) }
    #expect(try store.check().isSound)
    return found
  }

  @Test func anAssumedUnitStepsBackAndComesBack() throws {
    try take(registry("a", authority: "national", basis: "assumed"))
    let report = try take(registry("b", at: (50.8515, 5.69)))
    #expect(report.steppedBack == 1 && report.cameBack == 0)
    #expect(try shown() == ["b-u"])
    #expect(try store.unit("a-u") == nil)
    // The station stays, and so does what its registry says.
    #expect(try store.counts().stations == 2 && store.registries().first?.units == 1)

    // Another edition, in which the station has moved away.
    let moved = try take(registry("b", at: (50.86, 5.69), month: 2))
    #expect(moved.cameBack == 1)
    #expect(try shown() == ["a-u", "b-u"])
    try take(registry("b", month: 3))
    #expect(try shown() == ["b-u"])
    let removal = try Removal(store: store).remove("b")
    #expect(removal.cameBack == 1 && removal.units == 1)
    #expect(try shown() == ["a-u"])
    let versions = try store.imports(subject: "b")
    let back = try Rollback(store: store).restore(try #require(versions.first { $0.version == 3 }))
    #expect(back.steppedBack == 1)
    #expect(try shown() == ["b-u"])
  }

  @Test func theOrderOfImportsIsNoMatter() throws {
    try take(registry("b"))
    let report = try take(registry("a", authority: "national", basis: "assumed"))
    #expect(report.steppedBack == 1)
    #expect(try shown() == ["b-u"])
  }

  @Test(arguments: [
    // Too far, another service, another country, assumed too, no vehicle, and of a lower authority.
    ("derived", 50.8525, "NL", "fire", "assumed", "published", "TS"),
    ("derived", 50.85, "NL", "ambulance", "assumed", "published", "TS"),
    ("derived", 50.85, "BE", "fire", "assumed", "published", "TS"),
    ("derived", 50.85, "NL", "fire", "assumed", "assumed", "TS"),
    ("derived", 50.85, "NL", "fire", "assumed", "published", "unspecified"),
    ("community", 50.85, "NL", "fire", "assumed", "published", "TS"),
    // What is published itself does not step back.
    ("national", 50.85, "NL", "fire", "published", "published", "TS"),
  ])
  func othersStandBeside(
    authority: String, latitude: Double, country: String, service: String, own: String, other: String, type: String
  ) throws {
    try take(registry("a", basis: own))
    let report = try take(
      registry(
        "b", authority: authority, at: (latitude, 5.69), country: country, service: service, basis: other, type: type))
    #expect(report.steppedBack == 0)
    #expect(try shown() == ["a-u", "b-u"])
  }

  @Test func stationsOfOneIDAreOneWhereverTheyStand() throws {
    try take(registry("a", station: "s", basis: "assumed"))
    try take(registry("b", authority: "national", station: "s", at: (50.9, 5.69)))
    #expect(try shown() == ["b-u"])
  }

  @Test func aUnitThatIsPublishedElsewhereUnderItsIDStays() throws {
    let unit = { (basis: String) in Sample.station(id: "s", "<unit id=\"u\" type=\"TS\" basis=\"\(basis)\"/>") }
    try take(Sample.registry(id: "a", unit("assumed")))
    try take(Sample.registry(id: "b", unit("published")).replacing("issued=", with: "authority=\"national\" issued="))
    #expect(try shown() == ["u"])
  }

  @Test(arguments: [("TS", "HELI", false), ("HELI", "TS", false), ("HELI", "HELI", true), ("heli-1", "HELI", true)])
  func aHelicopterTakesNobodysCarAway(own: String, other: String, stepsBack: Bool) throws {
    try take(registry("a", basis: "assumed", type: own))
    try take(registry("b", type: other))
    // Till the vocabulary is there, every vehicle goes by road.
    #expect(try shown() == ["b-u"])
    try take(
      Sample.vocabulary(
        """
        <type code="HELI" country="NL" service="fire" mobility="air"><name xml:lang="en">Helicopter</name>
          <alias>HELI 1</alias></type>
        """))
    #expect(try shown() == (stepsBack ? ["b-u"] : ["a-u", "b-u"]))
    // The same when the units come after the vocabulary.
    try take(registry("b", type: other, month: 2))
    #expect(try shown() == (stepsBack ? ["b-u"] : ["a-u", "b-u"]))
  }

  @Test func twoThousandStationsAreComparedByTheirPlaces() throws {
    let stations = { (prefix: String, shift: Double, basis: String) in
      (0..<2000).map { number in
        Sample.station(
          id: "\(prefix)\(number)", at: (50 + Double(number % 50) / 50 + shift, 5 + Double(number / 50) / 40),
          "<unit id=\"\(prefix)\(number)-u\" type=\"TS\" basis=\"\(basis)\"/>")
      }.joined()
    }
    try take(Sample.registry(id: "a", stations("a", 0, "assumed")))
    // Every second degree's fiftieth is within reach.
    let report = try take(Sample.registry(id: "b", stations("b", 0.002, "published")))
    #expect(report.steppedBack == 2000)
    #expect(try shown().allSatisfy { $0.hasPrefix("b") })
  }
}

/// A registry is removed, or comes in the place of another one, as versions.
@Suite final class RemovalTests: ImportSuite {
  @Test func aRemovedRegistryIsGoneAndComesBack() throws {
    try take(Sample.registry(id: "a", Sample.stations(3, prefix: "a")))
    try take(Sample.registry(id: "b", Sample.stations(2, prefix: "b")))
    let trial = try Removal(store: store).remove("a", isDryRun: true)
    #expect(trial.units == 3 && trial.difference.removed.count == 6)
    #expect(try store.registries().count == 2)
    _ = try Removal(store: store).remove("a")
    #expect(try store.registries().map(\.registry.id) == ["b"])
    #expect(try unitIDs().count == 2 && store.check().isSound)
    #expect(try store.unitHistory("a-1-u").isKnown)
    #expect(try store.imports(subject: "a").map(\.action) == [.removal, .imported])

    let versions = try store.imports(subject: "a")
    _ = try Rollback(store: store).restore(try #require(versions.last))
    #expect(try unitIDs().count == 5 && store.registries().count == 2 && store.check().isSound)
    // And the removal again.
    _ = try Rollback(store: store).restore(try #require(versions.first))
    #expect(try unitIDs().count == 2 && store.registries().count == 1 && store.check().isSound)
    #expect(throws: MutualAidError.self) { try Removal(store: store).remove("a") }
  }

  @Test(arguments: [10_000, 2]) func aRemovedRegistryCanBeImportedAgainWithItsHistory(held: Int) throws {
    let text = Sample.registry(id: "a", Sample.stations(5, prefix: "a"))
    try take(text)
    _ = try Removal(store: store).remove("a")
    try take(Sample.registry(id: "b", Sample.stations(2, prefix: "b"))) { $0.heldRecords = held }
    let report = try take(text) { $0.heldRecords = held }
    #expect(report.added == 5 && report.stations == 5)
    #expect(try unitIDs().count == 7 && store.check().isSound)
    let history = try store.unitHistory("a-1-u")
    #expect(history.events.map(\.kind) == [.added, .removed, .added])
    #expect(try take(text).unchanged == 5)
  }

  @Test func aNewRegistryHasNoPartInTheHistoryOfARemovedOne() throws {
    try take(Sample.registry(id: "a", Sample.stations(2, prefix: "x")))
    _ = try Removal(store: store).remove("a")
    try take(Sample.registry(id: "b", Sample.stations(2, prefix: "x")))
    #expect(try store.unitHistory("x-1-u").events.map(\.entry.subject) == ["b", "a", "a"])
    _ = try Rollback(store: store).restore(try #require(try store.imports(subject: "a").last))
    #expect(try store.registries().map(\.units) == [2, 2] && store.check().isSound)
  }

  @Test func aRegistryComesInThePlaceOfAnother() throws {
    try take(Sample.registry(id: "old", Sample.stations(5, prefix: "old")))
    let trial = try take(Sample.registry(id: "new", Sample.stations(5, prefix: "new"))) {
      $0.replaces = "old"
      $0.isDryRun = true
    }
    #expect(trial.replaced?.units == 5)
    #expect(try unitIDs().count == 5 && store.registries().map(\.registry.id) == ["old"])
    let report = try take(Sample.registry(id: "new", Sample.stations(5, prefix: "new"))) { $0.replaces = "old" }
    #expect(report.replaced?.registry == "old" && report.replaced?.units == 5)
    // What is replaced is no neighbour that may be the same.
    #expect(report.problems.isEmpty)
    #expect(try store.registries().map(\.registry.id) == ["new"])
    #expect(try store.imports(subject: "old").map(\.action) == [.removal, .imported])
    _ = try Rollback(store: store).restore(try #require(try store.imports(subject: "old").last))
    #expect(try store.registries().map(\.registry.id) == ["new", "old"])
  }

  @Test func aReplacementThatThinsTheDirectoryIsRefused() throws {
    try take(Sample.registry(id: "old", Sample.stations(10, prefix: "old")))
    let thin = Sample.registry(id: "new", Sample.stations(7, prefix: "new"))
    let report = try take(thin) { $0.replaces = "old" }
    #expect(report.refusal?.code == .document(.shrinks))
    #expect(try store.registries().map(\.registry.id) == ["old"])
    let forced = try take(thin) {
      $0.replaces = "old"
      $0.allowsShrinking = true
    }
    #expect(forced.isApplied)
    #expect(try unitIDs().count == 7)
  }

  @Test func aRegistryCannotComeInItsOwnPlace() throws {
    let text = Sample.registry(id: "a", Sample.stations(3))
    try take(text)
    let report = try take(text) { $0.replaces = "a" }
    #expect(report.refusal != nil)
    #expect(try unitIDs().count == 3)
  }
}
