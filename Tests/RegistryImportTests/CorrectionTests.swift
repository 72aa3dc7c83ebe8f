import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

/// What a control room knows better wins over every edition below, field by field, and can be taken back.
@Suite final class CorrectionTests: ImportSuite {
  private let noon = Date(timeIntervalSince1970: 1_780_000_000)

  private func takeRooms() throws {
    let rooms = ["r1", "r2"].map { "<control-room id='\($0)' services='fire'><name>\($0)</name></control-room>" }
    try take(Sample.registry(id: "rooms", issued: "2026-01-01T00:00:00Z", rooms.joined()))
  }

  private func edition(_ number: Int, _ body: String) -> String {
    Sample.registry(issued: Timestamp.text(Date(timeIntervalSince1970: 1_770_000_000 + Double(number))), body)
  }

  @discardableResult
  private func correct(
    _ id: String, _ field: String, _ value: String?, room: ControlRoomID = "r1", at second: Int = 0,
    far: Bool = false, dryRun: Bool = false
  ) throws -> CorrectionReport {
    try Correcting(store: store).take(
      [CorrectionRequest(id: id, field: field, value: value, note: "why")], room: room, by: "somebody",
      at: noon + Double(second), acceptsFar: far, isDryRun: dryRun)
  }

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? MutualAidError)?.code.name
    }
  }

  @Test func onlyTheCorrectedFieldWinsAndAllOthersFollowTheNewestEdition() throws {
    try takeRooms()
    try take(edition(1, Sample.station(id: "s", at: (50.85, 5.69), "<unit id='u' type='TS'/>")))
    let report = try correct("s", "hours", "Mo-Fr 07:00-19:00")
    #expect(report.registry == "own-r1" && report.changes.map(\.new) == ["Mo-Fr 07:00-19:00"])
    try take(edition(2, Sample.station(id: "s", at: (50.86, 5.69), "<unit id='u' type='HV'/>")))
    let station = try #require(try store.station("s"))
    #expect(station.staffing?.hours == "Mo-Fr 07:00-19:00")
    #expect(station.position.coordinate.latitude == 50.86)
    let unit = try #require(try store.unit("u"))
    #expect(unit.unit.type == "HV" && unit.registry == "test")
    let mark = try #require(station.corrections?.first)
    #expect(mark.by == "somebody" && mark.note == "why" && mark.at == noon && mark.registry == "own-r1")
    #expect(mark.published == nil && mark.value == "Mo-Fr 07:00-19:00")
  }

  @Test func aDryRunLeavesTheDirectoryAsItIs() throws {
    try takeRooms()
    try take(edition(1, Sample.stations(1)))
    let version = try store.version()
    #expect(try correct("st-1", "name", "Nord", dryRun: true).changes.count == 1)
    #expect(try store.version() == version && store.corrections().isEmpty)
    try correct("st-1", "name", "Nord")
    #expect(try store.version() == version + 1)
    #expect(try correct("st-1", "name", "Nord", at: 5).changes.isEmpty)
    #expect(try store.version() == version + 1)
  }

  @Test func aUnitThatIsThereAndOneThatIsGone() throws {
    try takeRooms()
    try take(edition(1, Sample.stations(1)))
    try correct("st-1-u", "exists", "no")
    try correct("st-1", "unit", "TLF3000; 1/24-1")
    #expect(try store.unit("st-1-u") == nil)
    let added = try #require(try store.unit("st-1.own-1"))
    #expect(added.unit.type == "TLF3000" && added.unit.callSign == "1/24-1" && added.registry == "own-r1")
    // It follows its station, which nobody corrects.
    try take(edition(2, Sample.station(id: "st-1", at: (50.9, 5.75), "<unit id='st-1-u' type='TS'/>")))
    #expect(try store.summary(ofUnit: "st-1.own-1")?.coordinate.latitude == 50.9)
    #expect(try store.unit("st-1-u") == nil)
    #expect(try store.check().isSound)
    try correct("st-1-u", "exists", nil)
    try correct("st-1.own-1", "exists", nil)
    #expect(try store.unit("st-1-u") != nil && store.unit("st-1.own-1") == nil)
    #expect(try store.corrections().isEmpty)
  }

  @Test func aCorrectionWhoseRecordVanishedIsTold() throws {
    try takeRooms()
    try take(edition(1, Sample.stations(10)))
    try correct("st-3", "phone", "+32 3 338 10 55")
    let report = try take(edition(2, Sample.stations(2))) { $0.allowsShrinking = true }
    let told = report.problems.filter { $0.code == .correctionVanished }
    #expect(told.map(\.record) == ["st-3"] && told.first?.severity == .warning)
    #expect(try store.station("st-3") == nil)
    #expect(try store.corrections().map(\.isVanished) == [true])
    // Only the edition with which it vanished tells it; and it holds again when the record comes back.
    #expect(
      try take(edition(3, Sample.stations(1))) { $0.allowsShrinking = true }.problems
        .filter { $0.code == .correctionVanished }.isEmpty)
    try take(edition(4, Sample.stations(10)))
    #expect(try store.station("st-3")?.phones.map(\.number) == ["+32 3 338 10 55"])
    #expect(try store.corrections().map(\.isVanished) == [false])
  }

  @Test func whatCannotBeTakenIsRefusedWithItsReason() throws {
    try takeRooms()
    try take(edition(1, Sample.stations(1)))
    let version = try store.version()
    #expect(code { try correct("st-1", "phon", "x") } == "correction-invalid")
    #expect(code { try correct("st-1", "phone", "112") } == "correction-invalid")
    #expect(code { try correct("nobody", "phone", "+32 3 338 10 55") } == "unknown-record")
    #expect(code { try correct("st-1", "name", "x", room: "r3") } == "unknown-room")
    #expect(code { try correct("st-1", "control-room", "r3") } == "unknown-room")
    #expect(code { try correct("st-1-u", "station", "st-9") } == "unknown-station")
    #expect(code { try correct("st-1", "position", "52.5,5.0") } == "correction-far")
    #expect(code { try correct("st-1", "hours", nil) } == "correction-invalid")
    #expect(code { try correct("st-1", "name", "a\u{1B}[31m") } == "control-characters")
    #expect(code { try correct("st-1", "name", " \n ") } == "correction-invalid")
    #expect(try store.version() == version)
    try correct("st-1", "position", "52.5,5.0", far: true)
    #expect(try store.station("st-1")?.position.coordinate.latitude == 52.5)
  }

  @Test func aRollbackARemovalAndAnExportKnowCorrections() throws {
    try takeRooms()
    try take(edition(1, Sample.stations(2)))
    try correct("st-1", "name", "Nord")
    try correct("st-2", "name", "Zuid", at: 1)
    let first = try #require(try store.imports(subject: "own-r1").last)
    _ = try Rollback(store: store).restore(first)
    #expect(try store.station("st-1")?.names.main == "Nord" && store.station("st-2")?.names.main == "st-2")
    _ = try Removal(store: store).remove("own-r1")
    #expect(try store.station("st-1")?.names.main == "st-1")
    #expect(try store.check().isSound)
  }

  @Test func correctionsStandInRegistriesOfRoomsAlone() throws {
    let text = """
      <correction of='station' id='s'><value field='name' by='b' at='2026-01-01T00:00:00Z'>N</value></correction>
      """
    let report = try take(edition(1, Sample.stations(1) + text))
    #expect(report.problems.contains { $0.severity == .error && $0.message.contains("own-room") })
    #expect(try store.corrections().isEmpty)
  }

  // MARK: Against a brute force

  /// What the registries say, kept as plain values.
  private struct Plain {
    var stations: [String: [String: String]] = [:]
    var corrections: [String: [String: [String: (at: Int, value: String)]]] = [:]

    func expected(_ id: String) -> [String: String]? {
      guard var fields = stations[id] else { return nil }
      var best: [String: (at: Int, room: String, value: String)] = [:]
      for (room, records) in corrections {
        for (field, said) in records[id] ?? [:] {
          if let other = best[field], (other.at, other.room) > (said.at, room) { continue }
          best[field] = (said.at, room, said.value)
        }
      }
      for (field, said) in best { fields[field] = said.value }
      return fields
    }
  }

  private func shown(_ id: String) throws -> [String: String]? {
    guard let station = try store.station(StationID(id)) else { return nil }
    var fields = ["name": station.names.main]
    fields["hours"] = station.staffing?.hours
    fields["phone"] = station.phones.first?.number
    return fields
  }

  @Test(arguments: SampleSize.seeds(6, long: 60))
  func randomCorrectionsAndEditionsInAnyOrderEqualAnOverlay(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    try takeRooms()
    var plain = Plain()
    let ids = (0..<6).map { "s\($0)" }
    for step in 1...25 {
      let id = ids[Int.random(in: 0..<ids.count, using: &random)]
      let room = Bool.random(using: &random) ? "r1" : "r2"
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        plain.stations = [:]
        var body = ""
        for id in ids where step == 1 || Int.random(in: 0..<4, using: &random) > 0 {
          let name = "N\(Int.random(in: 0..<9, using: &random))"
          var fields = ["name": name]
          var parts = ""
          if Bool.random(using: &random) {
            fields["hours"] = "24/7"
            parts = "<staffing hours='24/7'/>"
          }
          plain.stations[id] = fields
          body += """
            <station id='\(id)'><name>\(name)</name><position lat='50.85' lon='5.\(60 + (Int(id.dropFirst()) ?? 0))'
            quality='building'/>\(parts)<unit id='\(id)-u' type='TS'/></station>
            """
        }
        try take(edition(step, body)) { $0.allowsShrinking = true }
      case 1:
        let known = plain.corrections[room]?[id]?.keys.sorted() ?? []
        guard let field = known.first else { continue }
        try correct(id, field, nil, room: ControlRoomID(room), at: step)
        plain.corrections[room]?[id]?[field] = nil
      default:
        guard plain.stations[id] != nil || plain.corrections[room]?[id]?.isEmpty == false else { continue }
        let field = ["name", "hours", "phone"][Int.random(in: 0..<3, using: &random)]
        let value = ["name": "C\(step)", "hours": "Mo-Fr 07:00-1\(step % 10):00", "phone": "+32 3 338 \(1000 + step)"]
        guard let text = value[field] else { continue }
        try correct(id, field, text, room: ControlRoomID(room), at: step)
        plain.corrections[room, default: [:]][id, default: [:]][field] = (step, text)
      }
      for id in ids { #expect(try shown(id) == plain.expected(id), "step \(step), \(id)") }
    }
    #expect(try store.check().isSound)
  }
}
