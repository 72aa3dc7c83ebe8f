import Foundation
import TestSupport
import Testing

/// The real program, run as a user runs it.
struct Run {
  var status: Int32
  var output: String
  var errors: String

  /// The standard output as JSON.
  func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }

  func object() throws -> [String: Any] { try #require(try json() as? [String: Any]) }
}

enum MutualAid {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The program beside the test bundle.
  static func program() throws -> URL {
    let candidates = [
      Bundle.main.executableURL, Bundle.main.bundleURL, CommandLine.arguments.first.map { URL(filePath: $0) },
    ]
    .compactMap { $0?.resolvingSymlinksInPath() }
    let folders =
      candidates.flatMap {
        [$0, $0.deletingLastPathComponent(), $0.deletingLastPathComponent().deletingLastPathComponent()]
      }
      + [URL(filePath: root + "/.build/debug").resolvingSymlinksInPath()]
    let found = folders.map { $0.appending(path: "mutualaid") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) && !$0.hasDirectoryPath }
    return try #require(found, "the program mutualaid was not built")
  }

  /// Runs the program.
  ///
  /// Output goes through files, so that no pipe can fill up.
  ///
  /// - Parameters:
  ///   - arguments: the arguments behind the program's name.
  ///   - directory: the path of the directory's file in its environment; `nil` to set none.
  ///   - input: what it reads from standard input.
  ///   - inputPath: a file that is its standard input, in place of `input`.
  ///   - outputPath: a file that is its standard output; what is written to it is not given back.
  ///   - workingFolder: the folder that relative paths start from; without it, that of the tests.
  ///   - environment: variables beside those of every run, in which no language is set.
  /// - Returns: the exit status and all that it wrote.
  /// - Throws: when the program is not built, cannot be started or writes what is not UTF-8.
  static func run(
    _ arguments: [String], directory: String? = nil, input: String? = nil, inputPath: String? = nil,
    outputPath: String? = nil, workingFolder: String? = nil, environment: [String: String] = [:]
  ) throws -> Run {
    try run(
      program(), arguments, directory: directory, input: input, inputPath: inputPath, outputPath: outputPath,
      workingFolder: workingFolder, environment: environment)
  }

  /// Runs lines of a shell in which `mutualaid` stands for the program.
  static func shell(_ script: String, directory: String? = nil, workingFolder: String? = nil) throws -> Run {
    let function = "mutualaid() { '\(try program().path)' \"$@\"; }\n"
    return try run(
      URL(filePath: "/bin/bash"), ["-c", function + script], directory: directory, input: nil, inputPath: nil,
      outputPath: nil, workingFolder: workingFolder)
  }

  private static func run(
    _ program: URL, _ arguments: [String], directory: String?, input: String?, inputPath: String?, outputPath: String?,
    workingFolder: String?, environment: [String: String] = [:]
  ) throws -> Run {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    if let workingFolder { process.currentDirectoryURL = URL(filePath: workingFolder) }
    if let directory { process.environment?["MUTUALAID_DIRECTORY"] = directory }
    let output = URL(filePath: folder.file("output"))
    let errors = URL(filePath: folder.file("errors"))
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: outputPath.map { URL(filePath: $0) } ?? output)
    process.standardError = try FileHandle(forWritingTo: errors)
    let inputFile = URL(filePath: inputPath ?? folder.file("input"))
    if inputPath == nil { try Data((input ?? "").utf8).write(to: inputFile) }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  private static let folder: Result<TemporaryFolder, any Error> = Result {
    // It lives as long as the process, whose end runs no deinitialisers.
    atexit { try? FileManager.default.removeItem(atPath: MutualAid.folder.get().path) }
    return try TemporaryFolder()
  }
  private static let filled = Result(catching: fill)

  /// A directory with everything in `Datasets`, imported once by the program itself.
  ///
  /// Tests must not change it.
  static func filledDirectory() throws -> String { try filled.get() }

  private static let small: Result<String, any Error> = Result {
    let path = try folder.get().file("small.sqlite")
    try importing(root + "/Tests/CommandTests/Fixtures/base", into: path)
    return path
  }

  /// A directory with the few records of `Fixtures/base`, imported once.
  ///
  /// Tests must not change it.
  static func smallDirectory() throws -> String { try small.get() }

  private static func fill() throws -> String {
    let path = try folder.get().file("directory.sqlite")
    try importing(root + "/Datasets", into: path)
    return path
  }

  private static func importing(_ source: String, into directory: String) throws {
    let run = try run(["import", source], directory: directory)
    try #require(run.status == 0, "\(run.errors)")
  }
}
