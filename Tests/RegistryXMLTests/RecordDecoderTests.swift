import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

@Suite struct RecordDecoderTests {
  /// Something wrong on line 9 of a registry: the header takes five lines, the station begins on the sixth.
  struct Mistake: CustomTestStringConvertible, Sendable {
    var code: ProblemCode
    var station = "id=\"st1\""
    var name = "<name>S</name>"
    var position = "<position lat=\"50.85\" lon=\"5.69\" quality=\"building\"/>"
    var line9 = ""
    var line = 9
    /// How many units are left of the one good one.
    var units = 0

    var testDescription: String { String("\(code.rawValue): \(station) \(name) \(position) \(line9)".prefix(150)) }

    var document: String {
      Sample.registry(
        "<station \(station)>\n\(name)\n\(position)\n\(line9)\n<unit id=\"good\" type=\"TS\"/>\n</station>")
    }
  }

  @Test(arguments: [
    Mistake(code: .valueMissing, station: "", line: 6), Mistake(code: .valueMissing, station: "id=' '", line: 6),
    Mistake(code: .valueMissing, name: "", line: 6), Mistake(code: .valueMissing, name: "<name> </name>", line: 6),
    Mistake(code: .valueInvalid, station: "id='s' service='police'", line: 6),
    Mistake(code: .valueInvalid, station: "id='my station'", line: 6),
    Mistake(code: .valueInvalid, station: "id='-s'", line: 6),
    Mistake(code: .valueInvalid, station: "id='\(String(repeating: "s", count: 121))'", line: 6),
    Mistake(code: .valueInvalid, station: "id='s' country='nl'", line: 6),
    Mistake(code: .valueInvalid, station: "id='s' basis='guessed'", line: 6),
    Mistake(code: .textTooLong, name: "<name>\(String(repeating: "ü", count: 8001))</name>", line: 7),
    Mistake(code: .controlCharacters, name: "<name>a\u{85}b</name>", line: 7),
    Mistake(code: .controlCharacters, station: "id='a&#x7F;b'", line: 6),
    Mistake(code: .positionMissing, position: "", line: 6),
    Mistake(code: .positionMissing, position: "<position lat='50' quality='building'/>", line: 8),
    Mistake(code: .positionMissing, position: "<position lat='' lon='6' quality='building'/>", line: 8),
    Mistake(code: .positionInvalid, position: "<position lat='50,85' lon='5,69' quality='building'/>", line: 8),
    Mistake(code: .positionInvalid, position: "<position lat='NaN' lon='5' quality='building'/>", line: 8),
    Mistake(code: .positionInvalid, position: "<position lat='50' lon='INF' quality='building'/>", line: 8),
    Mistake(code: .positionInvalid, position: "<position lat='50°' lon='6°' quality='building'/>", line: 8),
    Mistake(code: .positionInvalid, position: "<position lat='0x32' lon='6' quality='building'/>", line: 8),
    Mistake(code: .positionOutOfRange, position: "<position lat='90.1' lon='6' quality='building'/>", line: 8),
    Mistake(code: .positionOutOfRange, position: "<position lat='50' lon='-180.5' quality='building'/>", line: 8),
    Mistake(code: .positionOutOfRange, position: "<position lat='317500' lon='176000' quality='building'/>", line: 8),
    Mistake(code: .positionZero, position: "<position lat='0' lon='0.0' quality='building'/>", line: 8),
    Mistake(code: .positionZero, position: "<position lat='-0.0' lon='0' quality='building'/>", line: 8),
    Mistake(code: .valueMissing, position: "<position lat='50' lon='6'/>", line: 8),
    Mistake(code: .valueInvalid, position: "<position lat='50' lon='6' quality='good'/>", line: 8),
    Mistake(code: .turnoutOutOfRange, line9: "<turnout seconds='two'/>"),
    Mistake(code: .turnoutOutOfRange, line9: "<turnout seconds='-1'/>"),
    Mistake(code: .turnoutOutOfRange, line9: "<turnout seconds='86401'/>"),
    Mistake(code: .turnoutOutOfRange, line9: "<turnout seconds='1.5'/>"),
    Mistake(code: .valueMissing, line9: "<turnout from='08:00'/>"),
    Mistake(code: .valueInvalid, line9: "<turnout seconds='60' days='mo tue'/>"),
    Mistake(code: .valueInvalid, line9: "<turnout seconds='60' from='8:00'/>"),
    Mistake(code: .valueInvalid, line9: "<turnout seconds='60' to='24:01'/>"),
    Mistake(code: .valueInvalid, line9: "<staffing kind='paid'/>"),
    Mistake(code: .valueMissing, line9: "<staffing/>"),
  ])
  func aStationWithAMistakeIsLeftOutWithItsUnits(mistake: Mistake) throws {
    let reading = try Reading(mistake.document)
    let record = try #require(reading.records.first)
    #expect(record.station == nil)
    #expect(record.units.isEmpty)
    #expect(record.unitCount == 1)
    #expect(record.line == 6)
    #expect(record.problems.first?.code == mistake.code)
    #expect(record.problems.first?.line == mistake.line)
    #expect(record.problems.allSatisfy { $0.severity == .error && !$0.message.isEmpty })
  }

  @Test(arguments: [
    Mistake(code: .valueMissing, line9: "<unit type='TS'/>"), Mistake(code: .valueMissing, line9: "<unit id='u'/>"),
    Mistake(code: .valueMissing, line9: "<unit id='u' type=''/>"),
    Mistake(code: .valueInvalid, line9: "<unit id='u' type='TS' service='Fire'/>"),
    Mistake(code: .valueInvalid, line9: "<unit id='u' type='\(String(repeating: "x", count: 61))'/>"),
    Mistake(code: .valueMissing, line9: "<unit id='u' type='TS'><capability level='3'/></unit>"),
    Mistake(code: .valueInvalid, line9: "<unit id='u' type='TS'><crew size='0'/></unit>"),
    Mistake(code: .valueInvalid, line9: "<unit id='u' type='TS'><crew size='501'/></unit>"),
    Mistake(code: .valueMissing, line9: "<unit id='u' type='TS'><crew/></unit>"),
    Mistake(code: .turnoutOutOfRange, line9: "<unit id='u' type='TS'><turnout seconds='x'/></unit>"),
    Mistake(
      code: .positionOutOfRange, line9: "<unit id='u' type='TS'><position lat='91' lon='6' quality='building'/></unit>"),
    Mistake(code: .positionZero, line9: "<unit id='u' type='TS'><position lat='0' lon='0' quality='building'/></unit>"),
    Mistake(code: .valueMissing, line9: "<group id='g' type='LZ'/>"),
    Mistake(code: .valueMissing, line9: "<group id='g' type='LZ'><member/></group>"),
    Mistake(code: .valueInvalid, line9: "<group id='g' type='LZ'><member type='TS' count='0'/></group>"),
    Mistake(code: .controlCharacters, line9: "<unit id='u' type='TS' call-sign='&#x80;'/>"),
    Mistake(code: .textTooLong, line9: "<unit id='u' type='\(String(repeating: "x", count: 16_001))'/>"),
  ])
  func aUnitWithAMistakeIsLeftOutAndTheOthersStay(mistake: Mistake) throws {
    let record = try #require(try Reading(mistake.document).records.first)
    #expect(record.station != nil)
    #expect(record.unitCount == 2)
    #expect(record.units.map(\.unit.id) == ["good"])
    #expect(record.units.map(\.line) == [10])
    #expect(record.problems.first?.code == mistake.code)
    #expect(record.problems.allSatisfy { $0.line == 9 && $0.severity == .error })
  }

  @Test func aUnitWhoseServiceNobodySaysIsLeftOut() throws {
    let stations = Sample.station("<unit id='a' type='TS'/><unit id='b' type='TS' service='ambulance'/>")
    let reading = try Reading(Sample.registry(service: nil, stations))
    #expect(reading.units.map(\.id) == ["b"])
    #expect(reading.allProblems.map(\.code) == [.serviceMissing])
    #expect(reading.allProblems.map(\.record) == ["a"])
  }

  @Test(arguments: [
    ("<organisation kind='k'><name>N</name></organisation>", ProblemCode.valueMissing),
    ("<organisation id='o'><name>N</name></organisation>", .valueMissing),
    ("<organisation id='o' kind='k'/>", .valueMissing),
    ("<organisation id='o' kind='k'><name>N</name><phone kind='mobile'>1</phone></organisation>", .valueInvalid),
    ("<organisation id='o' kind='k'><name>N</name><phone>1</phone></organisation>", .valueMissing),
    ("<control-room id='r'><name>N</name></control-room>", .valueMissing),
    ("<control-room id='r' services='fire police'><name>N</name></control-room>", .valueInvalid),
    ("<control-room id='r' services='fire'/>", .valueMissing),
    ("<control-room id='r' services='fire'><name>N</name><territory region='NL-VR01'/></control-room>", .valueMissing),
    ("<source id='s2' title='T'/>", .valueMissing),
  ])
  func otherRecordsWithAMistakeAreLeftOut(element: String, code: ProblemCode) throws {
    let reading = try Reading(Sample.registry("\n" + element))
    #expect(reading.organisations.isEmpty)
    #expect(reading.rooms.isEmpty)
    #expect(reading.problems.map(\.code) == [code])
    #expect(reading.problems.map(\.line) == [7])
  }

  @Test(arguments: [
    ("<report status='available' since='2026-01-01T00:00:00Z'/>", ProblemCode.valueMissing),
    ("<report unit='u' since='2026-01-01T00:00:00Z'/>", .valueMissing),
    ("<report unit='u' status='available'/>", .valueMissing),
    ("<report unit='u' status='free' since='2026-01-01T00:00:00Z'/>", .valueInvalid),
    ("<report unit='u' status='available' since='now'/>", .dateInvalid),
    ("<report unit='u' status='available' since='2026-02-30T00:00:00Z'/>", .dateInvalid),
    ("<report unit='u' status='available' since='2026-01-01T00:00:00Z' until='later'/>", .dateInvalid),
    ("<report unit='u' status='available' since='2026-01-02T00:00:00Z' until='2026-01-01T00:00:00Z'/>", .dateInvalid),
  ])
  func aReportWithAMistakeIsLeftOut(element: String, code: ProblemCode) throws {
    let reading = try Reading(
      "<directory xmlns='urn:mutual-aid:1.0'><availability>\n\(element)\n</availability></directory>")
    #expect(reading.reports.isEmpty)
    #expect(reading.problems.map(\.code) == [code])
    #expect(reading.problems.map(\.line) == [2])
  }

  @Test func theMistakeNamesTheRecordAndAGuess() throws {
    let problem = try #require(
      try Reading(Sample.registry(Sample.station("<unit id='u7' type='TS' service='ambulanse'/>"))).allProblems.first)
    #expect(problem.record == "u7")
    #expect(problem.message.contains("ambulanse"))
    #expect(problem.message.contains("did you mean 'ambulance'"))
  }

  @Test func whiteSpaceInValuesIsCollapsed() throws {
    let reading = try Reading(
      Sample.registry(Sample.station("<unit id='  u1\n' type=' HLF \t\n 20 '><name>\n  A\n  B </name></unit>")))
    #expect(reading.units.map(\.id) == ["u1"])
    #expect(reading.units.map(\.type) == ["HLF 20"])
    #expect(reading.units.map(\.names.main) == ["A B"])
  }

  @Test func linesAreRightFarDownInALargeDocument() throws {
    let reading = try Reading(Sample.registry(String(repeating: "\n", count: 70_000) + "<station id='bad'/>"))
    #expect(reading.records.last?.problems.first?.line == 70_006)
  }
}
