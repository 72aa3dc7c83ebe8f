internal import DirectoryModel
internal import GRDB

// Editions that change much are written ahead of the last transaction, as `ComingEdition` says.
extension StoreChange {
  /// So many rows of an edition are written in the last transaction at most; it then takes about half a second.
  package static let defaultLastRows = 20_000
  /// So many rows are worth short transactions, as long as more may come.
  private static let worthWriting = 5_000

  /// Writes what waits of an edition, where it is more than the last transaction is to write.
  ///
  /// Others are let in between. It may only be one at a time, and the first of its document: of those behind it, records
  /// would be compared with what nobody sees yet.
  ///
  /// - Parameter staging: the short transactions, none of which has begun.
  /// - Throws: errors of SQLite.
  func writeWaiting(_ staging: Staging) throws {
    guard let first = ahead.first ?? current, !first.isStaged, !first.isWritten else { return }
    if !first.isComing {
      guard first.waiting.count + first.unlistedCount > lastRows else { return }
      try open(first, staging)
    }
    guard let number = first.reservedNumber,
      first.hasEnded || first.waiting.count >= min(lastRows, StoreChange.worthWriting)
    else { return }
    for table in first.tables.values { table.pause() }
    let waiting = first.waiting
    first.waiting = []
    try staging.inBursts(waiting) { try $0.table.write($0, difference: collector, since: number) }
    if first.hasEnded { try writeEnd(of: first, number, staging) }
  }

  private func open(_ registry: RegistryInProgress, _ staging: Staging) throws {
    for table in registry.tables.values { table.pause() }
    let number = try staging.takeImportNumber()
    registry.reservedNumber = number
    registry.isComing = true
    staging.hasComing = true
    try ComingEdition.prepare(database)
    try staging.inBursts([number]) { try ComingEdition.begin(number: $0, in: database) }
    for table in registry.tables.values { try table.open() }
  }

  /// Marks the records of an edition that came back wrong, and removes those that it does not list.
  private func writeEnd(of registry: RegistryInProgress, _ number: Int64, _ staging: Staging) throws {
    registry.isWritten = true
    let current = self.current
    self.current = registry
    defer { self.current = current }
    try staging.inBursts(registry.wrongRecords) { try keepWrong($0, of: registry) }
    registry.wrong = [:]
    guard registry.isWhole else { return }
    for kind in RecordKind.allCases {
      try table(kind, of: registry.registry.id).removeUnlisted(staging, difference: collector, since: number)
    }
  }
}
