import Testing

@testable import Geodesy

@Suite struct TypedPlaceTests {
  /// Metres between what is read and what was meant.
  private func error(_ place: Coordinate, _ latitude: Double, _ longitude: Double) throws -> Double {
    Geodesic.distance(from: place, to: try Coordinate(latitude: latitude, longitude: longitude))
  }

  @Test(arguments: [
    "50.7753,6.0839", "50.7753, 6.0839", "50.7753 6.0839", "50.7753;6.0839", "50.7753 ; 6.0839", "50.7753/6.0839",
    "50,7753 6,0839", "50,7753;6,0839", "50,7753, 6,0839", "50,7753,6,0839", "+50.7753,+6.0839", " 50.7753,6.0839 ",
    "50.7753\u{A0}6.0839", "N50.7753 E6.0839", "50.7753N 6.0839E", "50.7753° N, 6.0839° E", "50,7753° N 6,0839° O",
    "6.0839 E 50.7753 N", "E6.0839 N50.7753", "50.7753°, 6.0839°", "50°46'31.08\"N 6°5'2.04\"E",
    "50° 46' 31.08\" N, 6° 5' 2.04\" E", "50°46′31,08″N 6°5′2,04″O", "N 50 46 31.08 E 6 5 2.04",
    "50°46.518'N 6°5.034'E",
    "50°46’31.08” N 6°5’2.04” E", "50°46''31.08 6°5''2.04", "50.7753 Nord 6.0839 Ost", "50.7753 noord 6.0839 oost",
    "50.7753 nord 6.0839 est", "50.7753 north, 6.0839 east", "geo:50.7753,6.0839", "geo:50.7753,6.0839;u=35",
    "geo:50.7753,6.0839?z=15", "geo:50.7753,6.0839,180", "32U KB 94409 28892", "32UKB9440928892", "32u kb 94409 28892",
    "UTMREF 32U KB 94409 28892", "MGRS 32UKB9440928892", "32U 294409 5628892", "UTM 32U 294409.4 5628892.4",
    "UTM 32 294409 5628892", "UTM zone 32N 294409 5628892", "32N E294409 N5628892", "31U 717418.6 5629372.6",
    "EPSG:25832 294409 5628892", "EPSG:28992 204144.9 309719.5",
  ])
  func readsAachenHoweverItIsTyped(_ text: String) throws {
    let readings = TypedPlace.readings(of: text)
    #expect(readings.count == 1, "\(readings)")
    let place = try #require(readings.first).coordinate
    #expect(try error(place, 50.7753, 6.0839) < 20)
  }

  @Test(arguments: [
    ("RD 176248.4 317684.1", 50.8486, 5.6889, TypedPlace.Form.rijksdriehoek),
    ("rd: 176248,317684", 50.8486, 5.6889, .rijksdriehoek), ("RD X=176248 Y=317684", 50.8486, 5.6889, .rijksdriehoek),
    ("Rijksdriehoek 233769.7 582065.4", 53.2194, 6.5665, .rijksdriehoek),
    ("233769.7 582065.4", 53.2194, 6.5665, .rijksdriehoek), ("233769.7, 582065.4", 53.2194, 6.5665, .rijksdriehoek),
    ("Lambert 72 152357.5 212162.0", 51.2194, 4.4025, .lambert72),
    ("L72 70053.5;211652.9", 51.2093, 3.2247, .lambert72),
    ("Lambert 2008 652352.1 712162.3", 51.2194, 4.4025, .lambert2008),
    ("652352.1 712162.3", 51.2194, 4.4025, .lambert2008),
    ("LUREF 77382.1 75219.8", 49.6116, 6.1319, .luref), ("LUREF E=77382.1 N=75219.8", 49.6116, 6.1319, .luref),
    ("31U FS 89278 36434", 50.8486, 5.6889, .utmref), ("31U ES 97945 75158", 51.2194, 4.4025, .utmref),
    ("32ULD3752999441", 53.2194, 6.5665, .utmref), ("34WDA6741226980", 67.8557, 20.2253, .utmref),
    ("56HLH3436850948", -33.8688, 151.2093, .utmref), ("-33.8688,151.2093", -33.8688, 151.2093, .degrees),
    ("33.8688 S 151.2093 E", -33.8688, 151.2093, .degrees), ("48.8566 N 1.5 O", 48.8566, 1.5, .degrees),
  ])
  func readsGridsAndFarPlaces(_ text: String, _ latitude: Double, _ longitude: Double, _ form: TypedPlace.Form) throws {
    let readings = TypedPlace.readings(of: text).filter { $0.form == form }
    let place = try #require(readings.first, "\(TypedPlace.readings(of: text))").coordinate
    #expect(try error(place, latitude, longitude) < 30)
  }

  @Test(arguments: ["6.0839,50.7753", "6.0839 50.7753", "6,0839;50,7753"])
  func offersBothWhereOnlyTheOtherOrderLiesHere(_ text: String) throws {
    let readings = TypedPlace.readings(of: text)
    #expect(readings.map(\.form) == [.degrees, .degreesExchanged])
    #expect(try error(try #require(readings.last).coordinate, 50.7753, 6.0839) < 1)
  }

  @Test func offersAllGridsThatHaveSuchAPlace() {
    // In the south of the Netherlands and in the north of Belgium, by either grid.
    let readings = TypedPlace.readings(of: "180000 335000")
    #expect(readings.map(\.form) == [.rijksdriehoek])
    let several = TypedPlace.readings(of: "80000 120000")
    #expect(Set(several.map(\.form)) == [.lambert72, .luref])
  }

  @Test(arguments: [
    "", " ", "here", "50.7753", "95,5", "50.7753,6.0839,7", "nan,6", "inf inf", "50.7753 X 6.0839 Y", "N50.7 N6.0",
    "50°70'N 6°E",
    "32U KB 944 2", "32U AA 94409 28892", "61U KB 94409 28892", "32I KB 94409 28892", "geo:95,6", "geo:", "RD 1 2",
    "RD",
    "EPSG:99999 1 2", "EPSG:28992", "UTM 32U", "9999999 9999999", "1e400,6", "50.7753,,6.0839", "5O.7753,6.0839",
  ])
  func whatIsNoPlaceIsNone(_ text: String) { #expect(TypedPlace.readings(of: text).isEmpty) }
}
