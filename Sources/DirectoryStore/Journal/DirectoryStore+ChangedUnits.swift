package import DirectoryModel
package import FoundationEssentials
internal import GRDB
package import Journal

extension DirectoryStore {
  /// The units of which something else is known since a position: by a report, or by an edition that wrote the unit's record
  /// or its station's.
  ///
  /// - Returns: the units, also those that are no longer there; those whose reports ended meanwhile are not among them.
  /// - Throws: `JournalPositionError` where nobody can go on from the position, and `MutualAidError`.
  package func changedUnits(after position: JournalPosition) throws -> Set<UnitID> {
    try read { database in
      let head = try database.journalPosition(beyond: position)
      var units: Set<UnitID> = []
      for owner in head.numbers.keys {
        guard try !database.isErased(after: position[owner], of: owner) else { throw JournalPositionError.tooOld }
        try database.cachedQuery(
          """
          SELECT DISTINCT json_extract(CAST(payload AS TEXT), '$.unit') FROM \(JournalEntry.table)
          WHERE entry.owner = ? AND entry.number > ? AND entry.kind = '\(ChangeKind.status)'
          """
        ).forEach([owner.description, position[owner]]) { units.insert(UnitID(try $0[0])) }
        let edition: Int64? =
          try database.cachedQuery(
            """
            SELECT min(import.id) FROM \(JournalEntry.table)
            JOIN import ON import.subject = json_extract(CAST(payload AS TEXT), '$.subject')
              AND import.kind = json_extract(CAST(payload AS TEXT), '$.subject-kind')
              AND import.version = json_extract(CAST(payload AS TEXT), '$.version')
            WHERE entry.owner = ? AND entry.number > ? AND entry.kind <> '\(ChangeKind.status)'
            """
          ).first([owner.description, position[owner]]) { try $0[0] as Int64? } ?? nil
        guard let edition else { continue }
        try database.cachedQuery(
          """
          SELECT id FROM unit WHERE since >= ?1
          UNION SELECT unit.id FROM station JOIN unit ON unit.station = station.id WHERE station.since >= ?1
          """
        ).forEach([edition]) { units.insert(UnitID(try $0[0])) }
      }
      return units
    }
  }

  /// When the newest entry came of those that a position has; `nil` for a position before all.
  package func received(at position: JournalPosition) throws -> Date? {
    try read { database in
      try position.numbers.compactMap { owner, number in
        try database.cachedQuery("SELECT received FROM journal_entry WHERE owner = ? AND number = ?").first([
          owner.description, number,
        ]) { Date(timeIntervalSince1970: Double(try $0[0] as Int64) / 1_000_000) }
      }.max()
    }
  }
}

extension Database {
  /// How far the journal has come, which is as far as a position or farther.
  ///
  /// - Throws: `JournalPositionError` where it is another journal, or has not come so far.
  func journalPosition(beyond position: JournalPosition) throws -> JournalPosition {
    let head = try journalPosition()
    guard position.journal == head.journal else { throw JournalPositionError.otherJournal }
    guard head.includes(position) else { throw JournalPositionError.ahead }
    return head
  }

  /// Whether anything that an owner's entries said after a number has been erased.
  func isErased(after number: Int64, of owner: JournalOwner) throws -> Bool {
    try cachedQuery("SELECT EXISTS (SELECT * FROM journal_purged WHERE owner = ? AND last > ?)")
      .first([owner.description, number]) { try $0[0] } ?? false
  }
}
