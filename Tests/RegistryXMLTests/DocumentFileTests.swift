import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// An opened document is looked at and read with one opening.
struct DocumentFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// More bytes than are looked at.
  private let text = "<registry>" + String(repeating: "<a b='é'/>\n", count: 40_000) + "</registry>"

  @Test(arguments: [false, true])
  func whatWasLookedAtIsReadAgain(isPacked: Bool) throws {
    let path =
      isPacked ? try folder.writeGzip(Data(text.utf8), to: "a.xml.gz") : try folder.write(text, to: "a.xml")
    let document = try DocumentFile(path: path)
    #expect(text.utf8.starts(with: document.beginning))
    #expect(document.beginning.count < text.utf8.count)
    #expect(document.rootName == "registry")
    #expect(try document.bytes(limit: text.utf8.count) == Array(text.utf8))
  }

  @Test func aFileThatIsGoneOnceItIsOpenIsRead() throws {
    let path = try folder.write("<norms/>", to: "a.xml")
    let document = try DocumentFile(path: path)
    try FileManager.default.removeItem(atPath: path)
    #expect(document.rootName == "norms")
    #expect(try document.bytes(limit: 100) == Array("<norms/>".utf8))
  }

  @Test func moreBytesThanTheLimitAreRefused() throws {
    let document = try DocumentFile(path: folder.write(text, to: "a.xml"))
    let error = #expect(throws: MutualAidError.self) { try document.bytes(limit: text.utf8.count - 1) }
    #expect(error?.code == .limitExceeded)
  }

  @Test func whatIsWrongWithTheBeginningIsReportedWhenItIsRead() throws {
    let document = DocumentFile(bytes: Array("PK\u{3}\u{4}".utf8))
    #expect(document.rootName == nil)
    let error = #expect(throws: MutualAidError.self) { try document.bytes(limit: 100) }
    #expect(error?.message == "this is a zip archive, which cannot be read through a pipe or out of another archive")
  }
}
