import DirectoryModel
import DirectoryStore
import Foundation
import RegistryImport
import TestSupport
import Testing

@Suite final class AgreementChecksTests: ImportSuite {
  private func agreement(_ id: String, _ attributes: String = "", _ rules: String = "") -> String {
    """
    <agreement id="\(id)" verification="verified" \(attributes)><title>T</title><citation>C</citation>
    \(rules)
    </agreement>

    """
  }

  private func rule(
    _ id: String, _ attributes: String = "", lender: String = "", borrower: String = "", _ body: String = ""
  )
    -> String
  {
    """
    <rule id="\(id)" services="fire" purposes="daily" \(attributes)><lender country="NL" \(lender)/><borrower country="DE" \(borrower)/>\(body)</rule>

    """
  }

  private func problems(_ body: String, id: String = "treaties") throws -> [Problem] {
    let report = try take(Sample.agreements(id: id, body))
    #expect(report.isApplied)
    return report.problems
  }

  @Test(arguments: ["organisation", "station", "control-room"])
  func aPartyThatNobodyListsIsTold(name: String) throws {
    let text = agreement("a", "", rule("r", lender: "\(name)='nobody'"))
    // While nothing of the kind is known, nothing can be missed.
    #expect(try problems(text).isEmpty)
    try take(
      Sample.registry(
        """
        <organisation id="o" kind="municipality"><name>O</name></organisation>
        <control-room id="c" services="fire"><name>C</name><territory country="NL"/></control-room>
        \(Sample.station(id: "s"))
        """))
    let problem = try #require(problems(text, id: "again").first)
    #expect(problem.code == .danglingReference && problem.severity == .warning)
    #expect(problem.record == "r" && problem.line == 5)
    #expect(problem.message.contains("'nobody'"))
    let known = ["organisation": "o", "station": "s", "control-room": "c"][name] ?? ""
    #expect(
      try problems(agreement("b", "", rule("known", "role='first'", lender: "\(name)='\(known)'")), id: "known").isEmpty
    )
  }

  @Test func aRegionOrCalendarThatIsNotKnownIsTold() throws {
    let text = agreement("a", "", rule("r", "holidays='DEX'", borrower: "regions='DEA2D DEX'"))
    #expect(try problems(text).isEmpty)
    try take(Sample.boundaries([("region", "DEA2D", "DE", [square])]))
    try take(Sample.vocabulary("<holiday-calendar code='DEA'><holiday date='2026-11-01'/></holiday-calendar>"))
    #expect(try problems(text, id: "again").map(\.message).filter { $0.contains("DEX") }.count == 2)
  }

  @Test func aDirectoryMayListItsStationsAfterItsAgreements() throws {
    let inner = { (text: String) in text.split(separator: "\n").dropFirst().joined(separator: "\n") }
    let text =
      "<directory xmlns='urn:mutual-aid:1.0'>"
      + inner(Sample.agreements(agreement("a", "", rule("r", lender: "station='s'"))))
      + inner(Sample.registry(Sample.station(id: "s"))) + "</directory>"
    let report = try take(text)
    #expect(report.isApplied && report.problems.filter { $0.code == .danglingReference }.isEmpty)
  }

  @Test func successorsMustExistAndNotLeadBack() throws {
    let found = try problems(
      agreement("a", "ends='2026-01-01' successor='b'") + agreement("b", "ends='2027-01-01' successor='a'")
        + agreement("c", "ends='2026-01-01' successor='nobody'") + agreement("d", "ends='2026-01-01' successor='e'")
        + agreement("e") + agreement("f", "ends='2026-01-01'"))
    #expect(found.map(\.code) == [.successorCycle, .successorCycle, .danglingReference])
    #expect(found.map(\.record) == ["a", "b", "c"])
    #expect(found.map(\.line) == [4, 7, 10])
  }

  @Test func aSuccessorMayBeInAnotherDocument() throws {
    #expect(try problems(agreement("new"), id: "1").isEmpty)
    #expect(try problems(agreement("old", "ends='2026-01-01' successor='new'"), id: "2").isEmpty)
  }

  @Test func rulesThatSayTheSameAreToldWithTheLaterOne() throws {
    let found = try problems(agreement("a", "", rule("1") + rule("2") + rule("3", "role='first'")))
    #expect(found.map(\.code) == [.ruleRepeated] && found.map(\.record) == ["2"])
    let other = try problems(agreement("b", "", rule("4")), id: "other")
    #expect(other.map(\.code) == [.ruleRepeated, .ruleRepeated])
  }

  @Test(arguments: [
    ("", "", "", true), ("", "role='first'", "", true), ("role='second'", "role='first'", "", false),
    ("", "", "regions='DEA'", false), ("", "verification='unverified'", "", false),
  ])
  func rulesOfEqualRankThatContradictAreTold(first: String, second: String, borrower: String, isTold: Bool) throws {
    let found = try problems(
      agreement("a", "", rule("yes", first) + rule("no", "effect='forbid' \(second)", borrower: borrower)))
    #expect(found.map(\.code) == (isTold ? [.ruleContradiction] : []))
    if isTold { #expect(found.first?.record == "no" && found.first?.message.contains("'yes'") == true) }
  }

  @Test func rulesThatAreNeverInForceTogetherDoNotContradict() throws {
    let text =
      agreement(
        "old", "ends='2026-01-01'", rule("1") + rule("2", "effect='forbid' role='first'", lender: "station='x'"))
      + agreement("new", "in-force='2026-01-01'", rule("3") + rule("4", "effect='forbid'", borrower: "regions='DEA'"))
    #expect(try problems(text).filter { $0.code == .ruleRepeated || $0.code == .ruleContradiction }.isEmpty)
  }
}
