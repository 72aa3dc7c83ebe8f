import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// Nothing that stands in a document goes missing without a word.
@Suite struct LeftOutContentTests {
  private let native = """
    <registry xmlns="urn:mutual-aid:1.0" id="n" country="NL" service="fire" issued="2026-01-01T00:00:00Z">
    <title>T</title><publisher>P</publisher><source id="s" title="T" licence="L"/>
    \(Sample.station(id: "n1", "<unit id='n1u' type='TS'/>"))</registry>
    """
  private let emsi = """
    <emsi xmlns="urn:emergency:eda:1.9:emsi"><CONTEXT><MODE>ACTUAL</MODE></CONTEXT><RESOURCE><RTYPE><RCLASS>VEH</RCLASS></RTYPE>
    <ID>e1</ID><NAME>E</NAME><RGEO><TYPE>CUR</TYPE><POSITION><COORD><LAT>50.8</LAT><LONG>5.7</LONG></COORD></POSITION></RGEO>
    <STATUS>AVAILB</STATUS></RESOURCE></emsi>
    """

  private func envelope(_ contents: String..., status: String = "Actual") -> String {
    """
    <EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><distributionStatus>\(status)</distributionStatus>
    \(contents.map { "<contentObject><xmlContent><embeddedXMLContent>\($0)</embeddedXMLContent></xmlContent></contentObject>" }.joined(separator: "\n"))
    </EDXLDistribution>
    """
  }

  @Test("Of an envelope with two dialects the first is read, and the second told with its line")
  func twoDialects() throws {
    let first = try Reading(envelope(native, emsi))
    #expect(first.profile == "edxl-de/native")
    #expect(first.stations.map(\.id) == ["n1"])
    #expect(first.findings == ["5 content-left-out -"])
    #expect(first.problems.map(\.severity) == [.error])
    #expect(first.problems.first?.message.contains("dialect 'emsi'") == true)
    let second = try Reading(envelope(emsi, native))
    #expect(second.profile == "edxl-de/emsi")
    #expect(second.stations.map(\.id) == ["e1"])
    #expect(second.findings == ["5 content-left-out -"])
    #expect(second.problems.first?.message.contains("dialect 'native'") == true)
  }

  @Test("What is in no dialect known is a warning, before or behind what is read")
  func unknown() throws {
    let alert = "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>1</identifier></alert>"
    for (text, line) in [(envelope(native, alert), 5), (envelope(alert, native), 2)] {
      let reading = try Reading(text)
      #expect(reading.stations.map(\.id) == ["n1"])
      #expect(reading.findings == ["\(line) content-left-out -"])
      #expect(reading.problems.map(\.severity) == [.warning])
    }
  }

  @Test("Two documents of one dialect in an envelope are both read, and an exercise is refused whatever is in it")
  func sameDialect() throws {
    let other = native.replacing("id=\"n\"", with: "id=\"m\"").replacing("n1", with: "m1")
    let reading = try Reading(envelope(native, other))
    #expect(reading.stations.map(\.id) == ["n1", "m1"])
    #expect(reading.problems.isEmpty)
    #expect(try refusal { try Reading(envelope(native, emsi, status: "Exercise")) }.code == .notActual)
  }

  @Test("A document of another namespace in a native directory is an error, a record of another one a warning")
  func otherNamespaces() throws {
    let text = """
      <directory xmlns="urn:mutual-aid:1.0">
      \(native.replacing("</station>", with: "<x:more xmlns:x='urn:x'/></station>\n<unit xmlns='urn:other'/><unit xmlns='urn:other'/>"))
      \(emsi)
      </directory>
      """
    let reading = try Reading(text)
    #expect(reading.units.map(\.id) == ["n1u"])
    #expect(reading.findings == ["5 content-left-out -", "6 content-left-out -"])
    #expect(reading.problems.map(\.severity) == [.warning, .error])
  }

  @Test("A member of a collection that is nothing for the profile is told once")
  func collection() throws {
    let text = try Fixture.text("inspire-4.gml")
    let end = try #require(text.range(of: "</wfs:FeatureCollection>", options: .backwards)?.lowerBound)
    let more = "<wfs:member><x:Post xmlns:x='urn:x'><x:id>1</x:id></x:Post></wfs:member>"
    let plain = try Reading(text)
    let reading = try Reading(String(text[..<end]) + more + more + text[end...])
    #expect(reading.stations.map(\.id) == plain.stations.map(\.id))
    #expect(reading.problems.map(\.code) == plain.problems.map(\.code) + [.contentLeftOut])
  }
}
