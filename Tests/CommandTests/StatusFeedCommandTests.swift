import Foundation
import TestSupport
import Testing

/// `status --from-file`, as a dispatch system uses it.
struct StatusFeedCommandTests {
  private let folder: TemporaryFolder
  private let directory: String
  private static let unit = "nl-fire-vaals-f2e0bb79.ts1"

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.file("directory.sqlite")
    let files = ["vocabulary/status.xml", "registries/nl-fire.xml"].map { MutualAid.root + "/Datasets/" + $0 }
    #expect(try MutualAid.run(["import"] + files, directory: directory).status == 0)
  }

  private func line(_ status: String, _ second: Int) -> String {
    "{\"unit\":\"\(StatusFeedCommandTests.unit)\",\"status\":\"\(status)\",\"since\":\(1_764_000_000 + second)}\n"
  }

  private func reports() throws -> Int {
    let run = try MutualAid.run(["info", "--format", "json"], directory: directory)
    return try #require(try run.object()["availability_reports"] as? Int)
  }

  @Test func countsAndProblemsAreTold() throws {
    let input =
      line("FMS:2", 1) + line("FMS:2", 1) + line("FMS:3", 0) + line("FMS:77", 2) + "\nnonsense\n"
      + line("available", 3).replacing("}", with: ",\"mode\":\"exercise\"}")
    let run = try MutualAid.run(["status", "--from-file", "-", "--format", "json"], directory: directory, input: input)
    #expect(run.status == 1)
    let report = try run.object()
    let counts = ["read": 6, "applied": 1, "duplicate": 1, "late": 1, "rejected": 2, "exercise": 1]
    for (name, count) in counts { #expect(report[name] as? Int == count, "\(name)") }
    let problems = try #require(report["problems"] as? [[String: Any]])
    #expect(problems.map { $0["line"] as? Int } == [4, 6, 7])
    #expect(problems.map { $0["code"] as? String } == ["unknown-status", "line-invalid", "exercise"])
  }

  @Test func tableFromAFileIsTakenAndRepeatingItChangesNothing() throws {
    let path = try folder.write(
      "unit;system;status;since\r\n\(StatusFeedCommandTests.unit);EMSI;IN_USE/ON_SCENE;2026-11-24T12:00:00Z\r\n",
      to: "reports.csv")
    let first = try MutualAid.run(["status", "--from-file", path], directory: directory)
    #expect(first.status == 0)
    #expect(first.output.contains("1 applied"))
    let second = try MutualAid.run(["status", "--from-file", path], directory: directory)
    #expect(second.status == 0)
    #expect(second.output.contains("0 applied, 1 duplicate"))
    #expect(try reports() == 1)
  }

  @Test func streamOfAnotherKindOrAMissingFileExitsWithThree() throws {
    let other = try MutualAid.run(["status", "--from-file", "-"], directory: directory, input: "<status/>\n")
    #expect(other.status == 3)
    #expect(other.errors.contains("unit,status"))
    let missing = try MutualAid.run(["status", "--from-file", folder.file("none")], directory: directory)
    #expect(missing.status == 3)
  }

  @Test(arguments: [
    ["status"], ["status", "a", "available", "--from-file", "-"], ["status", "--from-file", "-", "--note", "x"],
    ["status", "--from-file", "-", "--prune-before", "2026-01-01"],
  ])
  func formsDoNotMix(arguments: [String]) throws { #expect(try MutualAid.run(arguments).status == 64) }

  @Test func pruningKeepsWhatCounts() throws {
    let input = (0..<10).map { line("FMS:\($0 % 4 + 1)", $0) }.joined()
    #expect(try MutualAid.run(["status", "--from-file", "-"], directory: directory, input: input).status == 0)
    let run = try MutualAid.run(["status", "--prune-before", "2030-01-01", "--format", "json"], directory: directory)
    #expect(try run.object()["removed"] as? Int == 9)
    #expect(try reports() == 1)
  }

  @Test(arguments: [
    (["available", "--note", "a\u{1B}[31mb"], "control-characters"),
    (["available", "--since", "1900-01-01"], "date-invalid"),
    (["available", "--note", String(repeating: "x", count: 3_000)], "text-too-long"),
  ])
  func aSingleReportIsRefusedAsALineOfAStreamIs(arguments: [String], code: String) throws {
    let run = try MutualAid.run(
      ["status", StatusFeedCommandTests.unit] + arguments + ["--format", "json"], directory: directory)
    #expect(run.status == 2)
    #expect(run.errors.contains("\"\(code)\""))
    #expect(!run.errors.contains("\u{1B}"))
    #expect(try reports() == 0)
  }

  @Test func aTimeWithoutAZoneIsLocalInBothForms() throws {
    let unit = StatusFeedCommandTests.unit
    let single = try MutualAid.run(
      ["status", unit, "on-scene", "--since", "2026-07-01T14:00:00", "--format", "json"], directory: directory)
    #expect(try single.object()["since"] as? String == "2026-07-01T12:00:00Z")
    let line = "{\"unit\":\"\(unit)\",\"status\":\"on-scene\",\"since\":\"2026-07-01T14:00:00\"}\n"
    let stream = try MutualAid.run(["status", "--from-file", "-"], directory: directory, input: line)
    #expect(stream.output.contains("1 duplicate"))
  }

  /// Starts the program on a pipe that stays open.
  private func live() throws -> (process: Process, input: FileHandle, output: URL) {
    let process = Process()
    process.executableURL = try MutualAid.program()
    process.arguments = ["status", "--from-file", "-", "--format", "json", "--directory", directory]
    let pipe = Pipe()
    process.standardInput = pipe
    let output = URL(filePath: try folder.write("", to: "live"))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, pipe.fileHandleForWriting, output)
  }

  /// Asks until the directory holds as many reports, or the program's end shows that it never will.
  private func wait(for count: Int, while process: Process) throws {
    while try reports() < count { try #require(process.isRunning) }
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func reportsOfALivePipeAreSeenAtOnceAndASignalEndsItCleanly(signal: Int32) throws {
    let (process, input, output) = try live()
    try input.write(contentsOf: Data(line("FMS:2", 0).utf8))
    try wait(for: 1, while: process)
    try input.write(contentsOf: Data((line("FMS:3", 1) + line("FMS:4", 2) + "{\"unit\":").utf8))
    try wait(for: 3, while: process)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    let report = try JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [String: Any]
    #expect(report?["applied"] as? Int == 3)
  }

  @Test func killedInTheMiddleWholeBatchesStay() throws {
    let (process, input, _) = try live()
    let lines = (0..<20_000).map { line("FMS:\($0 % 5)", $0) }.joined()
    try input.write(contentsOf: Data(lines.utf8))
    try wait(for: 1, while: process)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    // What had been applied is the beginning of the stream, whole; the same stream again fills in the rest.
    let kept = try reports()
    #expect(kept > 0)
    let rest = try MutualAid.run(
      ["status", "--from-file", "-", "--format", "json"], directory: directory, input: lines)
    let report = try rest.object()
    #expect(report["duplicate"] as? Int == kept)
    #expect(report["applied"] as? Int == 20_000 - kept)
    #expect(try reports() == 20_000)
  }
}
