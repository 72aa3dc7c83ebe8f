import Foundation
import FuzzTargets
import Testing

/// What fuzzers start from, and what they once found or learned from, is tried again.
struct CorpusTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzz/Corpus")

  @Test(arguments: FuzzTarget.all.map(\.name))
  func nothingInTheCorpusTrapsOrComesOutWrong(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let folder = CorpusTests.folder.appending(path: name)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files.count >= 5)
    for file in files {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
      do {
        try target.run(bytes)
      } catch {
        Issue.record("\(name)/\(file): \(error)")
      }
    }
  }
}
