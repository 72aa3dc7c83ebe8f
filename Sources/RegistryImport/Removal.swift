public import DirectoryModel
package import DirectoryStore

/// Removes a registry with all of its records, as a new version of it.
package struct Removal {
  private let store: DirectoryStore
  private let onWait: () -> Void

  /// Makes a removal.
  ///
  /// - Parameters:
  ///   - store: the directory.
  ///   - onWait: called once, where an import is to be waited for.
  package init(store: DirectoryStore, onWait: @escaping () -> Void = {}) {
    self.store = store
    self.onWait = onWait
  }

  /// Removes a registry.
  ///
  /// - Parameters:
  ///   - registry: its id.
  ///   - isDryRun: whether to leave the directory as it is and only report what would change.
  /// - Returns: what was removed, or would be.
  /// - Throws: `MutualAidError` where there is no such registry, and for trouble with the store.
  package func remove(_ registry: RegistryID, isDryRun: Bool = false) throws -> RemovalReport {
    let body = { (edit: StoreEdit) in
      try edit.begin()
      edit.change.collectDifference()
      let outcome = try edit.change.remove(registry: registry)
      return RemovalReport(
        registry: registry, units: outcome.counts.removed, steppedBack: outcome.precedence.steppedBack,
        cameBack: outcome.precedence.cameBack, difference: edit.change.difference)
    }
    if isDryRun { return try store.scratch().trial(body) }
    return try withExtendedLifetime(store.importLock(onWait: onWait)) { try store.edit(body) }
  }
}

/// What the removal of a registry did, or would do.
public struct RemovalReport: Sendable {
  /// The registry.
  public var registry: RegistryID
  /// How many units it listed.
  public var units: Int
  /// Assumed units of other registries that step back since.
  public var steppedBack: Int
  /// Assumed units of other registries that no longer step back, because what was published at their stations is gone.
  public var cameBack: Int
  /// The records that are gone.
  public var difference: Difference
}
