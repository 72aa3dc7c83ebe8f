import Foundation
import TestSupport
import Testing

/// `mutualaid profiles`, and dialects through `import` and `validate`.
@Suite struct ProfilesCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var directory: String { folder.file("directory.sqlite") }

  private func fixture(_ name: String) -> String { MutualAid.root + "/Tests/Fixtures/profiles/" + name }

  private func text(_ name: String) throws -> String { try String(contentsOfFile: fixture(name), encoding: .utf8) }

  @Test("All dialects are listed, as text and as JSON")
  func list() throws {
    let names = ["native", "inspire", "osm", "kml", "gml", "edxl-rm", "emsi", "edxl-de"]
    let text = try MutualAid.run(["profiles", "list"])
    #expect(text.status == 0)
    #expect(names.allSatisfy { name in text.output.split(separator: "\n").contains { $0.hasPrefix(name + " ") } })
    let json = try #require(
      try MutualAid.run(["profiles", "list", "--format", "json"]).json() as? [[String: String]])
    #expect(Set(json.compactMap { $0["name"] }) == Set(names))
    #expect(json.allSatisfy { $0["title"]?.isEmpty == false })
  }

  @Test("What is shown of a built-in profile can be used as a profile of one's own")
  func show() throws {
    let shown = try MutualAid.run(["profiles", "show", "osm"])
    let own = try folder.write(shown.output.replacing("id=\"osm\"", with: "id=\"my-osm\""), to: "my.xml")
    let check = try MutualAid.run(["profiles", "check", own, fixture("nodes-first.osm")])
    #expect(check.status == 0)
    #expect(check.output.contains("3 stations, 3 units"))
    let run = try MutualAid.run(["validate", fixture("nodes-first.osm"), "--profile", own, "--format", "json"])
    #expect((try run.json() as? [[String: Any]])?.first?["profile"] as? String == "my-osm")
    #expect(try MutualAid.run(["profiles", "show", "native"]).output.contains("urn:mutual-aid:1.0"))
    #expect(try MutualAid.run(["profiles", "show", "schema"]).output.contains("urn:mutual-aid:profile:1.0"))
    #expect(try MutualAid.run(["profiles", "show", "klingon"]).status == 3)
  }

  @Test("A wrong profile is told with file and line, and exits with 3")
  func check() throws {
    let path = try folder.write(
      text("posten-profile.xml").replacing("path=\"naam\"", with: "path=\"naam[\""), to: "wrong.xml")
    let run = try MutualAid.run(["profiles", "check", path])
    #expect(run.status == 3)
    #expect(run.errors.contains("\(path):6: error: the path 'naam["))
  }

  @Test("A dialect is imported like the native format, again without change, and from standard input in two passes")
  func imports() throws {
    let arguments = [
      "import", fixture("ways-first.osm"), "--registry", "osm-test", "--country", "DE", "--format", "json",
    ]
    let boundaries = Sample.boundaries([
      ("country", "DE", "DE", ["49 5 49 8 52 8 52 5"]), ("country", "NL", "NL", ["50.5 5 50.5 6 52 6 52 5"]),
    ])
    _ = try MutualAid.run(["import", folder.write(boundaries, to: "b.xml")], directory: directory)
    let first = try #require(
      (try MutualAid.run(arguments, directory: directory).json() as? [[String: Any]])?.first)
    #expect(first["registry"] as? String == "osm-test")
    #expect(first["profile"] as? String == "osm")
    #expect((first["added"] as? Int ?? 0) > 0)
    let again = try MutualAid.run(
      ["import", "-", "--registry", "osm-test", "--country", "DE", "--format", "json"], directory: directory,
      input: text("ways-first.osm"))
    let second = try #require((try again.json() as? [[String: Any]])?.first)
    #expect(second["unchanged"] as? Int == first["added"] as? Int)
    #expect(second["removed"] as? Int == 0)
  }

  @Test("A message adds and changes, and removes nothing")
  func messages() throws {
    let one = try MutualAid.run(["import", fixture("rm-commit.xml"), "--country", "DE"], directory: directory)
    #expect(one.status == 0)
    let two = try MutualAid.run(["import", fixture("rm-typos.xml"), "--country", "NL"], directory: directory)
    #expect(two.status == 0)
    let info = try MutualAid.run(["info", "--format", "json"], directory: directory).object()
    #expect(info["units"] as? Int == 2)
  }

  @Test("An exercise exits with 3 and leaves the directory as it was")
  func exercise() throws {
    let path = try folder.write(text("de-1-rm.xml").replacing("Actual", with: "Exercise"), to: "e.xml")
    let run = try MutualAid.run(["import", path], directory: directory)
    #expect(run.status == 3)
    #expect(run.errors.contains("[not-actual]"))
  }

  @Test("Exchanged axes are put right when told to")
  func fix() throws {
    let file = fixture("inspire-4.gml")
    let plain = try MutualAid.run(["validate", file, "--country", "NL"])
    #expect(plain.status == 1)
    #expect(plain.errors.contains("--fix swapped-axes"))
    let fixed = try MutualAid.run(["validate", file, "--country", "NL", "--fix", "swapped-axes", "--format", "json"])
    let report = try #require((try fixed.json() as? [[String: Any]])?.first)
    #expect(report["stations_read"] as? Int == 5 && report["stations"] as? Int == 3)
    #expect(report["added"] as? Int == 3)
  }
}
