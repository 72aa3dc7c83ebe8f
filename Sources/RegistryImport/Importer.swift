internal import DirectoryModel
package import DirectoryStore
package import RegistryXML

/// Takes documents into a directory, each file as one change: all of it, or nothing.
package struct Importer {
  private enum Target {
    case store(DirectoryStore, ImportLock?)
    /// A copy of the directory, which is left as it is.
    case scratch(DirectoryStore)
    /// Everything is checked and nothing is kept but what checks of later files need.
    case nothing(ValidationSink)
  }

  /// How it behaves.
  package private(set) var options: ImportOptions
  private let target: Target
  private var checks: RecordChecks

  /// Makes an importer.
  ///
  /// - Parameters:
  ///   - store: the directory.
  ///   - options: how it behaves.
  ///   - lock: the right to change the directory for all files; `nil` to take it anew for each.
  /// - Throws: `MutualAidError` when the directory's vocabulary or boundaries cannot be read.
  package init(store: DirectoryStore, options: ImportOptions = ImportOptions(), lock: ImportLock? = nil) throws {
    self.options = options
    target = options.isDryRun ? .scratch(try store.scratch()) : .store(store, lock)
    checks = try RecordChecks(by: store, fixesSwappedAxes: options.fixesSwappedAxes)
  }

  private init(checkingWith options: ImportOptions) {
    self.options = options
    target = .nothing(ValidationSink())
    checks = RecordChecks(
      vocabulary: Vocabulary(), outlines: CountryOutlines(), fixesSwappedAxes: options.fixesSwappedAxes)
  }

  /// Makes an importer that checks documents and keeps nothing.
  package static func validator(options: ImportOptions = ImportOptions()) -> Importer {
    Importer(checkingWith: options)
  }

  /// Imports one file.
  ///
  /// - Parameters:
  ///   - path: a file, plain or packed, or `-` for standard input.
  ///   - progress: called now and then with how far the reading is.
  /// - Returns: what became of it. A file that cannot be taken is a report with a refusal, not an error.
  /// - Throws: `MutualAidError` for trouble with the store itself.
  package mutating func importFile(
    _ path: String, progress: (ReadingProgress) throws -> Void = { _ in }
  ) throws -> FileReport {
    try importPages([path], progress: progress).first ?? FileReport(file: path)
  }

  /// Imports files that are one edition of a registry together, all of them or none.
  ///
  /// - Parameters:
  ///   - paths: files, plain or packed, in one dialect; several only where the options say that they are an edition.
  ///   - progress: called now and then with how far the reading is.
  /// - Returns: what became of each. Where one cannot be taken, none is, and each report has a refusal.
  /// - Throws: `MutualAidError` for trouble with the store itself.
  package mutating func importPages(
    _ paths: [String], progress: (ReadingProgress) throws -> Void = { _ in }
  ) throws -> [FileReport] {
    let clock = ContinuousClock()
    let start = clock.now
    var reports = paths.map { FileReport(file: $0) }
    var file = ""
    let checks = checks
    let lastRows = options.lastRows
    func sink(_ edit: StoreEdit) -> StoreSink { StoreSink(edit, lastRows: lastRows) }
    func run(into sink: any RecordSink) throws -> RecordChecks {
      let run = FileImport(paths: paths, options: options, checks: checks, sink: sink)
      defer {
        reports = run.reports
        file = run.report.file
      }
      try run.run(progress: progress)
      return run.checks
    }
    do {
      switch target {
      case .nothing(let sink): self.checks = try run(into: sink)
      case .scratch(let store): self.checks = try store.trial { try run(into: sink($0)) }
      case .store(let store, let lock):
        let lock = try lock ?? store.importLock()
        self.checks = try withExtendedLifetime(lock) { try store.edit { try run(into: sink($0)) } }
      }
      for index in reports.indices { reports[index].isApplied = true }
      if reports.contains(where: { $0.replaced != nil }) { options.replaces = nil }
    } catch let error as MutualAidError where error.code.category == .input {
      for index in reports.indices { reports[index].refuse(reports[index].file == file ? error : .otherPage(file)) }
    }
    let elapsed = clock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    for index in reports.indices { reports[index].seconds = seconds }
    return reports
  }
}

extension MutualAidError {
  /// Why a page is refused that has no fault of its own.
  fileprivate static func otherPage(_ file: String) -> MutualAidError {
    MutualAidError(
      .document(.otherPage), "'\(file)' is refused, which is a page of the same edition",
      hint: "All pages are taken, or none: see what is wrong with that one.")
  }
}
