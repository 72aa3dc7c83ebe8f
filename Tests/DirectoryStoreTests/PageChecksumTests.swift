import DirectoryModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import DirectoryStore

/// Pages that are not as they were written are noticed, in the file and in the write-ahead log.
@Suite struct PageChecksumTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("d.sqlite") }
  private let pageSize = 8192

  init() throws { folder = try TemporaryFolder() }

  private func fill(_ store: DirectoryStore, units: Int = 60) throws {
    var random = SplitMix64(seed: 1)
    try store.change { change in
      try change.begin(
        Registry(
          id: "r", country: "NL", issued: Date(timeIntervalSince1970: 0), titles: LocalizedText("R"), publisher: "P"),
        profile: "native")
      for number in 0..<units / 4 {
        let station = try random.station("s\(number)")
        _ = try change.put(StationRow(station), registry: "r")
        for unit in 0..<4 {
          _ = try change.put(random.unit("u\(number)-\(unit)", at: station), at: station, registry: "r")
        }
      }
      _ = try change.finish(registry: "r")
    }
  }

  private func damage(_ file: String, at offset: Int, _ change: (inout UInt8) -> Void) throws {
    var bytes = try Data(contentsOf: URL(filePath: file))
    change(&bytes[offset])
    try bytes.write(to: URL(filePath: file))
  }

  @Test func everyPageOfANewDirectoryHasItsChecksum() throws {
    let store = try DirectoryStore(path: path, access: .write)
    try fill(store)
    store.close()
    let check = try DirectoryStore(path: path, access: .read).check()
    #expect(check.isSound, "\(check)")
    let size = try Data(contentsOf: URL(filePath: path)).count
    #expect(check.steps.first { $0.part == .pages }?.count == size / pageSize)
  }

  @Test func oneBitThatChangesInAnyPageIsFound() throws {
    let store = try DirectoryStore(path: path, access: .write)
    try fill(store)
    store.close()
    let whole = try Data(contentsOf: URL(filePath: path))
    var random = SplitMix64(seed: 2)
    for page in 0..<whole.count / pageSize {
      let offset = page * pageSize + Int.random(in: page == 0 ? 100..<pageSize : 0..<pageSize, using: &random)
      var bytes = whole
      bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try bytes.write(to: URL(filePath: path))
      do {
        let check = try DirectoryStore(path: path, access: .read).check()
        #expect(check.steps.first { $0.part == .pages }?.damaged == 1, "page \(page + 1)")
      } catch let error as MutualAidError {
        // Where the first pages are damaged, the directory cannot even be opened.
        #expect(error.code == .storeDamaged, "page \(page + 1): \(error)")
      }
    }
  }

  @Test func aChangeByAProgramThatKeepsNoChecksumsIsFound() throws {
    let store = try DirectoryStore(path: path, access: .write)
    try fill(store)
    store.close()
    let other = try DatabaseQueue(path: path)
    try other.write { try $0.execute(sql: "UPDATE unit SET type = 'X'") }
    try other.close()
    let reader = try DirectoryStore(path: path, access: .read)
    let error = #expect(throws: MutualAidError.self) { try reader.forEachSummary { _ in } }
    #expect(error?.code == .storeDamaged)
  }

  @Test func damageInTheLogIsFoundWhereItIsRead() throws {
    let writer = try DirectoryStore(path: path, access: .write)
    try writer.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
    try fill(writer)
    let size = try Data(contentsOf: URL(filePath: path + "-wal")).count
    try #require(size > 20 * (pageSize + 24))
    let reader = try DirectoryStore(path: path, access: .read)
    try reader.forEachSummary { _ in }
    // One bit in the middle of every page in the log but the first ones, which hold the schema.
    let log = try FileHandle(forUpdating: URL(filePath: path + "-wal"))
    for frame in 12..<(size - 32) / (pageSize + 24) {
      let offset = UInt64(32 + frame * (pageSize + 24) + 24 + pageSize / 2)
      try log.seek(toOffset: offset)
      let byte = try #require(try log.read(upToCount: 1)?.first)
      try log.seek(toOffset: offset)
      try log.write(contentsOf: [byte ^ 4])
    }
    let error = #expect(throws: MutualAidError.self) {
      try DirectoryStore(path: path, access: .read).forEachSummary { _ in }
    }
    #expect(error?.code == .storeDamaged)
  }

  @Test func aWriterReadsItsOwnPagesFromTheLogBeforeTheyAreCommitted() throws {
    let store = try DirectoryStore(path: path, access: .write)
    // So few pages fit into memory that the change spills into the log and comes back from it.
    try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA cache_size = 10") }
    try fill(store, units: 400)
    try fill(store, units: 200)
    #expect(try store.unitCounts().map(\.units).reduce(0, +) == 200)
    let check = try store.check()
    #expect(check.isSound, "\(check)")
  }

  @Test func anotherProgramMayMoveTheLogIntoTheFile() throws {
    let writer = try DirectoryStore(path: path, access: .write)
    try writer.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
    try fill(writer)
    try fill(writer, units: 40)
    // What a crash would leave behind.
    let copy = folder.file("copy.sqlite")
    for rest in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + rest, toPath: copy + rest) }
    let other = try DatabaseQueue(path: copy)
    #expect(try other.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM unit") } == 40)
    try other.write { try $0.execute(sql: "SELECT 1") }
    try other.close()
    #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
    let store = try DirectoryStore(path: copy, access: .read)
    let check = try store.check()
    #expect(check.isSound, "\(check)")
    #expect(try store.unitCounts().map(\.units).reduce(0, +) == 40)
  }

  @Test func pagesThatWereNeverWrittenAreFilled() throws {
    let store = try DirectoryStore(path: path, access: .write)
    try store.database.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA secure_delete = OFF; PRAGMA wal_autocheckpoint = 0; BEGIN; CREATE TABLE gone (a);
          WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 400)
          INSERT INTO gone SELECT randomblob(9000) FROM n; DROP TABLE gone; CREATE TABLE stays (a); COMMIT
          """)
    }
    try fill(store)
    store.close()
    let check = try DirectoryStore(path: path, access: .read).check()
    #expect(check.isSound, "\(check)")
  }

  @Test func rowsWhoseDigestsReferencesOrMergingAreWrongAreFound() throws {
    let damage: [(DirectoryCheck.Part, String)] = [
      (.digests, "UPDATE unit SET type = 'X' WHERE id = 'u0-0'"),
      (.references, "UPDATE unit SET station = 'nowhere' WHERE id = 'u1-0'"),
      (.references, "DELETE FROM import"), (.merged, "UPDATE unit SET hidden = 1 WHERE id = 'u2-0'"),
      (.rows, "UPDATE station SET latitude = 'north' WHERE id = 's3'"),
      (.rows, "UPDATE unit SET place = place + 1 WHERE id = 'u3-0'"),
    ]
    for (part, sql) in damage {
      let store = try DirectoryStore()
      try fill(store)
      #expect(try store.check().isSound)
      try store.database.write { try $0.execute(sql: sql) }
      let check = try store.check()
      #expect(check.steps.first { $0.part == part }?.damaged ?? 0 > 0, "\(sql): \(check)")
    }
  }

  /// A connection that is opened otherwise would write pages without checksums.
  @Test func theFileIsOpenedInOnePlaceAlone() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    // Tiles of a map are read of a file that is no directory, and written never.
    where path.hasSuffix(".swift") && !path.hasSuffix("/DirectoryFile.swift") && !path.hasSuffix("/TileFile.swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      // The empty path is that of a temporary file.
      let opening = text.replacing("DatabaseQueue(path: \"\"", with: "")
      #expect(!opening.contains("DatabaseQueue(path:") && !opening.contains("DatabasePool("), "\(path)")
    }
  }
}
