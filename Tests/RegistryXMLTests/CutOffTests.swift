import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// A document that is cut off says so, wherever it was cut and whatever its dialect.
@Suite struct CutOffTests {
  /// A collection of a service with much before its first member.
  private static let collection = """
    <?xml version="1.0" encoding="UTF-8"?>
    <wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" numberMatched="1">
      <!-- Kazerne én post -->
      <wfs:boundedBy><gml:Envelope><gml:lowerCorner>5 50</gml:lowerCorner></gml:Envelope></wfs:boundedBy>
      <wfs:member><post><id>p1</id><naam>Post</naam></post></wfs:member>
    </wfs:FeatureCollection>
    """

  private func findings(_ bytes: Data, from first: Int, step: Int) throws -> [String] {
    let folder = try TemporaryFolder()
    return try stride(from: first, to: bytes.count, by: step).compactMap { length in
      let path = try folder.write(bytes.prefix(length), to: "cut.xml")
      do {
        _ = try Reading(path: path)
        return "\(length) bytes: taken"
      } catch let error as MutualAidError {
        let told = "\(error.message) \(error.hint.map { "\($0)" } ?? "")"
        return told.contains("cut off") ? nil : "\(length) bytes: \(told)"
      }
    }
  }

  @Test("A collection that is cut off at any byte after its root began is no empty one")
  func collection() throws {
    let bytes = Data(CutOffTests.collection.utf8)
    let root = try #require(CutOffTests.collection.utf8.firstRange(of: Array("<wfs".utf8))?.lowerBound)
    let first = CutOffTests.collection.utf8.distance(from: CutOffTests.collection.utf8.startIndex, to: root) + 2
    #expect(try findings(bytes, from: first, step: 1) == [])
  }

  @Test(
    "Samples of each dialect that are cut off say so",
    arguments: [
      "inspire-4.gml", "ways-first.osm", "stations.kml", "simple-2.gml", "rm-commit.xml", "emsi.xml", "de-1-rm.xml",
      "de-2-emsi.xml", "de-1-native.xml",
    ])
  func samples(file: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: Fixture.path(file)))
    let end = bytes.reversed().drop { $0 == 0x0A }.count
    #expect(try findings(bytes.prefix(end), from: 120, step: max(1, bytes.count / 60)) == [])
  }

  @Test("A collection that has ended without a member is empty; one of a service with hits only says how many")
  func empty() throws {
    let root = "<FeatureCollection xmlns='http://www.opengis.net/wfs/2.0' numberMatched="
    #expect(try refusal { try Reading("\(root)'0'/>") }.message == "the collection is empty")
    #expect(try refusal { try Reading("\(root)'7'></FeatureCollection>") }.message.contains("there are 7 features"))
  }

  @Test("An exception of a service is told though what follows is cut off")
  func exception() throws {
    let text = "<ExceptionReport><Exception><ExceptionText>No such layer</ExceptionText></Exception>"
    #expect(try refusal { try Reading(text) }.message.contains("No such layer"))
  }

  @Test("A packed collection that is cut off before its first member is no empty one")
  func packed() throws {
    let folder = try TemporaryFolder()
    let whole = try Data(
      contentsOf: URL(fileURLWithPath: folder.writeGzip(Data(CutOffTests.collection.utf8), to: "a.gml.gz")))
    for length in [whole.count / 2, whole.count - 10] {
      let error = try refusal { try Reading(path: try folder.write(whole.prefix(length), to: "cut.gml.gz")) }
      #expect(error.code != .document(.empty) && "\(error.hint.map { "\($0)" } ?? "")".contains("cut off"))
    }
  }
}
