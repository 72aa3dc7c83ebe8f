import DirectoryStore
import Foundation
import MutualAid
import Presentation
import RegistryImport
import TestSupport
import Testing

/// What goes out comes in again.
struct RoundTripTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func export(_ directory: Directory) throws -> String {
    var text = ""
    try directory.export(.native) { text += $0 }
    return text
  }

  @Test func exportedDirectoryImportedIntoAnEmptyOneIsTheSame() throws {
    let source = folder.file("source.sqlite")
    var importer = try Importer(store: DirectoryStore(path: source, access: .write))
    for file in try DocumentFinder.documents(at: [
      RealDirectory.root + "/Datasets/vocabulary", RealDirectory.root + "/Datasets/agreements",
      RealDirectory.root + "/Datasets/control-rooms", RealDirectory.root + "/Datasets/registries",
    ]).documents {
      _ = try importer.importFile(file)
    }
    let original = try Directory(store: DirectoryStore(path: source, access: .write))
    _ = try original.report(
      unit: "nl-fire-vaals-f2e0bb79.ts1", status: "FMS:6", since: Date(timeIntervalSince1970: 1_790_000_000.25),
      until: Date(timeIntervalSince1970: 1_790_003_600), source: "A & B", note: "no <crew>")
    let first = try export(original)
    let file = folder.file("export.xml")
    try first.write(toFile: file, atomically: true, encoding: .utf8)

    let store = try DirectoryStore(path: folder.file("copy.sqlite"), access: .write)
    var second = try Importer(store: store)
    let report = try second.importFile(file)
    #expect(report.isApplied)
    #expect(report.rejected == 0)
    #expect(try export(Directory(store: store)) == first)
    #expect(try store.unitCounts().map(\.units) == original.store.unitCounts().map(\.units))
    #expect(try store.availabilityReports() == original.store.availabilityReports())
  }

  @Test func datasetsImportedAgainChangeNothing() throws {
    let path = folder.file("copy.sqlite")
    let store = try DirectoryStore(path: path, access: .write)
    let files = try DocumentFinder.documents(at: [RealDirectory.root + "/Datasets"]).documents
    var first = try Importer(store: store)
    for file in files { _ = try first.importFile(file) }
    let version = try store.version()
    var second = try Importer(store: store)
    for file in files {
      let report = try second.importFile(file)
      #expect(report.isApplied)
      #expect(report.unchanged == report.read, "\(file)")
      #expect(report.added + report.changed + report.removed + report.rejected == 0, "\(file)")
    }
    #expect(try store.version() == version)
  }
}
