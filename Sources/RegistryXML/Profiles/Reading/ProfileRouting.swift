/// Which elements of a document are records of a profile, and which are looked at beside them.
struct ProfileRouting: ElementRouting {
  fileprivate struct Record {
    var anyElement: Bool
    /// Local names that are not meant by "any".
    var exceptions: Set<String>
    var namespaces: [String]
    var parents: Set<String>
  }

  let keepsForeignNamespaces = true
  private var records: [String: [Record]] = [:]
  private var unnamed: [Record] = []
  /// Names of records but of those to be ignored.
  private let wanted: Set<String>
  /// Names of units that are looked for in stations.
  private let strayUnits: Set<String>
  /// Elements beside the records by name, with their parents; empty for any.
  private var header: [String: Set<String>] = [:]

  init(_ profile: Profile) {
    for rule in profile.rules {
      let record = Record(
        anyElement: rule.elements.isEmpty, exceptions: rule.exceptions, namespaces: rule.namespaces,
        parents: rule.parents)
      for name in rule.elements { records[name, default: []].append(record) }
      if rule.elements.isEmpty { unnamed.append(record) }
    }
    wanted = profile.rules.filter { $0.kind != .ignore }.reduce(into: []) { $0.formUnion($1.elements) }
    // Units that stand in no station are reported.
    strayUnits = Set(profile.rules.flatMap(\.units).compactMap(\.name))
    for place in profile.header.map(\.place) + profile.guards.flatMap(\.places)
      + profile.partialities.flatMap({ $0.places + $0.exceeded })
    where !place.readsOnlyAttributes {
      guard let element = place.element else { continue }
      if let parent = place.parent {
        if header[element]?.isEmpty != true { header[element, default: []].insert(parent) }
      } else {
        header[element] = []
      }
    }
    for path in profile.surroundings {
      if case .exact(let parent) = path.element {
        if header[path.child]?.isEmpty != true { header[path.child, default: []].insert(parent) }
      } else {
        header[path.child] = []
      }
    }
    // What says in which reference system a collection is.
    header["boundedBy"] = []
  }

  func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
    // The root is read as a whole only where it is a record.
    if let parent, let parents = header[name], parents.isEmpty || parents.contains(parent) { return .capture }
    let isRecord = isRecord(name, namespace: namespace, parent: parent)
    return isRecord || parent != nil && strayUnits.contains(name) ? .capture : .enter
  }

  private func isRecord(_ name: String, namespace: String, parent: String?) -> Bool {
    for record in records[name] ?? [] where record.admits(namespace, parent) { return true }
    return parent != nil && unnamed.contains { !$0.exceptions.contains(name) && $0.admits(namespace, parent) }
  }

  /// Whether an element is a record by its name, not as any element in its place.
  func isNamedRecord(_ name: String, namespace: String, parent: String?) -> Bool {
    (records[name] ?? []).contains { $0.admits(namespace, parent) }
  }

  /// Whether a rule reads elements of a name wherever they stand: as records, or as units of stations.
  func wantsInside(_ name: String) -> Bool { wanted.contains(name) || strayUnits.contains(name) }

  /// Whether records stand in an element that is looked at for what it says of the document.
  func holdsRecords(_ element: Element) -> Bool {
    let name = element.name
    return element.children.contains { child in
      isRecord(child.name, namespace: child.namespace, parent: name) || holdsRecords(child)
    }
  }
}

extension ProfileRouting.Record {
  fileprivate func admits(_ namespace: String, _ parent: String?) -> Bool {
    (parents.isEmpty || parent.map(parents.contains) == true)
      && (namespaces.isEmpty || namespaces.contains { namespace.hasPrefix($0) })
  }
}
