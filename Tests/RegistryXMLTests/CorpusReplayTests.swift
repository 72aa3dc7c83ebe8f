import DirectoryModel
import Foundation
import RegistryXML
import Testing

/// Every document that the fuzzer starts from or once learned from is read again.
struct CorpusReplayTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzz/Corpus/documents")

  static let names = Result { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

  @Test("The corpus is there")
  func corpus() throws {
    #expect(try CorpusReplayTests.names.get().count > 50)
  }

  @Test("Reading ends with records or a document error, from the file as from memory", arguments: try names.get())
  func reading(name: String) throws {
    let file = CorpusReplayTests.folder.appending(path: name)
    let reader = DirectoryReader()
    let fromFile = try outcome { try reader.read(path: file.path, receive: $0) }
    let bytes = [UInt8](try Data(contentsOf: file))
    let fromMemory = try outcome { try reader.read(bytes: bytes, receive: $0) }
    #expect(fromFile.records == fromMemory.records)
    #expect(fromFile.error == fromMemory.error)
    #expect(fromFile.error?.message.isEmpty != true)
    // Good and bad seeds say by their names what they are.
    if name.hasPrefix("native-") || name.hasPrefix("encoding-") { #expect(fromFile.error == nil) }
  }

  /// The number of records, and the error at which reading stopped; any other error comes out.
  private func outcome(
    of read: (@escaping (DirectoryRecord) throws -> Void) throws -> DirectoryReader.Summary
  ) throws -> (records: Int, error: MutualAidError?) {
    var records = 0
    do {
      _ = try read { _ in records += 1 }
    } catch let error as MutualAidError {
      return (records, error)
    }
    return (records, nil)
  }
}
