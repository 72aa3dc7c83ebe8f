import Foundation
import TestSupport
import Testing

/// Whatever a path leads to, the answer is one clear error, at once; nothing is written where it was not meant to go.
struct PathTests {
  private let folder: TemporaryFolder

  private static let people = "population,lat,lon,country,code\n900,50.7703,6.0155,NL,a\n"
  private static let coverage = ["coverage", "--service", "fire", "--region", "NL-VR24", "--time", "2026-11-25T12:00"]

  init() throws { folder = try TemporaryFolder() }

  private func pipe(_ name: String) throws -> String {
    try #require(mkfifo(folder.file(name), 0o600) == 0)
    return folder.file(name)
  }

  private func link(_ name: String, to target: String) throws -> String {
    try FileManager.default.createSymbolicLink(atPath: folder.file(name), withDestinationPath: target)
    return folder.file(name)
  }

  private func scenario(footprint: String? = nil) throws -> String {
    let edit = footprint.map { "hazard: Flood\n        footprint: '\($0)'" } ?? "weather: 1.5"
    return try folder.write("scenarios:\n  - name: x\n    edits:\n      - \(edit)\n", to: "what-if.yaml")
  }

  /// That a command failed with a code, in one line.
  private func check(_ run: Run, _ status: Int32, _ word: String, _ what: String) {
    #expect(run.status == status, "\(what): \(run.status) \(run.errors)")
    #expect(run.errors.contains(word), "\(what): \(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1 || run.errors.hasPrefix("{"), "\(what): \(run.errors)")
  }

  // MARK: The directory

  private static let verbs = [
    ["import", "FILE"], ["info"], ["nearest", "--at", "50,6"], ["match", "--at", "50,6", "--need", "pumping:1"],
    ["coverage"], ["status", "a", "available"], ["status", "--from-file", "FILE"], ["export"], ["history"],
    ["rollback", "test", "1"],
  ]

  @Test(arguments: ["", ":memory:", "file:d.sqlite", "FILE:d.sqlite?mode=memory", "file::memory:"])
  func aNameThatKeepsNothingIsRefusedAsDirectory(path: String) throws {
    let file = try folder.write(Sample.registry(), to: "a.xml")
    for verb in PathTests.verbs {
      let arguments = verb.map { $0 == "FILE" ? file : $0 }
      let run = try MutualAid.run(arguments + ["--directory", path], workingFolder: folder.path)
      check(run, 2, "--directory", "\(verb)")
      guard !path.isEmpty else { continue }
      let inEnvironment = try MutualAid.run(arguments, directory: path, workingFolder: folder.path)
      #expect(inEnvironment.status == run.status && inEnvironment.errors == run.errors)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.xml"])
  }

  @Test(arguments: ["/dev/full", "/dev/null", "/dev/zero", "pipe", "socket", "folder", "folder/", "none/", "link"])
  func whatIsNoFileIsRefusedAsDirectoryAtOnce(name: String) throws {
    let file = try folder.write(Sample.registry(), to: "a.xml")
    var path = name.hasPrefix("/") ? name : folder.file(name)
    switch name {
    case "pipe": path = try pipe(name)
    case "link": path = try link(name, to: "nowhere/d.sqlite")
    case "folder", "folder/": try folder.write("", to: "folder/x")
    case "socket":
      let run = try MutualAid.shell(
        "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"socket\")'", workingFolder: folder.path)
      try #require(run.status == 0, "\(run.errors)")
    default: break
    }
    for verb in PathTests.verbs {
      let run = try MutualAid.run(verb.map { $0 == "FILE" ? file : $0 } + ["--directory", path])
      #expect([2, 3, 4].contains(run.status), "\(verb): \(run.status)")
      #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains(name), "\(verb): \(run.errors)")
    }
  }

  @Test func resultsDoNotGoIntoTheDirectory() throws {
    let file = try folder.write(Sample.registry(Sample.stations(2)), to: "a.xml")
    let directory = folder.file("d.sqlite")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
    let before = try Data(contentsOf: URL(filePath: directory))
    let run = try MutualAid.shell("mutualaid export >>'\(directory)'", directory: directory)
    check(run, 2, "d.sqlite", "export")
    #expect(try Data(contentsOf: URL(filePath: directory)) == before)
  }

  // MARK: Inputs

  /// What leads to no file, and a word of the error.
  private func noFiles() throws -> [(path: String, word: String)] {
    let name = UUID().uuidString
    return [
      (try pipe(name + ".pipe"), "pipe"), ("/dev/zero", "device"), ("/dev/null", "device"),
      (try link(name + ".link", to: "nowhere"), "nowhere"), (try link(name + ".loop", to: name + ".loop"), name),
      (folder.file("none.xml"), "none.xml"),
    ]
  }

  @Test(arguments: [
    coverage + ["--scenario", "PATH"], ["nearest", "--at", "50.77,6.02", "--scenario", "PATH"],
    ["match", "--at", "50.77,6.02", "--need", "pumping:1", "--scenario", "PATH"], coverage + ["--standard", "PATH"],
    ["match", "--at", "50.77,6.02", "--package", "PATH"], ["validate", "PATH"], ["import", "PATH"],
    ["profiles", "check", "PATH"], coverage + ["--population", "PATH"], coverage + ["--scenario", "FOOTPRINT"],
  ])
  func whatIsNoFileIsRefusedAsInputAtOnce(arguments: [String]) throws {
    for (path, word) in try noFiles() + [(folder.path, "folder")] {
      if path == folder.path, ["import", "validate"].contains(arguments[0]) { continue }
      let input = try arguments.contains("FOOTPRINT") ? scenario(footprint: path) : path
      let run = try MutualAid.run(
        arguments.map { ["PATH", "FOOTPRINT"].contains($0) ? input : $0 }, directory: MutualAid.filledDirectory())
      #expect([2, 3].contains(run.status), "\(path): \(run.status) \(run.errors)")
      #expect((run.errors + run.output).contains(word), "\(path): \(run.errors)\(run.output)")
    }
  }

  @Test func whatIsNoFileIsRefusedAsProfileOrStreamAtOnce() throws {
    let directory = folder.file("d.sqlite")
    let file = try folder.write(Sample.registry(Sample.stations(1)), to: "a.xml")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
    for (path, word) in try noFiles() + [(folder.path, "folder")] {
      let profile = try MutualAid.run(["validate", file, "--profile", path])
      #expect(
        [3, 64].contains(profile.status) && (profile.errors + profile.output).contains(word), "\(profile.errors)")
      // A pipe is a stream that somebody may write to later.
      if word == "pipe" { continue }
      let feed = try MutualAid.run(["status", "--from-file", path], directory: directory)
      check(feed, 3, word, path)
    }
  }

  @Test func aNamedPipeIsAStreamOfReports() throws {
    let directory = folder.file("d.sqlite")
    let file = try folder.write(Sample.registry(Sample.stations(1)), to: "a.xml")
    try #require(MutualAid.run(["import", file], directory: directory).status == 0)
    let pipe = try pipe("feed")
    let run = try MutualAid.shell(
      "printf 'unit,status\\nst-1-u,on-scene\\n' >'\(pipe)' & mutualaid status --from-file '\(pipe)'; wait",
      directory: directory)
    #expect(run.status == 0 && run.output.contains("1 applied"), "\(run.errors)\(run.output)")
  }

  @Test func namesThatAreNoUTF8AreToldByTheirBytes() throws {
    let file = try folder.write(Sample.registry(Sample.stations(1)), to: "a.xml")
    let directory = folder.file("d.sqlite")
    for command in [
      "import $'n\\xe9.xml'", "nearest --at 50,6 --scenario $'n\\xe9.yaml'", "info --directory $'n\\xe9'",
      "coverage --output $'n\\xe9'",
    ] {
      let run = try MutualAid.shell("mutualaid \(command)", directory: directory, workingFolder: folder.path)
      check(run, 2, "\\xE9", command)
    }
    let inEnvironment = try MutualAid.shell(
      "MUTUALAID_DIRECTORY=$'n\\xe9' mutualaid import '\(file)'", workingFolder: folder.path)
    check(inEnvironment, 2, "MUTUALAID_DIRECTORY", "environment")
    let run = try MutualAid.shell(
      "mkdir in && cp a.xml in/ && cp a.xml in/$'n\\xe9.xml' && mutualaid import in", directory: directory,
      workingFolder: folder.path)
    #expect(run.status == 3, "\(run.errors)\(run.output)")
    #expect(
      (run.errors + run.output).contains("UTF-8") || (run.errors + run.output).contains("xE9"),
      "\(run.errors)\(run.output)")
  }

  // MARK: Results

  @Test func aResultDoesNotTakeThePlaceOfWhatItIsMadeFrom() throws {
    let directory = folder.file("d.sqlite")
    for name in try FileManager.default.contentsOfDirectory(
      atPath: (MutualAid.filledDirectory() as NSString).deletingLastPathComponent)
    where name.hasPrefix("directory.sqlite") {
      try FileManager.default.copyItem(
        atPath: (MutualAid.filledDirectory() as NSString).deletingLastPathComponent + "/" + name,
        toPath: directory + name.dropFirst("directory.sqlite".count))
    }
    let footprint = try folder.write(
      "{\"type\": \"Polygon\", \"coordinates\": [[[6, 50.7], [6.1, 50.7], [6.1, 50.8], [6, 50.7]]]}", to: "flood.json")
    let people = try folder.write(PathTests.people, to: "people.csv")
    let standard = folder.file("norms.xml")
    try FileManager.default.copyItem(
      atPath: MutualAid.root + "/Datasets/norms/"
        + (try #require(
          FileManager.default.contentsOfDirectory(atPath: MutualAid.root + "/Datasets/norms").first {
            $0.hasSuffix(".xml")
          })),
      toPath: standard)
    let inputs = [
      try scenario(footprint: "flood.json"), footprint, people, standard, directory, directory + "-wal",
      directory + "-shm", directory + "-journal", try link("link", to: "d.sqlite"),
      folder.path + "/../" + (folder.path as NSString).lastPathComponent + "/people.csv",
    ]
    try FileManager.default.linkItem(atPath: people, toPath: folder.file("hard"))
    let arguments =
      PathTests.coverage + [
        "--scenario", inputs[0], "--population", people, "--standard", standard, "--format", "json", "--directory",
        directory,
      ]
    let content = { (path: String) in try? Data(contentsOf: URL(filePath: path)) }
    for output in inputs + [folder.file("hard")] {
      let before = content(output)
      let run = try MutualAid.run(arguments + ["--output", output])
      check(run, 2, "output-is-input", output)
      #expect(content(output) == before, "\(output)")
    }
    let other = try MutualAid.run(arguments + ["--output", folder.file("report.json")])
    #expect(other.status == 0, "\(other.errors)")
  }

  private func report(to path: String) throws -> Run {
    try MutualAid.run(PathTests.coverage + ["--output", path], directory: MutualAid.filledDirectory())
  }

  @Test func aResultGoesIntoNothingThatWouldWaitOrBreak() throws {
    check(try report(to: try pipe("pipe")), 4, "nobody reads", "pipe")
    check(try report(to: folder.path), 4, "folder", "folder")
    check(try report(to: try link("loop", to: "loop")), 4, "loop", "loop")
    check(try report(to: try link("lost", to: "nowhere/x")), 4, "lost", "lost")
    check(try report(to: folder.file("nowhere/x")), 4, "nowhere", "nowhere")
    let read = try MutualAid.shell(
      "cat pipe >copy & mutualaid \(PathTests.coverage.joined(separator: " ")) --output pipe; status=$?; wait; exit $status",
      directory: MutualAid.filledDirectory(), workingFolder: folder.path)
    #expect(read.status == 0, "\(read.errors)")
    #expect(try Data(contentsOf: URL(filePath: folder.file("copy"))).count > 100)
    #expect(try report(to: "/dev/null").status == 0)
  }

  @Test func aLinkStaysOneAndItsFileIsMade() throws {
    let path = try link("report", to: "made.txt")
    #expect(try report(to: path).status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "made.txt")
    #expect(try Data(contentsOf: URL(filePath: folder.file("made.txt"))).count > 100)
  }

  @Test func rightsToReadAndWriteStayAndNoOthers() throws {
    let path = try folder.write("#!/bin/sh\n", to: "tool")
    try #require(chmod(path, 0o6751) == 0)
    #expect(try report(to: path).status == 0)
    var status = stat()
    try #require(stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o751)
  }
}
