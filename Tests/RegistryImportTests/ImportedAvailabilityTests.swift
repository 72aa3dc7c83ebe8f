import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

@Suite final class ImportedAvailabilityTests: ImportSuite {
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
