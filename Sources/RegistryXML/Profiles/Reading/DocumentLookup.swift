internal import DirectoryModel
internal import Geodesy

/// The objects of a document that its records refer to, by id: geometries of GML, and OpenStreetMap's relations, ways and
/// nodes; which are needed, and what is known of them.
struct DocumentLookup {
  private(set) var neededWays: Set<Int64> = []
  private(set) var neededNodes: Set<Int64> = []
  private var neededRelations: Set<Int64> = []
  /// Ids of geometries that records refer to, and what they are.
  private(set) var neededGeometries: Set<String> = []
  var geometries: [String: Shape] = [:]
  /// What geometries inherit around the records that refer to them.
  private(set) var context = GeometryContext()
  /// The members of relations that are part of others.
  var relations: [Int64: OSMMembers] = [:]
  /// The nodes of ways.
  var ways: [Int64: [Int64]] = [:]
  /// The places of nodes: latitude and longitude.
  var nodes: [Int64: Shape.Pair] = [:]

  /// How many objects are needed.
  var count: Int { neededWays.count + neededNodes.count + neededRelations.count + neededGeometries.count }

  /// Whether anything must be looked up.
  var isNeeded: Bool { count > 0 }

  mutating func need(geometries: [String], _ context: GeometryContext) {
    neededGeometries.formUnion(geometries)
    self.context = self.context.updated(by: context)
  }

  /// The relations of which the members are not known yet.
  var unknownRelations: Set<Int64> { neededRelations.filter { relations[$0] == nil } }

  mutating func need(_ members: OSMMembers) {
    need(ways: members.ways, nodes: members.nodes)
    neededRelations.formUnion(members.relations)
  }

  /// The ways and nodes of members, and of the relations among them.
  func all(_ members: OSMMembers) -> (ways: [Int64], nodes: [Int64]) {
    var (ways, nodes) = (members.ways, members.nodes)
    var open = members.relations
    var met: Set<Int64> = []
    while let relation = open.popLast() {
      // A relation may be a member of itself.
      guard met.insert(relation).inserted, let found = relations[relation] else { continue }
      ways += found.ways
      nodes += found.nodes
      open += found.relations
    }
    return (ways, nodes)
  }

  mutating func need(ways: [Int64] = [], nodes: [Int64] = []) {
    neededWays.formUnion(ways)
    neededNodes.formUnion(nodes)
  }
}
