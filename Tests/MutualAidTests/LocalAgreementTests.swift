import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import Matching
import MutualAid
import Presentation
import RegistryImport
import TestSupport
import Testing

/// What two rooms agree among themselves goes into the directory field by field and counts at once.
struct LocalAgreementTests {
  private let folder: TemporaryFolder
  private let directory: Directory
  private let noon = Date(timeIntervalSince1970: 1_780_000_000)
  private static let base = RealDirectory.root + "/Tests/CommandTests/Fixtures/base"

  init() throws {
    folder = try TemporaryFolder()
    directory = try Directory(at: folder.file("directory.sqlite"), access: .readWrite)
    try directory.importDocuments(at: [LocalAgreementTests.base])
  }

  private static let whole = [
    ("lender", "BE be-clairval"), ("borrower", "NL nl-room"), ("service", "fire"), ("within-km-of-border", "15"),
  ]

  @discardableResult
  private func correct(
    _ fields: [(String, String?)], of name: String = "clairval", in directory: Directory? = nil, at second: Double = 0,
    dryRun: Bool = false
  ) throws -> CorrectionReport {
    try (directory ?? self.directory).correct(
      fields.map { CorrectionRequest(id: "agreement:\(name)", field: $0.0, value: $0.1, note: "letter of May") },
      room: "nl-room", by: "M. Janssen", at: noon + second, isDryRun: dryRun)
  }

  /// The verdict on the pumper of Clairval for a fire in the Netherlands, by day on a Wednesday.
  private func verdict(in directory: Directory? = nil, time: String = "2025-03-12T12:00:00Z") throws -> Verdict {
    try #require(
      try unit("be-clairval.ap1", in: directory ?? self.directory, time: time)
    ).match.verdict
  }

  private func unit(
    _ id: UnitID, in directory: Directory, time: String = "2025-03-12T12:00:00Z"
  ) throws -> NearestReport.Unit? {
    let place = try #require(Coordinate.valid(latitude: 50.77, longitude: 5.98))
    var query = NearestQuery(place: place, service: .fire, time: try #require(Timestamp.date(time)))
    query.count = 30
    return try directory.nearest(query).units.first { $0.record.id == id }
  }

  private func error(_ body: () throws -> Void) -> MutualAidError? {
    do {
      try body()
      return nil
    } catch {
      return error as? MutualAidError
    }
  }

  private func export(_ directory: Directory) throws -> String {
    var text = ""
    try directory.export(.native) { text += $0 }
    return text
  }

  @Test func anAgreementAllowsAtOnceAndItsWithdrawalTakesThatBack() throws {
    #expect(try verdict().kind == .noneKnown)
    let report = try correct(LocalAgreementTests.whole)
    #expect(report.registry == "own-nl-room" && report.changes.map(\.kind) == Array(repeating: .agreement, count: 4))
    let allowed = try verdict()
    #expect(allowed.kind == .allowed)
    let agreement = try #require(allowed.agreement)
    #expect(agreement.id == "own-nl-room.clairval" && agreement.verification == .secondary)
    #expect(agreement.titles.main == "clairval" && agreement.citation.hasPrefix("M. Janssen (nl-room), 2026-05-28"))
    #expect(agreement.notes.entries.first?.text.hasSuffix("M. Janssen; letter of May") == true)
    #expect(allowed.rule?.lender.station == "be-clairval" && allowed.rule?.borrower.controlRoom == "nl-room")
    try correct([("exists", "no")], at: 1)
    #expect(try verdict().kind == .noneKnown)
    #expect(try directory.corrections().isEmpty)
    #expect(try directory.store.check().isSound)
  }

  @Test func fieldsFollowOneByOneAndOthersStay() throws {
    try correct(LocalAgreementTests.whole)
    try correct([("window", "Mo-Fr 22:00-06:00"), ("title", "Clairval helps")], at: 60)
    #expect(try verdict().kind == .noneKnown)
    let night = try verdict(time: "2025-03-12T22:30:00Z")
    #expect(night.agreement?.titles.main == "Clairval helps" && night.rule?.borderBand == 15_000)
    try correct([("window", nil)], at: 120)
    #expect(try verdict().kind == .allowed)
    let listed = try #require(try directory.corrections(of: "nl-room").first)
    #expect(listed.of == .agreement && listed.id == "agreement:clairval")
    #expect(
      listed.corrections.map(\.field) == ["borrower", "lender", "service", "title", "within-km-of-border"])
    #expect(listed.corrections.map(\.value).contains("BE station=be-clairval"))
    #expect(listed.corrections.first { $0.field == "title" }?.at == noon + 60)
    #expect(listed.corrections.allSatisfy { $0.by == "M. Janssen" && $0.note == "letter of May" })
  }

  @Test func everyFieldIsReadBackAsItWasSaid() throws {
    let fields = [
      ("borrower", "NL region=NL-VR24 room=nl-room municipality=De Oost Hoek"), ("citation", "Letters of 2025"),
      ("condition", "faster-than-own, on-request"), ("ends", "2030-01-01"), ("in-force", "2025"),
      ("lender", "BE region=BE33 organisation=be-zone"), ("note", "Ring <first> & ask"),
      ("purpose", "daily, disaster"), ("role", "second"), ("service", "fire, ambulance"),
      ("station-within-km-of-border", "2.5"), ("title", "A title"), ("verification", "verified"),
      ("window", "mo tu 22:00-06:00; sa su holiday"), ("within-km-of-border", "10"),
    ]
    try correct(fields)
    let said = try #require(try directory.corrections().first).corrections
    #expect(said.map(\.field) == fields.map(\.0))
    #expect(said.map(\.value) == fields.map(\.1))
    let version = try directory.store.version()
    #expect(try correct(fields, at: 5).changes.isEmpty)
    #expect(try directory.store.version() == version)
  }

  @Test func aDryRunSaysWhatWouldChangeAndChangesNothing() throws {
    let before = try export(directory)
    #expect(try correct(LocalAgreementTests.whole, dryRun: true).changes.count == 4)
    #expect(try export(directory) == before)
  }

  @Test func newEditionsOfOtherAgreementsLeaveItAsItIs() throws {
    try correct(LocalAgreementTests.whole)
    let text = try String(contentsOfFile: LocalAgreementTests.base + "/agreements.xml", encoding: .utf8)
      .replacing("issued=\"2025-01-06T", with: "issued=\"2025-02-06T").replacing(
        "radius-km=\"5\"", with: "radius-km=\"4\"")
    let report = try directory.importDocuments(at: [folder.write(text, to: "new.xml")])
    #expect(report.allSatisfy { $0.isApplied })
    #expect(try verdict().kind == .allowed)
  }

  @Test func itComesBackFromAnExportAndFromABackupWithOtherCorrections() throws {
    try correct(LocalAgreementTests.whole)
    try directory.correct(
      [CorrectionRequest(id: "be-room", field: "phone", value: "+32 87 00 00 00")], room: "nl-room", by: "M. Janssen",
      at: noon + 1)
    let text = try export(directory)
    let copy = try Directory(at: folder.file("copy.sqlite"), access: .readWrite)
    let imported = try #require(try copy.importDocuments(at: [folder.write(text, to: "export.xml")]).first)
    #expect(imported.isApplied && imported.rejected == 0, "\(imported.refusal?.message ?? "")")
    #expect(try export(copy) == text)
    try directory.backUp(to: folder.file("backup.sqlite"))
    let restored = try Directory(at: folder.file("backup.sqlite"), access: .readWrite)
    #expect(try export(restored) == text)
    for other in [copy, restored] {
      #expect(try verdict(in: other).kind == .allowed)
      let listed = try other.corrections()
      #expect(try listed == directory.corrections())
      #expect(listed.count == 2)
      // Both go on from there.
      try correct([("role", "second")], in: other, at: 60)
      #expect(try verdict(in: other).rule?.role == .second)
      #expect(try other.store.check().isSound)
    }
    #expect(try verdict().rule?.role == nil)
  }

  @Test func anEarlierVersionComesBack() throws {
    try correct(LocalAgreementTests.whole)
    try correct([("exists", "no")], at: 1)
    #expect(try directory.rollBack("agreements:own-nl-room", to: 1).hasChanged)
    #expect(try verdict().kind == .allowed)
    #expect(try directory.corrections().count == 1)
    _ = try directory.remove("own-nl-room")
    #expect(try verdict().kind == .noneKnown)
    #expect(try directory.corrections().isEmpty)
  }

  @Test(arguments: [
    ("lender", "BE nobody", "unknown-record"), ("lender", "Belgium", "correction-invalid"),
    ("lender", "BE station=nobody", "unknown-record"), ("lender", "FR", "correction-invalid"),
    ("lender", "BE region=BE99", "unknown-record"), ("borrower", "NL room=nobody", "unknown-record"),
    ("borrower", "NL station=nl-oosthoek", "correction-invalid"), ("service", "police", "correction-invalid"),
    ("window", "mo-fr 25:00-26:00", "correction-invalid"), ("in-force", "2025-13", "correction-invalid"),
    ("ends", "2020", "correction-invalid"), ("condition", "always", "correction-invalid"),
    ("within-km-of-border", "0", "correction-invalid"), ("verification", "sure", "correction-invalid"),
    ("lendr", "BE", "correction-invalid"), ("exists", "perhaps", "correction-invalid"),
    ("title", "a\u{1B}[31m", "control-characters"),
  ])
  func whatCannotBeTakenIsRefusedAndChangesNothing(field: String, value: String, code: String) throws {
    try correct(LocalAgreementTests.whole)
    let before = try export(directory)
    let error = error { try correct([("role", "first"), (field, value)], at: 5) }
    #expect(error?.code.name == code)
    #expect(error?.message.isEmpty == false)
    #expect(try export(directory) == before)
  }

  @Test func anIncompleteAgreementSaysWhatIsMissing() throws {
    let error = error { try correct([("lender", "BE")]) }
    #expect(error?.message.contains("borrower, service missing") == true)
    #expect(error?.hint != nil)
    try correct(LocalAgreementTests.whole)
    #expect(self.error { try correct([("service", nil)], at: 1) }?.message.contains("service missing") == true)
    #expect(self.error { try correct([("exists", "no")], of: "other", at: 1) }?.code == .correctionInvalid)
    #expect(self.error { try correct([("title", "x")], of: "a b", at: 1) }?.code == .correctionInvalid)
    let dates = [("in-force", "2026-01-01"), ("ends", "2025-01-01")]
    #expect(self.error { try correct(dates, at: 1) }?.code == .correctionInvalid)
  }

  @Test func anAgreementOfTheDocumentThatWasWrittenByHandStaysAsItIs() throws {
    let body = """
      <agreement id="own-nl-room.circle" verification="secondary"><title>By hand</title><citation>C</citation>
      <rule id="own-nl-room.circle" services="fire" purposes="daily">
      <lender country="BE"><place name="P" lat="50.7" lon="5.9" radius-km="3"/></lender><borrower country="NL"/></rule>
      </agreement>
      """
    let document = Sample.agreements(id: "own-nl-room", issued: "2025-01-01T00:00:00Z", body)
    let imported = try directory.importDocuments(at: [folder.write(document, to: "hand.xml")])
    #expect(imported.allSatisfy { $0.isApplied })
    #expect(error { try correct([("role", "first")], of: "circle") }?.code == .correctionInvalid)
    try correct(LocalAgreementTests.whole)
    #expect(try export(directory).contains("radius-km=\"3\""))
    #expect(try verdict().kind == .allowed)
  }

  // MARK: Values that are a room's own, in every answer

  @Test func explanationsAndMatchesSayThatAValueIsTheRoomsOwn() throws {
    try directory.correct(
      ["nl-room", "be-room", "de-room"].map {
        CorrectionRequest(id: $0, field: "phone", value: "+31 43 111 11 11", note: "new")
      }, room: "nl-room", by: "M. Janssen", at: noon)
    let place = try #require(Coordinate.valid(latitude: 50.77, longitude: 5.98))
    let query = NearestQuery(
      place: place, service: .fire, time: try #require(Timestamp.date("2025-03-12T12:00:00Z")))
    let explanation = try directory.explain("nl-oosthoek.ts1", in: query)
    let expected = "the room's own value, by M. Janssen"
    for hasDetails in [false, true] {
      let text = explanation.text(in: .english, usesColour: false, hasDetails: hasDetails)
      #expect(text.components(separatedBy: expected).count == 2, "\(text)")
    }
    #expect(String(decoding: explanation.json(in: .english), as: UTF8.self).contains("\"published\""))
    let report = try directory.match(PackageQuery(base: query, needs: [PackageNeed(capabilities: [])]))
    #expect(report.table(in: .english, localTime: "", hasDetails: true).contains(expected))
    #expect(String(decoding: report.json(in: .english), as: UTF8.self).contains("\"published\""))
  }
}
