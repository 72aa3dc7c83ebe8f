import DirectoryModel
import DirectoryStore
import Geodesy
import RegistryImport
import TestSupport
import Testing

/// Positions are held against the points of their addresses, and lines that are no borders reject nothing.
@Suite final class AddressChecksTests: ImportSuite {
  private let places = """
    <?xml version="1.0" encoding="UTF-8"?>
    <places xmlns="urn:mutual-aid:1.0" id="places" issued="2026-01-01T00:00:00Z">
      <title>Test</title>
      <place country="NL" postcode="6291" lat="50.7715" lon="6.0136"/>
      <place country="NL" municipality="Vaals" lat="50.7709" lon="6.0181"/>
      <place country="NL" municipality="Beek" lat="50.94" lon="5.80"/>
      <place country="NL" municipality="Beek" lat="51.83" lon="5.92"/>
      <place country="DE" postcode="52062" lat="50.7763" lon="6.0836"/>
    </places>
    """

  /// A station with an address, its position as it is taken, and what was said of it.
  private func take(
    latitude: Double, longitude: Double, address: String, country: String = "NL", quality: String = "address"
  ) throws -> (position: Position?, codes: [ProblemCode], report: FileReport) {
    let station =
      "<station id='s'><name>S</name><position lat='\(latitude)' lon='\(longitude)' quality='\(quality)'/>"
      + "<address \(address)/><unit id='u' type='TS'/></station>"
    let report = try take(Sample.registry(country: country, station))
    var found: Position?
    try store.forEachStation(of: "test") { station, _ in found = station.position }
    return (found, report.problems.map(\.code), report)
  }

  @Test(arguments: [
    "postcode='6291 AB'", "postcode='6291AB' municipality='Elsewhere'", "postcode='NL-6291 ab'", "municipality='VAALS'",
    "municipality='Vaals (Limburg)'", "postcode='9999 ZZ' municipality='vaals'",
  ])
  func aPositionNearItsAddressIsFine(address: String) throws {
    try take(places)
    let (position, codes, _) = try take(latitude: 50.78, longitude: 6.02, address: address)
    #expect(codes.isEmpty && position?.coordinate.latitude == 50.78)
  }

  @Test(arguments: ["postcode='6291 AB'", "municipality='Vaals'", "postcode='6291' municipality='Vaals'"])
  func aPositionFarFromItsAddressIsToldWithTheDistance(address: String) throws {
    try take(places)
    let (position, codes, report) = try take(latitude: 50.87, longitude: 6.015, address: address)
    #expect(codes == [.positionFar])
    #expect(
      report.problems.first?.message.contains("11.0 km") == true
        || report.problems.first?.message.contains("10.9 km") == true)
    #expect(position?.coordinate.latitude == 50.87 && position?.quality == .address)
  }

  @Test func whereThePostcodeContradictsTheMunicipalityEitherWillDo() throws {
    try take(places)
    let address = "postcode='6291 AB' municipality='Beek'"
    #expect(try take(latitude: 50.94, longitude: 5.81, address: address).codes.isEmpty)
    #expect(try take(latitude: 50.772, longitude: 6.01, address: address).codes.isEmpty)
    // Beyond 5 km of the postcode's point, within 5 km of the municipality's, and these agree.
    #expect(
      try take(latitude: 50.7272, longitude: 6.031, address: "postcode='6291' municipality='Vaals'").codes
        == [.positionFar])
  }

  @Test(arguments: [
    ("postcode='6291 AB'", 50.7715, Position.Quality.postcodeCentroid),
    ("municipality='Vaals'", 50.7709, .municipalityCentroid),
    ("postcode='6291 AB' municipality='Vaals'", 50.7709, .municipalityCentroid),
    // Of two of that name, the postcode is near neither.
    ("postcode='6291 AB' municipality='Beek'", 50.7715, .postcodeCentroid),
  ])
  func aPositionVeryFarFromItsAddressIsNotBelieved(
    address: String, latitude: Double, quality: Position.Quality
  ) throws {
    try take(places)
    let (position, codes, report) = try take(latitude: 52.2, longitude: 6.0136, address: address)
    #expect(codes == [.positionNotBelieved])
    #expect(position?.coordinate.latitude == latitude && position?.quality == quality && position?.basis == .derived)
    #expect(position?.note?.contains("52.2") == true)
    #expect(report.added == 1)
  }

  @Test func whereNoPointIsKnownNothingIsSaid() throws {
    try take(places)
    for address in ["postcode='1011 AB'", "municipality='Amsterdam'", "street='Kerkstraat 1'"] {
      #expect(try take(latitude: 52.2, longitude: 6.0136, address: address).codes.isEmpty)
    }
    #expect(try take(latitude: 52.2, longitude: 6.0, address: "postcode='6291'", country: "BE").codes.isEmpty)
    // Two of one name, and nothing that tells which is meant.
    #expect(try take(latitude: 53.2, longitude: 6.0, address: "municipality='Beek'").codes == [.positionFar])
    // A point that is called one.
    #expect(
      try take(latitude: 52.2, longitude: 6, address: "municipality='Vaals'", quality: "municipality-centroid").codes
        .isEmpty)
  }

  @Test func aPostcodeWithoutPeopleMayLieAnywhereInItsMunicipality() throws {
    try take(places)
    let harbour = try take(latitude: 50.95, longitude: 6.0136, address: "postcode='6299 AA' municipality='Vaals'")
    #expect(harbour.codes.isEmpty == false && harbour.position?.quality == .address)
    let far = try take(latitude: 52.2, longitude: 6.0136, address: "postcode='6299 AA' municipality='Vaals'")
    #expect(far.codes == [.positionFar] && far.position?.coordinate.latitude == 52.2)
  }

  @Test func aMunicipalityOfSeveralPointsIsNearWhereAnyOfThemIs() throws {
    try take(
      places.replacing(
        "<place country=\"DE\" postcode=\"52062\" lat",
        with: "<place country=\"DE\" municipality=\"Aachen\" lat=\"50.7766\" lon=\"6.0834\"/>"
          + "<place country=\"DE\" postcode=\"52076\" municipality=\"Aachen\" lat=\"50.71\" lon=\"6.18\"/>"
          + "<place country=\"DE\" postcode=\"52062\" lat"))
    #expect(try take(latitude: 50.7, longitude: 6.2, address: "municipality='Aachen'", country: "DE").codes.isEmpty)
    let far = try take(latitude: 51.5, longitude: 6.2, address: "municipality='Aachen'", country: "DE")
    #expect(far.codes == [.positionNotBelieved] && far.position?.coordinate.latitude == 50.7766)
  }

  @Test func newPointsAreTakenIntoAccountForWhatWasRightBefore() throws {
    #expect(try take(latitude: 52.2, longitude: 6.0136, address: "postcode='6291 AB'").codes.isEmpty)
    try take(places)
    #expect(try take(latitude: 52.2, longitude: 6.0136, address: "postcode='6291 AB'").codes == [.positionNotBelieved])
  }

  @Test func aDocumentOfPlacesComesBackFromTheDirectory() throws {
    try take(places)
    #expect(try store.referencePlaces().count == 5)
    #expect(try take(places).unchanged == 5)
    #expect(try store.check().isSound)
    let bare = try take(places.replacing("postcode=\"52062\"", with: ""))
    #expect(bare.refusal != nil)
  }

  // MARK: Lines that are no borders

  private func cutSquare(_ cuts: String) -> String {
    Sample.boundaries([("country", "NL", "NL", [square]), ("country", "BE", "BE", ["49 5 49 6 50 6 50 5"])])
      .replacing("country=\"NL\"", with: "country=\"NL\" \(cuts)")
  }

  private func codes(_ latitude: Double, _ longitude: Double) throws -> [ProblemCode] {
    try take(Sample.registry(Sample.station(at: (latitude, longitude), "<unit id='u' type='TS'/>"))).problems.map(
      \.code)
  }

  @Test func beyondALineThatIsNoBorderNothingIsRejected() throws {
    try take(cutSquare("cut-east=\"6\" cut-north=\"52\""))
    #expect(try codes(51.5, 9.5) == [.beyondBoundary] && codes(51.5, 6.01) == [.beyondBoundary])
    #expect(try codes(53.5, 5.5) == [.beyondBoundary])
    #expect(try unitIDs() == ["u"])
    #expect(try codes(51.5, 5.5).isEmpty)
  }

  @Test(arguments: [(51.5, 3.0), (50.5, 5.5), (49.5, 5.5)])
  func bordersRejectAsBefore(latitude: Double, longitude: Double) throws {
    try take(cutSquare("cut-east=\"6\""))
    #expect(try codes(latitude, longitude) == [.positionOutsideCountry])
  }

  @Test func anotherCountryAnotherContinentAndSwappedAxesAreNotBeyond() throws {
    try take(cutSquare("cut-south=\"51\""))
    #expect(try codes(49.5, 5.5) == [.positionOutsideCountry], "in another country")
    #expect(try codes(15.5, 5.5) == [.positionOutsideCountry], "too far away")
    #expect(try codes(5.5, 51.5) == [.axesSwapped])
  }
}
