import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

@Suite final class ImporterTests: ImportSuite {
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
    #expect(try store.counts() == (stations: 4, controlRooms: 0, organisations: 1, areas: 1, reports: 0))
    #expect(try store.unitCounts().map(\.units) == [4])
  }

  @Test func aFileToWhichSomebodyWritesMeanwhileIsRefusedAndNothingIsTaken() throws {
    try take(Sample.registry(Sample.stations(3)))
    let version = try store.version()
    // Larger by far than what is read ahead of the first report of progress.
    let path = try folder.write(
      Sample.registry(issued: "2026-02-01T00:00:00Z", Sample.stations(100_000)), to: "growing.xml")
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.seekToEnd()
    var isWritten = false
    var importer = try Importer(store: store)
    let report = try importer.importFile(path) { _ in
      if !isWritten { isWritten = (try? file.write(contentsOf: Data(" ".utf8))) != nil }
    }
    #expect(isWritten)
    #expect(report.refusal?.code.name == "changed-while-read")
    #expect(!report.isApplied)
    #expect(try store.version() == version)
    #expect(try unitIDs() == ["st-1-u", "st-2-u", "st-3-u"])
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
      #expect(report.refusal?.code.name == "shrinks")
      #expect(numbers(report.added, report.changed, report.unchanged, report.removed) == [0, 0, 0, 0])
      #expect(try take(smaller) { $0.allowsShrinking = true }.isApplied)
      #expect(try unitIDs().count == after)
    }
  }

  @Test func aRefusalStillTellsWhatWasRead() throws {
    try take(Sample.registry(Sample.stations(10)))
    let report = try take(Sample.registry("<vehicle/>" + Sample.stations(2)))
    #expect(report.refusal?.code.name == "shrinks")
    #expect(report.registries == ["test"])
    #expect(report.read == 2)
    #expect(report.problems.map(\.code) == [.unknownName, .schema])
  }

  @Test func anOlderVersionIsRefusedUnlessAllowed() throws {
    try take(Sample.registry(issued: "2026-03-01T12:00:00Z", Sample.stations(1)))
    // The same moment in another zone is not older.
    #expect(try take(Sample.registry(issued: "2026-03-01T13:00:00+01:00", Sample.stations(1))).isApplied)
    let older = Sample.registry(issued: "2026-03-01T11:59:59Z", Sample.stations(2))
    let report = try take(older)
    #expect(!report.isApplied)
    #expect(report.refusal?.code.name == "older-version")
    #expect(try unitIDs().count == 1)
    #expect(try take(older) { $0.allowsOlder = true }.isApplied)
    #expect(try unitIDs().count == 2)
  }

  @Test func anOlderReferenceDocumentIsRefusedUnlessAllowed() throws {
    try take(Sample.vocabulary(issued: "2026-03-01T12:00:00Z"))
    let older = Sample.vocabulary(issued: "2026-02-01T12:00:00Z")
    #expect(try take(older).refusal?.code.name == "older-version")
    #expect(try take(older) { $0.allowsOlder = true }.isApplied)
  }

  @Test func strictTakesAllOrNothing() throws {
    let text = Sample.registry(Sample.stations(2) + "\n<station id='bad'><name>B</name></station>")
    let strict = try take(text) { $0.isStrict = true }
    #expect(!strict.isApplied)
    #expect(strict.refusal?.code.name == "strict")
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
    #expect(report.refusal?.code.name == "not-well-formed")
    #expect(numbers(report.added, report.changed, report.unchanged, report.removed) == [0, 0, 0, 0])
    #expect(try store.version() == 1)
    #expect(try unitIDs().count == 20)
    #expect(try store.registries().first?.registry.issued == Timestamp.date("2026-01-01T00:00:00Z"))
  }

  @Test func aFileThatIsNoneIsAReportAndNoError() throws {
    var importer = try Importer(store: store)
    #expect(try importer.importFile(folder.file("missing.xml")).refusal?.code.name == "unreadable")
    #expect(try importer.importFile(folder.path).refusal?.code.name == "unreadable")
    #expect(try importer.importFile(folder.write("", to: "empty.xml")).refusal?.code.name == "empty-document")
    #expect(
      try importer.importFile(folder.write("<!DOCTYPE a><a/>", to: "dtd.xml")).refusal?.code.name == "document-type")
    #expect(try importer.importFile(folder.write("<a/>", to: "other.xml")).refusal?.code.name == "unknown-format")
    #expect(try store.version() == 0)
  }

  @Test func aValidatorKeepsNothingAndChecksTheSchemaWhenAsked() throws {
    let path = try folder.write(Sample.registry("<vehicle/>" + Sample.stations(1)), to: "a.xml")
    var validator = Importer.validator()
    #expect(try validator.importFile(path).problems.map(\.code) == [.unknownName, .schema])
    #expect(try validator.importFile(path).problems.map(\.severity).allSatisfy { $0 == .warning })
    var options = ImportOptions()
    options.checksSchema = true
    var thorough = Importer.validator(options: options)
    let report = try thorough.importFile(path)
    #expect(report.problems.contains { $0.code == .schema && $0.severity == .error })
    options.isStrict = true
    var strict = Importer.validator(options: options)
    #expect(try strict.importFile(path).refusal != nil)
    #expect(try store.version() == 0)
  }

  @Test func aReferenceDocumentMustFollowTheSchema() throws {
    let report = try take(
      Sample.vocabulary("<type code='TS' country='NL' service='fire' wheels='4'><name>T</name></type>"))
    #expect(!report.isApplied)
    #expect(report.refusal?.code.name == "schema")
    #expect(try store.documents().isEmpty)
  }
}
