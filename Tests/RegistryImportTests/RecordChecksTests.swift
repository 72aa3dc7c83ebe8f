import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

@Suite final class RecordChecksTests: ImportSuite {
  // MARK: Checks

  @Test func aRepeatedIDIsRejectedWithItsLine() throws {
    let text = Sample.registry(
      """
      \(Sample.station(id: "s1", "<unit id='u' type='TS'/>"))
      \(Sample.station(id: "s2", "<unit id='u' type='AL'/><unit id='v' type='TS'/>"))
      \(Sample.station(id: "s1", "<unit id='w' type='TS'/>"))
      """)
    let report = try take(text)
    #expect(report.isApplied)
    #expect(report.problems.map(\.code) == [.duplicateID, .duplicateID])
    #expect(report.problems.map(\.line) == [7, 8])
    #expect(report.problems.map(\.record) == ["u", "s1"])
    #expect(numbers(report.read, report.added, report.rejected) == [4, 2, 2])
    #expect(try store.unit("u")?.unit.type == "TS")
    // Once more: the first of the two stays, unchanged.
    let again = try take(text)
    #expect(numbers(again.unchanged, again.rejected, again.changed) == [2, 2, 0])
    #expect(try store.version() == 1)
  }

  @Test func recordsOfTwoRegistriesAreKeptAndTold() throws {
    try take(Sample.registry(id: "a", Sample.station(id: "s", "<unit id='u' type='TS'/>") + room))
    let report = try take(
      Sample.registry(
        id: "b",
        Sample.station(id: "s", at: (50.86, 5.69), "<unit id='x' type='AL'/>\n")
          + Sample.station(id: "t", at: (50.86, 5.69), "<unit id='u' type='AL'/>") + room))
    #expect(report.isApplied && !report.hasErrors)
    #expect(numbers(report.read, report.added, report.rejected) == [2, 2, 0])
    let told = report.problems.filter { $0.code == .describedTwice }
    #expect(told.map(\.record) == ["c", "s", "u"])
    #expect(told.map(\.line) == [nil, 6, 7])
    #expect(told.allSatisfy { $0.severity == .warning && $0.message.contains("'a'") })
    let conflicts = report.problems.filter { $0.code == .conflict }
    #expect(conflicts.map(\.record) == ["s", "u", "u"])
    #expect(conflicts.first?.message.contains("1112 m apart") == true)
    #expect(report.conflicts == 3)
    // Of equal authority and age, the registry whose id comes first counts.
    #expect(try store.unit("u")?.unit.type == "TS")
    #expect(try store.unit("u")?.registry == "a")
    #expect(try store.unit("x")?.station.position.coordinate == place(50.85, 5.69))
  }

  private let room = "<control-room id='c' services='fire'><name>C</name></control-room>"

  @Test func anOrganisationMayBeInTwoRegistries() throws {
    let organisation = "<organisation id='o' kind='k'><name>O</name></organisation>"
    for id in ["a", "b"] {
      let report = try take(
        Sample.registry(id: id, organisation + Sample.stations(1, prefix: id, attributes: "organisation='o'")))
      #expect(report.problems.isEmpty)
    }
    #expect(try store.organisation("o")?.names.main == "O")
    // When one lets go of it, the other still has it.
    #expect(
      try take(Sample.registry(id: "a", Sample.stations(1, prefix: "a", attributes: "organisation='o'"))).problems
        .isEmpty)
    #expect(try store.organisation("o") != nil)
  }

  @Test func aReferenceToNobodyIsAWarning() throws {
    let report = try take(
      Sample.registry(Sample.stations(1, attributes: "organisation='nobody' control-room='nowhere'")))
    #expect(report.problems.map(\.code) == [.danglingReference, .danglingReference])
    #expect(report.problems.map(\.line) == [6, 6])
    #expect(report.problems.allSatisfy { $0.severity == .warning && $0.record == "st-1" })
    #expect(report.added == 1)
  }

  @Test func anUnknownTypeIsKeptWithAWarning() throws {
    let units = Sample.station("<unit id='u' type='T5'/><unit id='v' type='t s'/>")
    // Without any vocabulary there is no saying what is unknown.
    #expect(try take(Sample.registry(units)).problems.isEmpty)
    try take(Sample.vocabulary("<type code='TS' country='NL' service='fire'><name>T</name></type>"))
    let report = try take(Sample.registry(units))
    #expect(report.problems.map(\.code) == [.unknownType])
    #expect(report.problems.map(\.severity) == [.warning])
    #expect(report.problems.first?.message.contains("'TS'") == true)
    #expect(report.rejected == 0)
    #expect(try store.unit("u")?.unit.type == "T5")
    #expect(try take(Sample.registry(units)) { $0.isStrict = true }.isApplied)
  }

  @Test func unknownCapabilitiesAndLevelsAreWarnings() throws {
    try take(
      Sample.vocabulary(
        """
        <capability code="pumping" measure="l/min"><name>P</name></capability>
        <capability code="care"><name>C</name><level code="low"/><level code="high"/></capability>
        """))
    let capabilities = [
      "pumping' level='much", "care' level='highest", "punping", "care' level='low", "pumping' level='800", "care",
    ]
    let report = try take(
      Sample.registry(
        Sample.station("<unit id='u' type='TS'>\(capabilities.map { "<capability code='\($0)'/>" }.joined())</unit>")))
    #expect(report.problems.map(\.code) == [.unknownCapability, .unknownCapability, .unknownCapability])
    #expect(report.problems.last?.message.contains("'pumping'") == true)
    #expect(try store.unit("u")?.unit.capabilities.count == 6)
  }

  @Test func aVocabularyHoldsForTheFilesBehindIt() throws {
    var importer = try Importer(store: store)
    _ = try importer.importFile(
      folder.write(Sample.vocabulary("<type code='TS' country='NL' service='fire'><name>T</name></type>"), to: "a.xml"))
    let report = try importer.importFile(
      folder.write(Sample.registry(Sample.station("<unit id='u' type='XX'/>")), to: "b.xml"))
    #expect(report.problems.map(\.code) == [.unknownType])
  }

  // MARK: Where stations stand

  @Test(
    arguments: [
      (51.5, 5.5, nil, true), (51.5, 6.01, Problem.Severity.warning, true), (51.5, 7, .error, false),
      (40, 5.5, .error, false), (52.03, 5.5, .warning, true), (52.06, 5.5, .error, false),
    ] as [(Double, Double, Problem.Severity?, Bool)])
  func aStationFarOutsideItsCountryIsRejected(
    latitude: Double, longitude: Double, severity: Problem.Severity?, isTaken: Bool
  ) throws {
    try take(Sample.boundaries([("country", "NL", "NL", [square])]))
    let text = Sample.registry(
      Sample.station(at: (latitude, longitude), "<unit id='u' type='TS'/><unit id='v' type='TS'/>"))
    let report = try take(text)
    #expect(report.problems.map(\.code) == (severity == nil ? [] : [.positionOutsideCountry]))
    #expect(report.problems.first?.severity == severity)
    #expect(report.problems.first?.line ?? 6 == 6)
    #expect(numbers(report.read, report.added, report.rejected) == (isTaken ? [2, 2, 0] : [2, 0, 2]))
  }

  @Test func swappedAxesAreToldAndNotRepaired() throws {
    try take(Sample.boundaries([("country", "NL", "NL", [square])]))
    let report = try take(Sample.registry(Sample.station(at: (5.5, 51.5), "<unit id='u' type='TS'/>")))
    #expect(report.problems.map(\.code) == [.axesSwapped])
    #expect(report.problems.first?.message.contains("51.5,5.5") == true)
    #expect(report.rejected == 1)
    #expect(try unitIDs().isEmpty)
  }

  @Test func withoutBoundariesNoPlaceIsOutside() throws {
    try take(Sample.boundaries([("country", "BE", "BE", [square])]))
    #expect(try take(Sample.registry(Sample.station(at: (40, 15), "<unit id='u' type='TS'/>"))).problems.isEmpty)
  }

  @Test func aUnitsOwnPositionIsCheckedLikeItsStations() throws {
    try take(Sample.boundaries([("country", "NL", "NL", [square])]))
    let report = try take(
      Sample.registry(
        Sample.station(
          at: (51.5, 5.5),
          "<unit id='u' type='TS'><position lat='5.5' lon='51.5' quality='building'/></unit><unit id='v' type='TS'/>")))
    #expect(report.problems.map(\.code) == [.axesSwapped])
    #expect(report.problems.first?.record == "u")
    #expect(try unitIDs() == ["v"])
  }

  @Test func theNullIslandIsNoStation() throws {
    let report = try take(Sample.registry(Sample.station(at: (0, 0), "<unit id='u' type='TS'/>")))
    #expect(report.problems.map(\.code) == [.positionZero])
    #expect(numbers(report.read, report.added, report.rejected) == [1, 0, 1])
  }

  @Test func localityComesFromTheBoundariesImported() throws {
    // A country with an enclave of the other, and in it one of its own.
    let enclave = "51.4 5.4 51.4 5.6 51.6 5.6 51.6 5.4"
    let counter = "51.45 5.45 51.45 5.55 51.55 5.55 51.55 5.45"
    try take(
      Sample.boundaries(
        accuracy: 100,
        [
          ("country", "NL", "NL", [square, enclave, counter]),
          ("country", "BE", "BE", ["51 6 51 7 52 7 52 6", enclave, counter]),
          ("region", "BE2", "BE", ["51 5 51 7 52 7 52 5"]),
        ]))
    for (longitude, country) in [(5.2, "NL"), (5.42, "BE"), (5.5, "NL"), (5.58, "BE"), (6.5, "BE")]
      as [(Double, CountryCode)]
    {
      let locality = try store.locality(of: place(51.5, longitude))
      #expect(locality.country == country)
      #expect(locality.isCountryCertain)
      #expect(locality.region == (country == "BE" ? "BE2" : nil))
    }
    #expect(!(try store.locality(of: place(51.5, 5.401)).isCountryCertain))
  }
}
