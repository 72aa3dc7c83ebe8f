import Foundation
import TestSupport
import Testing

/// What cannot be written is told: exit code 4 and one line, whatever was asked for.
struct FullOutputTests {
  private static let place = ["--at", "50.7703,6.0155"]
  private static let short = ["coverage", "--service", "fire", "--region", "NL-VR24", "--time", "2026-11-25T12:00"]

  private static let readers: [[String]] =
    ["table", "json", "geojson", "csv"].map { ["nearest"] + place + ["--format", $0] }
    + ["table", "json"].map { ["nearest"] + place + ["--explain", "nl-fire-vaals-f2e0bb79.ts1", "--format", $0] }
    + ["table", "json", "geojson"].map { ["match"] + place + ["--need", "pumping:1", "--format", $0] }
    + ["text", "json", "csv", "geojson", "html"].map { short + ["--format", $0] }
    + ["native", "geojson", "csv", "kml"].map { ["export", "--format", $0] }
    + ["text", "json"].flatMap { format in
      [
        ["info"], ["info", "--vocabulary"], ["history"], ["history", "--unit", "nl-fire-vaals-f2e0bb79.ts1"],
        ["profiles", "list"], ["validate", MutualAid.root + "/Datasets/vocabulary"],
      ].map { $0 + ["--format", format] }
    } + [["profiles", "show", "gml"], ["--help"], ["coverage", "--help"], ["--version"], ["help", "import"]]

  /// That a full disk was told in one line.
  private func check(_ run: Run, _ what: String) {
    #expect(run.status == 4, "\(what): \(run.errors)")
    #expect(run.errors.hasPrefix("{") || run.errors.split(separator: "\n").count == 1, "\(what): \(run.errors)")
    #expect(run.errors.contains("standard output"), "\(what): \(run.errors)")
  }

  @Test(arguments: readers) func aFullDiskIsToldByEveryVerbInEveryForm(arguments: [String]) throws {
    let run = try MutualAid.run(arguments, directory: MutualAid.filledDirectory(), outputPath: "/dev/full")
    check(run, "\(arguments)")
  }

  @Test(arguments: ["text", "json"]) func aFullDiskIsToldByVerbsThatWriteTheDirectory(format: String) throws {
    let folder = try TemporaryFolder()
    let directory = folder.file("d.sqlite")
    let file = try folder.write(Sample.registry(Sample.stations(3)), to: "a.xml")
    let feed = try folder.write("unit,status\nst-1-u,available\n", to: "feed.csv")
    for arguments in [
      ["import", file, "--dry-run"], ["import", file], ["status", "st-1-u", "on-scene"],
      ["status", "--from-file", feed],
      ["status", "--prune-before", "2026-01-01"], ["rollback", "test", "1"],
    ] {
      let run = try MutualAid.run(arguments + ["--format", format], directory: directory, outputPath: "/dev/full")
      check(run, "\(arguments + [format])")
    }
    // What was done is done all the same.
    #expect(try MutualAid.run(["info"], directory: directory).output.contains("3 units"))
  }

  @Test func aFullDiskIsToldForAFileToo() throws {
    let run = try MutualAid.run(
      FullOutputTests.short + ["--output", "/dev/full"], directory: MutualAid.filledDirectory())
    #expect(run.status == 4)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains("/dev/full"))
  }

  @Test func aClosedOutputIsToldAndTakesNothingElseWithIt() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Sample.registry(Sample.stations(3)), to: "a.xml")
    let directory = folder.file("d.sqlite")
    let run = try MutualAid.shell("mutualaid import '\(file)' >&-", directory: directory)
    #expect(run.status == 4)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains("standard output"))
    #expect(try MutualAid.run(["info"], directory: directory).output.contains("3 units"))
    let blind = try MutualAid.shell("mutualaid import '\(file)' --quiet >&- 2>&- <&-", directory: directory)
    #expect(blind.status == 0)
  }

  @Test func aClosedPipeIsQuiet() throws {
    let script = "mutualaid export | head -c 100 >/dev/null; echo ${PIPESTATUS[0]}"
    for preparation in ["", "trap '' PIPE; "] {
      let run = try MutualAid.shell(preparation + script, directory: MutualAid.filledDirectory())
      #expect(run.errors.isEmpty)
      #expect(run.output == (preparation.isEmpty ? "141\n" : "4\n"))
    }
  }

  @Test func aLimitOnTheSizeOfFilesIsAnErrorAndNoDeath() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Sample.registry(Sample.stations(3)), to: "a.xml")
    let more = try folder.write(Sample.registry(id: "more", Sample.stations(3000, prefix: "m")), to: "more.xml")
    let directory = folder.file("d.sqlite")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
    let run = try MutualAid.shell("ulimit -f 400; mutualaid import '\(more)'", directory: directory)
    #expect(run.status == 4, "\(run.errors)")
    #expect(run.errors.contains("mutualaid: "))
    #expect(try MutualAid.run(["info"], directory: directory).output.contains("3 units"))
    let output = try MutualAid.shell(
      "ulimit -f 64; mutualaid export >'\(folder.file("out"))'", directory: MutualAid.filledDirectory())
    #expect(output.status == 4 && output.errors.contains("standard output"))
  }
}
