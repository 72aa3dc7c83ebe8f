internal import DirectoryModel
internal import DirectoryStore

/// Taking a registry in the place of another one.
extension FileImport {
  /// Removes the registry that the document's comes in the place of, so that its records are none that others list too.
  func removeReplaced() throws {
    guard let replaced = options.replaces, type(of: sink).writesRows, holdsRegistry, try sink.registry(replaced) != nil
    else { return }
    let counts = try sink.remove(registry: replaced)
    report.replaced = FileReport.Replaced(registry: replaced, units: counts.removed)
  }

  /// What is to be replaced by itself would be removed.
  func refuseOwnReplacement(_ registry: RegistryID) throws {
    guard registry == options.replaces else { return }
    throw MutualAidError(
      .document(.duplicateID), "registry '\(registry)' cannot come in its own place", hint: "Leave out --replaces.")
  }

  /// A registry that comes in the place of another one must not thin the directory unnoticed.
  func refuseThinReplacement() throws {
    guard let replaced = report.replaced else { return }
    let left = report.added + report.changed + report.unchanged
    guard left * 5 < replaced.units * 4, !options.allowsShrinking else { return }
    throw MutualAidError(
      .document(.shrinks),
      "registry '\(replaced.registry)' would lose \(replaced.units - left) of its \(replaced.units) units",
      hint: .allowShrink)
  }
}
