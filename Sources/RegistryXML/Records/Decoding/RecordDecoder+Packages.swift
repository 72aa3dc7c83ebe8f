internal import DirectoryModel

/// How the native format writes task packages.
extension RecordDecoder {
  mutating func packages(_ element: Element) -> [TaskPackage] {
    element.children(.package).map { package($0) }
  }

  private mutating func package(_ element: Element) -> TaskPackage {
    var needs: [PackageNeed] = []
    for child in element.children(.need) { needs.append(need(child)) }
    let id = required(.id, of: element)
    if needs.isEmpty { fail(.valueMissing, "package '\(id)' has no <need>", at: element) }
    return TaskPackage(
      id: id, names: names(of: element), service: choice(.service, of: element),
      purpose: choice(.purpose, of: element), needs: needs,
      limits: PackageLimits(
        perStation: count(.maxPerStation, of: element), perOrganisation: count(.maxPerOrganisation, of: element),
        perCountry: count(.maxPerCountry, of: element)),
      notes: texts(.note, of: element))
  }

  private mutating func need(_ element: Element) -> PackageNeed {
    let substitute = element.child(.instead).map { child in
      PackageNeed.Substitute(capabilities: needed(by: child), count: count(.count, of: child) ?? 1)
    }
    return PackageNeed(
      capabilities: needed(by: element), count: count(.count, of: element) ?? 1, service: choice(.service, of: element),
      names: texts(.name, of: element), substitute: substitute)
  }

  private mutating func needed(by element: Element) -> [Need] {
    let needed = capabilities(of: element).map { Need(capability: $0.code, minimum: $0.level) }
    if needed.isEmpty { fail(.valueMissing, "<\(element.name)> has no <capability>", at: element) }
    return needed
  }

  private mutating func count(_ name: NativeName, of element: Element) -> Int? {
    integer(name, of: element, in: 1...PackageNeed.largestCount)
  }
}
