import DirectoryModel
import DirectoryStore
import Foundation
import RegistryImport
import TestSupport
import Testing

/// People imported like any other document: checked, versioned, reversible.
final class PopulationImportTests: ImportSuite {
  private func importTable(_ rows: String, issued: Double, options: (inout ImportOptions) -> Void = { _ in }) throws
    -> FileReport
  {
    let path = try folder.write("country,code,lat,lon,population\n" + rows, to: "people.csv")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: issued)], ofItemAtPath: path)
    var chosen = ImportOptions()
    options(&chosen)
    var importer = try Importer(store: store, options: chosen)
    return try importer.importFile(path)
  }

  @Test func aTableBecomesADocumentNamedLikeItsFile() throws {
    let report = try importTable("BE,a,50,5,10\nBE,b,51,5,20\n", issued: 1_000_000_000)
    #expect(report.isApplied)
    #expect(report.profile == "population-csv")
    #expect(numbers(report.read, report.added, report.rejected) == [2, 2, 0])
    #expect(try store.documents(.population).map(\.id) == ["people"])
    #expect(try store.demandCells().map(\.people) == [10, 20])
    #expect(try store.defaultPopulation() == "people")
  }

  @Test func theSameTableChangesNothingEvenWithALaterDate() throws {
    _ = try importTable("BE,a,50,5,10\n", issued: 1_000_000_000)
    let version = try store.version()
    let again = try importTable("BE,a,50,5,10\n", issued: 1_100_000_000)
    #expect(numbers(again.unchanged, again.changed, again.added) == [1, 0, 0])
    #expect(try store.version() == version)
  }

  @Test func anOlderTableIsRefusedUnlessAllowed() throws {
    _ = try importTable("BE,a,50,5,10\n", issued: 1_100_000_000)
    let older = try importTable("BE,a,50,5,11\n", issued: 1_000_000_000)
    #expect(older.refusal?.code.name == ProblemCode.olderVersion.rawValue)
    #expect(try store.demandCells().map(\.people) == [10])
    #expect(try importTable("BE,a,50,5,11\n", issued: 1_000_000_000) { $0.allowsOlder = true }.isApplied)
    #expect(try store.demandCells().map(\.people) == [11])
  }

  @Test func aBadRowIsLeftOutAndWithStrictTheWholeTable() throws {
    let rows = "BE,a,50,5,10\nBE,b,95,5,20\nBE,a,50,5,10\nbe,c,50,5,30\n"
    let strict = try importTable(rows, issued: 1_000_000_000) { $0.isStrict = true }
    #expect(!strict.isApplied)
    #expect(try store.demandCells().isEmpty)
    let report = try importTable(rows, issued: 1_000_000_000)
    #expect(report.problems.map(\.code) == [.positionOutOfRange, .duplicateID, .valueInvalid])
    #expect(report.problems.map(\.line) == [3, 4, 5])
    #expect(numbers(report.read, report.added, report.rejected) == [4, 1, 3])
  }

  @Test func aRollbackBringsThePeopleBackToo() throws {
    _ = try importTable("BE,a,50,5,10\n", issued: 1_000_000_000)
    _ = try importTable("BE,a,50,5,99\n", issued: 1_100_000_000)
    #expect(try store.demandCells().map(\.people) == [99])
    let versions = try store.imports(kind: "population", subject: "people")
    let first = try #require(versions.min { $0.version < $1.version })
    let report = try Rollback(store: store).restore(first)
    #expect(report.hasChanged)
    #expect(try store.demandCells().map(\.people) == [10])
  }

  @Test func aNativeDocumentHoldsCellsAndOfficialTotals() throws {
    let report = try take(
      """
      <population xmlns="\(Sample.namespace)" id="p" issued="2026-01-01T00:00:00Z"><title>P</title>
      <total country="BE" region="BE3" people="100" year="2024"/>
      <cell code="a" country="BE" lat="50" lon="5" people="3"/>
      <cell code="b" lat="50.1" lon="5" people="4"/></population>
      """)
    #expect(report.isApplied)
    #expect(report.problems.isEmpty)
    #expect(try store.demandCells(of: "p").map(\.country) == ["BE", nil])
    #expect(
      try store.officialTotals() == [OfficialTotal(country: "BE", region: "BE3", people: 100, year: 2024)])
  }
}
