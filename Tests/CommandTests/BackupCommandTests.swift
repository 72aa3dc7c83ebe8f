import Foundation
import TestSupport
import Testing

/// A backup is the directory of one moment, whole, whatever is written meanwhile.
struct BackupCommandTests {
  private let folder: TemporaryFolder
  private let directory: String

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.file("d.sqlite")
    let file = try folder.write(Sample.registry(Sample.stations(40)), to: "a.xml")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
  }

  private func backUp(_ arguments: [String]) throws -> Run {
    try MutualAid.run(["backup"] + arguments, directory: directory)
  }

  private func export(_ path: String) throws -> String {
    let run = try MutualAid.run(["export"], directory: path)
    try #require(run.status == 0, "\(run.errors)")
    return run.output
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  @Test func aBackupIsTheSameDirectoryAndCanBeGoneOnWith() throws {
    try #require(MutualAid.run(["status", "st-1-u", "on-scene"], directory: directory).status == 0)
    let copy = folder.file("backup.sqlite")
    let run = try backUp([copy, "--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    let size = try #require(FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int)
    let report = try run.object()
    #expect(report["bytes"] as? Int == size && report["version"] as? Int == 2 && report["file"] as? String == copy)
    #expect(try files.filter { $0.hasPrefix("backup") } == ["backup.sqlite"])
    #expect(try export(copy) == export(directory))
    #expect(try MutualAid.run(["status", "st-1-u", "available"], directory: copy).status == 0)
    let text = try backUp([folder.file("second.sqlite"), "--lang", "nl"])
    #expect(text.output.contains("versie 2"))
    #expect(try backUp([folder.file("third.sqlite"), "--quiet"]).output.isEmpty)
  }

  @Test func aFileThatIsThereIsReplacedOnlyWhereThatIsSaid() throws {
    let path = try folder.write("precious", to: "backup.sqlite")
    let refused = try backUp([path])
    #expect(refused.status == 2 && refused.errors.contains("--replace"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    #expect(try backUp([path, "--replace"]).status == 0)
    #expect(try export(path) == export(directory))
    // The log of another database would be read as a part of the copy.
    try folder.write("log", to: "backup.sqlite-wal")
    for arguments in [[path, "--replace"], [path]] { #expect(try backUp(arguments).status == 2) }
    #expect(try !files.contains { $0.hasPrefix("backup.sqlite.") })
  }

  @Test func theDirectoryItselfIsNoPlaceForABackup() throws {
    let before = try Data(contentsOf: URL(filePath: directory))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: "d.sqlite")
    try FileManager.default.linkItem(atPath: directory, toPath: folder.file("hard"))
    for path in [directory, folder.file("link"), folder.file("hard"), directory + "-wal", directory + "-shm"] {
      let run = try backUp([path, "--replace", "--format", "json"])
      #expect(run.status == 2 && run.errors.contains("output-is-input"), "\(path): \(run.errors)")
    }
    #expect(try Data(contentsOf: URL(filePath: directory)) == before)
  }

  @Test func whatCannotHoldABackupIsToldAtOnce() throws {
    try #require(mkfifo(folder.file("pipe"), 0o600) == 0)
    for path in [folder.file("pipe"), folder.path, "/dev/null", "/dev/full", folder.file("none/b.sqlite"), ""] {
      let run = try backUp([path, "--replace"])
      #expect(run.status == 4 && run.errors.split(separator: "\n").count == 1, "\(path): \(run.errors)")
    }
    let full = try MutualAid.shell(
      "ulimit -f 20; mutualaid backup '\(folder.file("b.sqlite"))'", directory: directory)
    #expect(full.status == 4, "\(full.errors)")
    #expect(try !files.contains { $0.hasPrefix("b.sqlite") })
    let none = try MutualAid.run(["backup", folder.file("c.sqlite")], directory: folder.file("nowhere.sqlite"))
    #expect(none.status == 4)
    #expect(try !files.contains { $0.hasPrefix("c.sqlite") })
  }

  @Test func whoMayNotReadTheDirectoryMayNotReadItsBackup() throws {
    try #require(chmod(directory, 0o640) == 0)
    let copy = folder.file("backup.sqlite")
    try #require(backUp([copy]).status == 0)
    var status = stat()
    try #require(stat(copy, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)
  }

  @Test func aBackupEndsWhileReportsComeWithoutAPause() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    let program = try MutualAid.program().path
    let running = try folder.write("", to: "running")
    process.arguments = [
      "-c",
      #"""
      words=(available on-scene responding unavailable)
      for ((i = 0; ; i++)); do [ -e '\#(running)' ] || break
        echo "{\"unit\": \"st-$((i % 40 + 1))-u\", \"status\": \"${words[i % 4]}\", \"since\": $((1764000000 + i))}"
      done | '\#(program)' status --from-file - --directory '\#(directory)' >/dev/null 2>&1
      """#,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      try? FileManager.default.removeItem(atPath: running)
      process.waitUntilExit()
    }
    let reports = { (path: String) in
      let run = try MutualAid.run(["info", "--format", "json"], directory: path)
      return try #require(try run.object()["availability_reports"] as? Int, "\(run.errors)")
    }
    while try reports(directory) == 0 { try #require(process.isRunning) }
    var last = 0
    for number in 0..<3 {
      let before = try reports(directory)
      let copy = folder.file("backup\(number).sqlite")
      #expect(try backUp([copy]).status == 0)
      let count = try reports(copy)
      let after = try reports(directory)
      #expect(before <= count && last <= count && count <= after)
      last = count
    }
  }
}
