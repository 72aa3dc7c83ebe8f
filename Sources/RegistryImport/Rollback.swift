public import DirectoryModel
package import DirectoryStore
internal import RegistryXML

/// Restores an earlier version of a registry or reference document, as a new version.
package struct Rollback {
  private let store: DirectoryStore
  private let onWait: () -> Void

  /// Makes a rollback.
  ///
  /// - Parameters:
  ///   - store: the directory.
  ///   - onWait: called once, where an import is to be waited for.
  package init(store: DirectoryStore, onWait: @escaping () -> Void = {}) {
    self.store = store
    self.onWait = onWait
  }

  /// Restores a version.
  ///
  /// - Parameters:
  ///   - version: what to restore.
  ///   - isDryRun: whether to leave the directory as it is and only report what would change.
  /// - Returns: what changed, or would change.
  /// - Throws: `MutualAidError` for trouble with the store, and when a stored document cannot be read.
  package func restore(_ version: ImportEntry, isDryRun: Bool = false) throws -> RollbackReport {
    let body = { (edit: StoreEdit) in
      try edit.begin()
      return try restore(version, in: edit.change)
    }
    if isDryRun { return try store.scratch().trial(body) }
    return try withExtendedLifetime(store.importLock(onWait: onWait)) { try store.edit(body) }
  }

  private func restore(_ version: ImportEntry, in change: StoreChange) throws -> RollbackReport {
    change.collectDifference()
    var conflicts = 0
    var counts = ImportEntry.Counts()
    var precedence = PrecedenceChange()
    if let kind = ReferenceDocument.Kind(rawValue: version.kind) {
      let result = try change.rollBack(kind, id: version.subject, to: version.version) { document in
        guard document.kind.isPlaced else { return StoreChange.Placed() }
        return try document.content().placed
      }
      if let result {
        let old = try result.old.content()
        let new = try result.new.content()
        change.addToDifference { $0.note(result.new, new, since: old) }
        counts.added = change.difference.added.count
        counts.changed = change.difference.changed.count
        counts.removed = change.difference.removed.count
        try change.conclude(kind: version.kind, id: version.subject, counts: counts, problems: [])
      }
    } else {
      let outcome = try change.rollBack(registry: RegistryID(version.subject), to: version.version) {
        conflicts += $0.conflicts.count
      }
      counts = outcome.counts
      precedence = outcome.precedence
    }
    var report = RollbackReport(
      version: version, hasChanged: change.hasChanged, counts: counts, conflicts: conflicts,
      difference: change.difference)
    report.steppedBack = precedence.steppedBack
    report.cameBack = precedence.cameBack
    return report
  }
}

/// What a rollback did, or would do.
public struct RollbackReport: Sendable {
  /// The version that is restored.
  public var version: ImportEntry
  /// Whether anything changes; false where the directory is so already.
  public var hasChanged: Bool
  /// How many of the registry's units, or the document's entries, are added, changed and removed.
  public var counts: ImportEntry.Counts
  /// Fields that other registries fill differently.
  package var conflicts: Int
  /// Assumed units of any registry that step back since, because published ones stand at their stations.
  public var steppedBack = 0
  /// Assumed units of any registry that no longer step back.
  public var cameBack = 0
  /// The records that change, each with its fields.
  public var difference: Difference
}
