public import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
public import RegistryImport
internal import RegistryXML

/// What became of a look at a source.
public struct SourceUpdate: Sendable {
  /// The source as it is now.
  public var status: SourceStatus
  /// What the edition changed, or would change; `nil` where none came that could be read.
  public var report: FileReport?
  /// What was wrong; `nil` where nothing was.
  public var error: MutualAidError?
  /// The bytes that are to wait for approval.
  var edition: Data?

  init(status: SourceStatus) { self.status = status }

  /// What became of it.
  public var outcome: SourceOutcome { status.outcome ?? .unchanged }

  /// What was changed, or would be; `nil` where no edition could be read.
  var counts: ImportEntry.Counts? {
    report.map { report in
      var counts = ImportEntry.Counts()
      (counts.added, counts.changed, counts.removed) = (report.added, report.changed, report.removed)
      return counts
    }
  }

  /// Takes what was wrong.
  mutating func note(_ trouble: SourceTrouble) {
    report = trouble.report
    error = trouble.error
    status.outcome = trouble.passes ? .failed : .refused
    status.code = trouble.error.code.name
    status.message = trouble.error.message
    status.failures = trouble.passes ? status.failures + 1 : 0
  }
}

extension SourceStatus {
  /// Seconds after which a source that failed is looked at again; twice as many after each failure more.
  private static let pause = 300

  /// Says when it is to be looked at again.
  mutating func plan() {
    let pause = failures > 0 ? SourceStatus.pause << min(failures - 1, 16) : source.interval
    due = (checked ?? Date()).addingTimeInterval(Double(min(pause, source.interval)))
  }
}

/// What is wrong with an edition, or with getting it.
struct SourceTrouble: Error {
  var error: MutualAidError
  /// Whether it may be over soon, so that it is worth trying again.
  var passes: Bool
  var report: FileReport?
  /// Trouble with the store, which is no trouble of the source.
  var ofStore: (any Error)?

  init(_ error: MutualAidError, passes: Bool, report: FileReport? = nil) {
    (self.error, self.passes, self.report) = (error, passes, report)
  }

  /// Does something with the store, whose errors are handed through.
  static func ofStore<Result>(_ body: () throws -> Result) throws(SourceTrouble) -> Result {
    do {
      return try body()
    } catch {
      var trouble = SourceTrouble(MutualAidError(.storeFailed, "the store failed"), passes: true)
      trouble.ofStore = error
      throw trouble
    }
  }

  /// A document that is none of the source's.
  static func otherContent(_ found: String, of source: EditionSource) -> SourceTrouble {
    SourceTrouble(
      MutualAidError(
        .otherContent, "what came is '\(String(found.prefix(200)))', and not '\(source.subject)'",
        hint: "Check the address of the source."), passes: false)
  }
}

extension EditionSource {
  /// Checks that it can be one.
  ///
  /// - Throws: `MutualAidError` for an address, kind, profile or number that cannot be.
  func check() throws(MutualAidError) {
    guard SourceAddress(address).isUsable else {
      throw MutualAidError(
        .sourceAddress, "'\(String(address.prefix(200)))' cannot be the address of a source",
        hint: "Expected http:// or https:// without a name and password in it, or the path of a file from the root.")
    }
    if let kind, ReferenceDocument.Kind(rawValue: kind) == nil {
      throw MutualAidError(
        .sourceInvalid, "there is no kind of documents '\(kind)'",
        hint: .known(ReferenceDocument.Kind.allCases.map(\.rawValue)))
    }
    guard !id.isEmpty, id.utf8.count <= 200 else {
      throw MutualAidError(.sourceInvalid, "a source is of a registry or document, whose id it needs")
    }
    for (value, range, name) in [
      (interval, EditionSource.intervals, "interval"), (byteLimit, EditionSource.byteLimits, "bytes"),
      (timeLimit, EditionSource.timeLimits, "seconds"), (promise ?? 1, 1...Int(Int32.max), "promise"),
    ] where !range.contains(value) {
      throw MutualAidError(
        .sourceInvalid, "\(name) of a source is \(value), expected \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// How its editions are read; what came by itself is taken with all guards.
  func importOptions(of edition: FetchedEdition) -> ImportOptions {
    var options = ImportOptions()
    options.origin = address
    options.refusesThinnerDocuments = true
    options.reading.profile =
      profile == "auto" ? .auto : ProfileLibrary.names.contains(profile) ? .named(profile) : .file(profile)
    options.reading.registry = id
    options.reading.country = country
    options.reading.service = service
    options.reading.issued = edition.issued
    return options
  }
}
