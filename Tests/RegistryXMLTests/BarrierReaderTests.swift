import DirectoryModel
import Geodesy
import RegistryXML
import TestSupport
import Testing

/// Documents of barriers and crossings.
@Suite struct BarrierReaderTests {
  private static let river = Sample.barrier("waal", line: "51.85 5.8 51.86 5.9")

  private func water(_ text: String) throws -> (content: WaterBarriers, authority: Registry.Authority) {
    let content = try #require(try Reading(text).references.first).content
    guard case .barriers(let water, let authority) = content else {
      throw MutualAidError(.unknownFormat, "not barriers")
    }
    return (water, authority)
  }

  @Test func theyAreReadWhole() throws {
    let text = Sample.barriers(
      authority: "regional",
      """
      <barrier id="rhine" kind="sea-arm" accuracy-m="120.5" source="s1"><name xml:lang="de">Rhein</name>
        <name xml:lang="nl">Rijn</name><line>51.8 6.2
        51.9 6.1\t52 6</line></barrier>
      <crossing id="dam" barrier="rhine" kind="dam" lat="51.85" lon="6.1" lat2="51.86" lon2="6.2" road="unknown"
        confidence="low" hours="Mo-Fr 06:30-20:00" wait-s="412.5" verification="secondary" source="s2"
        ><name>Dam</name></crossing>
      <crossing id="end" barrier="elsewhere" kind="end" lat="52" lon="6" road="yes" confidence="medium"
        ><name>End</name></crossing>
      """)
    let (water, authority) = try water(text)
    #expect(authority == .regional)
    #expect(
      water.barriers == [
        Barrier(
          id: "rhine",
          names: LocalizedText([.init(language: "de", text: "Rhein"), .init(language: "nl", text: "Rijn")]),
          kind: .seaArm, line: [try place(51.8, 6.2), try place(51.9, 6.1), try place(52, 6)], accuracy: 120.5,
          source: "s1")
      ])
    #expect(
      water.crossings == [
        Crossing(
          id: "dam", barrier: "rhine", names: LocalizedText("Dam"), kind: .dam, coordinate: try place(51.85, 6.1),
          otherEnd: try place(51.86, 6.2), road: .unknown, confidence: .low, hours: "Mo-Fr 06:30-20:00", wait: 412.5,
          verification: .secondary, source: "s2"),
        Crossing(
          id: "end", barrier: "elsewhere", names: LocalizedText("End"), kind: .end, coordinate: try place(52, 6),
          road: .yes, confidence: .medium),
      ])
    #expect(water.crossings.map(\.sourceLine.number) == [9, 11])
    #expect(try Reading(text, checksSchema: true).schemaProblems.isEmpty)
  }

  @Test func theNormalFormReadsBackAsTheSame() throws {
    let text = Sample.barriers(
      authority: "own-room",
      BarrierReaderTests.river + Sample.crossing("b", over: "waal", at: (51.855, 5.85), attributes: "wait-s='5'"))
    let document = try #require(try Reading(text).references.first).document
    guard case .barriers(let again, let authority) = try document.content() else {
      Issue.record("not barriers")
      return
    }
    #expect(try again == water(text).content)
    #expect(authority == .ownRoom)
    #expect(try Reading(document.xml).references.first?.document == document)
  }

  @Test(arguments: [
    ("", ProblemCode.positionInvalid), ("51 5", .positionInvalid), ("51 5 52", .positionInvalid),
    ("51 5 52 x", .positionInvalid), ("51 5 0x33 6", .positionInvalid), ("51 5 nan 6", .positionOutOfRange),
    ("51 5 91 6", .positionOutOfRange), ("51 5 52 181", .positionOutOfRange),
  ])
  func aLineThatIsNoneLeavesOutTheDocument(line: String, code: ProblemCode) throws {
    let reading = try Reading(Sample.barriers("\n" + Sample.barrier("waal", line: line)))
    #expect(reading.references.isEmpty)
    #expect(reading.problems.map(\.code) == [code])
    #expect(reading.problems.first?.line == 5)
    #expect(reading.problems.first?.message.contains("'waal'") == true)
  }

  private static func crossing(_ attributes: String) -> String {
    let usual = [
      "id": "x", "barrier": "waal", "kind": "bridge", "lat": "51.855", "lon": "5.85", "road": "yes",
      "confidence": "high",
    ]
    var text = "<crossing"
    for (name, value) in usual.sorted(by: { $0.key < $1.key }) where !attributes.contains(" \(name)=") {
      text += " \(name)=\"\(value)\""
    }
    return text + attributes.replacing(#/ [a-z0-9-]+='-'/#, with: "") + "><name>X</name></crossing>"
  }

  @Test(arguments: [
    (" id='-'", ProblemCode.valueMissing), (" barrier='-'", .valueMissing), (" kind='-'", .valueMissing),
    (" road='-'", .valueMissing), (" confidence='-'", .valueMissing), (" lat='-'", .positionMissing),
    (" kind='viaduct'", .valueInvalid), (" road='maybe'", .valueInvalid), (" confidence='sure'", .valueInvalid),
    (" verification='no'", .valueInvalid), (" lat='95'", .positionOutOfRange), (" lat='x'", .positionInvalid),
    (" lat='0' lon='0'", .positionZero), (" lat='5.85' lon='51.855'", .axesSwapped),
    (" lat2='51.8'", .positionMissing), (" lat2='51.8' lon2='200'", .positionOutOfRange),
    (" wait-s='-5'", .valueInvalid), (" wait-s='soon'", .valueInvalid), (" wait-s='90000'", .valueInvalid),
  ])
  func aCrossingWithAMistakeLeavesOutTheDocument(attributes: String, code: ProblemCode) throws {
    let crossing = BarrierReaderTests.crossing(attributes)
    let reading = try Reading(Sample.barriers(BarrierReaderTests.river + "\n" + crossing))
    #expect(reading.references.isEmpty)
    #expect(reading.problems.map(\.code) == [code])
    #expect(reading.problems.first?.line == 5)
  }

  @Test(arguments: [
    "<barrier id='b' accuracy-m='5'><name>B</name><line>51 5 52 5</line></barrier>",
    "<barrier id='b' kind='river'><name>B</name><line>51 5 52 5</line></barrier>",
    "<barrier id='b' kind='river' accuracy-m='5'><name>B</name></barrier>",
    "<barrier id='b' kind='river' accuracy-m='5'><line>51 5 52 5</line></barrier>",
  ])
  func aBarrierWithoutAPartLeavesOutTheDocument(barrier: String) throws {
    let reading = try Reading(Sample.barriers(barrier))
    #expect(reading.references.isEmpty)
    #expect(reading.problems.map(\.code) == [.valueMissing])
  }

  @Test func idsThatRepeatAreTold() throws {
    let bridge = Sample.crossing("b", over: "waal", at: (51.855, 5.85))
    let river = BarrierReaderTests.river
    #expect(try Reading(Sample.barriers(river + river)).problems.map(\.code) == [.duplicateID])
    #expect(try Reading(Sample.barriers(river + bridge + bridge)).problems.map(\.code) == [.duplicateID])
    // A barrier and a crossing may have one id.
    #expect(
      try Reading(Sample.barriers(river + Sample.crossing("waal", over: "waal", at: (51.855, 5.85)))).problems.isEmpty)
  }
}
