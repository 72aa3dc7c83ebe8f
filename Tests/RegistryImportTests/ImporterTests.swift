import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

@Suite final class ImporterTests {
  private let folder: TemporaryFolder
  private let store: DirectoryStore

  init() throws {
    folder = try TemporaryFolder()
    store = try DirectoryStore(path: folder.file("directory.sqlite"), access: .write)
  }

  @discardableResult
  private func take(_ text: String, options: (inout ImportOptions) -> Void = { _ in }) throws -> FileReport {
    var chosen = ImportOptions()
    options(&chosen)
    var importer = try Importer(store: store, options: chosen)
    return try importer.importFile(folder.write(text, to: "\(UUID()).xml"))
  }

  private func numbers(_ values: Int...) -> [Int] { values }

  private func unitIDs() throws -> [String] { try store.unitIDs(containing: "") }

  private let square = "51 5 51 6 52 6 52 5"

  // MARK: Counts

  @Test func aFirstImportAddsEverything() throws {
    let organisation = "<organisation id='o' kind='k'><name>O</name></organisation>"
    let room = "<control-room id='c' services='fire'><name>C</name></control-room>"
    let text = Sample.registry(
      organisation + room + Sample.stations(3, attributes: "organisation='o' control-room='c'"))
    let report = try take(text)
    #expect(report.isApplied)
    #expect(report.refusal == nil)
    #expect(report.problems.isEmpty)
    #expect(report.registries == ["test"])
    #expect(report.profile == "native")
    #expect(
      numbers(report.read, report.added, report.changed, report.unchanged, report.removed, report.rejected) == [
        3, 3, 0, 0, 0, 0,
      ])
    #expect(numbers(report.stations, report.controlRooms, report.organisations) == [3, 1, 1])
    #expect(report.bytes == text.utf8.count)
    #expect(try store.version() == 1)
    #expect(try unitIDs() == ["st-1-u", "st-2-u", "st-3-u"])
    let entry = try #require(try store.registries().first)
    #expect(numbers(entry.stations, entry.units) == [3, 3])
  }

  @Test func theSameAgainChangesNothing() throws {
    let documents = [
      Sample.vocabulary("<type code='TS' country='NL' service='fire'><name>T</name></type>"),
      Sample.boundaries([("country", "NL", "NL", ["50 5 50 7 53 7 53 5"])]),
      Sample.registry("<organisation id='o' kind='k'><name>O</name></organisation>" + Sample.stations(4)),
    ]
    for document in documents { #expect(try take(document).isApplied) }
    let version = try store.version()
    for document in documents {
      let report = try take(document)
      #expect(report.isApplied)
      #expect(numbers(report.added, report.changed, report.removed, report.rejected) == [0, 0, 0, 0])
      #expect(report.unchanged == report.read)
    }
    #expect(try store.version() == version)
    #expect(try store.counts() == (controlRooms: 0, organisations: 1, areas: 1, reports: 0))
    #expect(try store.unitCounts().map(\.units) == [4])
  }

  @Test func aNewVersionIsToldAsWhatChanged() throws {
    try take(Sample.registry(Sample.stations(8)))
    let second =
      Sample.stations(7).replacing("id=\"st-2-u\" type=\"TS\"", with: "id=\"st-2-u\" type=\"AL\"")
      + Sample.station(id: "new", "<unit id='new-u' type='TS'/>")
    let report = try take(Sample.registry(issued: "2026-02-01T00:00:00Z", second))
    #expect(
      numbers(report.read, report.added, report.changed, report.unchanged, report.removed, report.rejected) == [
        8, 1, 1, 6, 1, 0,
      ])
    #expect(try store.version() == 2)
    #expect(try store.unit("st-2-u")?.unit.type == "AL")
    #expect(try store.unit("st-8-u") == nil)
    #expect(try store.registries().first?.stations == 8)
    #expect(try store.registries().first?.registry.issued == Timestamp.date("2026-02-01T00:00:00Z"))
  }

  @Test func registriesDoNotTouchEachOther() throws {
    try take(Sample.registry(id: "a", Sample.stations(3, prefix: "a")))
    try take(Sample.registry(id: "b", Sample.stations(3, prefix: "b")))
    try take(Sample.registry(id: "a", Sample.stations(2, prefix: "a"))) { $0.allowsShrinking = true }
    #expect(try unitIDs() == ["a-1-u", "a-2-u", "b-1-u", "b-2-u", "b-3-u"])
  }

  @Test func aUnitThatMovesToAnotherStationIsOneChange() throws {
    let stations = { (first: String, second: String) in
      Sample.registry(Sample.station(id: "s1", first) + Sample.station(id: "s2", at: (51, 6), second))
    }
    try take(stations("<unit id='u' type='TS'/>", ""))
    let report = try take(stations("", "<unit id='u' type='TS'/>"))
    #expect(numbers(report.added, report.changed, report.removed) == [0, 1, 0])
    #expect(try store.unit("u")?.station.id == "s2")
  }

  // MARK: Guards

  @Test(arguments: [
    (10, 8, true), (10, 7, false), (5, 4, true), (5, 3, false), (4, 3, false), (1, 0, false), (100, 80, true),
    (100, 79, false),
  ])
  func losingMoreThanAFifthIsRefused(before: Int, after: Int, isApplied: Bool) throws {
    try take(Sample.registry(Sample.stations(before)))
    let smaller = Sample.registry(Sample.stations(after))
    let report = try take(smaller)
    #expect(report.isApplied == isApplied)
    #expect(try unitIDs().count == (isApplied ? after : before))
    #expect(try store.version() == (isApplied ? 2 : 1))
    if !isApplied {
      #expect(report.refusal?.code == "shrinks")
      #expect(numbers(report.added, report.changed, report.unchanged, report.removed) == [0, 0, 0, 0])
      #expect(try take(smaller) { $0.allowsShrinking = true }.isApplied)
      #expect(try unitIDs().count == after)
    }
  }

  @Test func aRefusalStillTellsWhatWasRead() throws {
    try take(Sample.registry(Sample.stations(10)))
    let report = try take(Sample.registry("<vehicle/>" + Sample.stations(2)))
    #expect(report.refusal?.code == "shrinks")
    #expect(report.registries == ["test"])
    #expect(report.read == 2)
    #expect(report.problems.map(\.code) == [.schema])
  }

  @Test func anOlderVersionIsRefusedUnlessAllowed() throws {
    try take(Sample.registry(issued: "2026-03-01T12:00:00Z", Sample.stations(1)))
    // The same moment in another zone is not older.
    #expect(try take(Sample.registry(issued: "2026-03-01T13:00:00+01:00", Sample.stations(1))).isApplied)
    let older = Sample.registry(issued: "2026-03-01T11:59:59Z", Sample.stations(2))
    let report = try take(older)
    #expect(!report.isApplied)
    #expect(report.refusal?.code == "older-version")
    #expect(try unitIDs().count == 1)
    #expect(try take(older) { $0.allowsOlder = true }.isApplied)
    #expect(try unitIDs().count == 2)
  }

  @Test func anOlderReferenceDocumentIsRefusedUnlessAllowed() throws {
    try take(Sample.vocabulary(issued: "2026-03-01T12:00:00Z"))
    let older = Sample.vocabulary(issued: "2026-02-01T12:00:00Z")
    #expect(try take(older).refusal?.code == "older-version")
    #expect(try take(older) { $0.allowsOlder = true }.isApplied)
  }

  @Test func strictTakesAllOrNothing() throws {
    let text = Sample.registry(Sample.stations(2) + "\n<station id='bad'><name>B</name></station>")
    let strict = try take(text) { $0.isStrict = true }
    #expect(!strict.isApplied)
    #expect(strict.refusal?.code == "strict")
    #expect(strict.problems.map(\.code) == [.positionMissing])
    #expect(try store.version() == 0)
    let lenient = try take(text)
    #expect(lenient.isApplied)
    #expect(numbers(lenient.read, lenient.added, lenient.rejected) == [3, 2, 1])
  }

  @Test func strictFindsTheErrorBehindAnyNumberOfWarnings() throws {
    try take(Sample.vocabulary("<capability code='pumping'><name>P</name></capability>"))
    let unknown = (0..<10_050).map { "<capability code='x\($0)'/>" }.joined()
    let text = Sample.registry(
      Sample.station("<unit id='u' type='TS'>\(unknown)</unit>") + "<station id='bad'><name>B</name></station>")
    let report = try take(text) { $0.isStrict = true }
    #expect(!report.isApplied)
    #expect(try unitIDs().isEmpty)
  }

  @Test func aDryRunTellsWhatWouldHappenAndWritesNothing() throws {
    try take(Sample.registry(Sample.stations(3)))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("directory.sqlite")))
    let report = try take(Sample.registry(Sample.stations(5))) { $0.isDryRun = true }
    #expect(report.isApplied)
    #expect(numbers(report.read, report.added, report.unchanged) == [5, 2, 3])
    #expect(try store.version() == 1)
    #expect(try unitIDs().count == 3)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file("directory.sqlite"))) == bytes)
  }

  @Test(arguments: [0.2, 0.5, 0.9, 0.999])
  func aFileThatWasCutOffLeavesEverythingAsItWas(share: Double) throws {
    try take(Sample.registry(Sample.stations(20)))
    let whole = Sample.registry(issued: "2026-05-01T00:00:00Z", Sample.stations(40))
    let end = whole.replacing("</registry>\n", with: "").utf8.count
    let report = try take(String(whole.prefix(Int(Double(end) * share))))
    #expect(!report.isApplied)
    #expect(report.refusal?.code == "not-well-formed")
    #expect(numbers(report.added, report.changed, report.unchanged, report.removed) == [0, 0, 0, 0])
    #expect(try store.version() == 1)
    #expect(try unitIDs().count == 20)
    #expect(try store.registries().first?.registry.issued == Timestamp.date("2026-01-01T00:00:00Z"))
  }

  @Test func aFileThatIsNoneIsAReportAndNoError() throws {
    var importer = try Importer(store: store)
    #expect(try importer.importFile(folder.file("missing.xml")).refusal?.code == "unreadable")
    #expect(try importer.importFile(folder.path).refusal?.code == "unreadable")
    #expect(try importer.importFile(folder.write("", to: "empty.xml")).refusal?.code == "empty-document")
    #expect(try importer.importFile(folder.write("<!DOCTYPE a><a/>", to: "dtd.xml")).refusal?.code == "document-type")
    #expect(try importer.importFile(folder.write("<a/>", to: "other.xml")).refusal?.code == "unknown-format")
    #expect(try store.version() == 0)
  }

  @Test func aValidatorChecksTheSchemaAndKeepsNothing() throws {
    var validator = try Importer.validator()
    let path = try folder.write(Sample.registry("<vehicle/>" + Sample.stations(1)), to: "a.xml")
    let report = try validator.importFile(path)
    #expect(report.problems.contains { $0.code == .schema && $0.severity == .error })
    var strict = try Importer.validator(isStrict: true)
    #expect(try strict.importFile(path).refusal != nil)
    #expect(try store.version() == 0)
  }

  @Test func aReferenceDocumentMustFollowTheSchema() throws {
    let report = try take(
      Sample.vocabulary("<type code='TS' country='NL' service='fire' wheels='4'><name>T</name></type>"))
    #expect(!report.isApplied)
    #expect(report.refusal?.code == "schema")
    #expect(try store.documents().isEmpty)
  }

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

  @Test func anIDOfAnotherRegistryIsRejected() throws {
    try take(Sample.registry(id: "a", Sample.station(id: "s", "<unit id='u' type='TS'/>") + room))
    let report = try take(
      Sample.registry(
        id: "b",
        Sample.station(id: "s", "<unit id='x' type='AL'/>") + Sample.station(id: "t", "<unit id='u' type='AL'/>") + room
      ))
    #expect(report.problems.map(\.code) == [.duplicateID, .duplicateID, .duplicateID])
    #expect(report.problems.allSatisfy { $0.message.contains("'a'") })
    #expect(numbers(report.read, report.added, report.rejected) == [2, 0, 2])
    #expect(try store.unit("u")?.unit.type == "TS")
    #expect(try store.unit("u")?.registry == "a")
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
    #expect(report.problems.allSatisfy { $0.severity == .warning && $0.record == "st-1" })
    #expect(report.added == 1)
  }

  @Test func anUnknownTypeIsKeptWithAWarning() throws {
    let units = Sample.station("<unit id='u' type='T5'/><unit id='v' type='t s'/>")
    // Without any vocabulary nobody can say what is unknown.
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
    #expect(try take(Sample.registry(Sample.station(at: (5.5, 51.5), "<unit id='u' type='TS'/>"))).problems.isEmpty)
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
    for (longitude, country) in [(5.2, "NL"), (5.42, "BE"), (5.5, "NL"), (5.58, "BE"), (6.5, "BE")] {
      let locality = try store.locality(of: place(51.5, longitude))
      #expect(locality.country == country)
      #expect(locality.isCountryCertain)
      #expect(locality.region == (country == "BE" ? "BE2" : nil))
    }
    #expect(!(try store.locality(of: place(51.5, 5.401)).isCountryCertain))
  }

  // MARK: Availability

  @Test func reportsSurviveAReimport() throws {
    try take(Sample.registry(Sample.stations(6)))
    let since = Date(timeIntervalSince1970: 1_770_000_000)
    let report = AvailabilityReport(unit: "st-6-u", status: .onScene, since: since)
    _ = try store.change { try $0.put(report) }
    try take(Sample.registry(issued: "2026-02-01T00:00:00Z", Sample.stations(5)))
    #expect(try store.unit("st-6-u") == nil)
    try take(Sample.registry(issued: "2026-03-01T00:00:00Z", Sample.stations(6)))
    #expect(try store.availability(of: "st-6-u", at: since).status == .onScene)
  }

  @Test func reportsInADirectoryDocumentAreTakenOnce() throws {
    let text = """
      <directory xmlns="urn:mutual-aid:1.0"><availability>
        <report unit="u" status="on-scene" since="2026-01-01T00:00:00.250Z" until="2026-01-02T00:00:00Z"/>
        <report unit="u" status="available" since="2025-12-31T00:00:00Z"/>
      </availability></directory>
      """
    for _ in 0..<2 { #expect(try take(text).isApplied) }
    #expect(try store.availabilityReports().map(\.status) == [.available, .onScene])
    #expect(try store.version() == 1)
    #expect(
      try store.availability(of: "u", at: try #require(Timestamp.date("2026-01-01T12:00:00Z"))).status == .onScene)
    #expect(
      try store.availability(of: "u", at: try #require(Timestamp.date("2026-01-02T00:00:00Z"))).status == .unknown)
  }

  @Test func aReaderSeesOneVersionOrTheOther() async throws {
    let path = folder.file("directory.sqlite")
    try take(Sample.registry(Sample.stations(20)))
    let importing = Task { [store, folder] in
      for number in 1...6 {
        var importer = try Importer(store: store)
        let text = Sample.registry(issued: "2026-01-0\(number + 1)T00:00:00Z", Sample.stations(20 + number * 3))
        _ = try importer.importFile(folder.write(text, to: "\(number).xml"))
      }
    }
    let reader = try DirectoryStore(path: path, access: .read)
    var seen: Set<Int> = []
    for _ in 0..<200 { seen.formUnion(try reader.registries().map(\.units)) }
    try await importing.value
    #expect(seen.isSubset(of: [20, 23, 26, 29, 32, 35, 38]))
    #expect(try reader.registries().map(\.units) == [38])
  }
}
