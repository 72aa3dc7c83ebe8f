import Foundation
import TestSupport
import Testing

/// A pipe that falls silent ends an import, and keeps nobody from writing until then.
struct SilentInputTests {
  private let folder: TemporaryFolder
  private let directory: String
  private static let document = Sample.registry(id: "new", Sample.stations(3, prefix: "new"))

  init() throws {
    folder = try TemporaryFolder()
    directory = folder.file("directory.sqlite")
    let old = try folder.write(Sample.registry(id: "old", Sample.stations(3)), to: "old.xml")
    try #require(MutualAid.run(["import", old], directory: directory).status == 0)
  }

  /// Starts an import from a pipe that stays open.
  private func start(_ arguments: String...) throws -> (process: Process, input: FileHandle, output: URL) {
    let process = Process()
    process.executableURL = try MutualAid.program()
    process.arguments = ["import", "-", "--format", "json", "--directory", directory] + arguments
    let pipe = Pipe()
    process.standardInput = pipe
    let output = URL(filePath: try folder.write("", to: "\(UUID())"))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return (process, pipe.fileHandleForWriting, output)
  }

  @Test(arguments: [0, 40, document.utf8.count / 2])
  func silentPipeEndsTheImportAndNothingChanges(sent: Int) throws {
    let (process, input, output) = try start("--max-silence", "1")
    try input.write(contentsOf: Data(SilentInputTests.document.utf8.prefix(sent)))
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
    let reports = try JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [[String: Any]]
    let problems = reports?.first?["problems"] as? [[String: Any]]
    #expect(problems?.last?["code"] as? String == "input-silent")
    #expect(reports?.first?["applied"] as? Bool == false)
    let info = try MutualAid.run(["info", "--format", "json"], directory: directory).object()
    #expect((info["registries"] as? [[String: Any]])?.map { $0["id"] as? String } == ["old"])
  }

  @Test func othersWriteWhileAPipeIsSilent() throws {
    let (process, input, _) = try start()
    try input.write(contentsOf: Data(SilentInputTests.document.utf8.prefix(SilentInputTests.document.utf8.count / 2)))
    let status = try MutualAid.run(["status", "st-1-u", "on-scene"], directory: directory)
    #expect(status.status == 0, "\(status.errors)")
    #expect(process.isRunning)
    try input.write(
      contentsOf: Data(SilentInputTests.document.utf8.dropFirst(SilentInputTests.document.utf8.count / 2)))
    try input.close()
    process.waitUntilExit()
    #expect(process.terminationStatus <= 1)
    let info = try MutualAid.run(["info", "--format", "json"], directory: directory).object()
    #expect(info["availability_reports"] as? Int == 1)
    #expect((info["registries"] as? [[String: Any]])?.count == 2)
  }

  @Test(arguments: ["0", "86401", "-1", "1e3"]) func silenceHasALimit(seconds: String) throws {
    #expect(try MutualAid.run(["import", "-", "--max-silence", seconds], directory: directory).status == 64)
  }

  @Test func packedPipeIsUnpackedMemberByMember() throws {
    let text = SilentInputTests.document
    let halves = try [Data(text.utf8.prefix(500)), Data(text.utf8.dropFirst(500))].map { half in
      try Data(contentsOf: URL(filePath: folder.writeGzip(half, to: "\(UUID()).gz")))
    }
    let (process, input, output) = try start()
    for piece in halves { for byte in [piece.prefix(1), piece.dropFirst()] { try input.write(contentsOf: byte) } }
    try input.close()
    process.waitUntilExit()
    #expect(process.terminationStatus <= 1)
    let reports = try JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [[String: Any]]
    #expect(reports?.first?["added"] as? Int == 3)
  }
}
