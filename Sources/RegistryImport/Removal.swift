public import DirectoryModel
package import DirectoryStore
internal import RegistryXML

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
      var report = RemovalReport(
        registry: registry, units: 0, steppedBack: 0, cameBack: 0, difference: edit.change.difference)
      let hadAgreements = try emptyAgreements(of: registry, in: edit.change)
      if try !hadAgreements || edit.change.registry(registry) != nil {
        let outcome = try edit.change.remove(registry: registry)
        report.units = outcome.counts.removed
        report.steppedBack = outcome.precedence.steppedBack
        report.cameBack = outcome.precedence.cameBack
      }
      report.difference = edit.change.difference
      return report
    }
    if isDryRun { return try store.scratch().trial(body) }
    return try withExtendedLifetime(store.importLock(onWait: onWait)) { try store.edit(body) }
  }

  /// Whether a registry is that of a room which has entered local agreements.
  ///
  /// - Throws: `MutualAidError` for trouble with the store.
  package func hasOwnAgreements(_ registry: RegistryID) throws -> Bool {
    try registry.rawValue.hasPrefix(Correction.registryPrefix)
      && store.documents(.agreements).contains { try $0.id == registry.rawValue && !$0.agreements().isEmpty }
  }

  /// Takes all agreements out of the document of a room; gives whether there were any.
  private func emptyAgreements(of registry: RegistryID, in change: StoreChange) throws -> Bool {
    guard registry.rawValue.hasPrefix(Correction.registryPrefix),
      let old = try change.document(.agreements, id: registry.rawValue), try !old.agreements().isEmpty
    else { return false }
    let new = try ReferenceDocument.agreements(id: old.id, issued: old.issued, title: old.title, [])
    guard try change.put(new) != .unchanged else { return false }
    let contents = (old: try old.content(), new: try new.content())
    change.addToDifference { $0.note(new, contents.new, since: contents.old) }
    var counts = ImportEntry.Counts()
    counts.removed = change.difference.removed.count
    try change.conclude(kind: new.kind.rawValue, id: new.id, counts: counts, problems: [])
    return true
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
