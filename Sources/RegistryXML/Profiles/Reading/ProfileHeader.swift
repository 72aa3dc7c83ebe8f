internal import DirectoryModel
internal import FoundationEssentials

/// Gathers what a document says of itself, beside its records.
struct ProfileHeader {
  private let profile: Profile
  private var found: [HeaderField: [FoundText]] = [:]
  private var guarded: [Int: FoundText] = [:]
  private var partialities: [Int: (said: FoundText?, exceeded: FoundText?)] = [:]
  /// What the document says of being incomplete and has not been told yet.
  private var partialitiesToTell: [FoundText] = []
  /// What the pages of an edition say of each other; `nil` for a document by itself.
  private var pages: PageStatements?

  /// Prepares to gather; `pages` are the names of the pages of an edition, none for a document by itself.
  init(_ profile: Profile, pages: [String] = []) {
    self.profile = profile
    self.pages = pages.isEmpty ? nil : PageStatements(names: pages)
  }

  /// Looks at the attributes of an element around the records, and of those around it.
  ///
  /// `enclosing` has the elements around, the element itself the innermost.
  mutating func look(around element: Element, enclosing: EnclosingElements) throws {
    let parent = enclosing.nextToInnermost
    _ = try look(element, enclosing: enclosing) { place in
      place.element == nil
        || place.readsOnlyAttributes && place.element == element.name
          && (place.parent == nil || place.parent == parent)
    }
  }

  /// Looks at an element beside the records.
  ///
  /// - Returns: whether it is one that says something of the document.
  mutating func look(at element: Element, enclosing: EnclosingElements) throws -> Bool {
    let parent = enclosing.innermost
    return try look(element, enclosing: enclosing) {
      $0.element == element.name && ($0.parent == nil || $0.parent == parent)
    }
  }

  private mutating func look(
    _ element: Element, enclosing: EnclosingElements, _ isHere: (DocumentPath) -> Bool
  ) throws -> Bool {
    var isHeader = false
    for rule in profile.header where isHere(rule.place) {
      isHeader = true
      // The first value counts; a title may come in several languages.
      guard found[rule.field] == nil || rule.field == .title else { continue }
      var reader = ValueReader(enclosing: enclosing)
      let values = reader.all([rule.place.value], in: element)
      for value in values where found[rule.field]?.contains(where: { $0.text == value.text }) != true {
        found[rule.field, default: []].append(value)
      }
    }
    for (index, rule) in profile.guards.enumerated() {
      for place in rule.places where isHere(place) {
        isHeader = true
        var reader = ValueReader(enclosing: enclosing)
        guard let value = reader.first([place.value], in: element) else { continue }
        guarded[index] = value
        guard rule.accepts(value.text) else {
          throw MutualAidError(
            .notActual,
            "the document's \(rule.name) is '\(value.text.prefix(60))', expected \(rule.accepted.joined(separator: " or "))",
            line: value.line,
            hint: "Exercises, tests, cancellations and the like go nowhere near the live directory.")
        }
      }
    }
    for (index, rule) in profile.partialities.enumerated() {
      for (places, isSaid) in [(rule.places, true), (rule.exceeded, false)] {
        for place in places where isHere(place) {
          isHeader = true
          note(place, of: element, enclosing: enclosing, for: index, isSaid: isSaid, rule)
        }
      }
    }
    return isHeader
  }

  private mutating func note(
    _ place: DocumentPath, of element: Element, enclosing: EnclosingElements, for index: Int, isSaid: Bool,
    _ rule: PartialityRule
  ) {
    if pages != nil, rule.isSettledByPages {
      var reader = ValueReader(enclosing: enclosing)
      for value in reader.all([place.value], in: element) {
        if let untold = pages?.note(value, for: index, isSaid: isSaid, rule) { partialitiesToTell.append(untold) }
      }
      return
    }
    var state = partialities[index] ?? (nil, nil)
    // Told already.
    guard state.said == nil || state.exceeded == nil && !rule.exceeded.isEmpty else { return }
    var reader = ValueReader(enclosing: enclosing)
    guard let value = reader.first([place.value], in: element) else { return }
    if isSaid { state.said = state.said ?? value } else { state.exceeded = state.exceeded ?? value }
    partialities[index] = state
    guard var said = state.said else { return }
    if let words = rule.words { said.text = words }
    if !rule.exceeded.isEmpty {
      guard let exceeded = state.exceeded, let all = Int(said.text), let given = Int(exceeded.text), all > given else {
        return
      }
      said.text = "\(given) of \(all)"
    }
    partialitiesToTell.append(said)
  }

  /// Ends a page of an edition: the next one speaks for itself.
  mutating func endPage() {
    partialities = [:]
    pages?.endPage()
  }

  /// What all pages of an edition together say of being incomplete; `repeats` of their members came twice.
  mutating func editionPartialities(repeats: Int) -> [FoundText] {
    endPage()
    return pages?.partialities(repeats: repeats) ?? []
  }

  /// What the document says of being incomplete, each once.
  mutating func takePartialities() -> [FoundText] {
    defer { partialitiesToTell = [] }
    return partialitiesToTell
  }

  /// What the profile looks for beside the records and the document does not say.
  var missing: [MissingHeaderValue] {
    profile.header.filter { found[$0.field] == nil }
      .map { .init(name: $0.field.rawValue, profileLine: $0.place.value.line) }
      .reduce(into: []) { missing, value in if !missing.contains(value) { missing.append(value) } }
  }

  /// Refuses a document that does not say what it must.
  func checkGuards() throws(MutualAidError) {
    for (index, rule) in profile.guards.enumerated() where rule.isRequired && guarded[index] == nil {
      throw MutualAidError(
        .notActual, "the document does not say its \(rule.name), expected \(rule.accepted.joined(separator: " or "))",
        hint: "It could be an exercise or a test: it goes nowhere near the live directory.")
    }
  }

  /// The registry's description: the caller's word first, then the document's, then the profile's.
  func registry(
    options: ReadingOptions, modified: Date, line: Int
  ) throws(MutualAidError) -> (registry: Registry, country: CountryCode?, problems: [Problem]) {
    var decoder = RecordDecoder(record: options.registry)
    let text = { (field: HeaderField, decoder: inout RecordDecoder) -> String? in
      found[field]?.first.map {
        let text = decoder.checked($0.text, in: field.rawValue, line: $0.line)
        return field == .id ? decoder.formed(text, as: .id, line: $0.line) : text
      }
    }
    let id = decoder.formed(options.registry ?? "", as: .id, line: line)
    let country = CountryCode(
      stored: decoder.formed(
        options.country?.rawValue ?? text(.country, &decoder) ?? "", as: .country, line: line))
    var issued = found[.issued]?.first.flatMap {
      decoder.date(MeasureText.isoDate($0.text) ?? $0.text, name: "issued", line: $0.line)
    }
    issued = issued ?? options.issued ?? modified
    var service = options.service
    if service == nil, let value = found[.service]?.first {
      service = decoder.value(of: value.text, name: "service", line: value.line)
    }
    var authority: Registry.Authority?
    if let value = found[.authority]?.first {
      authority = decoder.value(of: value.text, name: "authority", line: value.line)
    }
    let titles = LocalizedText(
      (found[.title] ?? []).map { value in
        .init(
          language: value.language.flatMap { LanguageCode.formed($0) },
          text: decoder.checked(value.text, in: "title", line: value.line))
      }.filter { !$0.text.isEmpty })
    let notes = LocalizedText(
      (found[.note] ?? []).map { value in
        .init(
          language: value.language.flatMap { LanguageCode.formed($0) },
          text: decoder.checked(value.text, in: "note", line: value.line))
      }.filter { !$0.text.isEmpty })
    let source = Source(
      id: profile.id, title: text(.source, &decoder) ?? profile.titles.main,
      url: text(.url, &decoder).flatMap { RecordDecoder.isURL($0) ? $0 : nil },
      licence: text(.licence, &decoder) ?? "unknown")
    var registry = Registry(
      id: RegistryID(id.isEmpty ? text(.id, &decoder) ?? profile.id : id), country: country ?? .unassigned,
      service: service, issued: issued ?? modified, authority: authority ?? .derived,
      titles: titles.isEmpty ? profile.titles : titles, publisher: text(.publisher, &decoder) ?? "unknown",
      sources: [source], notes: notes)
    registry.completeness = profile.completeness
    if let problem = decoder.problems.first(where: { $0.severity == .error }) {
      throw MutualAidError(
        .headerInvalid, "\(problem.message)", line: problem.line,
        hint: .stateHeader)
    }
    return (registry, country, decoder.problems)
  }
}

/// A value of the registry's description that a document does not have where its profile looks for it.
package struct MissingHeaderValue: Hashable, Sendable {
  /// The field, such as `country`.
  package var name: String
  /// The line of the profile that says where it should be.
  package var profileLine: Int
}
