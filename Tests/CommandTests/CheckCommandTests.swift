import Foundation
import TestSupport
import Testing

/// Damage in the directory is told by every verb that meets it, and by `check` wherever it is.
struct CheckCommandTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("d.sqlite") }

  init() throws { folder = try TemporaryFolder() }

  private static let fixtures = MutualAid.root + "/Tests/CommandTests/Fixtures"

  private func fill() throws {
    let run = try MutualAid.run(["import", CheckCommandTests.fixtures + "/base", "--quiet"], directory: path)
    try #require(run.status == 0, "\(run.errors)")
  }

  /// Changes the file's bytes.
  private func damage(_ change: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    change(&bytes)
    try bytes.write(to: URL(filePath: path))
  }

  /// The first place of a text in the file.
  private func place(of text: String) throws -> Int {
    try #require(Data(contentsOf: URL(filePath: path)).range(of: Data(text.utf8))?.lowerBound)
  }

  @Test func aSoundDirectoryPassesAndSaysWhatWasLookedAt() throws {
    try fill()
    let run = try MutualAid.run(["check"], directory: path)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("The directory is sound."))
    let json = try MutualAid.run(["check", "--format", "json"], directory: path).object()
    #expect(json["sound"] as? Bool == true)
    let checked = try #require(json["checked"] as? [String: Int])
    #expect(Set(checked.keys) == ["pages", "structure", "rows", "digests", "references", "merged"])
    #expect(checked.values.allSatisfy { $0 > 0 })
  }

  @Test func aBitThatHasChangedIsToldWithWhatToDo() throws {
    try fill()
    // The type of a unit: nearest would give another answer.
    let place = try place(of: "nl-oosthoek.ts1")
    try damage { $0[place + 3] ^= 1 }
    let run = try MutualAid.run(["check", "--format", "json"], directory: path)
    #expect(run.status == 4)
    #expect(run.errors.contains("store-damaged"))
    let json = try run.object()
    #expect(json["sound"] as? Bool == false)
    #expect((json["hint"] as? String)?.contains("backup") == true)
    #expect((json["findings"] as? [[String: Any]])?.isEmpty == false)
    for verb in [["nearest", "--at", "50.77,6.02", "--scope", "all"], ["export"], ["export", "--format", "csv"]] {
      let run = try MutualAid.run(verb, directory: path)
      #expect(run.status == 4, "\(verb)")
      #expect(run.errors.contains("mutualaid check"), "\(run.errors)")
    }
  }

  @Test(arguments: [
    ["info"], ["nearest", "--at", "50.77,6.02"], ["check"], ["status", "x", "available"], ["import", "."],
  ])
  func aFileThatIsCutIsNoticedWhenItIsOpened(verb: [String]) throws {
    try fill()
    try damage { $0.removeLast(100) }
    let run = try MutualAid.run(verb, directory: path, workingFolder: CheckCommandTests.fixtures + "/base")
    #expect(run.status == 4, "\(run.errors)")
    #expect(run.errors.contains("cut short"), "\(run.errors)")
  }

  @Test func aDirectoryThatIsNotThereIsNoDamage() throws {
    let run = try MutualAid.run(["check"], directory: path)
    #expect(run.status == 4)
    #expect(run.errors.contains("there is no directory"))
  }
}
