import DirectoryModel
import Geodesy
import PopulationData
import RegistryXML
import TestSupport
import Testing

/// People in the forms in which statistical offices publish them.
struct PopulationFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, as name: String, country: CountryCode? = nil) throws -> PopulationFile {
    try PopulationFile(path: folder.write(text, to: name), country: country)
  }

  /// The same cell of the census grid, in every form.
  @Test(arguments: [
    ("grid.csv", "GRD_ID,TOT_P_2021,CNTR_ID\nCRS3035RES1000mN3090000E4017000,42,BE\n", PopulationFile.Form.csv),
    ("grid-semicolons.csv", "\u{FEFF}GRD_ID;OBS_VALUE;country\r\n1kmN3090E4017;42;BE\r\n", .csv),
    (
      "grid.geojson",
      """
      {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null,
        "properties": {"GRD_ID": "CRS3035RES1000mN3090000E4017000", "TOT_P_2021": 42, "country": "BE", "other": [1]}}]}
      """, .geojson
    ),
    (
      "grid.gml",
      """
      <wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:g="urn:grid"><wfs:boundedBy/>
        <wfs:member><g:cell><g:GRD_ID>CRS3035RES1000mN3090000E4017000</g:GRD_ID><g:geom><g:x>1</g:x></g:geom>
          <g:TOT_P_2021>42</g:TOT_P_2021><g:country>BE</g:country></g:cell></wfs:member>
      </wfs:FeatureCollection>
      """, .gml
    ),
  ])
  func aCellOfTheCensusGridIsTheSameInEveryForm(name: String, text: String, form: PopulationFile.Form) throws {
    let file = try read(text, as: name)
    #expect(file.form == form)
    #expect(file.problems.isEmpty)
    let cell = try #require(file.cells.first)
    #expect(file.cells.count == 1)
    #expect(cell.people == 42)
    #expect(cell.country == "BE")
    let expected = try #require(Coordinate.valid(latitude: 50.845_495_948, longitude: 5.688_038_232))
    #expect(Geodesic.distance(from: cell.place, to: expected) < 1)
  }

  @Test func aPolygonStandsForItsMiddleAndAPointForItself() throws {
    let file = try read(
      """
      {"type":"FeatureCollection","features":[
       {"type":"Feature","properties":{"population":7,"id":"a"},"geometry":{"type":"Point","coordinates":[6,50]}},
       {"type":"Feature","properties":{"population":8,"id":"b"},"geometry":{"type":"Polygon","coordinates":
         [[[5,50],[6,50],[6,51],[5,51],[5,50]]]}},
       {"type":"Feature","properties":{"population":9,"id":"c"},"geometry":{"type":"LineString","coordinates":
         [[5,50],[6,50]]}},
       {"type":"Feature","properties":{"name":"nobody"},"geometry":{"type":"Point","coordinates":[6,50]}}]}
      """, as: "people.geojson", country: "DE")
    #expect(file.cells.map(\.code) == ["a", "b"])
    #expect(file.cells.map(\.people) == [7, 8])
    #expect(file.cells.last?.place == Coordinate.valid(latitude: 50.5, longitude: 5.5))
    #expect(file.cells.allSatisfy { $0.country == "DE" })
    #expect(file.problems.map(\.code) == [.positionMissing, .valueMissing])
    #expect(file.problems.map(\.line) == [3, 4])
  }

  @Test(arguments: [
    ("units.csv", "id,name,lat,lon\n1,a,50,6\n"), ("units.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}"),
    ("stations.gml", "<a><b/></a>"), ("empty.csv", ""),
  ])
  func whatHoldsNoPeopleIsRefused(name: String, text: String) throws {
    let path = try folder.write(text, to: name)
    #expect(try PopulationFile.form(of: DocumentFile(path: path)) == nil)
    #expect(throws: MutualAidError.self) { try PopulationFile(path: path) }
  }

  @Test(arguments: [
    "{\"features\":[],\"population\":1,\"type\":\"FeatureCollection\"} x",
    "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"population\":01}}]}",
  ])
  func whatFollowsTheGrammarOnlyInPartIsTakenInNoPart(text: String) throws {
    let file = try read(text, as: "x.geojson")
    #expect(file.cells.isEmpty)
    #expect(file.problems.map(\.message) == ["the text is not JSON"])
  }

  @Test(arguments: [
    "{\"type\":\"FeatureCollection\",\"population\":1}",
    "{\"type\":\"FeatureCollection\",\"features\":{\"population\":1}}",
    "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":[\"population\"]}]}",
    """
    {"type":"FeatureCollection","features":[{"properties":{"population":1},"geometry":{"type":"Point","coordinates":
      [[6,50]]}}]}
    """,
  ])
  func otherJSONIsToldAsSuch(text: String) throws {
    let file = try read(text, as: "x.geojson")
    #expect(file.cells.isEmpty)
    #expect(
      file.problems.map(\.message) == ["the text is JSON, but no GeoJSON feature collection (RFC 7946)"])
  }

  @Test func coordinatesMayStandBeforeTheirType() throws {
    let file = try read(
      """
      {"type":"FeatureCollection","features":[{"geometry":{"coordinates":[[[[5,50],[6,51]],[[9,9]]],[[[8,8]]]],
        "type":"MultiPolygon"},"properties":{"population":2.6,"year":2021.0,"id":7}}]}
      """, as: "people.geojson", country: "DE")
    #expect(file.problems.isEmpty)
    #expect(file.cells.map(\.place) == [try #require(Coordinate.valid(latitude: 50.5, longitude: 5.5))])
    #expect(file.cells.map(\.people) == [3])
    #expect(file.cells.map(\.year) == [2021])
    #expect(file.cells.map(\.code) == ["7"])
  }

  @Test func brokenJSONIsToldAsSuch() throws {
    let file = try read(
      "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"population\":", as: "x.geojson")
    #expect(file.cells.isEmpty)
    #expect(file.problems.map(\.message) == ["the text is not JSON"])
  }
}
