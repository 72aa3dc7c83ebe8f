public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
internal import Journal
internal import RegistryImport

// Editions that come by themselves. Nothing here goes by the clock: whoever runs the program looks when a source is due.

extension Directory {
  /// All sources, by what they are of, with what became of the last look at each.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func sources() throws -> [SourceStatus] { try store.sources() }

  /// The sources that are to be looked at now.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func dueSources(at moment: Date = Date()) throws -> [SourceStatus] {
    try sources().filter { $0.due.map { $0 <= moment } ?? true }
  }

  /// Keeps where the editions of a registry or reference document come from, in the place of what was known of it.
  ///
  /// - Throws: `MutualAidError` for an address, kind, profile or number that cannot be, and when the directory cannot be
  ///   written.
  public func put(source: EditionSource) throws {
    try source.check()
    try store.change { try $0.put(source) }
  }

  /// Forgets a source; what came from it stays.
  ///
  /// - Throws: `MutualAidError` where there is none, and when the directory cannot be written.
  public func removeSource(_ subject: String) throws { try store.change { try $0.removeSource(subject) } }

  /// Looks at a source: fetches what is newer, tries it, and takes it, or holds it for approval where that is asked for.
  ///
  /// What became of it is kept with the source and is an entry of the journal, whatever it is.
  ///
  /// - Parameters:
  ///   - subject: what the source is of.
  ///   - waiting: called once, where another import is to be waited for.
  /// - Returns: what became of it: what cannot be fetched or is not taken is no error.
  /// - Throws: `MutualAidError` where there is no such source, and for trouble with the store.
  @discardableResult
  public func update(source subject: String, waiting: () -> Void = {}) throws -> SourceUpdate {
    var update = SourceUpdate(status: try status(of: subject))
    update.status.checked = Date()
    do throws(SourceTrouble) {
      let folder = try ScratchFolder()
      switch try SourceFetch(update.status, into: folder).run() {
      case .nothingNew: update.status.outcome = update.status.held == nil ? .unchanged : .held
      case .edition(let edition): try take(edition, into: &update, waiting: waiting)
      }
      (update.status.code, update.status.message, update.status.failures) = (nil, nil, 0)
      update.status.succeeded = update.status.checked
    } catch {
      if let trouble = error.ofStore { throw trouble }
      update.note(error)
    }
    update.status.plan()
    return try keep(update)
  }

  /// Takes the edition of a source that was held.
  ///
  /// - Parameters:
  ///   - subject: what the source is of.
  ///   - digest: which edition was looked at; `nil` for whichever waits.
  ///   - waiting: called once, where another import is to be waited for.
  /// - Returns: what became of it.
  /// - Throws: `MutualAidError` where none waits, or another one, where who approves is who fetched it, and for trouble with
  ///   the store.
  @discardableResult
  public func approveEdition(
    of subject: String, digest: String? = nil, waiting: () -> Void = {}
  ) throws -> SourceUpdate {
    var update = SourceUpdate(status: try status(of: subject))
    let held = try waitingEdition(of: update.status, digest: digest)
    guard held.actor != store.origin.actor else {
      throw MutualAidError(
        .samePerson, "'\(store.origin.actor)' has fetched the edition: somebody else is to approve of it",
        hint: "Have a second person look at it.")
    }
    do throws(SourceTrouble) {
      let folder = try ScratchFolder()
      let bytes = try SourceTrouble.ofStore { try store.heldEdition(of: subject) } ?? []
      var edition = try folder.edition(of: bytes)
      edition.issued = held.fetched
      try takeTried(edition, into: &update, waiting: waiting)
      (update.status.code, update.status.message) = (nil, nil)
    } catch {
      if let trouble = error.ofStore { throw trouble }
      update.note(error)
    }
    update.status.held = nil
    return try keep(update)
  }

  /// Lets go of the edition of a source that was held; it is not held again.
  ///
  /// - Throws: as ``approveEdition(of:digest:waiting:)``.
  @discardableResult
  public func rejectEdition(of subject: String, digest: String? = nil) throws -> SourceUpdate {
    var update = SourceUpdate(status: try status(of: subject))
    _ = try waitingEdition(of: update.status, digest: digest)
    update.status.held = nil
    update.status.outcome = .rejected
    return try keep(update)
  }

  private func status(of subject: String) throws -> SourceStatus {
    guard let status = try store.sources().first(where: { $0.source.subject == subject }) else {
      throw MutualAidError.unknownSource(subject)
    }
    return status
  }

  private func waitingEdition(of status: SourceStatus, digest: String?) throws -> HeldEdition {
    guard let held = status.held, digest == nil || digest == held.digest else {
      throw MutualAidError(
        .nothingHeld, "no such edition of '\(status.source.subject)' waits for approval",
        hint: "List those that there are.")
    }
    return held
  }

  /// Keeps what became of a source, and whether what there is is older than promised.
  private func keep(_ update: SourceUpdate) throws -> SourceUpdate {
    var update = update
    let source = update.status.source
    if let promise = source.promise {
      let age = try issued(source).map { Date().timeIntervalSince($0) }
      update.status.isOverdue = age.map { $0 > Double(promise) } ?? true
    } else {
      update.status.isOverdue = false
    }
    try store.change { try $0.record(update.status, edition: update.edition, counts: update.counts) }
    update.edition = nil
    return update
  }

  /// When the edition that the directory has was issued; `nil` where it has none.
  private func issued(_ source: EditionSource) throws -> Date? {
    guard let kind = source.kind else {
      return try store.registries().first { $0.registry.id.rawValue == source.id }?.registry.issued
    }
    return try ReferenceDocument.Kind(rawValue: kind)
      .flatMap { kind in try store.documents(kind).first { $0.id == source.id }?.issued }
  }
}

// MARK: Taking editions

extension Directory {
  /// Tries an edition, and takes it or has it wait.
  private func take(
    _ edition: FetchedEdition, into update: inout SourceUpdate, waiting: () -> Void
  ) throws(SourceTrouble) {
    let source = update.status.source
    update.report = try tried(edition, of: source)
    update.status.validators = edition.validators
    guard source.needsApproval else { return try takeTried(edition, into: &update, waiting: waiting) }
    update.edition = try edition.bytes()
    update.status.outcome = .held
    let counts = update.counts
    update.status.held = HeldEdition(
      digest: edition.validators.digest ?? "", fetched: update.status.checked ?? Date(), actor: store.origin.actor,
      added: counts?.added ?? 0, changed: counts?.changed ?? 0, removed: counts?.removed ?? 0)
  }

  /// What an edition would change; the directory stays as it is.
  private func tried(_ edition: FetchedEdition, of source: EditionSource) throws(SourceTrouble) -> FileReport {
    try edition.check(isOf: source)
    var options = source.importOptions(of: edition)
    options.isDryRun = true
    let report = try imported(edition, options, waiting: {})
    guard report.registries == [source.id] else {
      throw .otherContent(report.registries.joined(separator: ", "), of: source)
    }
    return report
  }

  /// Takes an edition that has been tried.
  private func takeTried(
    _ edition: FetchedEdition, into update: inout SourceUpdate, waiting: () -> Void
  ) throws(SourceTrouble) {
    let before = try SourceTrouble.ofStore { try store.changeMark().lastImport }
    update.report = try imported(edition, update.status.source.importOptions(of: edition), waiting: waiting)
    let after = try SourceTrouble.ofStore { try store.changeMark().lastImport }
    update.status.outcome = before == after ? .unchanged : .taken
  }

  private func imported(
    _ edition: FetchedEdition, _ options: ImportOptions, waiting: () -> Void
  ) throws(SourceTrouble) -> FileReport {
    let reports = try SourceTrouble.ofStore {
      try importFiles(
        DocumentFinder.documents(at: [edition.path]), options: options, progress: { _, _ in }, waiting: waiting,
        finished: { _ in })
    }
    var report = reports.first ?? FileReport(file: edition.path)
    report.file = options.origin ?? report.file
    if let refusal = report.refusal { throw SourceTrouble(refusal, passes: false, report: report) }
    return report
  }
}
