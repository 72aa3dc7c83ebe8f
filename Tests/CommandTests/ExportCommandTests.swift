import Foundation
import FoundationXML
import Testing

/// `mutualaid export` on the real registries.
struct ExportCommandTests {
  private func export(_ arguments: [String]) throws -> Run {
    try MutualAid.run(["export"] + arguments, directory: MutualAid.filledDirectory())
  }

  @Test func everyFormHoldsEveryUnitOfTheRegistry() throws {
    let csv = try export(["--registry", "lu-cgdis", "--format", "csv"])
    #expect(csv.output.split(separator: "\r\n").count == 150)
    let json = try export(["--registry", "lu-cgdis", "--format", "geojson"]).object()
    #expect((json["features"] as? [Any])?.count == 149)
    let kml = try export(["--registry", "lu-cgdis", "--format", "kml"])
    #expect(kml.output.split(separator: "<Placemark>").count == 150)
    let native = try export(["--registry", "lu-cgdis"])
    #expect(native.output.split(separator: "<unit ").count == 150)
    for run in [csv, kml, native] { #expect(run.status == 0 && run.errors.isEmpty) }
  }

  @Test func keyholeMarkupPutsLongitudeFirstAndEscapesText() throws {
    let kml = try export(["--registry", "nl-air-rescue", "--format", "kml"]).output
    let parser = PointReader()
    let reader = XMLParser(data: Data(kml.utf8))
    reader.delegate = parser
    #expect(reader.parse())
    #expect(parser.points.count == 4)
    for point in parser.points {
      let numbers = point.split(separator: ",").compactMap { Double($0) }
      #expect(numbers.count == 2)
      #expect((3...8).contains(numbers[0]) && (50...54).contains(numbers[1]))
    }
  }

  /// Foundation's XML parser as an independent reader.
  private final class PointReader: NSObject, XMLParserDelegate {
    var points: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
      attributes attributeDict: [String: String] = [:]
    ) { text = "" }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
      _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
    ) {
      if elementName == "coordinates" { points.append(text) }
    }
  }
}
