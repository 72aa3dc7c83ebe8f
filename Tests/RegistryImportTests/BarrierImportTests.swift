import DirectoryModel
import DirectoryStore
import Foundation
import Geodesy
import RegistryImport
import TestSupport
import Testing

@Suite final class BarrierImportTests: ImportSuite {
  private let river = Sample.barrier("waal", line: "51.85 5.8 51.85 5.9")

  private func bridge(_ id: String, over barrier: String = "waal", latitude: Double = 51.85, _ attributes: String = "")
    -> String
  {
    Sample.crossing(id, over: barrier, at: (latitude, 5.85), attributes: attributes)
  }

  private func names() throws -> [String] {
    let water = try store.barriers()
    return water.barriers.map(\.id.rawValue) + water.crossings.map(\.id.rawValue)
  }

  @Test func theSameTwiceChangesNothingAndTheNextEditionReplaces() throws {
    let first = Sample.barriers(river + bridge("a") + bridge("b"))
    let report = try take(first)
    #expect(report.isApplied && report.problems.isEmpty)
    #expect(numbers(report.read, report.added) == [3, 3])
    #expect(try names() == ["waal", "a", "b"])
    let again = try take(first)
    #expect(numbers(again.read, again.unchanged, again.added, again.changed) == [3, 3, 0, 0])
    let next = try take(Sample.barriers(issued: "2026-02-01T00:00:00Z", river + bridge("b") + bridge("c"))) {
      $0.reportsDifference = true
    }
    #expect(try names() == ["waal", "b", "c"])
    #expect(next.difference?.added.map(\.id) == ["c"])
    #expect(next.difference?.removed.map(\.id) == ["a"])
    #expect(next.difference?.changed.isEmpty == true)
    #expect(try take(first).refusal?.code.name == "older-version")
    let version = try #require(try store.imports(subject: "water").last)
    #expect(try Rollback(store: store).restore(version).hasChanged)
    #expect(try names() == ["waal", "a", "b"])
    #expect(try store.check().isSound)
  }

  @Test(arguments: [(50.0, 540.0, true), (50, 560, false), (300, 780, true), (300, 820, false)])
  func aCrossingFarFromItsBarrierRefusesTheDocument(accuracy: Double, metres: Double, isTaken: Bool) throws {
    let place = Geodesic.destination(from: try place(51.85, 5.85), azimuth: 0, distance: metres)
    let text = Sample.barriers(
      Sample.barrier("waal", accuracy: "\(accuracy)", line: "51.85 5.8 51.85 5.9") + "\n"
        + Sample.crossing("far", over: "waal", at: (place.latitude, place.longitude)))
    let report = try take(text)
    #expect(report.isApplied == isTaken)
    #expect(try names().isEmpty != isTaken)
    #expect(report.problems.map(\.code) == (isTaken ? [] : [.crossingFar]))
    if let problem = report.problems.first {
      #expect(problem.line == 5 && problem.record == "far" && problem.severity == .error)
      #expect(problem.message.contains("\(Int(metres)) m") || problem.message.contains("\(Int(metres) - 1) m"))
    }
  }

  @Test(arguments: [
    // Between its ends; along the line, some way off; beyond its end; far off.
    ("lat2='51.95' lon2='5.85'", 51.75, true), ("lat2='51.853' lon2='5.88'", 51.853, true),
    ("lat2='51.86' lon2='5.95'", 51.87, false), ("lat2='51.95' lon2='5.85'", 51.86, false),
  ])
  func ofACrossingWithTwoEndsTheNearestPointCounts(other: String, latitude: Double, isTaken: Bool) throws {
    let report = try take(Sample.barriers(river + bridge("dam", latitude: latitude, other)))
    #expect(report.isApplied == isTaken)
  }

  @Test func aBarrierMayBeOfAnotherDocument() throws {
    let own = Sample.barriers(id: "own", bridge("mine"))
    let report = try take(own)
    #expect(report.isApplied)
    #expect(report.problems.map(\.code) == [.danglingReference])
    #expect(try names().isEmpty)
    #expect(try take(Sample.barriers(river)).problems.isEmpty)
    #expect(try names() == ["waal", "mine"])
    let wrong = try take(Sample.barriers(id: "third", bridge("next", over: "wal")))
    #expect(wrong.problems.first?.message.contains("did you mean 'waal'?") == true)
    // It is held against the line of the other document, too.
    #expect(try !take(Sample.barriers(id: "fourth", bridge("off", latitude: 51.9))).isApplied)
  }

  @Test func ownWordsReplaceThoseOfOthersByID() throws {
    try take(Sample.barriers(river + bridge("a") + bridge("b")))
    try take(Sample.barriers(id: "own", authority: "own-room", bridge("a", "wait-s='60'")))
    #expect(try store.barriers().crossings.map(\.wait) == [60, nil])
    // A later edition of a lower authority leaves it as it is.
    try take(Sample.barriers(issued: "2026-03-01T00:00:00Z", river + bridge("a", "wait-s='5'")))
    #expect(try store.barriers().crossings.map(\.wait) == [60])
    try take(Sample.barriers(id: "equal", issued: "2026-04-01T00:00:00Z", bridge("a", "wait-s='7'")))
    #expect(try store.barriers().crossings.map(\.wait) == [60])
    try take(
      Sample.barriers(id: "room", issued: "2026-04-01T00:00:00Z", authority: "own-room", bridge("a", "wait-s='8'")))
    #expect(try store.barriers().crossings.map(\.wait) == [8])
  }

  @Test func hoursThatNobodyUnderstandsAreTold() throws {
    try take(Sample.vocabulary("<hours text='by day' means='sunrise-sunset'/>"))
    let report = try take(
      Sample.barriers(
        river + bridge("a", "hours='Mo-Fr 06:30-20:00'") + bridge("b", "hours='by day'") + "\n"
          + bridge("c", "hours='when it suits'")))
    #expect(report.isApplied)
    #expect(report.problems.map(\.code) == [.hoursUnclear])
    #expect(report.problems.first?.record == "c" && report.problems.first?.line == 5)
  }

  @Test func documentsAreCheckedTogetherWithoutADirectory() throws {
    var validator = Importer.validator()
    let first = try validator.importFile(folder.write(Sample.barriers(river), to: "a.xml"))
    let second = try validator.importFile(
      folder.write(Sample.barriers(id: "own", bridge("x") + bridge("y", over: "rhine")), to: "b.xml"))
    #expect(first.problems.isEmpty)
    #expect(second.problems.map(\.record) == ["y"])
  }
}
