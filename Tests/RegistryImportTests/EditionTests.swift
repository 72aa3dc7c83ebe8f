import DirectoryModel
import DirectoryStore
import Foundation
import RegistryImport
import RegistryXML
import TestSupport
import Testing

/// Pages that are one edition of a registry together.
@Suite final class EditionTests: ImportSuite {
  private func takePages(
    _ texts: [(name: String, text: String)], options: (inout ImportOptions) -> Void = { _ in }
  ) throws -> [FileReport] {
    var chosen = ImportOptions()
    chosen.reading.registry = "all"
    chosen.reading.isEdition = true
    chosen.reading.country = "NL"
    options(&chosen)
    let paths = try texts.map { try folder.write($0.text, to: $0.name) }
    var importer = try Importer(store: store, options: chosen)
    return try importer.importPages(paths)
  }

  private func member(_ number: Int, service: String = "brandweer") -> String {
    """
    <wfs:member><app:post gml:id="p.\(number).\(UUID())"><app:id>p\(number)</app:id><app:naam>P\(number)</app:naam>
    <app:dienst>\(service)</app:dienst><app:plaats><gml:Point srsName="EPSG:4326"><gml:pos>5.\(number) 51.5</gml:pos>
    </gml:Point></app:plaats></app:post></wfs:member>
    """
  }

  private func page(_ numbers: [Int], matched: String, next: Bool) -> String {
    """
    <wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"
    xmlns:app="http://example.org/app" numberMatched="\(matched)" numberReturned="\(numbers.count)"
    \(next ? "next='https://example.org/more'" : "")>\(numbers.map { member($0) }.joined())</wfs:FeatureCollection>
    """
  }

  @Test("Pages that are the whole together are taken as one version, and each has its own report")
  func whole() throws {
    let reports = try takePages([
      ("1.gml", page([1, 2], matched: "5", next: true)), ("2.gml", page([3, 4], matched: "5", next: true)),
      ("3.gml", page([5], matched: "5", next: false)),
    ])
    #expect(reports.map(\.isApplied) == [true, true, true])
    #expect(reports.map(\.read) == [2, 2, 1])
    #expect(reports.map(\.added) == [2, 2, 1])
    #expect(reports.allSatisfy { $0.problems.isEmpty && $0.registries == ["all"] && $0.bytes > 400 })
    #expect(try store.unitCounts().map(\.units) == [5])
    #expect(try store.version() == 1)
    let again = try takePages([
      ("1.gml", page([1, 2, 3], matched: "unknown", next: true)),
      ("2.gml", page([4, 5], matched: "unknown", next: false)),
    ])
    #expect(again.map(\.unchanged) == [3, 2])
    #expect(try store.version() == 1)
  }

  @Test(
    "Without one of its pages an edition is refused, and nothing changes; a member that comes twice stands for none")
  func missing() throws {
    _ = try takePages([
      ("1.gml", page([1, 2], matched: "4", next: true)), ("2.gml", page([3, 4], matched: "4", next: false)),
    ])
    for pages in [
      [page([1, 2], matched: "6", next: true), page([3, 4], matched: "6", next: true)],
      [page([1, 2], matched: "unknown", next: true), page([3], matched: "unknown", next: true)],
      [page([1, 2], matched: "4", next: true), page([2, 3], matched: "4", next: false)],
    ] {
      let reports = try takePages(pages.enumerated().map { ("\($0.offset).gml", $0.element) })
      #expect(reports.allSatisfy { !$0.isApplied })
      #expect(reports.contains { $0.refusal?.code == .incomplete }, "\(reports.map(\.refusal))")
    }
    #expect(try store.unitCounts().map(\.units) == [4])
    let partial = try takePages([
      ("1.gml", page([7], matched: "9", next: true)), ("2.gml", page([8], matched: "9", next: true)),
    ]) {
      $0.allowsPartial = true
    }
    #expect(partial.map(\.added) == [1, 1])
    #expect(partial.flatMap(\.problems).map(\.code) == [.incomplete])
    #expect(try store.unitCounts().map(\.units) == [6])
  }

  @Test("What is wrong is told with the page where it is, and where one page cannot be read none is taken")
  func wrongPage() throws {
    let good = page([1, 2], matched: "3", next: true)
    let reports = try takePages([
      ("1.gml", good), ("2.gml", page([3], matched: "3", next: false).replacing("5.3 51.5", with: "0 0")),
    ])
    #expect(reports.map(\.rejected) == [0, 1])
    #expect(reports.map(\.problems.count) == [0, 1])
    let cut = try takePages([("1.gml", good), ("2.gml", String(page([3], matched: "3", next: false).dropLast(30)))])
    #expect(cut.map(\.refusal?.code) == [.document(.otherPage), .notWellFormed])
    #expect(cut.first?.refusal?.message.contains("2.gml") == true)
    #expect(try store.unitCounts().map(\.units) == [2])
  }

  @Test("Pages of a map: ways of one page have their nodes on another, and extracts that overlap agree")
  func openStreetMap() throws {
    let node = { (id: Int) in "<node id=\"\(id)\" version=\"1\" lat=\"51.\(id)\" lon=\"5.5\"/>" }
    let way = """
      <way id="9" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="amenity" v="fire_station"/>\
      <tag k="name" v="W"/></way>
      """
    let station = "<node id=\"4\" version=\"2\" lat=\"51.4\" lon=\"5.4\"><tag k=\"amenity\" v=\"fire_station\"/></node>"
    let reports = try takePages([
      ("ways.osm", "<osm version=\"0.6\">\(way)\(station)</osm>"),
      ("nodes.osm", "<osm version=\"0.6\">\(node(1))\(node(2))\(node(3))\(station)</osm>"),
    ])
    #expect(reports.flatMap(\.problems).isEmpty)
    #expect(reports.map(\.stations) == [2, 0])
  }

  @Test("A KML that links to files given with it is whole with them")
  func links() throws {
    let kml = { (inside: String) in "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\(inside)</Document></kml>"
    }
    let link = "<NetworkLink><Link><href>layers/fire.kml?a=1</href></Link></NetworkLink>"
    let place = """
      <Folder><name>Brandweer</name><Placemark id="a"><name>A</name><Point><coordinates>5.5,51.5</coordinates></Point>\
      </Placemark></Folder>
      """
    let reports = try takePages([("doc.kml", kml(link)), ("fire.kml", kml(place))])
    #expect(reports.map(\.isApplied) == [true, true])
    #expect(reports.map(\.added) == [0, 1])
    #expect(try takePages([("doc.kml", kml(link)), ("other.kml", kml(place))]).allSatisfy { !$0.isApplied })
  }

  @Test("Native documents become one registry under the name given; the same station in both is taken once")
  func native() throws {
    let reports = try takePages([
      ("a.xml", Sample.registry(id: "a", Sample.stations(3))), ("b.xml", Sample.registry(id: "b", Sample.stations(2))),
    ])
    #expect(reports.map(\.added) == [3, 0])
    #expect(reports.flatMap(\.problems).isEmpty)
    #expect(try store.registries().map(\.registry.id) == ["all"])
  }

  @Test("Pages in different dialects are refused")
  func dialects() throws {
    let reports = try takePages([("1.gml", page([1], matched: "1", next: false)), ("2.xml", Sample.registry())])
    #expect(reports.allSatisfy { !$0.isApplied })
    #expect(reports.contains { $0.refusal?.code == .unknownFormat })
  }
}
