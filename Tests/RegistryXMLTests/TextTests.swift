import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// Texts as they come out of a document, and how far its reading is said to be.
struct TextTests {
  /// Pieces of names, with white space and characters that need a second look at every distance from each other.
  private static let pieces = [
    " ", "  ", "\t", "\n", "a", "Post", "Brandweer", "12345678", "é", "Straße", "消防署", "\u{7F}", "\u{85}", "\u{A0}",
    "&amp;",
  ]

  @Test("White space collapses and control characters are refused, wherever they stand", arguments: 0..<8)
  func whiteSpace(seed: UInt64) throws {
    var dice = SplitMix64(seed: seed)
    let texts = (0..<200).map { _ in
      "x"
        + (0..<Int.random(in: 0...12, using: &dice)).map { _ in
          TextTests.pieces.randomElement(using: &dice) ?? ""
        }.joined()
    }
    let body = texts.enumerated().map { number, text in
      "<station id='s\(number)'><name>\(text)</name><position lat='50.9' lon='5.7' quality='building'/></station>"
    }
    let records = try Reading(Sample.registry(body.joined())).records
    #expect(records.count == texts.count)
    for (text, record) in zip(texts, records) {
      let meant = text.replacing("&amp;", with: "&")
      if meant.unicodeScalars.contains(where: { (0x7F...0x9F).contains($0.value) }) {
        #expect(record.station == nil)
        #expect(record.problems.first?.code == .controlCharacters)
      } else {
        let words = meant.unicodeScalars.split { [" ", "\t", "\n"].contains($0) }.map {
          String(String.UnicodeScalarView($0))
        }
        #expect(record.station?.names.main == words.joined(separator: " "))
        #expect(record.problems.isEmpty)
      }
    }
  }

  @Test("Reading tells how far it is, up to the end")
  func progress() throws {
    let folder = try TemporaryFolder()
    let text = Sample.registry(Sample.stations(20_000))
    let path = try folder.write(text, to: "registry.xml")
    var told: [ReadingProgress] = []
    let summary = try DirectoryReader().read(path: path, progress: { told.append($0) }, receive: { _ in })
    #expect(told.count > 1)
    #expect(told.map(\.records) == told.map(\.records).sorted())
    #expect(told.map(\.fileBytes) == told.map(\.fileBytes).sorted())
    #expect(told.last?.records == 20_000)
    #expect(told.last?.bytes == text.utf8.count)
    #expect(summary.bytes == text.utf8.count)
  }
}
