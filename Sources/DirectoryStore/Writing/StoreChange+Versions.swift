package import DirectoryModel
internal import FoundationEssentials
internal import GRDB

extension StoreChange {
  /// The number of this change's import of a registry or document, which becomes its next version.
  ///
  /// To be called only before something is written: an import that changes nothing makes no version.
  func importNumber(
    of subject: Subject, issued: Date, file: String?, profile: String?, restoring version: Int? = nil,
    removing: Bool = false, reserved: Int64? = nil
  ) throws -> Int64 {
    if let number = imports[subject] { return number }
    hasChanged = true
    let action: ImportEntry.Action = version != nil ? .rollback : removing ? .removal : .imported
    // Where numbers have been reserved, the others come behind them.
    let id = try reserved ?? staging?.takeImportNumber()
    try database.execute(
      sql: """
        INSERT INTO import (kind, subject, version, action, of_version, issued, imported_at, file, profile, id)
        VALUES (?1, ?2, (SELECT coalesce(max(version), 0) + 1 FROM import WHERE kind = ?1 AND subject = ?2),
          ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """,
      arguments: [
        subject.kind, subject.id, action.rawValue, version,
        issued.timeIntervalSince1970, Date().timeIntervalSince1970, file, profile, id,
      ])
    let number = database.lastInsertedRowID
    imports[subject] = number
    return number
  }

  /// Keeps what became of a registry's or document's records with its version, where there is a new one.
  ///
  /// - Parameters:
  ///   - kind: `registry`, or the kind of document.
  ///   - id: the id of the registry or document.
  ///   - counts: what became of its records.
  ///   - problems: what was wrong; the first ones are kept.
  /// - Throws: errors of SQLite, which `DirectoryStore` turns into `MutualAidError` where the change ends.
  package func conclude(kind: String, id: String, counts: ImportEntry.Counts, problems: some Sequence<Problem>) throws {
    guard let number = imports[Subject(kind: kind, id: id)] else { return }
    try database.execute(
      sql: """
        UPDATE import SET read = ?, added = ?, changed = ?, unchanged = ?, removed = ?, rejected = ?, errors = ?,
          warnings = ?, problems = ? WHERE id = ?
        """,
      arguments: [
        counts.read, counts.added, counts.changed, counts.unchanged, counts.removed, counts.rejected, counts.errors,
        counts.warnings, try ColumnJSON.text(Array(problems.prefix(ImportEntry.keptProblems))), number,
      ])
  }
}
