import Foundation
import TestSupport
import Testing

/// What lies ahead of the clock is told and does no harm, and times are read whole or not at all.
struct ClockTests {
  private let folder: TemporaryFolder
  private let directory: String

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.file("d.sqlite")
    let file = try folder.write(Sample.registry(Sample.stations(2)), to: "a.xml")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
  }

  private func ahead(_ seconds: Double) -> String { Date().addingTimeInterval(seconds).ISO8601Format() }

  private func status(_ arguments: [String], input: String? = nil) throws -> Run {
    try MutualAid.run(["status"] + arguments + ["--format", "json"], directory: directory, input: input)
  }

  private func codes(_ run: Run) throws -> [String] {
    let json = try run.json()
    let report = try #require(json as? [String: Any] ?? (json as? [[String: Any]])?.first)
    return try #require(report["problems"] as? [[String: Any]]).compactMap { $0["code"] as? String }
  }

  @Test(arguments: [(60.0, 0, 0.0), (1_000, 2, 0), (1_000, 0, 3_600), (5_000, 2, 3_600)])
  func aReportAheadOfTheClockIsRejectedBeyondALimit(seconds: Double, status: Int32, limit: Double) throws {
    let since = ahead(seconds)
    let option = limit > 0 ? ["--max-ahead", "\(limit)"] : []
    let single = try self.status(["st-1-u", "on-scene", "--since", since] + option)
    #expect(single.status == status, "\(single.errors)")
    // What is taken all the same is told.
    #expect(single.errors.contains("\"ahead-of-clock\""))
    let line = "{\"unit\": \"st-2-u\", \"status\": \"on-scene\", \"since\": \"\(since)\"}\n"
    let feed = try self.status(["--from-file", "-"] + option, input: line)
    #expect(try codes(feed) == ["ahead-of-clock"])
    #expect(feed.status == (status == 0 ? 0 : 1))
    let file = try folder.write(
      "<directory xmlns='\(Sample.namespace)'><availability><report unit='st-1-u' status='reserved' since='\(since)'/>"
        + "</availability></directory>", to: "reports.xml")
    let imported = try MutualAid.run(["import", file, "--format", "json"] + option, directory: directory)
    #expect(try codes(imported) == ["ahead-of-clock"], "\(imported.errors)")
  }

  @Test func aReportAheadOfTheClockHidesNoOther() throws {
    let lines = [("on-scene", 86_400.0), ("available", -1)].map { status, seconds in
      "{\"unit\": \"st-1-u\", \"status\": \"\(status)\", \"since\": \"\(ahead(seconds))\"}\n"
    }
    let feed = try status(["--from-file", "-"], input: lines.joined())
    #expect(feed.status == 1)
    #expect(try feed.object()["applied"] as? Int == 1 && feed.object()["rejected"] as? Int == 1)
    let history = try MutualAid.run(["history", "--unit", "st-1-u", "--format", "json"], directory: directory)
    let reports = try #require(try history.object()["availability"] as? [[String: Any]])
    #expect(reports.map { $0["status"] as? String } == ["available"])
  }

  @Test func aReportOfADocumentIsHeldToTheRulesOfAFeed() throws {
    let report = { (attributes: String) in "<report unit='st-1-u' status='reserved' \(attributes)/>" }
    let file = try folder.write(
      "<directory xmlns='\(Sample.namespace)'><availability>"
        + report("since='1999-01-01T00:00:00Z'") + report("since='2026-01-01T00:00:00Z' until='2200-01-01T00:00:00Z'")
        + report("since='2026-01-01T00:00:00Z' source='\(String(repeating: "x", count: 257))'")
        + report("since='2026-01-01T00:00:00Z' note='\(String(repeating: "x", count: 2_001))'")
        + report("since='2026-01-01T00:00:00Z' source='room' note='fine'")
        + "</availability></directory>", to: "reports.xml")
    let run = try MutualAid.run(["import", file, "--format", "json"], directory: directory)
    #expect(run.status == 1)
    #expect(try codes(run) == ["date-invalid", "date-invalid", "text-too-long", "text-too-long"])
  }

  @Test(arguments: ["9999-12-31T23:59:59Z", "AHEAD"]) func aVersionOfTheFutureIsRefused(issued: String) throws {
    let issued = issued == "AHEAD" ? ahead(2 * 86_400) : issued
    let texts = [
      Sample.registry(issued: issued, Sample.stations(2)), Sample.vocabulary(issued: issued),
      Sample.boundaries(issued: issued, []), Sample.agreements(issued: issued),
    ]
    for text in texts {
      let file = try folder.write(text, to: "future.xml")
      for verb in ["import", "validate"] {
        let run = try MutualAid.run([verb, file, "--format", "json"], directory: directory)
        #expect(run.status == 3)
        #expect(try codes(run) == ["issued-ahead"], "\(text)")
      }
    }
    let people = try folder.write("population,lat,lon,country\n5,50,6,BE\n", to: "people.csv")
    let stated = try MutualAid.run(["import", people, "--issued", issued, "--format", "json"], directory: directory)
    #expect(try codes(stated) == ["issued-ahead"])
    // The next edition is not taken for an older one.
    let next = try folder.write(Sample.registry(issued: "2026-02-01T00:00:00Z", Sample.stations(2)), to: "next.xml")
    #expect(try MutualAid.run(["import", next], directory: directory).status == 0)
  }

  @Test func aFileThatWasChangedInTheFutureIsOfNow() throws {
    let people = try folder.write("population,lat,lon,country\n5,50,6,BE\n", to: "people.csv")
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(400 * 86_400)], ofItemAtPath: people)
    #expect(try MutualAid.run(["import", people], directory: directory).status == 0)
    let info = try MutualAid.run(["info", "--format", "json"], directory: directory)
    let documents = try #require(try info.object()["documents"] as? [[String: Any]])
    let issued = try #require(documents.first?["issued"] as? String)
    #expect(issued <= Date().ISO8601Format())
  }

  @Test(arguments: [
    "2026-11-25T12:00:00Z, until tomorrow", "2026-11-25T12:00:00Zulu", "2026-11-25T12:00:00+01:00 or so",
  ])
  func timesAreReadWholeByEveryDoor(time: String) throws {
    for arguments in [
      ["nearest", "--at", "50,6", "--time", time], ["match", "--at", "50,6", "--need", "pumping:1", "--time", time],
      ["coverage", "--time", time], ["status", "st-1-u", "available", "--since", time],
      ["status", "st-1-u", "available", "--until", time], ["status", "--prune-before", time],
      ["import", "a.xml", "--issued", time],
    ] {
      let run = try MutualAid.run(arguments, directory: directory, workingFolder: folder.path)
      #expect(run.status == 64, "\(arguments): \(run.errors)")
    }
    for field in ["since", "until"] {
      let line = "{\"unit\": \"st-1-u\", \"status\": \"available\", \"\(field)\": \"\(time)\"}\n"
      #expect(try codes(try status(["--from-file", "-"], input: line)) == ["date-invalid"])
      let report = "<report unit='st-1-u' status='reserved' since='2026-01-01T00:00:00Z'/>"
      let text =
        field == "since"
        ? report.replacing("2026-01-01T00:00:00Z", with: time) : report.replacing("/>", with: " until='\(time)'/>")
      let file = try folder.write(
        "<directory xmlns='\(Sample.namespace)'><availability>\(text)</availability></directory>", to: "reports.xml")
      let run = try MutualAid.run(["import", file, "--format", "json"], directory: directory)
      #expect(try codes(run).contains("date-invalid"), "\(run.output)")
    }
    let file = try folder.write(Sample.registry(issued: time), to: "time.xml")
    #expect(try MutualAid.run(["import", file], directory: directory).status == 3)
  }
}
