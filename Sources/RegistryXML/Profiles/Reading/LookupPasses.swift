internal import DirectoryModel

/// Looks up what records refer to in further passes over their document, whatever its order.
struct LookupPasses {
  let limits: XMLLimits

  /// So deep relations are followed: sites that are made of sites.
  private static let depth = 3

  /// Fills a lookup.
  ///
  /// The geometries come first; then the relations, which name more of everything, the ways, which name more nodes, and the
  /// nodes. `source` opens the document for each pass.
  func fill(_ lookup: DocumentLookup, from source: () throws -> ByteSource) throws -> DocumentLookup {
    let target = Target(lookup, limits: limits)
    if !target.lookup.neededGeometries.isEmpty {
      try XMLEventParser(routing: GeometryRouting(), limits: limits).parse(source()) { try $0.deliver(to: target) }
    }
    for _ in 0..<LookupPasses.depth where !target.lookup.unknownRelations.isEmpty {
      try pass("relation", source(), target)
    }
    if !target.lookup.neededWays.isEmpty { try pass("way", source(), target) }
    if !target.lookup.neededNodes.isEmpty { try pass("node", source(), target) }
    return target.lookup
  }

  private func pass(_ name: String, _ source: ByteSource, _ target: Target) throws {
    try XMLEventParser(routing: Routing(name: name), limits: limits).parse(source) { try $0.deliver(to: target) }
  }

  private struct Routing: ElementRouting {
    let name: String
    let keepsForeignNamespaces = true

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
      if name == self.name { return .capture }
      return ["node", "way", "relation", "changeset"].contains(name) ? .skip : .enter
    }
  }

  private struct GeometryRouting: ElementRouting {
    let keepsForeignNamespaces = true

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
      ShapeReader.geometries.contains(name) ? .capture : .enter
    }
  }

  private final class Target: XMLEventTarget {
    var lookup: DocumentLookup
    private let limits: XMLLimits

    init(_ lookup: DocumentLookup, limits: XMLLimits) {
      self.lookup = lookup
      self.limits = limits
    }

    func entered(_ element: Element) {}
    func ended(depth: Int, line: Int) {}

    /// Keeps the geometries asked for, which may stand in others.
    private func keepGeometries(in element: Element) {
      if ShapeReader.geometries.contains(element.name), let id = element.anyAttribute("id"),
        lookup.neededGeometries.contains(id)
      {
        lookup.geometries[id] = try? ShapeReader.gml(element, context: lookup.context)
      }
      for child in element.children { keepGeometries(in: child) }
    }

    func captured(_ element: Element) throws {
      if ShapeReader.geometries.contains(element.name) { return keepGeometries(in: element) }
      guard let id = element.anyAttribute("id").flatMap({ Int64($0) }) else { return }
      if element.name == "relation" {
        guard lookup.unknownRelations.contains(id) else { return }
        let members = OSMMembers(element)
        lookup.relations[id] = members
        lookup.need(members)
      } else if element.name == "way" {
        guard lookup.neededWays.contains(id) else { return }
        let nodes = element.children("nd").compactMap { $0.anyAttribute("ref").flatMap { Int64($0) } }
        lookup.ways[id] = nodes
        lookup.need(nodes: nodes)
      } else {
        guard lookup.neededNodes.contains(id),
          let latitude = element.anyAttribute("lat").flatMap({ ShapeReader.number($0) }),
          let longitude = element.anyAttribute("lon").flatMap({ ShapeReader.number($0) })
        else { return }
        lookup.nodes[id] = (latitude, longitude)
      }
      guard lookup.count <= limits.waitingRecords * 10 else {
        throw MutualAidError(
          .limitExceeded, "more than \(limits.waitingRecords * 10) objects make up the outlines", line: element.line)
      }
    }
  }
}
