import Foundation
import TestSupport
import Testing

/// Ids are compared by their bytes: with the letter Å and with the sign for the ångström, which Unicode holds to be
/// equivalent, they are two ids.
struct ExactIDTests {
  private let folder: TemporaryFolder
  private let directory: String
  private static let letter = "\u{C5}s"
  private static let sign = "\u{212B}s"

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.file("directory.sqlite")
  }

  private func registry(id: String = "test", issued: String = "2026-01-01T00:00:00Z", type: String = "TS") -> String {
    let stations = [ExactIDTests.letter, ExactIDTests.sign].enumerated().map { number, name in
      Sample.station(
        id: name, at: (50.5 + Double(number) / 10, 5.7), attributes: "organisation=\"o-\(name)\"",
        "<unit id=\"u-\(name)\" type=\"\(number == 0 ? "TS" : type)\"/>")
    }
    let organisations = [ExactIDTests.letter, ExactIDTests.sign].map {
      "<organisation id=\"o-\($0)\" kind=\"k\"><name>O</name></organisation>"
    }
    return Sample.registry(id: id, issued: issued, (organisations + stations).joined(separator: "\n"))
  }

  private func bytes(_ texts: [String]) -> Set<[UInt8]> { Set(texts.map { Array($0.utf8) }) }

  @Test("Both records are taken, told apart in the difference, and neither is a duplicate")
  func taking() throws {
    let first = try MutualAid.run(
      ["import", try folder.write(registry(), to: "a.xml"), "--format", "json"], directory: directory)
    #expect(first.status == 0)
    let report = try #require((first.json() as? [[String: Any]])?.first)
    #expect(report["added"] as? Int == 2)
    #expect(report["organisations"] as? Int == 2)
    #expect((report["problems"] as? [Any])?.isEmpty == true)
    let checked = try MutualAid.run(["validate", folder.file("a.xml")], directory: directory)
    #expect(checked.status == 0)
    let changed = try folder.write(registry(issued: "2026-02-01T00:00:00Z", type: "AL"), to: "b.xml")
    let second = try MutualAid.run(["import", changed, "--dry-run", "--format", "json"], directory: directory)
    let difference = try #require(
      ((second.json() as? [[String: Any]])?.first?["difference"] as? [String: Any])?["changed"] as? [[String: Any]])
    #expect(bytes(difference.compactMap { $0["id"] as? String }) == bytes(["u-" + ExactIDTests.sign]))
  }

  @Test("A status is that of the unit named and of no other, in answers and in exports")
  func statuses() throws {
    let path = try folder.write(registry(), to: "a.xml")
    #expect(try MutualAid.run(["import", path], directory: directory).status == 0)
    let unit = "u-" + ExactIDTests.letter
    #expect(try MutualAid.run(["status", unit, "on-scene"], directory: directory).status == 0)
    let nearest = try MutualAid.run(
      ["nearest", "--at", "50.5,5.7", "--scope", "all", "--incident-country", "NL", "--format", "json"],
      directory: directory
    ).object()
    let units = try #require(nearest["units"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    #expect(bytes(units) == bytes(["u-" + ExactIDTests.sign]))
    let rows = try MutualAid.run(["export", "--format", "csv"], directory: directory).output
      .split(whereSeparator: \.isNewline).dropFirst()
    for row in rows {
      #expect(row.contains("on-scene") == row.utf8.starts(with: Array(unit.utf8)))
    }
    #expect(rows.count == 2)
  }
}
