import DirectoryModel
import RegistryXML
import TestSupport
import Testing

/// Units that stand in no station are told, in whatever dialect.
@Suite struct StrayUnitTests {
  private func read(_ text: String) throws -> Reading {
    let folder = try TemporaryFolder()
    var options = ReadingOptions()
    options.profile = .file(
      try folder.write(
        """
        <profile xmlns="urn:mutual-aid:profile:1.0" id="own"><title>Own</title>
          <station element="S"><when path="@id"/><id path="@id"/><name path="@id"/><service value="fire"/>
            <position form="lat-lon" lat="@y" lon="@x"/>
            <unit path="V"><when path="@t"/><id path="@id"/><type path="@t"/></unit></station>
        </profile>
        """, to: "profile.xml"))
    return try Reading(text, options: options)
  }

  @Test("A unit outside any station is an error with its line and id")
  func outside() throws {
    let reading = try read(
      """
      <r>
      <S id="a" y="50.8" x="5.7"><V id="v1" t="TS"/></S>
      <V id="v2" t="AL"/>
      <list><V id="v3" t="AL"/><V id="no-unit"/><V t="AL"/></list>
      </r>
      """)
    #expect(reading.units.map(\.id) == ["v1"])
    #expect(
      reading.findings == [
        "3 unit-without-station v2", "4 unit-without-station v3", "4 value-missing -", "4 unit-without-station -",
      ])
    #expect(reading.strayUnits == 3)
  }

  @Test("A native unit beside the stations is an error, not only unexpected")
  func native() throws {
    let reading = try Reading(
      Sample.registry(Sample.stations(1) + "\n<unit id='u' type='TS'/><group id='g' type='LZ'/>"))
    #expect(reading.findings == ["7 unit-without-station u", "7 unit-without-station g"])
    #expect(reading.strayUnits == 2)
  }
}
