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

  @Test(
    "A message that asks for something is refused, and says so",
    arguments: [
      "RequestResource", "RequestQuote", "RequisitionResource", "RequestInformation", "RequestReturn",
      "RequestResourceDeploymentStatus", "RequestExtendedDeploymentDuration",
    ])
  func requests(root: String) throws {
    let text = try Fixture.text("rm-commit.xml").replacing("rmsg:CommitResource", with: "rmsg:\(root)")
    let error = try refusal { try Reading(text) }
    #expect(error.code == .notActual)
    #expect(error.message.contains(root))
  }

  @Test("A recall of EDXL-RM is no news, an update is", arguments: [("Cancel", false), ("Update", true)])
  func recalls(type: String, isNews: Bool) throws {
    let recall =
      "<MessageRecall><RecalledMessageID>m0</RecalledMessageID><RecallType>\(type)</RecallType></MessageRecall>"
    let text = try Fixture.text("rm-commit.xml").replacing(
      "<rmsg:ResourceInformation>", with: recall + "<rmsg:ResourceInformation>", maxReplacements: 1)
    try #require(text.contains("MessageRecall"))
    if isNews {
      #expect(try !Reading(text).reports.isEmpty)
    } else {
      #expect(try refusal { try Reading(text) }.code == .notActual)
    }
  }

  @Test("Cancellations, errors and acknowledgements of EMSI are no news", arguments: ["CANCEL", "ERROR", "ACK"])
  func noNews(type: String) throws {
    let text = try Fixture.text("emsi.xml").replacing("<MODE>", with: "<MSGTYPE>\(type)</MSGTYPE><MODE>")
    let error = try refusal { try Reading(text) }
    #expect(error.code == .notActual)
    #expect(error.message.contains("MSGTYPE is '\(type)'"))
  }

  @Test("What a message commits elsewhere is not free, and does not stand where it is promised")
  func committed() throws {
    let place = { (pos: String) in
      """
      <Location><TargetArea><where xmlns:gml="http://www.opengis.net/gml"><gml:Point><gml:pos>\(pos)</gml:pos></gml:Point></where>\
      </TargetArea></Location>
      """
    }
    let reading = try Reading(
      """
      <CommitResource xmlns="urn:oasis:names:tc:emergency:EDXL:RM:1.0:msg"><SentDateTime>2026-11-20T06:00:00Z</SentDateTime>
      <ResourceInformation><Resource><ResourceID>a</ResourceID><Name>RTW 1</Name><ResourceStatus><Availability><Value>Available\
      </Value></Availability></ResourceStatus></Resource>
      <ScheduleInformation><ScheduleType>Committed</ScheduleType>\(place("50.1 6.1"))</ScheduleInformation></ResourceInformation>
      <ResourceInformation><Resource><ResourceID>b</ResourceID><Name>RTW 2</Name><ResourceStatus><DeploymentStatus><Value>Available\
      </Value></DeploymentStatus></ResourceStatus></Resource>
      <ScheduleInformation><ScheduleType>Current</ScheduleType>\(place("50.2 6.2"))</ScheduleInformation></ResourceInformation>
      </CommitResource>
      """)
    #expect(status(reading) == ["a reserved", "b reserved"])
    #expect(reading.stations.map(\.id) == ["b"])
  }

  @Test("Of several current positions the latest counts, and of a surface the middle")
  func latestPosition() throws {
    let message = { (resource: String) in
      """
      <emsi xmlns="urn:emergency:eda:1.9:emsi"><CONTEXT><ID>c</ID><MODE>ACTUAL</MODE><MSGTYPE>UPDATE</MSGTYPE>\
      <CREATION>2026-11-20T06:00:00Z</CREATION></CONTEXT><RESOURCE><RTYPE><RCLASS>MAT/VEH</RCLASS></RTYPE><ID>r</ID>\
      <NAME>VSAV 1</NAME><STATUS>AVAILB</STATUS>\(resource)</RESOURCE></emsi>
      """
    }
    let position = { (time: String, corners: [(Double, Double)]) in
      "<RGEO><DATIME>\(time)</DATIME><TYPE>CUR</TYPE><POSITION>"
        + corners.map { "<COORD><LAT>\($0.0)</LAT><LONG>\($0.1)</LONG></COORD>" }.joined() + "</POSITION></RGEO>"
    }
    let two = try Reading(
      message(position("2026-11-20T05:58:00Z", [(50.63, 6.035)]) + position("2026-11-20T04:00:00Z", [(50.4, 6)])))
    #expect(try two.distance("r", 50.63, 6.035) < 1)
    #expect(two.units.map(\.service) == [.ambulance])
    let surface = try Reading(
      message(position("2026-11-20T05:58:00Z", [(50.60, 6.00), (50.66, 6.00), (50.66, 6.07), (50.60, 6.07)])))
    #expect(try surface.distance("r", 50.63, 6.035) < 1)
  }

  @Test(
    "Every branch of EMSI's classes that is fire or ambulance is so, and what only sounds like one is not",
    arguments: [
      ("MAT/VEH/ROADVE/FRFGTN", Service.fire), ("MAT/VEH/ROADVE/FRFGTN/AERIAL", .fire),
      ("MAT/VEH/ROADVE/FRFGTN/BREATH", .fire), ("MAT/VEH/ROADVE/FRFGTN/C3", .fire),
      ("MAT/VEH/ROADVE/FRFGTN/FRF", .fire),
      ("MAT/VEH/ROADVE/FRFGTN/HAZMAT", .fire), ("MAT/VEH/ROADVE/FRFGTN/OTHR", .fire),
      ("MAT/VEH/ROADVE/FRFGTN/PERCAR", .fire), ("MAT/VEH/ROADVE/FRFGTN/PUMP", .fire),
      ("MAT/VEH/ROADVE/FRFGTN/RSC", .fire), ("MAT/EQ/ENG/FIRFGT", .fire), ("MAT/VEH/VESSEL/FIRBOT", .fire),
      ("HUM/CAPAB/FIR/MEDOFF", .fire), ("MAT/VEH/ROADVE/AMBUL", .ambulance), ("HUM/CAPAB/AMB/PARAMD", .ambulance),
      ("HUM/CAPAB/MED/DOCTOR", .ambulance), ("MAT/EQ/ENG/WPNPRT/FIREARM", .civilProtection),
      ("HUM/PERSON/MEDIA", .civilProtection), ("ORG/CIVP", .civilProtection),
    ])
  func classes(code: String, service: Service) throws {
    let reading = try Reading(
      """
      <emsi xmlns="urn:emergency:eda:1.9:emsi"><CONTEXT><ID>c</ID><MODE>ACTUAL</MODE><CREATION>2026-11-20T06:00:00Z</CREATION>\
      </CONTEXT><RESOURCE><RTYPE><RCLASS>\(code)</RCLASS></RTYPE><ID>r</ID><ORG_ID>lu.cgdis</ORG_ID><STATUS>AVAILB</STATUS>\
      <RGEO><TYPE>CUR</TYPE><POSITION><COORD><LAT>49.6</LAT><LONG>6.1</LONG></COORD></POSITION></RGEO></RESOURCE></emsi>
      """)
    #expect(reading.units.map(\.service) == [service])
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
