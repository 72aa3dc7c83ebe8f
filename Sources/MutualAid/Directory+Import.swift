internal import DirectoryStore
public import RegistryImport
public import RegistryXML

extension Directory {
  /// How many seconds an import or rollback waits for another one.
  package static var importPatience: Double { DirectoryStore.importPatience }

  /// Takes registries and reference documents into the directory, each file whole or not at all.
  ///
  /// - Parameters:
  ///   - paths: files, plain or gzip, and folders, of which all documents in and below are taken, in an order that suits:
  ///     vocabularies and boundaries first; `-` for standard input.
  ///   - options: what is taken and what is refused.
  ///   - progress: called now and then with the file that is being read and how far the reading is; what it throws ends
  ///     the import, and the file that is being read changes nothing.
  ///   - waiting: called once, where another import is to be waited for.
  ///   - finished: called with the report of each file as soon as it is done.
  /// - Returns: what became of each file, in the order in which they were taken. A file that cannot be taken is a report
  ///   with a refusal, not an error.
  /// - Throws: `MutualAidError` for a path that does not exist or a folder without documents, where another import does not
  ///   end within five minutes, and for trouble with the store, when files taken before stay; what `progress` and `finished` throw.
  @discardableResult
  public func importDocuments(
    at paths: [String], options: ImportOptions = ImportOptions(),
    progress: (String, ReadingProgress) throws -> Void = { _, _ in }, waiting: () -> Void = {},
    finished: (FileReport) throws -> Void = { _ in }
  ) throws -> [FileReport] {
    try importFiles(
      DocumentFinder.documents(at: paths), options: options, progress: progress, waiting: waiting, finished: finished)
  }

  /// Takes files that ``DocumentFinder`` has found and ordered.
  ///
  /// - Throws: `MutualAidError` for trouble with the store; what `finished` throws.
  package func importFiles(
    _ files: DocumentSelection, options: ImportOptions, progress: (String, ReadingProgress) throws -> Void,
    waiting: () -> Void,
    finished: (FileReport) throws -> Void
  ) throws -> [FileReport] {
    if let replaced = options.replaces { _ = try exported(replaced) }
    let lock = options.isDryRun ? nil : try store.importLock(onWait: waiting)
    return try Directory.run(
      Importer(store: store, options: options, lock: lock), on: files, progress: progress, finished: finished)
  }

  /// Takes the registries and reference documents of a file or folder, as
  /// ``importDocuments(at:options:progress:waiting:finished:)-([String],_,_,_,_)`` does.
  @discardableResult
  public func importDocuments(at path: String, options: ImportOptions = ImportOptions()) throws -> [FileReport] {
    try importDocuments(at: [path], options: options)
  }

  /// Checks files without a directory, as if they were imported together.
  ///
  /// - Parameters:
  ///   - paths: files, folders or `-`, as for an import.
  ///   - options: what is taken and what is refused.
  ///   - progress: called now and then with the file that is being read and how far the reading is.
  ///   - finished: called with the report of each file as soon as it is done.
  /// - Returns: what would become of each file.
  /// - Throws: `MutualAidError` for a path that does not exist or a folder without documents; what `finished` throws.
  @discardableResult
  public static func validateDocuments(
    at paths: [String], options: ImportOptions = ImportOptions(),
    progress: (String, ReadingProgress) throws -> Void = { _, _ in }, finished: (FileReport) throws -> Void = { _ in }
  ) throws -> [FileReport] {
    try run(
      Importer.validator(options: options), on: DocumentFinder.documents(at: paths), progress: progress,
      finished: finished)
  }

  private static func run(
    _ importer: Importer, on files: DocumentSelection, progress: (String, ReadingProgress) throws -> Void,
    finished: (FileReport) throws -> Void
  ) throws -> [FileReport] {
    var importer = importer
    var passedOver = files.passedOver
    func finish(_ report: FileReport) throws -> FileReport {
      var report = report
      report.passedOver = passedOver
      passedOver = []
      try finished(report)
      return report
    }
    if importer.options.reading.isEdition {
      return try importer.importPages(files.documents) { try progress(files.documents.first ?? "", $0) }.map(finish)
    }
    return try files.documents.map { file in try finish(importer.importFile(file) { try progress(file, $0) }) }
  }

  /// Removes a registry with all of its records, as a new version, which a rollback undoes.
  ///
  /// Reports of availability stay, for when its units come back. With the registry of a room's corrections go the local
  /// agreements that the room entered.
  ///
  /// - Parameters:
  ///   - registry: its id.
  ///   - isDryRun: whether to leave the directory as it is and only say what would change.
  ///   - waiting: called once, where an import is to be waited for.
  /// - Returns: what was removed, or would be.
  /// - Throws: `MutualAidError` for an unknown registry, and for trouble with the store.
  @discardableResult
  public func remove(
    _ registry: RegistryID, isDryRun: Bool = false, waiting: @escaping () -> Void = {}
  ) throws -> RemovalReport {
    if try !Removal(store: store).hasOwnAgreements(registry) { _ = try exported(registry) }
    return try Removal(store: store, onWait: waiting).remove(registry, isDryRun: isDryRun)
  }

  /// Restores an earlier version of a registry or reference document, as a new version, so that a rollback can itself be
  /// rolled back.
  ///
  /// - Parameters:
  ///   - subject: the id of a registry or document, as ``history(of:limit:)`` takes it.
  ///   - number: the version to restore, from 1.
  ///   - isDryRun: whether to leave the directory as it is and only say what would change.
  ///   - waiting: called once, where an import is to be waited for.
  /// - Returns: what changed, or would change.
  /// - Throws: `MutualAidError` for an unknown registry or version, when a stored document cannot be read, and for
  ///   trouble with the store.
  @discardableResult
  public func rollBack(
    _ subject: String, to number: Int, isDryRun: Bool = false, waiting: @escaping () -> Void = {}
  ) throws -> RollbackReport {
    try Rollback(store: store, onWait: waiting).restore(version(number, of: subject), isDryRun: isDryRun)
  }
}
