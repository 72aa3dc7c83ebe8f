import Foundation
import GRDB
import TestSupport
import Testing

@testable import DirectoryStore

/// Directories of other versions and files of other programs, as a user meets them.
struct DirectoryVersionCommandTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("d.sqlite") }

  init() throws { folder = try TemporaryFolder() }

  private func make(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: sql) }
    try queue.close()
  }

  private func makeOld() throws {
    let schema = MutualAid.root + "/Tests/Fixtures/schemas/3.sql"
    try make(try String(contentsOfFile: schema, encoding: .utf8) + "PRAGMA journal_mode = WAL;")
  }

  @Test func anOlderDirectoryIsBroughtUpToDateByTheFirstVerbThatWrites() throws {
    try makeOld()
    let refused = try MutualAid.run(["nearest", "--at", "50.77,6.02", "--format", "json"], directory: path)
    #expect(refused.status == 4)
    #expect(refused.errors.contains("directory-older"))
    let status = try MutualAid.run(["status", "nl-oosthoek.ts1", "on-scene"], directory: path)
    #expect(status.status == 0, "\(status.errors)")
    #expect(FileManager.default.fileExists(atPath: path + ".before-upgrade"))
    #expect(try MutualAid.run(["info"], directory: path).output.contains("16 units"))
    #expect(try MutualAid.run(["check"], directory: path).status == 0)
  }

  @Test(arguments: [["info"], ["status", "x", "available"], ["import", "nl.xml"]])
  func aNewerDirectoryIsRefusedAndLeftAsItIs(verb: [String]) throws {
    let store = try DirectoryStore(path: path, access: .write)
    try store.database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 of the future')") }
    store.close()
    let before = try Data(contentsOf: URL(filePath: path))
    let run = try MutualAid.run(
      verb, directory: path, workingFolder: MutualAid.root + "/Tests/CommandTests/Fixtures/base")
    #expect(run.status == 4)
    #expect(run.errors.contains("newer version"), "\(run.errors)")
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test(arguments: [["info"], ["check"], ["status", "x", "available"], ["import", "nl.xml"]])
  func aFileOfAnotherProgramIsLeftAsItIs(verb: [String]) throws {
    try make("CREATE TABLE tree (id INTEGER); INSERT INTO tree VALUES (1)")
    let before = try Data(contentsOf: URL(filePath: path))
    let run = try MutualAid.run(
      verb, directory: path, workingFolder: MutualAid.root + "/Tests/CommandTests/Fixtures/base")
    #expect(run.status == 4)
    #expect(run.errors.contains("another program"), "\(run.errors)")
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }
}
