/// Which elements of a document are records of a profile, and which are looked at beside them.
struct ProfileRouting: ElementRouting {
  fileprivate struct Record {
    var anyElement: Bool
    var namespaces: [String]
    var parents: Set<String>
  }

  let keepsForeignNamespaces = true
  private var records: [String: [Record]] = [:]
  private var unnamed: [Record] = []
  /// Elements beside the records by name, with their parents; empty for any.
  private var header: [String: Set<String>] = [:]

  init(_ profile: Profile) {
    for rule in profile.rules {
      let record = Record(anyElement: rule.elements.isEmpty, namespaces: rule.namespaces, parents: rule.parents)
      for name in rule.elements { records[name, default: []].append(record) }
      if rule.elements.isEmpty { unnamed.append(record) }
    }
    for place in profile.header.map(\.place) + profile.guards.flatMap(\.places) {
      guard let element = place.element else { continue }
      if let parent = place.parent {
        if header[element]?.isEmpty != true { header[element, default: []].insert(parent) }
      } else {
        header[element] = []
      }
    }
    // What says in which reference system a collection is.
    header["boundedBy"] = []
  }

  func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
    if let parents = header[name], parents.isEmpty || parent.map(parents.contains) == true { return .capture }
    for record in records[name] ?? [] where record.admits(namespace, parent) { return .capture }
    if parent != nil {
      for record in unnamed where record.admits(namespace, parent) { return .capture }
    }
    return .enter
  }
}

extension ProfileRouting.Record {
  fileprivate func admits(_ namespace: String, _ parent: String?) -> Bool {
    (parents.isEmpty || parent.map(parents.contains) == true)
      && (namespaces.isEmpty || namespaces.contains { namespace.hasPrefix($0) })
  }
}
