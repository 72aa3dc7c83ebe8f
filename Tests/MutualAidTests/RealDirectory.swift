import DirectoryStore
import Foundation
import MutualAid
import RegistryImport
import TestSupport
import Testing

/// The directory made of everything in `Datasets`, imported once for all tests of a run.
enum RealDirectory {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private static let made = Result(catching: make)

  /// Only the store, for questions that need no vocabulary.
  static func store() throws -> DirectoryStore { try DirectoryStore(path: made.get(), access: .read) }

  static func open() throws -> Directory { try Directory(at: made.get()) }

  private static let folder = Result(catching: TemporaryFolder.init)

  private static func make() throws -> String {
    let path = try folder.get().file("directory.sqlite")
    // The folder lives as long as the process, whose end runs no deinitialisers.
    atexit { try? FileManager.default.removeItem(atPath: RealDirectory.folder.get().path) }
    var importer = try Importer(store: DirectoryStore(path: path, access: .write))
    for file in try DocumentFinder.documents(at: [root + "/Datasets"]).documents {
      let report = try importer.importFile(file)
      try #require(report.isApplied, "\(file): \(report.refusal?.message ?? "")")
      try #require(report.rejected == 0, "\(file): \(report.problems)")
    }
    return path
  }
}
