import DirectoryModel
import Geodesy
import TestSupport
import Testing

@testable import PopulationData

@Suite struct PopulationTableTests {
  @Test func aTableOfPointsIsReadWithItsQuotesAndByteOrderMark() throws {
    let text =
      "\u{FEFF}country,region,code,lat,lon,population,year,quality,source\r\n"
      + "BE,BE22,\"1:Sint-Joris, \"\"oud\"\"\",50.87117,5.27200,1904,2024,estimate-scaled,geonames\r\n\r\n"
      + "NL,NL-VR24,6291,50.77,6.02,10,2018,,\r\n"
    let table = CellCollector(reading: text)
    #expect(table.problems.isEmpty)
    #expect(
      table.cells == [
        DemandCell(
          code: "1:Sint-Joris, \"oud\"", place: try place(50.87117, 5.272), country: "BE", region: "BE22", people: 1904,
          year: 2024, quality: "estimate-scaled", source: "geonames"),
        DemandCell(
          code: "6291", place: try place(50.77, 6.02), country: "NL", region: "NL-VR24", people: 10, year: 2018),
      ])
  }

  @Test(arguments: ["CRS3035RES1000mN3090000E4017000", "1kmN3090E4017"])
  func aCellOfTheCensusGridStandsForItsMiddle(code: String) throws {
    let table = CellCollector(reading: "GRD_ID,TOT_P_2021\n\(code),42\n", country: "DE")
    let cell = try #require(table.cells.first)
    // The middle (4017500, 3090500) by pyproj 3.7.2, EPSG:3035 to EPSG:4326.
    let expected = try place(50.845_495_948, 5.688_038_232)
    #expect(Geodesic.distance(from: cell.place, to: expected) < 1)
    #expect(cell.people == 42)
    #expect(cell.country == "DE")
  }

  @Test(arguments: [
    ("x,50,6", ProblemCode.valueInvalid), ("-1,50,6", .valueInvalid), ("nan,50,6", .valueInvalid),
    ("5,fifty,6", .positionInvalid), ("5,95,6", .positionOutOfRange), ("5,0,0", .positionZero), ("5,50", .valueInvalid),
    ("\"100\"junk,50,6", .valueInvalid), ("1\"0\",50,6", .valueInvalid), ("5,50,6,7", .valueInvalid),
    ("\"5\" ,50,6", .valueInvalid),
  ])
  func aBadRowIsToldWithItsLineAndTheRestIsTaken(row: String, code: ProblemCode) {
    let table = CellCollector(reading: "population,lat,lon\n1,50,6\n\(row)\n2,51,6\n")
    #expect(table.cells.map(\.people) == [1, 2])
    #expect(table.problems.map(\.code) == [code])
    #expect(table.problems.map(\.line) == [3])
  }

  @Test func aQuoteThatIsNotClosedIsToldWithTheLineOfItsRow() {
    let table = CellCollector(reading: "population,lat,lon,code\n1,50,6,a\n2,51,6,\"b\n3,52,6,c\n")
    #expect(table.cells.map(\.people) == [1])
    #expect(table.problems.map(\.line) == [3])
    #expect(table.problems.map(\.message) == ["a quoted field does not end"])
  }

  @Test func aCodeThatComesTwiceIsTakenOnce() {
    let table = CellCollector(reading: "code,population,lat,lon\na,1,50,6\na,2,50,6\n")
    #expect(table.cells.map(\.people) == [1])
    #expect(table.problems.map(\.code) == [.duplicateID])
  }

  @Test(arguments: [
    ("country,region,code,lat,lon,population,year", true), ("GRD_ID,T", true), ("id,name,lat,lon", false), ("", false),
  ])
  func aTableIsKnownByItsHeader(header: String, isPopulation: Bool) {
    #expect(PopulationTable.recognises(header: Array(header.utf8)[...]) == isPopulation)
  }

  @Test func aTableWithoutPeopleOrPlacesIsRefused() {
    #expect(CellCollector(reading: "a,b\n1,2\n").problems.map(\.code) == [.valueMissing])
    #expect(CellCollector(reading: "").problems.map(\.code) == [.valueMissing])
  }
}

extension CellCollector {
  init(reading text: String, country: CountryCode? = nil) {
    self.init(country: country)
    PopulationTable.read(Array(text.utf8), into: &self)
  }
}
