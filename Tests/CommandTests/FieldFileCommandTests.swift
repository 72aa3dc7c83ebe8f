import Foundation
import TestSupport
import Testing

/// Files of the field on the command line: what is passed over, pages of one edition, and advice that helps.
@Suite struct FieldFileCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var directory: String { folder.file("directory.sqlite") }

  private func kml(_ id: String) -> String {
    """
    <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Brandweer</name><Placemark id="\(id)"><name>A</name>
    <Point><coordinates>5.5,51.5</coordinates></Point></Placemark></Folder></Document></kml>
    """
  }

  private func objects(_ run: Run) throws -> [[String: Any]] { try #require(try run.json() as? [[String: Any]]) }

  @Test("What a folder holds that is no document is told, in text and in JSON")
  func passedOver() throws {
    try folder.write(kml("a"), to: "in/POSTEN.KML")
    try folder.writeZip([("doc.kml", Data(kml("b").utf8))], to: "in/more.kmz")
    try folder.write("hello", to: "in/readme.txt")
    try folder.write("<profile xmlns='urn:mutual-aid:profile:1.0'/>", to: "in/mine.xml")
    let arguments = ["import", folder.file("in"), "--country", "NL", "--dry-run"]
    let text = try MutualAid.run(arguments, directory: directory)
    #expect(text.errors.contains("readme.txt") && text.errors.contains("mine.xml"), "\(text.errors)")
    let first = try #require(try objects(MutualAid.run(arguments + ["--format", "json"], directory: directory)).first)
    let passedOver = try #require(first["passed_over"] as? [[String: String]])
    #expect(passedOver.compactMap { $0["reason"] } == ["profile", "ending"])
    #expect(try objects(MutualAid.run(arguments + ["--format", "json"], directory: directory)).count == 2)
    let quiet = try MutualAid.run(arguments + ["--quiet"], directory: directory)
    #expect(!quiet.errors.contains("readme.txt"))
  }

  @Test("Pages given together are one edition, and each has its object")
  func pages() throws {
    let pages = try ["a", "b"].map { try folder.write(kml($0), to: "\($0).kml") }
    let arguments = pages + ["--as-one", "posts", "--country", "NL", "--format", "json"]
    let reports = try objects(MutualAid.run(["import"] + arguments, directory: directory))
    #expect(reports.compactMap { $0["registry"] as? String } == ["posts", "posts"])
    #expect(reports.compactMap { $0["added"] as? Int } == [1, 1])
    #expect(try MutualAid.run(["validate"] + arguments).status == 0)
    let both = try MutualAid.run(["import"] + arguments + ["--registry", "other"], directory: directory)
    #expect(both.status == 64)
  }

  @Test("Where no boundaries are known, a check says how to give them")
  func boundaries() throws {
    let path = try folder.write(kml("a"), to: "a.kml")
    let run = try MutualAid.run(["validate", path])
    #expect(run.status == 1)
    #expect(run.errors.contains("Datasets/boundaries") && run.errors.contains("--country"))
    #expect(
      (try objects(MutualAid.run(["validate", path, "--format", "json"])).first?["hint"] as? String)?
        .contains("Datasets/boundaries") == true)
    let square = Sample.boundaries([("country", "NL", "NL", ["50 5 50 8 53 8 53 5"])])
    let known = try MutualAid.run(["validate", path, folder.write(square, to: "b.xml")])
    #expect(known.status == 0, "\(known.errors)")
  }

  @Test(
    "A check of a profile takes what the document does not say, finds ids that come twice, and shows the first record")
  func profileCheck() throws {
    let profile = try folder.write(
      """
      <profile xmlns='urn:mutual-aid:profile:1.0' id='mine' content='registry'><title>Mine</title>
      <station element='s'><id path='@id'/><name path='n'/><position form='lat-lon' lat='@lat' lon='@lon'/>
      <unit path='v'><id path='@id'/><type path='@t'/></unit></station></profile>
      """, to: "mine.xml")
    let sample = try folder.write(
      """
      <r><s id='a' lat='51' lon='5'><n>A</n><v id='1' t='TS'/></s><s id='b' lat='51' lon='5'><n>B</n><v id='1' t='TS'/></s>
      <s id='a' lat='52' lon='5'><n>C</n></s></r>
      """, to: "sample.xml")
    let without = try MutualAid.run(["profiles", "check", profile, sample])
    #expect(without.output.contains("service-missing"))
    let run = try MutualAid.run([
      "profiles", "check", profile, sample, "--country", "nl", "--service", "fire", "--issued", "2026-11-01T00:00:00Z",
    ])
    #expect(run.status == 1)
    #expect(!run.output.contains("service-missing"))
    #expect(
      run.output.contains("unit '1' is in line 1 already") && run.output.contains("station 'a' is in line 1 already"))
    let table = run.output.split(separator: "\n").drop { !$0.hasPrefix("first station") }
    #expect(table.contains { $0.hasPrefix("  name") && $0.hasSuffix("A") }, "\(run.output)")
    #expect(table.contains { $0.hasPrefix("  type") && $0.hasSuffix("TS") })
    #expect(table.contains { $0.hasPrefix("  phone") && $0.hasSuffix("–") })
    #expect(run.output.contains("2026-11-01"))
  }
}
