internal import DirectoryModel
internal import GRDB
internal import Geodesy
internal import Primitives

/// How many assumed units step back before published ones, and how many came back, by one change.
package struct PrecedenceChange: Hashable, Sendable {
  /// Units that step back since.
  package var steppedBack = 0
  /// Units that no longer step back.
  package var cameBack = 0

  /// Makes counts of nothing.
  package init() {}

  package static func += (left: inout PrecedenceChange, right: PrecedenceChange) {
    left.steppedBack += right.steppedBack
    left.cameBack += right.cameBack
  }
}

/// Has assumed units step back where another registry publishes what stands there.
///
/// What nobody published is assumed until somebody does: where another registry gives units of the service that are not
/// assumed at a station of the same id, which is how stations are joined by hand, or at one of the country within 250 m, the
/// assumed ones that travel in the same way are hidden from questions. An assumption has no authority of its own, whoever made it: it ranks as
/// derived at most, and steps back before registries of this rank or a higher one. All this follows from the rows alone, so
/// that another version, a removal or a rollback brings assumed units back.
struct UnitPrecedence {
  /// Stations of two registries that are nearer than this are taken for one, in metres.
  static let reach = 250.0

  private let database: Database
  /// What stands for the tables in questions.
  private let unitRows: String
  private let stationRows: String

  /// Looks at the rows as they are in the tables.
  init(database: Database) {
    self.database = database
    unitRows = RecordKind.unit.rawValue
    stationRows = RecordKind.station.rawValue
  }

  /// Looks at the rows that everybody sees.
  init(ofWhatIsSeenIn database: Database) throws {
    self.database = database
    unitRows = try database.rows(of: .unit)
    stationRows = try database.rows(of: .station)
  }

  /// Brings all rows up to date.
  func settle() throws -> PrecedenceChange {
    var change = PrecedenceChange()
    let wanted = Set(try steppingBack())
    let current = Set(
      try database.values("SELECT key FROM unit INDEXED BY unit_hidden WHERE hidden AND hidden = 2") as [Int64])
    let set = try database.makeStatement(sql: "UPDATE unit SET hidden = ? WHERE key = ?")
    for key in wanted.subtracting(current).sorted() {
      try set.execute(arguments: [2, key])
      change.steppedBack += 1
    }
    for key in current.subtracting(wanted).sorted() {
      try set.execute(arguments: [0, key])
      change.cameBack += 1
    }
    return change
  }

  /// A unit of a station.
  private struct Entry {
    var key: Int64
    var id: String
    var registry: Int64
    var rank: Int
    var station: String
    var service: String
    var country: String
    var mobility: Mobility
  }

  /// The keys of the rows that are to step back.
  ///
  /// Of what is published only the units of stations near assumed ones are read.
  func steppingBack() throws -> [Int64] {
    let isAssumed = UnitPrecedence.isAssumed
    let hasAny: Bool? = try database.value(
      "SELECT (SELECT count(*) FROM registry) > 1 AND EXISTS (SELECT * FROM \(unitRows) WHERE \(isAssumed))")
    guard hasAny == true else { return [] }
    let types = try database.vehicleTypes()
    let assumed = Dictionary(grouping: try units(where: isAssumed, of: types), by: \.station)
    guard !assumed.isEmpty else { return [] }
    let neighbours = try stations(near: assumed)
    let published = try units(
      where: "station = ? AND (body IS NULL OR NOT (\(isAssumed))) AND type <> '\(ResponseUnit.unspecifiedType)'",
      atEachOf: neighbours.keys.sorted(), of: types)
    var result: Set<Int64> = []
    for unit in published {
      for station in neighbours[unit.station] ?? [] {
        for other in assumed[station] ?? [] where precedes(unit, other) { result.insert(other.key) }
      }
    }
    return result.sorted()
  }

  /// Whether a unit published elsewhere makes an assumed one step back, as far as neither's place counts.
  ///
  /// A helicopter takes nobody's car away, nor a boat an engine.
  private func precedes(_ published: Entry, _ assumed: Entry) -> Bool {
    published.registry != assumed.registry && published.service == assumed.service
      && published.country == assumed.country && published.mobility == assumed.mobility
      && published.rank <= max(assumed.rank, Registry.Authority.derived.rank)
  }

  /// Which of some stations lie within reach of a station or share its id, for every station that has any.
  private func stations(near wanted: [String: [Entry]]) throws -> [String: [String]] {
    let shown = "NOT hidden AND +registry NOT IN (SELECT registry FROM staging)"
    var places: [(id: String, point: SurfacePoint)] = []
    var others: [(id: String, point: SurfacePoint)] = []
    try database.query("SELECT id, latitude, longitude FROM \(stationRows) WHERE \(shown)").forEach { row in
      guard let place = Coordinate.valid(latitude: try row[1], longitude: try row[2]) else { throw row.damage(1) }
      let entry = (id: try row[0] as String, point: SurfacePoint(place))
      if wanted[entry.id] != nil { places.append(entry) }
      others.append(entry)
    }
    let finder = PointFinder(places.map(\.point))
    var found: [String: [String]] = [:]
    for station in others {
      finder.forEachInside(UnitPrecedence.reach, of: station.point) { index in
        found[station.id, default: []].append(places[index].id)
      }
    }
    return found
  }

  /// A unit whose existence is assumed, by the beginning of its row's body: an index has these rows.
  static let isAssumed = "body >= '{\"basis\":\"assumed\"' AND body < '{\"basis\":\"assumee'"

  /// Units that are the only ones of their id, or stand for what several registries say.
  ///
  /// - Parameters:
  ///   - condition: which units, as SQL; a question mark stands for a station.
  ///   - stations: the stations, one after the other; `nil` where the condition names none.
  ///   - types: how types of vehicles travel.
  /// - Returns: the units, station by station.
  /// - Throws: errors of SQLite, and `MutualAidError` with the code `store-damaged`.
  private func units(
    where condition: String, atEachOf stations: [String]? = nil, of types: Vocabulary
  ) throws -> [Entry] {
    var ranks: [Int64: Int] = [:]
    try database.query("SELECT key, rank FROM registry").forEach { ranks[try $0[0]] = try $0[1] as Int }
    let query = try database.query(
      """
      SELECT key, id, registry, station, service, country, type FROM \(unitRows)
      WHERE hidden <> 1 AND +registry NOT IN (SELECT registry FROM staging) AND \(condition)
      """)
    var found: [Entry] = []
    for station in stations.map({ $0.map { [$0] } }) ?? [[]] {
      try query.forEach(station) { row in
        let country: String = try row[5]
        let type = types.type(try row[6], country: CountryCode(country))
        found.append(
          Entry(
            key: try row[0], id: try row[1], registry: try row[2], rank: ranks[try row[2]] ?? 0, station: try row[3],
            service: try row[4], country: country, mobility: type?.mobility ?? .road))
      }
    }
    let owner = try database.query(
      """
      SELECT registry.key FROM \(unitRows) JOIN registry ON registry.key = unit.registry WHERE unit.id = ?
      ORDER BY \(CorrectionRows.isCorrection(in: "unit.body")), rank, issued DESC, registry.id LIMIT 1
      """)
    for index in found.indices where found[index].registry == RecordKind.mergedRegistry {
      guard let key: Int64 = try owner.first([found[index].id], { try $0[0] }) else { continue }
      found[index].registry = key
      found[index].rank = ranks[key] ?? 0
    }
    return found
  }
}

extension Database {
  /// The types of vehicles in the vocabularies on file: how they travel, and under which codes.
  func vehicleTypes() throws -> Vocabulary {
    var types = Vocabulary()
    try query("SELECT * FROM vehicle_type ORDER BY document, key").forEach { types.add(try .init(row: $0)) }
    return types
  }
}

extension Vocabulary.TypeDefinition {
  /// As much of a type as its row has.
  init(row: StoredRow) throws {
    self.init(
      code: try row["code"], country: try row["country"], service: try row["service"], mobility: try row["mobility"],
      names: LocalizedText(), aliases: try row.json("spellings"),
      families: (try row.json("families") as [String]).map(CodePattern.init))
  }
}
