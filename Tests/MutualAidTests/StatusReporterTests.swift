import DirectoryModel
import DirectoryStore
import Foundation
import MutualAid
import RegistryImport
import StatusFeed
import TestSupport
import Testing

/// Streams of reports, in whatever order they come, leave the directory as the events say.
struct StatusReporterTests {
  private let folder: TemporaryFolder
  private let directory: Directory
  private let units: [UnitID]

  init() throws {
    folder = try TemporaryFolder()
    let store = try DirectoryStore(path: folder.file("directory.sqlite"), access: .write)
    var importer = try Importer(store: store)
    for file in ["vocabulary/status.xml", "registries/nl-fire.xml"] {
      _ = try importer.importFile(RealDirectory.root + "/Datasets/" + file)
    }
    directory = try Directory(store: store)
    units = Array(try store.unitIDs(containing: "").prefix(4))
  }

  private static let noon = 1_795_000_000.0

  private func message(_ unit: UnitID, _ status: String, _ seconds: Double) -> StatusReporter.Entry {
    StatusReporter.Entry(
      StatusMessage(unit: unit.rawValue, status: status, since: .seconds(StatusReporterTests.noon + seconds)))
  }

  private func availability(_ unit: UnitID, after seconds: Double) throws -> Availability {
    try directory.store.availability(of: unit, at: Date(timeIntervalSince1970: StatusReporterTests.noon + seconds))
  }

  /// Looks at all reports for the one that counts: the latest by event time, of equals the one that came last.
  private func model(_ arrived: [StatusMessage], unit: UnitID, at moment: Double) -> AvailabilityStatus {
    var best: (since: Double, until: Double?, status: String)?
    var seen: Set<StatusMessage> = []
    for message in arrived where message.unit == unit.rawValue && seen.insert(message).inserted {
      guard case .seconds(let since)? = message.since, since <= moment, since >= best?.since ?? 0 else { continue }
      var ends: [Double] = message.maximalAge.map { [since + $0] } ?? []
      if case .seconds(let until)? = message.until { ends.append(until) }
      best = (since, ends.min(), message.status ?? "")
    }
    guard let best, best.until.map({ $0 > moment }) ?? true else { return .unknown }
    return directory.vocabulary.status(best.status) ?? .unknown
  }

  @Test(arguments: 0..<60)
  func anyOrderWithRepetitionsAndExpiryEndsAsABruteForceSays(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let statuses = ["available", "FMS:3", "EMSI:MAINTC", "on-scene", "unavailable"]
    var events: [StatusMessage] = []
    for _ in 0..<60 {
      let since = StatusReporterTests.noon + Double(Int.random(in: 0..<40, using: &generator))
      var message = StatusMessage(
        unit: units.randomElement(using: &generator)?.rawValue, status: statuses.randomElement(using: &generator),
        since: .seconds(since))
      if generator.oneIn(3) { message.until = .seconds(since + Double(Int.random(in: 1...20, using: &generator))) }
      if generator.oneIn(3) { message.maximalAge = Double(Int.random(in: 1...20, using: &generator)) }
      events.append(message)
      if generator.oneIn(4) { events.append(message) }
    }
    events.shuffle(using: &generator)
    var reporter = StatusReporter(directory)
    var outcomes: [StatusReporter.Outcome] = []
    var rest = events[...]
    let arrival = Date(timeIntervalSince1970: StatusReporterTests.noon + 100)
    while !rest.isEmpty {
      let batch = rest.prefix(Int.random(in: 1...20, using: &generator))
      outcomes += try reporter.apply(batch.map { StatusReporter.Entry($0) }, at: arrival)
      rest = rest.dropFirst(batch.count)
    }
    for moment in stride(from: 0.0, through: 60, by: 5) {
      for unit in units {
        let expected = model(events, unit: unit, at: StatusReporterTests.noon + moment)
        #expect(try availability(unit, after: moment).status == expected)
      }
    }
    let expired = Set(events.map { "\($0)" }).count
    #expect(outcomes.filter { $0 != .duplicate }.count <= expired)
    #expect(try directory.store.counts().reports == outcomes.filter { $0 != .duplicate }.count)

    // Pruning changes no answer for its moment or later.
    let cut = Double(Int.random(in: 0..<50, using: &generator))
    _ = try directory.store.change {
      try $0.pruneReports(before: Date(timeIntervalSince1970: StatusReporterTests.noon + cut))
    }
    for moment in stride(from: cut, through: 60, by: 3) {
      for unit in units {
        let expected = model(events, unit: unit, at: StatusReporterTests.noon + moment)
        #expect(try availability(unit, after: moment).status == expected)
      }
    }
  }

  @Test func outcomesTellWhatBecameOfEach() throws {
    var reporter = StatusReporter(directory)
    let unit = units[0]
    var exercise = message(unit, "available", 9)
    exercise.message.mode = "exercise"
    let outcomes = try reporter.apply([
      message(unit, "FMS:3", 10), message(unit, "FMS:3", 10), message(unit, "available", 5),
      message(unit, "available", 5), message("nobody", "available", 5), exercise, message(unit, "FMS:4", 20),
    ])
    #expect(Array(outcomes.prefix(4)) == [.applied, .duplicate, .late, .duplicate])
    guard case .rejected(let problem) = outcomes[4], case .exercise = outcomes[5] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(problem.code == .unknownUnit)
    #expect(outcomes[6] == .applied)
    #expect(try availability(unit, after: 30).status == .onScene)
    #expect(try availability(unit, after: 7).status == .available)
  }

  @Test func problemsNameTheLineAndTheUnit() throws {
    var reporter = StatusReporter(directory)
    var exercise = message(units[0], "available", 9)
    exercise.message.mode = "exercise"
    exercise.line = 7
    let wrong = StatusReporter.Entry(StatusMessage(unit: "a\u{1B}b", status: "available"), line: 8)
    guard case .exercise(let left) = try reporter.apply([exercise])[0],
      case .rejected(let rejected) = try reporter.apply([wrong])[0]
    else {
      Issue.record("taken")
      return
    }
    #expect((left.line, left.severity, left.record) == (7, .warning, units[0].rawValue))
    #expect((rejected.line, rejected.severity, rejected.record) == (8, .error, "a\u{FFFD}b"))
  }

  /// A single report and a line of a stream with the same values.
  private func outcomes(
    _ status: String, since: String = "2026-11-20T10:00:00Z", note: String? = nil, source: String? = nil
  ) throws -> (single: String?, stream: ProblemCode?) {
    var message = StatusMessage(unit: units[0].rawValue, status: status, since: .text(since))
    (message.note, message.source) = (note, source)
    let since = try #require(Timestamp.date(since))
    let error = #expect(throws: MutualAidError.self) {
      try directory.report(unit: units[0], status: status, since: since, source: source, note: note)
    }
    var reporter = StatusReporter(directory)
    guard case .rejected(let problem) = try reporter.apply([StatusReporter.Entry(message)])[0] else {
      return (error?.code.name, nil)
    }
    return (error?.code.name, problem.code)
  }

  @Test func whatAStreamRefusesASingleReportRefusesToo() throws {
    let cases: [(ProblemCode, (single: String?, stream: ProblemCode?))] = [
      (.controlCharacters, try outcomes("available", note: "a\u{1B}[31mb")),
      (.controlCharacters, try outcomes("available", source: "a\u{7}")),
      (.textTooLong, try outcomes("available", note: String(repeating: "x", count: 3_000))),
      (.dateInvalid, try outcomes("available", since: "1900-01-01T00:00:00Z")),
      (.unknownStatus, try outcomes("avalable")),
    ]
    for (code, outcome) in cases {
      #expect(outcome.single == code.rawValue)
      #expect(outcome.stream == code)
    }
    #expect(try directory.store.counts().reports == 0)
    #expect(throws: MutualAidError.self) {
      try directory.report(
        unit: units[0], status: "available", since: Date(timeIntervalSince1970: StatusReporterTests.noon),
        until: Date(timeIntervalSince1970: StatusReporterTests.noon))
    }
  }

  @Test func whatAStreamTakesASingleReportTakesAlike() throws {
    let since = Date(timeIntervalSince1970: StatusReporterTests.noon + 0.000_4)
    let single = try directory.report(.onScene, unit: units[0], since: since, note: "brûlé – \"ok\"").report
    var message = StatusMessage(
      unit: units[0].rawValue, status: "on-scene", since: .seconds(since.timeIntervalSince1970))
    message.note = "brûlé – \"ok\""
    var reporter = StatusReporter(directory)
    #expect(try reporter.apply([StatusReporter.Entry(message)]) == [.duplicate])
    #expect(single.since.timeIntervalSince1970 == StatusReporterTests.noon)
  }

  @Test func unknownUnitGetsTheNearestSpelling() throws {
    var reporter = StatusReporter(directory)
    let outcomes = try reporter.apply([message("nl-fire-vals-f2e0bb79.ts1", "available", 0)])
    guard case .rejected(let problem) = outcomes[0] else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(problem.message.contains("'nl-fire-vaals-f2e0bb79.ts1'"))
  }

  @Test func reportDatedAheadMakesNoneLateBeforeItsTime() throws {
    var reporter = StatusReporter(directory, maxAhead: 3600)
    let outcomes = try reporter.apply(
      [message(units[0], "maintenance", 3600), message(units[0], "available", 0)],
      at: Date(timeIntervalSince1970: StatusReporterTests.noon + 1))
    #expect(outcomes == [.applied, .applied])
    #expect(try availability(units[0], after: 1).status == .available)
    #expect(try availability(units[0], after: 3601).status == .maintenance)
  }

  @Test func whoFollowsSeesEveryReportOnceAndAnUnchangedMark() throws {
    var reporter = StatusReporter(directory)
    let reader = try DirectoryStore(path: directory.store.path, access: .read)
    var seen: [AvailabilityReport] = []
    var mark = try reader.changeMark()
    for round in 0..<5 {
      let data = try reader.dataVersion()
      #expect(try reader.changeMark() == mark)
      _ = try reporter.apply(units.map { message($0, "available", Double(round)) })
      #expect(try reader.dataVersion() != data)
      let new = try reader.changeMark()
      #expect(new.version == mark.version + 1)
      #expect(new.lastImport == mark.lastImport)
      let changes = try reader.availabilityChanges(after: mark.lastReport)
      #expect(changes.last?.key == new.lastReport)
      seen += changes.map(\.report)
      mark = new
      _ = try directory.store.change {
        try $0.pruneReports(before: Date(timeIntervalSince1970: StatusReporterTests.noon + Double(round) + 1))
      }
      let pruned = try reader.changeMark()
      (mark.version, mark.lastEntry) = (pruned.version, pruned.lastEntry)
    }
    #expect(seen.count == 5 * units.count)
    #expect(Set(seen).count == seen.count)
  }
}
