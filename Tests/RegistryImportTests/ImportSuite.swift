import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

/// What the suites of imports share: a directory of their own, and ways to import into it.
class ImportSuite {
  let folder: TemporaryFolder
  let store: DirectoryStore

  init() throws {
    folder = try TemporaryFolder()
    store = try DirectoryStore(path: folder.file("directory.sqlite"), access: .write)
  }

  @discardableResult
  func take(_ text: String, options: (inout ImportOptions) -> Void = { _ in }) throws -> FileReport {
    var chosen = ImportOptions()
    options(&chosen)
    var importer = try Importer(store: store, options: chosen)
    return try importer.importFile(folder.write(text, to: "\(UUID()).xml"))
  }

  func numbers(_ values: Int...) -> [Int] { values }

  func unitIDs() throws -> [UnitID] { try store.unitIDs(containing: "") }

  let square = "51 5 51 6 52 6 52 5"
}
