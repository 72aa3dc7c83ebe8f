internal import DirectoryModel
public import DirectoryStore
public import RegistryXML

/// Takes documents into a directory, each file as one change: all of it, or nothing.
public struct Importer {
  let store: DirectoryStore
  /// How it behaves.
  public let options: ImportOptions
  private var vocabulary: Vocabulary

  /// Makes an importer.
  ///
  /// - Throws: `StoreError` when the directory's vocabulary cannot be read.
  public init(store: DirectoryStore, options: ImportOptions = ImportOptions()) throws {
    self.store = store
    self.options = options
    vocabulary = try Vocabulary(documents: store.documents(.vocabulary))
  }

  /// Makes an importer that checks documents and keeps nothing.
  public static func validator(isStrict: Bool = false, reading: ReadingOptions = ReadingOptions()) throws -> Importer {
    var options = ImportOptions()
    options.reading = reading
    options.isStrict = isStrict
    options.checksSchema = true
    return try Importer(store: DirectoryStore(), options: options)
  }

  /// Imports one file.
  ///
  /// - Parameters:
  ///   - path: a file, plain or gzip, or `-` for standard input.
  ///   - progress: told how many bytes have been read, now and then.
  /// - Returns: what became of it. A file that cannot be taken is a report with a refusal, not an error.
  /// - Throws: `StoreError` for trouble with the store itself.
  public mutating func importFile(_ path: String, progress: (Int) -> Void = { _ in }) throws -> FileReport {
    let clock = ContinuousClock()
    let start = clock.now
    let run = FileImport(path: path, options: options, vocabulary: vocabulary)
    do {
      let body = { (change: StoreChange) in try run.run(in: change, progress: progress) }
      try options.isDryRun ? store.rehearse(body) : store.change(body)
      run.complete()
      vocabulary = run.checks.vocabulary
    } catch let error as DocumentError {
      run.refuse(code: error.code.name, error.message, line: error.line, hint: error.hint)
    } catch let error as ImportRefusal {
      run.refuse(code: error.code.rawValue, error.message, line: nil, hint: error.hint)
    }
    let elapsed = clock.now - start
    var report = run.report
    report.seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    return report
  }
}

/// The reason why a readable file is not taken.
struct ImportRefusal: Error {
  var code: ProblemCode
  var message: String
  var hint: String
}
