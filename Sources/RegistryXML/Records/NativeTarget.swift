internal import DirectoryModel

/// Which elements of a native document are records.
struct NativeRouting: ElementRouting {
  let keepsForeignNamespaces = false

  func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
    guard namespace == NativeFormat.namespace else { return depth > 1 ? .skip : .enter }
    switch (parent, name) {
    case (nil, "directory"), (nil, "registry"), ("directory", "registry"), ("directory", "availability"): return .enter
    // What is no document is entered, for the target to refuse it.
    case (nil, _), ("directory", _): return ReferenceDocument.Kind(rawValue: name) == nil ? .enter : .capture
    default: return .capture
    }
  }
}

/// Turns the elements of a native document into records.
final class NativeTarget: XMLEventTarget {
  private enum Scope { case directory, registry, availability }

  private static let recordNames: Set = ["organisation", "control-room", "station", "unit", "group", "correction"]

  private let receive: (DirectoryRecord) throws -> Void
  private var scopes: [Scope] = []
  private var registry: Registry?
  private var registryLine = 0
  private var isRegistryAnnounced = false
  private var headerParts = 0
  private let texts = SharedTexts()
  private var unknownNames = UnknownNames()

  private let positions: PositionPolicy
  /// The registry of which all registries met are pages; `nil` where each is its own.
  private let edition: String?
  private let knownStations: (Registry) -> KnownStations?
  /// What is known of the registry's stations, and the beginning of their fingerprints.
  private var known: (stations: KnownStations, seed: UInt64)?

  init(
    positions: PositionPolicy = PositionPolicy(), edition: String? = nil,
    knownStations: @escaping (Registry) -> KnownStations? = { _ in nil },
    receive: @escaping (DirectoryRecord) throws -> Void
  ) {
    self.positions = positions
    self.edition = edition
    self.knownStations = knownStations
    self.receive = receive
  }

  func began(_ batch: RecordBatch) throws {
    for problem in unknownNames.problems(in: batch) { try receive(.problem(problem)) }
  }

  func entered(_ element: Element) throws {
    guard element.namespace == NativeFormat.namespace else {
      throw MutualAidError(
        .unknownFormat, "the root is <\(element.name)> in namespace '\(element.namespace)'", line: element.line,
        hint: "Expected a document in namespace '\(NativeFormat.namespace)'.")
    }
    switch element.name {
    case "directory": scopes.append(.directory)
    case "availability": scopes.append(.availability)
    case "registry":
      scopes.append(.registry)
      registry = try RecordDecoder.registry(element)
      if let edition { registry?.id = RegistryID(edition) }
      registryLine = element.line
      isRegistryAnnounced = false
      headerParts = 0
    default:
      throw MutualAidError(
        .unknownFormat, "no document starts with <\(element.name)>", line: element.line,
        hint:
          "Expected registry, vocabulary, boundaries, places, barriers, agreements, norms, packages, population or directory."
      )
    }
  }

  func captured(_ element: Element) throws {
    switch scopes.last {
    case .registry: try registryChild(element)
    case .availability: try report(element)
    case .directory, nil: try reference(element)
    }
  }

  func ended(depth: Int, line: Int) throws {
    if scopes.popLast() == .registry {
      try announceRegistry()
      try receive(.registryEnd)
      registry = nil
      known = nil
    }
  }

  /// A record in no namespace would be left out, and so removed: only the attributes that tools add are harmless.
  func metUndeclaredPrefix(_ prefix: String, line: Int) throws {
    guard prefix == "xsi" else {
      throw MutualAidError(
        .notWellFormed, "the prefix '\(prefix)' is not declared", line: line,
        hint: "Declare it: xmlns:prefix=\"…\".")
    }
    try receive(.problem(.undeclaredPrefix(prefix, line: line)))
  }

  func skipped(_ name: RecordBatch.Name, line: Int) throws {
    let what = "<\(name.local)> in namespace '\(name.namespace.prefix(100))'"
    let isDocument = scopes.last == .directory
    // What others add for themselves is their affair, but for what looks like a record of ours.
    guard isDocument || NativeTarget.recordNames.contains(name.local) else { return }
    try receive(
      .problem(
        Problem(
          line: line, severity: isDocument ? .error : .warning, code: .contentLeftOut,
          message: isDocument
            ? "\(what) is in another dialect than the document around it: left out"
            : "\(what) is not in the format's own: left out, here and wherever it comes again")))
  }

  // MARK: Registries

  private func registryChild(_ element: Element) throws {
    guard let registry else { return }
    var decoder = RecordDecoder(element, positions: positions)
    switch element.nativeName {
    case .title, .publisher, .source, .note, .completeFor: try header(element, decoder: &decoder)
    case .organisation:
      try announceRegistry()
      let organisation = decoder.organisation(element, in: registry)
      guard !decoder.hasErrors else { return try receive(.wrong(.organisation, problems: decoder.problems)) }
      try receive(.organisation(organisation, line: element.line))
    case .controlRoom:
      try announceRegistry()
      let room = decoder.controlRoom(element, in: registry)
      guard !decoder.hasErrors else { return try receive(.wrong(.controlRoom, problems: decoder.problems)) }
      try receive(.controlRoom(room, line: element.line))
    case .station:
      try announceRegistry()
      try receive(.station(station(element, in: registry)))
      return
    case .correction:
      try announceRegistry()
      if let corrections = decoder.corrections(element, in: registry), !decoder.hasErrors {
        try receive(.corrections(corrections, line: element.line))
      }
    case .unit, .group:
      try announceRegistry()
      decoder.fail(.unitWithoutStation, "<\(element.name)> stands in no <station>", at: element)
      try receive(.strayUnit(problems: decoder.problems))
      return
    default:
      decoder.fail(.schema, "<\(element.name)> is not expected in a registry", at: element, severity: .warning)
    }
    for problem in decoder.problems { try receive(.problem(problem)) }
  }

  /// Takes a part of the registry's header; behind the first record it comes too late.
  private func header(_ element: Element, decoder: inout RecordDecoder) throws {
    guard !isRegistryAnnounced else {
      decoder.fail(.schema, "<\(element.name)> stands behind the first record", at: element, severity: .warning)
      return
    }
    headerParts += 1
    guard headerParts <= 1000 else {
      throw MutualAidError(.limitExceeded, "a registry's header of more than 1000 parts", line: element.line)
    }
    let text = { (decoder: inout RecordDecoder) -> LocalizedText.Entry? in
      let text = decoder.content(of: element)
      let language = element.attribute(.lang).flatMap { LanguageCode.formed($0) }
      return text.isEmpty ? nil : LocalizedText.Entry(language: language, text: text)
    }
    switch element.nativeName {
    case .title: if let title = text(&decoder) { registry?.titles.entries.append(title) }
    case .publisher: registry?.publisher = decoder.content(of: element)
    case .source: try take(decoder.source(element), &decoder, line: element.line)
    case .completeFor: if let declaration = decoder.completeness(element) { registry?.completeness.append(declaration) }
    default: if let note = text(&decoder) { registry?.notes.entries.append(note) }
    }
  }

  /// Takes a source that can be read and is not listed already.
  private func take(_ source: Source, _ decoder: inout RecordDecoder, line: Int) throws {
    guard !decoder.hasErrors else { return }
    if registry?.sources.contains(where: { $0.id.utf8.elementsEqual(source.id.utf8) }) == true {
      decoder.fail(
        .duplicateID, "source '\(source.id)' is listed twice: the first counts", line: line, severity: .warning)
    } else {
      registry?.sources.append(source)
    }
  }

  private func announceRegistry() throws {
    guard let registry, !isRegistryAnnounced else { return }
    isRegistryAnnounced = true
    known = knownStations(registry).map { ($0, positions.seed(of: registry, basis: $0.basis)) }
    try receive(.registryStart(registry, isWhole: true, line: registryLine))
    let header = [
      ("title", registry.titles.isEmpty), ("publisher", registry.publisher.isEmpty),
      ("source", registry.sources.isEmpty),
    ]
    for (name, isMissing) in header where isMissing {
      try receive(
        .problem(
          Problem(
            line: registryLine, severity: .warning, code: .valueMissing, message: "the registry has no <\(name)>",
            record: registry.id.rawValue)))
    }
  }

  private func station(_ element: Element, in registry: Registry) -> StationRecord {
    var decoder = RecordDecoder(element, positions: positions)
    var station = decoder.station(element, in: registry)
    if decoder.hasErrors { station = nil }
    var record = StationRecord(
      station: station, id: station == nil ? element.attribute(.id) : nil, units: [], unitCount: 0,
      problems: decoder.problems, line: element.line)
    record.digest = known.flatMap { element.digest(seed: $0.seed) }
    if station != nil, let digest = record.digest, known?.stations.contains(digest) == true {
      record.knownUnits = element.children.filter { $0.isA(.unit) || $0.isA(.group) }
        .map { StationRecord.KnownUnit(id: UnitID($0.attribute(.id) ?? ""), line: $0.line) }
      record.unitCount = record.knownUnits?.count ?? 0
      return record
    }
    record.units.reserveCapacity(element.count { $0.isA(.unit) || $0.isA(.group) })
    for child in element.children where child.isA(.unit) || child.isA(.group) {
      record.unitCount += 1
      guard let station else { continue }
      var decoder = RecordDecoder(child, texts: texts, positions: positions)
      let unit = decoder.unit(child, of: station)
      if !decoder.problems.isEmpty {
        record.problems += decoder.problems
        if decoder.hasErrors { continue }
      }
      if let unit { record.units.append(.init(unit: unit, line: child.line)) }
    }
    return record
  }

  // MARK: Everything else

  private func report(_ element: Element) throws {
    var decoder = RecordDecoder(record: element.attribute(.unit))
    let report = decoder.report(element)
    for problem in decoder.problems { try receive(.problem(problem)) }
    if let report, !decoder.hasErrors { try receive(.availability(report, line: element.line)) }
  }

  private func reference(_ element: Element) throws {
    var decoder = RecordDecoder(element)
    guard let kind = ReferenceDocument.Kind(rawValue: element.name),
      let content = decoder.referenceContent(element)
    else { return }
    let id = decoder.required(.id, of: element)
    let issued = decoder.date(.issued, of: element)
    if element.attribute(.issued) == nil {
      decoder.fail(.valueMissing, "<\(element.name)> has no issued", at: element)
    }
    for problem in decoder.problems { try receive(.problem(problem)) }
    guard !decoder.hasErrors, let issued else {
      try receive(.unreadableReference(kind, id: id, line: element.line))
      return
    }
    let title = decoder.texts(.title, of: element).main
    let document = ReferenceDocument(
      id: id, kind: kind, issued: issued, title: title, xml: try element.normalForm())
    try receive(.reference(document, content: content, line: element.line))
  }
}
