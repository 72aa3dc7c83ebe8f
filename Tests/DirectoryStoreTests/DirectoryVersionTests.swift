import DirectoryModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import DirectoryStore

/// Files of older and newer versions and of other programs: each is read, brought up to date or left alone.
@Suite struct DirectoryVersionTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("d.sqlite") }

  init() throws { folder = try TemporaryFolder() }

  private static let schemas = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/schemas").path

  /// Makes a file as version 1.0.0 wrote it after so many migrations.
  private func makeOld(_ schema: Int) throws {
    let sql = try String(contentsOfFile: "\(DirectoryVersionTests.schemas)/\(schema).sql", encoding: .utf8)
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: sql + "PRAGMA journal_mode = WAL;") }
    try queue.close()
  }

  /// Makes a file of another program.
  private func makeOther(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.inDatabase { try $0.execute(sql: sql) }
    try queue.close()
  }

  private func bytes() throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  /// The migrations of version 1.0.0, which does not look for others.
  private var oldMigrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 directory") {
      try $0.execute(sql: "CREATE TABLE directory (version INTEGER NOT NULL)")
    }
    migrator.registerMigration("2 population") { try $0.execute(sql: "CREATE TABLE demand_cell (key INTEGER)") }
    migrator.registerMigration("3 station digests") {
      try $0.execute(sql: "CREATE TABLE station_digest (import INTEGER)")
    }
    return migrator
  }

  @Test(arguments: 1...3) func anOlderDirectoryIsRefusedForReadingAndNotTouched(schema: Int) throws {
    try makeOld(schema)
    let before = try bytes()
    let error = #expect(throws: MutualAidError.self) { _ = try DirectoryStore(path: path, access: .read) }
    #expect(error?.code == .directoryOlder)
    #expect(try bytes() == before)
  }

  @Test(arguments: 1...3, [DirectoryStore.Access.update, .write])
  func anOlderDirectoryIsBroughtUpToDateAndKeptBeside(schema: Int, access: DirectoryStore.Access) throws {
    try makeOld(schema)
    let store = try DirectoryStore(path: path, access: access)
    #expect(try store.unitCounts().map(\.units).reduce(0, +) == 16)
    #expect(try store.imports().count == 12)
    let check = try store.check()
    #expect(check.isSound, "\(check)")
    store.close()
    let reader = try DirectoryStore(path: path, access: .read)
    #expect(try reader.availabilityReports().count == 5)
    // The copy is what was there before, for the program of before.
    let copy = try DatabaseQueue(path: path + ".before-upgrade")
    let steps = try copy.read { try oldMigrator.appliedIdentifiers($0) }
    #expect(steps == Set(oldMigrator.migrations.prefix(schema)))
    #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM unit") } == 19)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!names.contains { $0.contains(".upgrade") }, "\(names)")
  }

  @Test func theOlderProgramRefusesTheNewDirectoryAndLeavesItWhole() throws {
    try makeOld(3)
    try DirectoryStore(path: path, access: .write).close()
    let queue = try DatabaseQueue(path: path)
    #expect(try !queue.read { try oldMigrator.hasCompletedMigrations($0) })
    #expect(throws: DatabaseError.self) { try oldMigrator.migrate(queue) }
    try queue.close()
    let store = try DirectoryStore(path: path, access: .read)
    #expect(try store.check().isSound)
  }

  @Test func anOlderDirectoryThatOthersHaveOpenStaysAsItIs() throws {
    try makeOld(3)
    let other = try DatabaseQueue(path: path)
    _ = try other.read { try Int.fetchOne($0, sql: "SELECT version FROM directory") }
    let error = #expect(throws: MutualAidError.self) {
      _ = try DirectoryStore(path: path, access: .write, patience: 0.2)
    }
    #expect(error?.code == .directoryBusy)
    #expect(!FileManager.default.fileExists(atPath: path + ".before-upgrade"))
    try other.close()
    #expect(try DirectoryStore(path: path, access: .write).imports().count == 12)
  }

  @Test(arguments: [DirectoryStore.Access.read, .update, .write])
  func aNewerDirectoryIsRefusedAndNotTouched(access: DirectoryStore.Access) throws {
    let store = try DirectoryStore(path: path, access: .write)
    try store.database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 of the future')") }
    store.close()
    let before = try bytes()
    let error = #expect(throws: MutualAidError.self) { _ = try DirectoryStore(path: path, access: access) }
    #expect(error?.code == .directoryNewer)
    #expect(try bytes() == before)
    #expect(!FileManager.default.fileExists(atPath: path + ".before-upgrade"))
  }

  @Test(
    arguments: [
      "CREATE TABLE tree (id INTEGER)", "PRAGMA application_id = 1; CREATE TABLE directory (version INTEGER)",
      "PRAGMA journal_mode = WAL; CREATE TABLE import (id INTEGER); CREATE TABLE grdb_migrations (identifier TEXT)",
      "CREATE TABLE directory (a); CREATE TABLE import (a); CREATE TABLE registry (a); "
        + "CREATE TABLE grdb_migrations (identifier TEXT); INSERT INTO grdb_migrations VALUES ('first')",
    ], [DirectoryStore.Access.read, .update, .write])
  func aFileOfAnotherProgramIsNotTouched(sql: String, access: DirectoryStore.Access) throws {
    try makeOther(sql)
    let before = try bytes()
    let error = #expect(throws: MutualAidError.self) { _ = try DirectoryStore(path: path, access: access) }
    #expect(error?.code == .notADirectory)
    #expect(try bytes() == before)
  }

  @Test func anEmptyFileIsNoDirectoryUntilItIsWrittenTo() throws {
    try folder.write("", to: "d.sqlite")
    let error = #expect(throws: MutualAidError.self) { _ = try DirectoryStore(path: path, access: .read) }
    #expect(error?.code == .notADirectory)
    #expect(try DirectoryStore(path: path, access: .write).check().isSound)
  }

  @Test(arguments: ["a?b.sqlite", "a#b%20.sqlite", "dir x/é.sqlite", "file:x.sqlite"])
  func aNameIsTakenAsItIs(name: String) throws {
    let path = folder.file(name)
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try DirectoryStore(path: path, access: .write).close()
    #expect(FileManager.default.fileExists(atPath: path))
    #expect(try DirectoryStore(path: path, access: .read).version() == 0)
  }
}
