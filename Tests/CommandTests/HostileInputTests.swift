import Foundation
import TestSupport
import Testing

/// A file that somebody made to do harm, or that came to harm.
struct HostileFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The code of the refusal.
  let code: String
  /// The line named, where one can be.
  let line: Int?
  /// Writes the file and returns its path.
  let make: @Sendable (TemporaryFolder) throws -> String

  init(
    _ what: String, _ code: String, line: Int?, make: @escaping @Sendable (TemporaryFolder) throws -> String
  ) {
    testDescription = what
    self.code = code
    self.line = line
    self.make = make
  }

  /// A file of a registry with something on line 6.
  init(_ what: String, _ code: String, line: Int? = 6, body: @escaping @Sendable () -> String) {
    self.init(what, code, line: line) { try $0.write(Sample.registry(body()), to: "hostile.xml") }
  }

  /// A file of a registry in which the station's name is replaced by bytes.
  init(_ what: String, _ code: String, line: Int? = 6, nameBytes: [UInt8]) {
    self.init(what, code, line: line) { folder in
      let parts = Sample.registry(Sample.station(id: "NAME")).replacing("<name>NAME", with: "<name>|")
        .split(separator: "|").map { Data($0.utf8) }
      return try folder.write(parts[0] + Data(nameBytes) + parts[1], to: "hostile.xml")
    }
  }

  /// A file with a document type declaration.
  init(documentType: String, of name: String) {
    self.init("\(name) in a document type", "document-type", line: 2) { folder in
      let text = Sample.registry(Sample.station(attributes: "note=\"&x;\""))
      let end = try #require(text.firstIndex(of: "\n"))
      return try folder.write(text[..<end] + "\n" + documentType + text[end...], to: "hostile.xml")
    }
  }

  private static let hundredMegabytes = 100_000_000

  static let all: [HostileFile] = entities + sizes + encodings + broken + noFiles

  private static let entities = [
    HostileFile(
      documentType: """
        <!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">\
        <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY x "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
        """, of: "a billion laughs"),
    HostileFile(documentType: "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>", of: "an entity of a file"),
    HostileFile(
      documentType: "<!DOCTYPE r [<!ENTITY x SYSTEM 'http://127.0.0.1:1/x'>]>", of: "an entity of the network"),
    HostileFile(documentType: "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/x.dtd'>", of: "a reference to the network"),
    HostileFile(
      documentType: "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]>", of: "a parameter entity of a file"
    ),
    HostileFile("an entity that nobody declared", "not-well-formed") { Sample.station(attributes: "kind='&x;'") },
  ]

  private static let sizes = [
    HostileFile("an attribute of 100 MB", "limit-exceeded") {
      Sample.station(attributes: "kind='\(String(repeating: "a", count: hundredMegabytes))'")
    },
    HostileFile("a text of 100 MB", "limit-exceeded") {
      "<organisation><name>\(String(repeating: "a", count: hundredMegabytes))"
    },
    HostileFile("a character data section of 100 MB", "limit-exceeded") {
      "<organisation><name><![CDATA[\(String(repeating: "a", count: hundredMegabytes))"
    },
    HostileFile("a comment of 100 MB", "limit-exceeded") {
      "<!--\(String(repeating: "a", count: hundredMegabytes))-->"
    },
    HostileFile("a processing instruction of 100 MB", "limit-exceeded") {
      "<?a \(String(repeating: "a", count: hundredMegabytes))?>"
    },
    HostileFile("a name of 100 MB", "limit-exceeded") { "<\(String(repeating: "a", count: hundredMegabytes))/>" },
    HostileFile("a name of 201 bytes", "limit-exceeded") { "<\(String(repeating: "a", count: 201))/>" },
    HostileFile("a namespace of 3 kB", "limit-exceeded") { "<a xmlns='\(String(repeating: "a", count: 3000))'/>" },
    HostileFile("100,000 nested elements", "limit-exceeded") {
      String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
    },
    HostileFile("100,000 nested elements of another namespace", "limit-exceeded") {
      "<x:a xmlns:x='urn:x'>" + String(repeating: "<a>", count: 100_000)
    },
    HostileFile("65 attributes", "limit-exceeded") {
      "<station \((1...65).map { "a\($0)=''" }.joined(separator: " "))/>"
    },
    HostileFile("65 attributes of an element of another namespace", "limit-exceeded") {
      "<x:a xmlns:x='urn:x'><x:b \((1...65).map { "a\($0)=''" }.joined(separator: " "))/></x:a>"
    },
    HostileFile("65 namespaces", "limit-exceeded") {
      "<station \((1...65).map { "xmlns:a\($0)='urn:a'" }.joined(separator: " "))/>"
    },
    // libxml2 compares every attribute with all before it: 200,000 would take it more than a minute.
    HostileFile("200,000 attributes", "limit-exceeded") {
      "<station \((1...200_000).map { "a\($0)=''" }.joined(separator: " "))/>"
    },
    HostileFile("200,000 namespaces", "limit-exceeded") {
      "<station \((1...200_000).map { "xmlns:a\($0)='u'" }.joined(separator: " "))/>"
    },
    HostileFile("a gzip that unpacks to a thousand times its size", "limit-exceeded", line: nil) { folder in
      let end = "</registry>"
      let text = Sample.registry().replacing(end, with: String(repeating: " ", count: 100_000_000) + end)
      return try folder.writeGzip(Data(text.utf8), to: "bomb.xml.gz")
    },
  ]

  private static let encodings = [
    HostileFile("half a character", "encoding-error", nameBytes: [0xC3]),
    HostileFile(
      "ISO-8859-1 that is declared as UTF-8", "encoding-error", nameBytes: Array("Li".utf8) + [0xE8] + Array("ge".utf8)),
    HostileFile("an overlong character", "encoding-error", nameBytes: [0xC0, 0xAF]),
    HostileFile("half a surrogate pair", "encoding-error", nameBytes: [0xED, 0xA0, 0x80]),
    HostileFile("a character beyond Unicode", "encoding-error", nameBytes: [0xF4, 0x90, 0x80, 0x80]),
    HostileFile("a byte order mark of UTF-16 within", "encoding-error", nameBytes: [0xFF, 0xFE]),
    HostileFile("an encoding that nobody knows", "encoding-error", line: 1) {
      try $0.write(Sample.registry().replacing("UTF-8", with: "klingon"), to: "hostile.xml")
    },
    HostileFile("UTF-8 that is declared as UTF-16", "encoding-error", line: 1) {
      try $0.write(Sample.registry().replacing("UTF-8", with: "UTF-16"), to: "hostile.xml")
    },
    HostileFile("a byte that is not ASCII in ASCII", "encoding-error", line: nil) {
      try $0.write(
        Sample.registry(Sample.station(id: "é")).replacing("UTF-8", with: "US-ASCII"), to: "hostile.xml")
    },
    HostileFile("UTF-16 that nothing announces", "encoding-error", line: 1) {
      let text = Sample.registry().drop { $0 != "\n" }.dropFirst()
      return try $0.write(try #require(String(text).data(using: .utf16LittleEndian)), to: "hostile.xml")
    },
    HostileFile("UTF-32", "encoding-error", line: 1) {
      try $0.write(try #require(Sample.registry().data(using: .utf32)), to: "hostile.xml")
    },
    HostileFile("UTF-16 with half a character at the end", "encoding-error", line: nil) {
      try $0.write(try #require(Sample.registry().data(using: .utf16)) + [0x20], to: "hostile.xml")
    },
  ]

  private static let broken = [
    HostileFile("a NUL byte in a text", "not-well-formed", nameBytes: [0x61, 0, 0x62]),
    HostileFile("a reference to the character NUL", "not-well-formed") { Sample.station(attributes: "kind='&#0;'") },
    HostileFile("a control character in a name", "not-well-formed") { "<a\u{1}b/>" },
    HostileFile("a prefix that no namespace has", "not-well-formed") { "<x:station id='a'/>" },
    HostileFile("NUL bytes at the end", "not-well-formed", line: 8) {
      try $0.write(Data(Sample.registry().utf8) + [0, 0, 0], to: "hostile.xml")
    },
    HostileFile("nothing but NUL bytes", "not-well-formed", line: 1) {
      try $0.write(Data(repeating: 0, count: 100_000), to: "hostile.xml")
    },
    HostileFile("white space", "not-well-formed", line: 2) { try $0.write("  \n  ", to: "hostile.xml") },
    HostileFile("a file cut off in its first tag", "not-well-formed", line: 2) {
      try $0.write(String(Sample.registry().prefix(70)), to: "hostile.xml")
    },
    HostileFile("a file cut off in a station", "not-well-formed", line: 6) {
      let text = Sample.registry(Sample.stations(3))
      return try $0.write(String(text[..<(try #require(text.range(of: "quality"))).lowerBound]), to: "hostile.xml")
    },
    HostileFile("no XML", "not-well-formed", line: 1) { try $0.write("{\"units\": []}", to: "hostile.xml") },
    HostileFile("an empty file", "empty-document", line: nil) { try $0.write("", to: "hostile.xml") },
    HostileFile("a zip archive", "unreadable", line: nil) {
      try $0.write(Data("PK\u{3}\u{4}".utf8) + Data(repeating: 7, count: 1000), to: "hostile.xml")
    },
    HostileFile("a gzip within a gzip", "unreadable", line: nil) {
      let inner = try $0.writeGzip(Data(Sample.registry().utf8), to: "inner.gz")
      return try $0.writeGzip(try Data(contentsOf: URL(filePath: inner)), to: "outer.xml.gz")
    },
    HostileFile("a gzip that was cut off", "unreadable", line: nil) {
      let whole = try Data(
        contentsOf: URL(filePath: $0.writeGzip(Data(Sample.registry(Sample.stations(300)).utf8), to: "whole.gz")))
      return try $0.write(whole.dropLast(20), to: "cut.xml.gz")
    },
  ]

  private static let noFiles = [
    HostileFile("the device /dev/zero", "unreadable", line: nil) { _ in "/dev/zero" },
    HostileFile("the device /dev/null", "unreadable", line: nil) { _ in "/dev/null" },
    HostileFile("a pipe that nobody writes to", "unreadable", line: nil) {
      let path = $0.file("pipe.xml")
      try #require(mkfifo(path, 0o600) == 0)
      return path
    },
    HostileFile("a folder under the name of a file", "unreadable", line: nil) {
      // Only in a folder of documents is a folder's name taken for a file's.
      try FileManager.default.createDirectory(atPath: $0.file("in/folder.xml"), withIntermediateDirectories: true)
      return $0.file("in")
    },
  ]
}

/// Whatever a file holds, the answer is one clear error and exit code 3, and the directory is the same to the byte.
struct HostileInputTests {
  private let folder: TemporaryFolder
  private let directory: String

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.file("directory.sqlite")
    let old = try folder.write(Sample.registry(id: "old", Sample.stations(3)), to: "old.xml")
    try #require(MutualAid.run(["import", old], directory: directory).status == 0)
  }

  /// The bytes of all files of the directory.
  private func contents() throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("directory.") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: folder.file($0)))) })
  }

  private func expectRefusal(_ run: Run, code: String, line: Int?, before: [String: Data]) throws {
    #expect(run.status == 3)
    let report = try #require((run.json() as? [[String: Any]])?.first)
    let problem = try #require((report["problems"] as? [[String: Any]])?.last)
    #expect(problem["code"] as? String == code)
    if let line { #expect(problem["line"] as? Int == line) }
    #expect((problem["message"] as? String)?.utf8.count ?? .max < 400)
    #expect(report["applied"] as? Bool == false)
    #expect(run.errors.isEmpty)
    #expect(try contents() == before)
  }

  @Test("A hostile file is refused and changes nothing", arguments: HostileFile.all)
  func refusal(file: HostileFile) throws {
    let path = try file.make(folder)
    let before = try contents()
    let run = try MutualAid.run(["import", path, "--format", "json"], directory: directory)
    try expectRefusal(run, code: file.code, line: file.line, before: before)
  }

  @Test(
    "A device or a folder as standard input is refused",
    arguments: [("/dev/zero", "not-well-formed"), ("/", "unreadable")])
  func standardInput(path: String, code: String) throws {
    let before = try contents()
    let run = try MutualAid.run(["import", "-", "--format", "json"], directory: directory, inputPath: path)
    try expectRefusal(run, code: code, line: nil, before: before)
  }

  @Test("A folder without documents, and a path without a file, are refused", arguments: ["empty", "missing.xml"])
  func noDocuments(name: String) throws {
    try FileManager.default.createDirectory(atPath: folder.file("empty"), withIntermediateDirectories: true)
    let before = try contents()
    let run = try MutualAid.run(["import", folder.file(name)], directory: directory)
    #expect(run.status == 3)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(try contents() == before)
  }
}
