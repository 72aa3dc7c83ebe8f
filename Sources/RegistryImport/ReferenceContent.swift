internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

// What documents of reference data consist of: rows for the store, and entries for a difference.

extension ReferenceDocument.Kind {
  /// Whether documents of the kind have rows beside their text.
  var isPlaced: Bool {
    switch self {
    case .barriers, .boundaries, .population, .places, .vocabulary: true
    case .agreements, .interoperability, .norms, .packages: false
    }
  }
}

extension ReferenceContent {
  /// What is kept in rows beside the text.
  var placed: StoreChange.Placed {
    switch self {
    case .boundaries(let areas): StoreChange.Placed(areas: areas)
    case .places(let places): StoreChange.Placed(places: places)
    case .barriers(let water, let authority): StoreChange.Placed(water: water, authority: authority)
    case .population(let people): StoreChange.Placed(cells: people.cells, totals: people.totals)
    case .vocabulary(let vocabulary): StoreChange.Placed(types: vocabulary.types)
    default: StoreChange.Placed()
    }
  }
}

extension Difference {
  /// Notes what a reference document says that another version of it did not, entry by entry.
  mutating func note(_ document: ReferenceDocument, _ content: ReferenceContent, since old: ReferenceContent?) {
    let entries = content.entries
    guard let old else {
      add(Entry(kind: document.kind.rawValue, id: document.id, name: document.title))
      for entry in entries { add(entry.value.entry) }
      return
    }
    let before = Dictionary(old.entries.map { ($0.key, $0.value) }) { first, _ in first }
    let after = Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
    let total = total
    for (key, value) in entries {
      if let earlier = before[key] {
        if earlier.content != value.content { change(value.entry) }
      } else {
        add(value.entry)
      }
    }
    for (key, value) in old.entries where after[key] == nil { remove(value.entry) }
    // Titles, sources, whole norms: what has no entry of its own.
    if total == self.total { change(Entry(kind: document.kind.rawValue, id: document.id, name: document.title)) }
  }
}

/// A part of a reference document that has an id of its own.
private struct DocumentEntry {
  var entry: Difference.Entry
  var content: AnyHashable
}

extension ReferenceContent {
  /// The parts by kind and id, in document order.
  fileprivate var entries: [(key: String, value: DocumentEntry)] {
    let part = { (kind: String, id: String, name: String?, content: AnyHashable) in
      ("\(kind) \(id)", DocumentEntry(entry: Difference.Entry(kind: kind, id: id, name: name), content: content))
    }
    switch self {
    case .vocabulary(let vocabulary):
      return vocabulary.capabilities.map { part("capability", $0.code, $0.names.main, $0) }
        + vocabulary.types.map { part("type", "\($0.country) \($0.code)", $0.names.main, $0) }
        + vocabulary.statuses.map { part("status", "\($0.system):\($0.code)", nil, $0.status) }
        + vocabulary.modules.map { part("module", $0, nil, $0) }
        + vocabulary.hours.map { part("hours", $0.text, nil, $0.meaning) }
        + vocabulary.holidays.map { part("holiday", "\($0.calendar) \($0.day)", nil, $0.day) }
    case .boundaries(let areas): return areas.map { part("area", $0.code, $0.names.main, $0) }
    case .places(let places):
      return places.map { part("place", "\($0.country) \($0.kind.rawValue) \($0.name) \($0.coordinate)", nil, $0) }
    case .barriers(let water, _):
      return water.barriers.map { part("barrier", $0.id.rawValue, $0.names.main, $0) }
        + water.crossings.map { part("crossing", $0.id.rawValue, $0.names.main, $0) }
    case .agreements(let agreements):
      return agreements.flatMap { agreement in
        var header = agreement
        header.rules = []
        return [part("agreement", agreement.id, agreement.titles.main, header)]
          + agreement.rules.map { part("rule", "\(agreement.id)/\($0.id)", nil, $0) }
      }
    case .interoperability(let content):
      // What has no id of its own counts as a change of the document.
      return content.gateways.map { part("gateway", $0.id, $0.names.main, $0) }
    case .norms(let norms): return norms.map { part("norm", $0.id, $0.titles.main, $0) }
    case .packages(let packages): return packages.map { part("package", $0.id, $0.names.main, $0) }
    case .population(let people):
      return people.totals.map { part("total", $0.region?.rawValue ?? $0.country.rawValue, nil, $0) }
        + people.cells.map { cell in
          part("cell", cell.country.map { "\($0) \(cell.code)" } ?? cell.code, nil, cell)
        }
    }
  }
}
