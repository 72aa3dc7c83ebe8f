import DirectoryModel
import RegistryXML
import TestSupport
import Testing

/// Paths of profiles with several steps to descendants.
@Suite struct DescendantPathTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The names that a path finds in a record with some content.
  private func names(_ path: String, in content: String) throws -> [String] {
    let profile = try folder.write(
      """
      <profile xmlns="urn:mutual-aid:profile:1.0" id="deep" content="registry" srs="CRS84">
       <title>deep</title><description>x</description><recognise root="r"/>
       <registry><publisher value="x"/><authority value="derived"/></registry>
       <station element="s"><id path="@id"/><name path="\(path)"/><service value="fire"/><country value="NL"/>
        <position form="lat-lon" lat="@lat" lon="@lon"/><implied-unit><type value="TS"/></implied-unit>
       </station>
      </profile>
      """, to: "deep.xml")
    let document = try folder.write("<r><s id='s1' lat='52' lon='5'>\(content)</s></r>", to: "document.xml")
    var options = ReadingOptions()
    options.profile = .file(profile)
    (options.registry, options.country) = ("r", "NL")
    return try Reading(path: document, options: options).stations.flatMap { $0.names.entries.map(\.text) }
  }

  @Test(arguments: [
    ("//a//b/@v", ["1", "2", "3", "4"]), ("//*//*//b/@v", ["2", "3"]), ("//*//a/b/@v", ["3"]),
    ("//a[.//b[@v='3']]/@n", ["A", "C"]), ("//*[not(.//b)]/@v", ["1", "2", "3", "4"]),
    ("//a//c//b[@v!='2']/@v|@id", ["3"]), ("//a//d/@v|//c//a//b/@v", ["3"]), ("//a//x/@v|@id", ["s1"]),
  ])
  func eachElementIsFoundOnceAndInOrder(path: String, found: [String]) throws {
    let content = """
      <a n='A'><b v='1'/><c><b v='2'/><a n='C'><b v='3'/></a></c><b v='4'/></a>
      """
    #expect(try names(path, in: content) == found)
  }

  @Test(.timeLimit(.minutes(1)))
  func aPathThroughAllChainsOfElementsLooksAtEachOnce() throws {
    // There are 60 over 7, 386 million, chains of seven elements in each of the nests.
    let nest = String(repeating: "<a>", count: 60) + "<b v='x'/>" + String(repeating: "</a>", count: 60)
    let content = String(repeating: nest, count: 50)
    #expect(try names(String(repeating: "//*", count: 7) + "/@v", in: content).count == 1)
    let conditions = String(repeating: "[.//*", count: 12) + String(repeating: "]", count: 12)
    #expect(try names("//*\(conditions)/@none|@id", in: content) == ["s1"])
  }
}
