import DirectoryStore
import Foundation
import MutualAid
import Presentation
import TestSupport
import Testing

/// Whatever an import takes, an export holds, and an import into an empty directory brings back.
struct RestoreTests {
  private let folder: TemporaryFolder
  private static let fixtures = RealDirectory.root + "/Tests/"

  init() throws { folder = try TemporaryFolder() }

  private func export(_ directory: Directory) throws -> String {
    var text = ""
    try directory.export(.native) { text += $0 }
    return text
  }

  /// Imports files into one directory, its export into another, and compares.
  ///
  /// - Returns: how many of the files were taken.
  private func restore(_ files: [String], _ what: String, registry: String? = nil) throws -> Int {
    let directory = try Directory(at: folder.file(UUID().uuidString), access: .readWrite)
    var options = ImportOptions()
    options.reading.country = "NL"
    options.reading.service = .fire
    options.reading.registry = registry
    let taken = try files.flatMap { try directory.importDocuments(at: [$0], options: options) }.filter(\.isApplied)
    guard !taken.isEmpty else { return 0 }
    let first = try export(directory)
    let file = try folder.write(first, to: "\(UUID().uuidString).xml")
    let copy = try Directory(at: folder.file(UUID().uuidString), access: .readWrite)
    let report = try #require(try copy.importDocuments(at: file).first)
    #expect(report.isApplied, "\(what): \(report.refusal?.message ?? "") \(report.problems.first?.message ?? "")")
    #expect(report.rejected == 0, "\(what): \(report.problems.first?.message ?? "")")
    let second = try export(copy)
    #expect(second == first, "\(what)")
    #expect(try copy.store.demandCells() == directory.store.demandCells(), "\(what)")
    #expect(try copy.store.availabilityReports() == directory.store.availabilityReports(), "\(what)")
    return taken.count
  }

  private static let files = ["Fixtures/profiles", "CommandTests/Fixtures/base", "CommandTests/Fixtures/more"].flatMap {
    name in
    (try? FileManager.default.contentsOfDirectory(atPath: fixtures + name))?.sorted().map { name + "/" + $0 } ?? []
  }

  @Test(arguments: files.filter { name in [".xml", ".gml", ".osm", ".kml", ".csv"].contains { name.hasSuffix($0) } })
  func everyDialectComesBack(name: String) throws { _ = try restore([RestoreTests.fixtures + name], name) }

  @Test func allKindsOfDocumentsComeBackTogether() throws {
    let count = try restore(
      [
        RestoreTests.fixtures + "CommandTests/Fixtures/base",
        RestoreTests.fixtures + "CommandTests/Fixtures/more/stations.kml",
      ],
      "base")
    #expect(count > 10)
  }

  // MARK: What people write into tables

  /// Pieces of which texts of cells are made.
  private static let pieces = [
    "a", "B", "é", "消", "🚒", " ", "  ", "\t", "\n", "\r\n", "\"", "'", "<", ">", "&", "]]>", "&amp;", "=", "-", ",",
    ";",
    "\u{A0}", "\u{200B}", "\u{202E}", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}",
    "e\u{301}", "NL", "NL-VR24", "BE", String(repeating: "x", count: 61), String(repeating: "y", count: 17_000),
  ]

  private func text(_ generator: inout SplitMix64) -> String {
    (0..<Int.random(in: 0..<4, using: &generator)).map { _ in RestoreTests.pieces.randomElement(using: &generator) ?? ""
    }
    .joined()
  }

  private func row(_ number: Int, _ generator: inout SplitMix64) -> [String: String] {
    let choose = { (fine: String, generator: inout SplitMix64) in
      generator.oneIn(3) ? self.text(&generator) : fine
    }
    return [
      "population": choose(
        ["5", "0", "1e3", "12.5", "100000000", "-1"].randomElement(using: &generator) ?? "5", &generator),
      "lat": ["50.77", "0.00001", "-0.0", "90", "5e-7", "91"].randomElement(using: &generator) ?? "50",
      "lon": ["6.01", "0.00001", "-180", "179.99999999", "3e-9"].randomElement(using: &generator) ?? "6",
      "code": choose("c\(number)", &generator), "country": choose("NL", &generator),
      "region": choose(
        ["NL-VR24", "Zuid-Limburg", "nl", "NLABCDEFGHIJK"].randomElement(using: &generator) ?? "", &generator),
      "year": choose(
        ["2024", "0", "99999", "-5", "2024.0", "02024"].randomElement(using: &generator) ?? "", &generator),
      "quality": text(&generator), "source": text(&generator),
    ]
  }

  private static let columns = ["population", "lat", "lon", "code", "country", "region", "year", "quality", "source"]

  private func csv(_ rows: [[String: String]]) -> String {
    ([RestoreTests.columns] + rows.map { row in RestoreTests.columns.map { row[$0] ?? "" } }).map { fields in
      fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
    }.joined()
  }

  private func geoJSON(_ rows: [[String: String]]) throws -> Data {
    let features = rows.map { row -> [String: Any] in
      let place = ["lon", "lat"].map { Double(row[$0] ?? "") ?? 0 }
      return [
        "type": "Feature", "geometry": ["type": "Point", "coordinates": place],
        "properties": row.merging(["population": row["population"] ?? ""]) { $1 },
      ]
    }
    return try JSONSerialization.data(withJSONObject: ["type": "FeatureCollection", "features": features])
  }

  private func gml(_ rows: [[String: String]]) -> String {
    let escaped = { (text: String) in
      String(
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").unicodeScalars
          .filter { $0.value >= 0x20 && $0.value < 0xFFFE || [9, 10, 13].contains($0.value) }.map(Character.init))
    }
    let features = rows.enumerated().map { number, row in
      let values = row.filter { !["lat", "lon", "population"].contains($0.key) }
        .map { "<p:\($0.key)>\(escaped($0.value))</p:\($0.key)>" }.joined()
      return "<gml:featureMember><p:cell><p:GRD_ID>CRS3035RES1000mN\(3_090 + number)000E4017000</p:GRD_ID>"
        + "<p:TOT_P_2021>\(escaped(row["population"] ?? ""))</p:TOT_P_2021>\(values)</p:cell></gml:featureMember>"
    }
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gml:FeatureCollection xmlns:gml='http://www.opengis.net/gml/3.2' "
      + "xmlns:p='urn:p'>\(features.joined(separator: "\n"))</gml:FeatureCollection>"
  }

  @Test(arguments: SampleSize.seeds(30, long: 1_000)) func whateverIsInATableOfPeopleComesBack(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let rows = (0..<12).map { row($0, &generator) }
    let name =
      ["people", "a b", "Übersicht (2)", "-x", "..", String(repeating: "n", count: 140)]
      .randomElement(using: &generator) ?? "people"
    let files = [
      try folder.write(csv(rows), to: name + ".csv"), try folder.write(geoJSON(rows), to: name + ".geojson"),
      try folder.write(gml(rows), to: name + ".gml"),
    ]
    for file in files { _ = try restore([file], "seed \(seed), \(file.suffix(8))") }
  }

  @Test func regionsThatAreNamesAreLeftOutAndThePeopleStay() throws {
    let table = "code,lat,lon,population,country,region\nVaals,50.7703,6.0155,9700,NL,Zuid-Limburg\n"
    #expect(try restore([folder.write(table, to: "people.csv")], "people") == 1)
    #expect(try restore([folder.write(table, to: "people.csv")], "people", registry: "my-people") == 1)
    #expect(try restore([folder.write(table, to: "people.csv")], "people", registry: "my people") == 0)
  }
}
