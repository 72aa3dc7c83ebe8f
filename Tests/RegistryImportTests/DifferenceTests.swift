import DirectoryModel
import DirectoryStore
import Foundation
import RegistryImport
import TestSupport
import Testing

/// What an import says of the records it changes, and what stays on record afterwards.
@Suite final class DifferenceTests: ImportSuite {
  private func difference(_ text: String, isDryRun: Bool = true) throws -> Difference {
    let report = try take(text) {
      $0.isDryRun = isDryRun
      $0.reportsDifference = true
    }
    return try #require(report.difference)
  }

  @Test(arguments: [true, false])
  func eachRecordIsToldWithWhatChanged(isDryRun: Bool) throws {
    try take(Sample.registry(Sample.stations(8)))
    let next =
      Sample.station(id: "st-1", at: (50.52, 5.7), "<unit id='st-1-u' type='TS' call-sign='1'/>")
      + Sample.stations(7).split(separator: "\n").dropFirst().joined()
      .replacing("id=\"st-2-u\" type=\"TS\"", with: "id=\"st-2-u\" type=\"AL\"")
      + Sample.station(id: "new", "<unit id='new-u' type='TS'><name>New one</name></unit>")
    let difference = try difference(Sample.registry(issued: "2026-02-01T00:00:00Z", next), isDryRun: isDryRun)
    #expect(difference.added.map(\.id) == ["new", "new-u"])
    #expect(difference.added.map(\.kind) == ["station", "unit"])
    #expect(difference.added.last?.name == "New one")
    #expect(difference.removed.map(\.id) == ["st-8", "st-8-u"])
    #expect(difference.changed.map(\.id) == ["st-1", "st-1-u", "st-2-u"])
    let fields = difference.changed.map { $0.fields.map { "\($0.field): \($0.old ?? "-") > \($0.new ?? "-")" } }
    #expect(
      fields == [["position: 50.51,5.7 (building) > 50.52,5.7 (building)"], ["call-sign: - > 1"], ["type: TS > AL"]])
    #expect(difference.changed.map { $0.moved.map { Int($0) } } == [1112, 1112, nil])
    #expect(difference.total == 7)
    #expect(try unitIDs().contains("new-u") == !isDryRun)
  }

  @Test func nothingNewIsNoDifference() throws {
    let text = Sample.registry(Sample.stations(3))
    try take(text)
    #expect(try difference(text) == Difference())
    #expect(try take(text).difference == nil, "nobody asked")
  }

  @Test func aLongDifferenceIsCountedAndNotListed() throws {
    let stations = (0..<5_100).map { Sample.station(id: "s\($0)", "<unit id='u\($0)' type='TS'/>") }
    let difference = try difference(Sample.registry(stations.joined(separator: "\n")))
    #expect(difference.total == 10_200)
    #expect(difference.listed == 10_000)
  }

  @Test func aRefusedFileStillTellsWhatWouldBeLost() throws {
    try take(Sample.registry(Sample.stations(10)))
    let report = try take(Sample.registry(Sample.stations(2))) { $0.reportsDifference = true }
    #expect(report.refusal?.code.name == "shrinks")
    #expect(report.difference?.removed.count == 16)
  }

  @Test func documentsAreComparedEntryByEntry() throws {
    let type = { (code: String, name: String) in
      "<type code='\(code)' country='NL' service='fire'><name>\(name)</name></type>"
    }
    let first = try difference(Sample.vocabulary(type("TS", "T") + type("AL", "A")), isDryRun: false)
    #expect(first.added.map(\.id) == ["words", "NL TS", "NL AL"])
    let second = try difference(
      Sample.vocabulary(issued: "2026-02-01T00:00:00Z", type("TS", "Tanker") + type("HW", "H")))
    #expect(second.added.map(\.id) == ["NL HW"])
    #expect(second.changed.map(\.id) == ["NL TS"])
    #expect(second.removed.map(\.id) == ["NL AL"])
    let header = try difference(Sample.vocabulary(issued: "2026-02-01T00:00:00Z", type("TS", "T") + type("AL", "A")))
    #expect(header.changed.map(\.kind) == ["vocabulary"])
  }

  // MARK: History

  @Test func everyImportThatChangesSomethingIsOnRecord() throws {
    let text = Sample.registry(Sample.stations(5) + "\n<station id='bad'><name>B</name></station>")
    try take(text)
    try take(text)
    try take(Sample.registry(issued: "2026-02-01T00:00:00Z", Sample.stations(4)))
    #expect(try take(Sample.registry(issued: "2026-03-01T00:00:00Z", Sample.stations(1))).refusal != nil)
    let entries = try store.imports(subject: "test")
    #expect(entries.map(\.version) == [2, 1])
    let first = try #require(entries.last)
    #expect(first.file?.hasSuffix(".xml") == true)
    #expect(first.profile == "native")
    #expect(numbers(first.counts.read, first.counts.added, first.counts.rejected, first.counts.errors) == [6, 5, 1, 1])
    #expect(first.problems.map(\.code) == [.positionMissing])
    let second = try #require(entries.first)
    #expect(numbers(second.counts.read, second.counts.unchanged, second.counts.removed) == [4, 4, 1])
    #expect(try store.registries().first?.importedAt == second.importedAt)
  }

  @Test func aDocumentOfSeveralRegistriesCountsForEach() throws {
    let directory =
      "<directory xmlns='\(Sample.namespace)'>"
      + [("a", 3), ("b", 2)].map { id, count in
        Sample.registry(id: id, Sample.stations(count, prefix: id)).split(separator: "\n").dropFirst().joined()
      }.joined() + "</directory>"
    #expect(try take(directory).added == 5)
    #expect(try store.imports().map(\.subject) == ["b", "a"])
    #expect(try store.imports().map(\.counts.added) == [2, 3])
  }

  @Test func availabilityAndHistoryOutliveImports() throws {
    try take(Sample.registry(Sample.stations(5)))
    let report = AvailabilityReport(
      unit: "st-5-u", status: .onScene, since: Date(timeIntervalSince1970: 1_767_225_600), source: "FMS")
    _ = try store.change { try $0.put(report) }
    try take(Sample.registry(issued: "2026-02-01T00:00:00Z", Sample.stations(4)))
    try take(Sample.registry(issued: "2026-03-01T00:00:00Z", Sample.stations(5)))
    #expect(try store.availability(of: "st-5-u", at: report.since + 60).status == .onScene)
    #expect(try store.availabilityReports(ofUnit: "st-5-u") == [report])
    let history = try store.unitHistory("st-5-u")
    #expect(history.events.map(\.kind) == [.added, .removed, .added])
    #expect(history.events.map(\.entry.version) == [3, 2, 1])
    #expect(history.merged?.record.station == "st-5")
  }

  @Test func everyFieldKnowsItsRegistryAndImport() throws {
    let unit = { (attributes: String) in Sample.station("<unit id='u' type='TS' \(attributes)/>") }
    try take(Sample.registry(id: "a", unit("call-sign='1'")))
    try take(Sample.registry(id: "a", issued: "2026-02-01T00:00:00Z", unit("call-sign='2'")))
    try take(
      Sample.registry(
        id: "b", unit("call-sign='3'").replacing("/></station>", with: "><crew size='6'/></unit></station>")))
    let merged = try #require(try store.unitHistory("u").merged)
    let origins = merged.origins.map { "\($0.field) \($0.registry) \($0.importID)" }
    // The call sign is of the second import, all else of the first still.
    #expect(origins == ["station a 1", "service a 1", "type a 1", "call-sign a 2", "crew b 3"])
    #expect(merged.conflicts.map(\.description) == ["call-sign is '2' (a) and not '3' (b)"])
  }

  // MARK: Rollback

  @Test func aRollbackTellsWhatItChangesAndIsAVersionItself() throws {
    try take(Sample.registry(Sample.stations(6)))
    let second = Sample.stations(5).replacing("id=\"st-2-u\" type=\"TS\"", with: "id=\"st-2-u\" type=\"AL\"")
    try take(Sample.registry(issued: "2026-02-01T00:00:00Z", second))
    let version = try #require(try store.imports(subject: "test").last)
    let rollback = Rollback(store: store)
    for isDryRun in [true, false] {
      let report = try rollback.restore(version, isDryRun: isDryRun)
      #expect(report.hasChanged)
      #expect(report.difference.added.map(\.id) == ["st-6", "st-6-u"])
      #expect(report.difference.changed.map(\.id) == ["st-2-u"])
      #expect(numbers(report.counts.added, report.counts.changed, report.counts.unchanged) == [1, 1, 4])
      #expect(try store.unit("st-6-u") == nil || !isDryRun)
    }
    #expect(try store.unit("st-2-u")?.unit.type == "TS")
    #expect(try store.imports(subject: "test").map(\.action) == [.rollback, .imported, .imported])
    #expect(try !rollback.restore(version).hasChanged)
    // The newer file can be taken again.
    #expect(try take(Sample.registry(issued: "2026-02-01T00:00:00Z", second)).changed == 1)
  }

  @Test func boundariesAreReadAnewWhenTheyAreRestored() throws {
    let boundaries = { (country: String, month: Int) in
      Sample.boundaries(
        issued: "2026-0\(month)-01T00:00:00Z", [("country", country, country, [self.square])])
    }
    try take(boundaries("NL", 1))
    try take(boundaries("BE", 2))
    let version = try #require(try store.imports(subject: "borders").last)
    let report = try Rollback(store: store).restore(version)
    #expect(report.difference.added.map(\.id) == ["NL"])
    #expect(report.difference.removed.map(\.id) == ["BE"])
    #expect(try store.locality(of: place(51.5, 5.5)).country == "NL")
  }
}
