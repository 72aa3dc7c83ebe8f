internal import CPageChecksum
package import DirectoryModel
internal import GRDB

extension DirectoryStore {
  /// Looks for damage in everything that is in the directory, as it is at one moment.
  ///
  /// - Returns: what was looked at, and the damage that was found.
  /// - Throws: `MutualAidError` when not even that can be done.
  package func check() throws -> DirectoryCheck {
    try DirectoryStore.translating { try database.unsafeRead { try StoreCheck(database: $0).run() } }
  }
}

/// All parts of a check, in one transaction as far as damage lets it last: SQLite ends it when a page cannot be read.
private struct StoreCheck {
  let database: Database

  func run() throws -> DirectoryCheck {
    defer { if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") } }
    let parts: [(DirectoryCheck.Part, (inout DirectoryCheck.Step) throws -> Void)] = [
      (.pages, PageCheck(database: database).run),
      (.structure, StructureCheck(database: database).run),
      (.rows, RowCheck(database: database).run),
      (.digests, DigestCheck(database: database).run),
      (.references, ReferenceCheck(database: database).run),
      (.merged, MergeCheck(database: database).run),
    ]
    return DirectoryCheck(
      steps: parts.map { part, run in
        var step = DirectoryCheck.Step(part)
        do {
          if !database.isInsideTransaction { try database.execute(sql: "BEGIN") }
          try run(&step)
        } catch let error as DatabaseError {
          step.note(DirectoryStore.error(error))
        } catch let error as MutualAidError {
          step.note(error)
        } catch {
          step.note(MutualAidError(.storeFailed, TranslatableText(verbatim: String(describing: error))))
        }
        return step
      })
  }
}

/// Compares every page of the file with its checksum.
private struct PageCheck {
  let database: Database

  func run(_ step: inout DirectoryCheck.Step) throws {
    var result = page_checksum_result()
    let connection = database.sqliteConnection.map { UnsafeMutableRawPointer($0) }
    let code = page_checksum_check(connection, &result)
    // A directory in memory has no pages of a file.
    if code == ResultCode.SQLITE_NOTFOUND.rawValue { return }
    guard code == 0 else { throw database.error(code) }
    step.count = Int(result.pages)
    guard result.damaged > 0 else { return }
    step.note(
      MutualAidError(
        .storeDamaged,
        "\(result.damaged) pages of the file are not as they were written, the first of them page \(result.first)"))
    step.damaged = Int(result.damaged)
  }
}

/// Has SQLite look through its tables and indexes.
private struct StructureCheck {
  let database: Database

  func run(_ step: inout DirectoryCheck.Step) throws {
    step.count = try database.value("SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'index')") ?? 0
    let lines: [String] = try database.values("PRAGMA integrity_check(\(DirectoryCheck.keptFindings))")
    for line in lines where line != "ok" {
      step.note(MutualAidError(.storeDamaged, "the directory is damaged: \(line)"))
    }
    try database.query("PRAGMA foreign_key_check").forEach { row in
      let key: Int64? = try row[1]
      step.note(.damage(inTable: try row[0], row: key.map { String($0) } ?? "?", column: "area"))
    }
  }
}
