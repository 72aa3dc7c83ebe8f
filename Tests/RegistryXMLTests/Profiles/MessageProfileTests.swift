import DirectoryModel
import RegistryXML
import TestSupport
import Testing

/// Messages about resources, and envelopes around them.
@Suite struct MessageProfileTests {
  private func status(_ reading: Reading) -> [String] { reading.reports.map { "\($0.unit) \($0.status.rawValue)" } }

  @Test("A committed resource stands where it is, not where it is wanted; a declined one does not come")
  func commitResource() throws {
    let reading = try Fixture.read("rm-commit.xml")
    #expect(reading.stations.map(\.id) == ["AC-1-HLF20-1"])
    #expect(try reading.distance("AC-1-HLF20-1", 50.7747, 6.0839) < 1)
    #expect(try reading.unit("AC-1-HLF20-1").service == .fire)
    #expect(status(reading) == ["AC-1-HLF20-1 responding", "AC-RTW-2 unavailable"])
    #expect(reading.reports.map { Timestamp.text($0.since) } == ["2026-11-01T11:55:00Z", "2026-11-01T11:00:00Z"])
    #expect(reading.allProblems.isEmpty)
    #expect(reading.registries.map(\.publisher) == ["Leitstelle Aachen"])
    #expect(reading.skipped == 1)
  }

  @Test("A namespace for each message, slips in element names, another GML: read all the same")
  func slips() throws {
    let reading = try Fixture.read("rm-typos.xml")
    #expect(reading.stations.map(\.id) == ["amb-7"])
    #expect(try reading.distance("amb-7", 51.4450, 4.9292) < 1)
    #expect(status(reading) == ["amb-7 unavailable"])
    #expect(Timestamp.text(try #require(reading.registries.first).issued) == "2026-11-02T09:00:00Z")
  }

  @Test("What is only asked for does not exist", arguments: ["RequestResource", "RequestQuote", "RequisitionResource"])
  func requests(root: String) throws {
    let text = try Fixture.text("rm-commit.xml").replacing("rmsg:CommitResource", with: "rmsg:\(root)")
    let reading = try Reading(text)
    #expect(reading.profile == "edxl-rm")
    #expect(reading.stations.isEmpty)
    #expect(reading.reports.isEmpty)
    #expect(reading.skipped == 3)
  }

  @Test("EMSI: current positions, statuses and nationality; without a current position only the status")
  func emsi() throws {
    let reading = try Fixture.read("emsi.xml")
    #expect(reading.stations.map(\.id) == ["LU_1-HLF"])
    #expect(try reading.distance("LU_1-HLF", 49.6117, 6.1319) < 1)
    #expect(try reading.station("LU_1-HLF").country == "LU")
    #expect(try reading.unit("LU_1-HLF").type == "MAT/EQ/ENG/FIRFGT")
    #expect(status(reading) == ["LU_1-HLF available", "77_22245-VSAV2 responding"])
    #expect(reading.findings == ["15 value-invalid odd"])
    #expect(reading.problems.first?.message.contains("'ASLEEP'") == true)
    #expect(try Fixture.read("emsi-wrapped.xml").unit("H1").service == .ambulance)
  }

  @Test(
    "Every EMSI status has its meaning",
    arguments: [
      ("AVAILB", AvailabilityStatus.available), ("UNAV", .unavailable), ("MAINTC", .maintenance), ("RESRVD", .reserved),
      ("VIRTUAL", .unknown), ("IN_USE/MOBILE", .responding), ("IN_USE/ON_SCENE", .onScene),
    ])
  func emsiStatus(code: String, status: AvailabilityStatus) throws {
    let text = try Fixture.text("emsi-wrapped.xml").replacing("RESRVD", with: code)
    #expect(try Reading(text).reports.map(\.status) == [status])
  }

  @Test(
    "Exercises, tests and cancellations are refused as a whole",
    arguments: [
      ("emsi.xml", "ACTUAL", "EXERCS"), ("emsi-wrapped.xml", "ACTUAL", "TEST"), ("de-1-rm.xml", "Actual", "Exercise"),
      ("de-1-rm.xml", "Actual", "Test"), ("de-2-emsi.xml", ">Actual", ">System"),
      ("de-1-native.xml", "Actual", "Draft"),
      ("de-1-rm.xml", ">Report<", ">Cancel<"), ("de-2-emsi.xml", "<MODE>ACTUAL</MODE>", ""),
      ("de-1-native.xml", "<distributionStatus>Actual</distributionStatus>", ""),
    ])
  func exercises(file: String, found: String, replacement: String) throws {
    let text = try Fixture.text(file).replacing(found, with: replacement)
    let error = try refusal { try Reading(text) }
    #expect(error.code == .notActual)
    #expect(error.hint != nil)
  }

  @Test("An envelope is opened for what is inside, the native format too")
  func envelopes() throws {
    #expect(try Fixture.read("de-1-rm.xml").distance("THW-1", 50.7747, 6.0839) < 1)
    #expect(try Fixture.read("de-1-rm.xml").unit("THW-1").service == .civilProtection)
    let emsi = try Fixture.read("de-2-emsi.xml")
    #expect(try emsi.distance("CIS-1", 49.6117, 6.1319) < 1)
    #expect(status(emsi) == ["CIS-1/fire available"])
    let native = try Fixture.read("de-1-native.xml")
    #expect(native.units.map(\.id) == ["u1"])
    #expect(native.allProblems.isEmpty)
  }

  @Test("An envelope with something unknown inside is refused by name")
  func unknownContent() throws {
    let text = try Fixture.text("de-1-native.xml").replacing("urn:mutual-aid:1.0", with: "urn:something:else")
    let error = try refusal { try Reading(text) }
    #expect(error.code == .unknownFormat)
    #expect(error.message.contains("urn:something:else"))
  }
}
