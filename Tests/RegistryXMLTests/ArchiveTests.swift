import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// KMZ: a zip archive with one KML.
@Suite struct ArchiveTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func kml(_ name: String) -> Data {
    Data(
      """
      <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Feuerwehr</name><Placemark id="\(name)">
      <name>\(name)</name><Point><coordinates>6.1,50.7</coordinates></Point></Placemark></Folder></Document></kml>
      """.utf8)
  }

  @Test(
    "The KML of an archive is read: doc.kml, else the one at the root, else the only one, whatever the case",
    arguments: [
      (["doc.kml"], "doc.kml"), (["pictures/a.png", "stations.KML"], "stations.KML"),
      (["layers/2.kml", "DOC.kml", "1.kml"], "DOC.kml"), (["a/b.kml", "root.kml"], "root.kml"),
      (["files/only.kml", "__MACOSX/files/._only.kml"], "files/only.kml"), (["a\\b.kml"], "a\\b.kml"),
    ])
  func chosen(names: [String], expected: String) throws {
    let path = try folder.writeZip(names.map { ($0, kml($0.filter(\.isLetter))) }, to: "a.kmz")
    let reading = try Reading(path: path)
    #expect(reading.stations.map(\.id.rawValue) == [expected.filter(\.isLetter)])
    #expect(reading.units.map(\.service) == [.fire])
    #expect(reading.profile == "kml")
    #expect(reading.bytes == kml(expected.filter(\.isLetter)).count)
  }

  @Test("Other KMLs beside doc.kml are told")
  func leftOut() throws {
    let path = try folder.writeZip([("doc.kml", kml("a")), ("more.kml", kml("b"))], to: "a.kmz")
    let problems = try DocumentFile(path: path).problems
    #expect(problems.map(\.code) == [.contentLeftOut])
    #expect(problems.first?.message.contains("more.kml") == true)
  }

  @Test(
    "An archive without a KML, or with two that may be meant, is refused with what is in it",
    arguments: [["a.txt"], ["1.kml", "2.kml"], ["a/1.kml", "b/2.kml"]])
  func unclear(names: [String]) throws {
    let path = try folder.writeZip(names.map { ($0, kml("a")) }, to: "a.kmz")
    let error = try refusal { try Reading(path: path) }
    #expect(error.code == .unreadable)
    #expect(error.message.contains("KML"))
    #expect(names.allSatisfy { !$0.hasSuffix(".kml") || error.message.contains($0) })
    #expect(error.hint != nil)
  }

  @Test("An archive that is cut off or damaged is refused")
  func damaged() throws {
    // Bytes that do not shrink, so that a cut or a change hits the document itself.
    var generator = SplitMix64(seed: 7)
    let noise = (0..<20_000).map { _ in String(UInt8.random(in: 97...122, using: &generator)) }.joined()
    let document = Data("<kml><Document><description>\(noise)</description></Document></kml>".utf8)
    let whole = try Data(contentsOf: URL(filePath: folder.writeZip([("doc.kml", document)], to: "a.kmz")))
    let cut = try folder.write(whole.prefix(whole.count / 2), to: "cut.kmz")
    var bytes = whole
    for offset in 2000..<2100 { bytes[offset] ^= 0xA5 }
    let changed = try folder.write(bytes, to: "changed.kmz")
    for path in [cut, changed] {
      let error = try refusal { try Reading(path: path) }
      #expect([.unreadable, .notWellFormed].contains(error.code), "\(error)")
    }
  }

  @Test("An archive that unpacks to many times its size is refused by the same limit as a gzip")
  func bomb() throws {
    let spaces = Data(repeating: 0x20, count: 60_000_000)
    let document = Data("<kml xmlns='http://www.opengis.net/kml/2.2'>".utf8) + spaces + Data("</kml>".utf8)
    let path = try folder.writeZip([("doc.kml", document)], to: "a.kmz")
    let error = try refusal { try Reading(path: path) }
    #expect(error.code == .limitExceeded)
  }
}
