internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import PopulationData
internal import RegistryXML

/// Taking reference documents.
extension FileImport {
  func take(_ document: ReferenceDocument, _ content: ReferenceContent) throws {
    try refuseAhead(document.issued, what: "\(document.kind.rawValue) document '\(document.id)'")
    tally.begin(report)
    let old = try sink.document(document.kind, id: document.id)
    if let old {
      try refuseOlder(document.issued, than: old.issued, what: "\(document.kind.rawValue) document '\(document.id)'")
    }
    let entries = content.entryCount
    if let old, options.refusesThinnerDocuments { try refuseThinner(document, entries, than: old) }
    report.read += entries
    switch try sink.put(document, placed: content.placed, file: options.origin ?? report.file) {
    case .added: report.added += entries
    case .changed: report.changed += entries
    default:
      report.unchanged += entries
      return
    }
    if options.reportsDifference {
      let oldContent = try old?.content()
      sink.addToDifference { $0.note(document, content, since: oldContent) }
    }
    try conclude(document.kind.rawValue, document.id)
  }

  /// A document that nobody looked at is not to take away much of what there is.
  private func refuseThinner(_ new: ReferenceDocument, _ entries: Int, than old: ReferenceDocument) throws {
    let before = try old.content().entryCount
    guard (before - entries) * 5 > before, !options.allowsShrinking else { return }
    throw MutualAidError(
      .document(.shrinks),
      "\(new.kind.rawValue) document '\(new.id)' would have \(entries) entries in place of \(before)",
      hint: .allowShrink)
  }

  /// Takes people from a file that is no native document, as one.
  ///
  /// The file's name is the document's id, and the day on which it was changed last the day of issue; a file that says
  /// the same as before changes nothing.
  func takePeople(_ opened: DocumentFile) throws {
    let file = try PopulationFile(opened, country: options.reading.country)
    report.profile = file.form.rawValue
    report.bytes = file.bytes
    for problem in file.problems { add(problem) }
    let rejected = file.problems.count { $0.severity == .error }
    report.rejected += rejected
    guard !file.cells.isEmpty else {
      throw MutualAidError(
        .document(.empty), "the file holds nobody", hint: "See the problems listed; a header names the columns.")
    }
    let id = options.reading.registry ?? documentID
    try refuseForeign(id)
    let make = { (issued: Date) in
      try ReferenceDocument.population(id: id, issued: issued, title: "People of \(id)", cells: file.cells)
    }
    var document = try make(options.reading.issued ?? modified)
    if let old = try sink.document(.population, id: id) {
      let same = try make(old.issued)
      if same == old { document = same }
    }
    try begin()
    report.read += rejected
    report.registries.append(document.id)
    try take(document, .population(PopulationContent(cells: file.cells)))
    try refuseErrors()
  }

  /// The file's name without its endings, as an id.
  private var documentID: String {
    let name = report.file.split(separator: "/").last.map(String.init) ?? ""
    let stem = name.split(separator: ".").first.map(String.init) ?? ""
    let id = stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_".contains($0) ? $0 : "-" }
    return id.first.map { $0.isLetter || $0.isNumber } == true ? String(id.prefix(120)) : "people"
  }

  /// When the file was changed last, which cannot lie ahead.
  private var modified: Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: report.file)
    let date = attributes?[.modificationDate] as? Date ?? Date()
    return Date(timeIntervalSince1970: min(date, Date()).timeIntervalSince1970.rounded(.down))
  }
}

extension ReferenceContent {
  /// How many entries a document has.
  fileprivate var entryCount: Int {
    switch self {
    case .vocabulary(let vocabulary): vocabulary.count
    case .boundaries(let areas): areas.count
    case .places(let places): places.count
    case .barriers(let water, _): water.barriers.count + water.crossings.count
    case .agreements(let agreements): agreements.map(\.rules.count).reduce(0, +)
    case .interoperability(let content): content.count
    case .norms(let norms): norms.count
    case .packages(let packages): packages.count
    case .population(let people): people.cells.count + people.totals.count
    }
  }
}
