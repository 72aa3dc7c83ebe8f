import DirectoryModel
import Foundation
import TestSupport
import Testing

@testable import RegistryXML

/// Documents in other encodings than UTF-8, and files that change while they are read.
struct EncodingTests {
  private func document(_ encoding: String, name: String) -> String {
    Sample.registry(Sample.station(id: "a").replacing("<name>a", with: "<name>\(name)"))
      .replacing("\"UTF-8\"", with: "\"\(encoding)\"")
  }

  @Test(
    "Encodings are read that the document declares, or a byte order mark shows",
    arguments: [
      ("UTF-16", String.Encoding.utf16LittleEndian, [0xFF, 0xFE]), ("UTF-16", .utf16BigEndian, [0xFE, 0xFF]),
      ("UTF-16LE", .utf16LittleEndian, []), ("UTF-16BE", .utf16BigEndian, []), ("UTF-16", .utf16LittleEndian, []),
      ("UTF-16", .utf16BigEndian, []), ("ISO-8859-1", .isoLatin1, []), ("windows-1252", .windowsCP1252, []),
      ("UTF-8", .utf8, [0xEF, 0xBB, 0xBF]),
    ] as [(String, String.Encoding, [UInt8])])
  func encodings(name: String, encoding: String.Encoding, mark: [UInt8]) throws {
    let text = try #require(document(name, name: "Liège, Düren").data(using: encoding))
    let reading = try Reading(Data(mark) + text)
    #expect(reading.stations.map(\.names.main) == ["Liège, Düren"])
    #expect(reading.records.map(\.line) == [6])
  }

  @Test("A byte order mark needs no declaration", arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func markWithoutDeclaration(encoding: String.Encoding) throws {
    let text = "\u{FEFF}" + document("", name: "Liège").drop { $0 != "\n" }.dropFirst()
    let reading = try Reading(try #require(text.data(using: encoding)))
    #expect(reading.stations.map(\.names.main) == ["Liège"])
  }

  @Test("In a large document in UTF-16, where pieces end within characters, nothing is lost")
  func largeDocumentInUTF16() throws {
    let text = Sample.registry("<note>\(String(repeating: "😀é", count: 60_000))</note>" + Sample.stations(2000))
      .replacing("\"UTF-8\"", with: "\"UTF-16\"")
    let reading = try Reading(try #require(text.data(using: .utf16)))
    #expect(reading.units.count == 2000)
  }

  @Test("Where bytes are no characters, the line is told", arguments: [1, 1000, 70_000])
  func lineOfTheBytes(line: Int) throws {
    let parts = Sample.registry(String(repeating: "\n", count: line - 1) + "<note>|</note>").split(separator: "|")
    let data = Data(parts[0].utf8) + [0xE9] + Data(parts[1].utf8)
    let error = try refusal { try Reading(data) }
    #expect(error.code == .encodingError)
    #expect(error.line == 5 + line)
    #expect(error.hint?.description.contains("UTF-8") == true)
  }

  @Test("Line ends of any system are taken", arguments: ["\r", "\r\n", "\n"])
  func lineEnds(end: String) throws {
    let reading = try Reading(Sample.registry(Sample.stations(3)).replacing("\n", with: end))
    #expect(reading.units.count == 3)
    #expect(reading.allProblems.isEmpty)
  }

  @Test("A file that grows or shrinks while it is read is refused", arguments: ["more", ""])
  func changingFile(appended: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(String(repeating: "\n", count: 3_000_000), to: "a.xml")
    let source = try ByteSource(path: path, limits: XMLLimits())
    var buffer = [UInt8](repeating: 0, count: 100_000)
    let read = { try buffer.withUnsafeMutableBytes { try source.read(into: $0) } }
    #expect(try read() == 100_000)
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    if appended.isEmpty {
      try file.truncate(atOffset: 2_900_000)
    } else {
      try file.seekToEnd()
      try file.write(contentsOf: Data(appended.utf8))
    }
    let error = try #require(throws: MutualAidError.self) { while try read() > 0 {} }
    #expect(error.code == .changedWhileRead)
  }

  @Test("A file that another replaces while it is read is read to its end")
  func replacedFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      Sample.registry(String(repeating: "\n", count: 3_000_000) + Sample.stations(2)), to: "a.xml")
    let other = try folder.write(Sample.registry(), to: "b.xml")
    var units = 0
    _ = try DirectoryReader().read(
      path: path, progress: { _ in _ = rename(other, path) },
      receive: { if case .station(let record) = $0 { units += record.unitCount } })
    #expect(units == 2)
  }
}
