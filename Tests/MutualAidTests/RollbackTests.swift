import DirectoryModel
import DirectoryStore
import Foundation
import MutualAid
import Presentation
import RegistryImport
import TestSupport
import Testing

/// An earlier version of a real registry comes back to the letter.
struct RollbackTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aRestoredVersionIsExportedAsBefore() throws {
    let store = try DirectoryStore(path: folder.file("directory.sqlite"), access: .write)
    let original = RealDirectory.root + "/Datasets/registries/lu-cgdis.xml"
    var text = try String(contentsOfFile: original, encoding: .utf8)
    text = text.replacing("issued=\"2026-11-23", with: "issued=\"2026-11-24").replacing(
      "type=\"TLF", with: "type=\"HLF"
    )
    .replacing("lat=\"49.6", with: "lat=\"49.7").replacing("<name>", with: "<name>X ")
    let changed = try folder.write(text, to: "changed.xml")
    var exports: [String] = []
    var importer = try Importer(store: store)
    for file in [original, changed] {
      #expect(try importer.importFile(file).isApplied)
      exports.append(try export(store))
    }
    #expect(exports[0] != exports[1])
    for version in 1...4 {
      let target = try Directory(store: store).version(version, of: "lu-cgdis")
      #expect(try Rollback(store: store).restore(target).hasChanged)
      let isSame = try export(store) == exports[version.isMultiple(of: 2) ? 1 : 0]
      #expect(isSame, "version \(version)")
    }
  }

  private func export(_ store: DirectoryStore) throws -> String {
    var text = ""
    try Directory(store: store).export(.native, registry: "lu-cgdis") { text += $0 }
    return text
  }

  @Test func unknownNamesAreToldWithWhatMayBeMeant() throws {
    let directory = try RealDirectory.open()
    let wrong: [(MutualAidError.Code, String, () throws -> Void)] = [
      (.unknownRegistry, "nl-fire", { _ = try directory.history(of: "nl-fir") }),
      (.unknownVersion, "1 to 1", { _ = try directory.version(7, of: "nl-fire") }),
      (.unknownUnit, "nl-fire-vaals-f2e0bb79.ts1", { _ = try directory.unitHistory("nl-fire-vaals-f2e0bb79.ts2") }),
      (.unknownStation, "nl-fire-vaals-f2e0bb79", { _ = try directory.stationHistory("nl-fire-vals-f2e0bb79") }),
    ]
    for (code, hint, ask) in wrong {
      let error = #expect(throws: MutualAidError.self) { try ask() }
      #expect(error?.code == code)
      #expect(error?.hint?.description.contains(hint) == true, "\(error?.hint?.description ?? "")")
    }
    let kinds = Set(try directory.history().map(\.kind))
    #expect(kinds.isSuperset(of: ["registry", "vocabulary", "boundaries", "agreements"]))
  }
}
