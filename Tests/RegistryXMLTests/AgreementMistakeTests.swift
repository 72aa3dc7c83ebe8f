import DirectoryModel
import RegistryXML
import TestSupport
import Testing

@Suite struct AgreementMistakeTests {
  private func agreement(
    _ attributes: String = "", rule: String = "", lender: String = "<lender country='NL'/>", body: String = ""
  ) -> String {
    Sample.agreements(
      """
      <agreement id="a" verification="verified" \(attributes)><title>T</title><citation>C</citation>
      <rule id="r" services="fire" purposes="daily" \(rule)>
      \(lender)
      <borrower country="DE"/>
      \(body)
      </rule></agreement>
      """)
  }

  private func problems(_ text: String) throws -> [Problem] { try Reading(text).allProblems }

  @Test(arguments: ["2026-02-30", "2026-13", "26", "2026-1-1", "May 2026", "2026-05-10T00:00:00Z", "2026-05-10-01"])
  func aDayThatNoCalendarHasIsAnError(day: String) throws {
    for name in ["signed", "in-force", "ends"] {
      let problem = try #require(problems(agreement("\(name)='\(day)'")).first)
      #expect(problem.code == .dateInvalid && problem.line == 4)
    }
  }

  @Test(arguments: ["2026", "2026-05", "2024-02-29"])
  func yearsMonthsAndDaysAreDays(day: String) throws {
    #expect(try problems(agreement("in-force='\(day)'")).isEmpty)
  }

  @Test(arguments: ["signed='2026-06-01' ends='2026-01-01'", "in-force='2026-06' ends='2026-01-01'"])
  func anEndBeforeTheBeginningIsAnError(dates: String) throws {
    #expect(try problems(agreement(dates)).map(\.code) == [.dateInvalid])
  }

  @Test(arguments: ["within-km-of-border", "station-within-km-of-border"], ["0", "-3"])
  func aBandMustBeMoreThanNothing(name: String, value: String) throws {
    let problem = try #require(problems(agreement(rule: "\(name)='\(value)'")).first)
    #expect(problem.code == .bandInvalid && problem.line == 5)
    #expect(problem.message.contains(name))
  }

  @Test func aWindowThatNeverOpensIsAnError() throws {
    let found = try problems(agreement(body: "<window from='24:00' to='00:00'/>"))
    #expect(found.map(\.code) == [.windowNeverOpens] && found.map(\.line) == [8])
    #expect(try problems(agreement(body: "<window days='su' from='22:00' to='00:00'/>")).isEmpty)
  }

  @Test(
    arguments: [
      ("50 6 50 7 51 7 51 6 50 6", nil), ("50 6 50 7 51 7 51 6", "closed"), ("50 6 50 7 50 6", "three corners"),
      ("50 6 51 7 50 7 51 6 50 6", "crosses"), ("50 6 50 8 50 7 51 7 50 6", "crosses"),
      ("50 6 50 8 51 8 50 7 51 6 50 6", "crosses"), ("50 6 50 7 50 8 51 7 50 6", nil),
    ] as [(String, String?)])
  func aRingIsClosedAndSimple(ring: String, fault: String?) throws {
    let lender = "<lender country='NL'><polygon name='P'><ring>\(ring)</ring></polygon></lender>"
    let found = try problems(agreement(lender: lender))
    #expect(found.map(\.code) == (fault == nil ? [] : [.polygonInvalid]))
    if let fault { #expect(found.first?.message.contains(fault) == true && found.first?.line == 6) }
  }

  @Test func roomsMunicipalitiesAndPolygonsAreReadAndWritten() throws {
    let lender = """
      <lender country="NL" control-room="room" municipality="Vaals"><polygon name="P"><ring>50 6 50 7 51 7 51 6 50 6</ring>\
      <ring>50.4 6.4 50.4 6.6 50.6 6.6 50.6 6.4 50.4 6.4</ring></polygon></lender>
      """
    let reading = try Reading(
      agreement(rule: "station-within-km-of-border='12.5'", lender: lender), checksSchema: true)
    #expect(reading.allProblems.isEmpty && reading.schemaProblems.isEmpty)
    let (document, content) = try #require(reading.references.first)
    guard case .agreements(let found) = content, case .agreements(let again) = try document.content() else {
      Issue.record("not agreements")
      return
    }
    #expect(found == again)
    let rule = try #require(found.first?.rules.first)
    #expect(rule.stationBand == 12_500 && rule.line.number == 5)
    #expect(rule.lender.controlRoom == "room" && rule.lender.municipality == "Vaals")
    #expect(rule.lender.holds(try place(50.2, 6.2)))
    #expect(!rule.lender.holds(try place(50.5, 6.5)), "in the hole")
    #expect(!rule.lender.holds(try place(51.5, 6.5)))
  }
}
