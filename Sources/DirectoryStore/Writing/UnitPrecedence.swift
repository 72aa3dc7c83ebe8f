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
/// assumed ones are hidden from questions. An assumption has no authority of its own, whoever made it: it ranks as
/// derived at most, and steps back before registries of this rank or a higher one. All this follows from the rows alone, so
/// that another version, a removal or a rollback brings assumed units back.
struct UnitPrecedence {
  /// Stations of two registries that are nearer than this are taken for one, in metres.
  static let reach = 250.0

  private let database: Database

  init(database: Database) { self.database = database }

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

  /// A unit at its station.
  private struct Entry {
    var key: Int64
    var registry: Int64
    var rank: Int
    var station: String
    var service: String
    var country: String
    var place: Coordinate
  }

  /// The keys of the rows that are to step back.
  func steppingBack() throws -> [Int64] {
    let isAssumed = UnitPrecedence.isAssumed
    let hasAny: Bool? = try database.value(
      "SELECT (SELECT count(*) FROM registry) > 1 AND EXISTS (SELECT * FROM unit WHERE \(isAssumed))")
    guard hasAny == true else { return [] }
    let assumed = try entries("\(isAssumed)")
    guard !assumed.isEmpty else { return [] }
    let published = try entries("(body IS NULL OR NOT (\(isAssumed))) AND type <> '\(ResponseUnit.unspecifiedType)'")
    guard !published.isEmpty else { return [] }
    var byPlace: [Int: [Entry]] = [:]
    var byStation: [String: [Entry]] = [:]
    var seen: Set<[String]> = []
    for entry in published
    where seen.insert([entry.station, "\(entry.registry)", entry.service, entry.country]).inserted {
      byPlace[band(of: entry.place), default: []].append(entry)
      byStation[entry.station, default: []].append(entry)
    }
    byPlace = byPlace.mapValues { $0.sorted { $0.place.longitude < $1.place.longitude } }
    return assumed.filter { unit in
      if byStation[unit.station]?.contains(where: { precedes($0, unit) }) == true { return true }
      let band = band(of: unit.place)
      return (band - 1...band + 1).contains { near(unit, in: byPlace[$0] ?? []) }
    }.map(\.key)
  }

  /// Whether a unit published elsewhere makes an assumed one step back, as far as neither's place counts.
  private func precedes(_ published: Entry, _ assumed: Entry) -> Bool {
    published.registry != assumed.registry && published.service == assumed.service
      && published.country == assumed.country
      && published.rank <= max(assumed.rank, Registry.Authority.derived.rank)
  }

  /// A strip of latitude that is a little wider than the reach.
  private func band(of place: Coordinate) -> Int {
    Int(bounded: place.latitude * 110_000 / UnitPrecedence.reach, rounding: .down)
  }

  private func near(_ unit: Entry, in entries: [Entry]) -> Bool {
    guard !entries.isEmpty else { return false }
    let degree = Geodesic.leastDegreeOfLongitude(atLatitude: min(89.9, abs(unit.place.latitude) + 0.01))
    let width = UnitPrecedence.reach / max(1, degree) * 1.01
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].place.longitude < unit.place.longitude - width { low = middle + 1 } else { high = middle }
    }
    for entry in entries[low...] {
      if entry.place.longitude > unit.place.longitude + width { return false }
      if precedes(entry, unit), Geodesic.distance(from: entry.place, to: unit.place) <= UnitPrecedence.reach {
        return true
      }
    }
    return false
  }

  /// A unit whose existence is assumed, by the beginning of its row's body: an index has these rows.
  static let isAssumed = "body >= '{\"basis\":\"assumed\"' AND body < '{\"basis\":\"assumee'"

  /// Units that are the only ones of their id, or stand for what several registries say, each with its station's place.
  private func entries(_ condition: String) throws -> [Entry] {
    var ranks: [Int64: Int] = [:]
    try database.query("SELECT key, rank FROM registry").forEach { ranks[try $0[0]] = try $0[1] as Int }
    let owner = try database.query(
      """
      SELECT registry.key FROM unit JOIN registry ON registry.key = unit.registry WHERE unit.id = ?
      ORDER BY rank, issued DESC, registry.id LIMIT 1
      """)
    let query = try database.query(
      """
      SELECT unit.key, unit.id, unit.registry, unit.station, unit.service, unit.country, station.latitude,
        station.longitude
      FROM (SELECT * FROM unit WHERE hidden <> 1 AND +registry NOT IN (SELECT registry FROM staging) AND \(condition))
        AS unit
      JOIN station ON station.id = unit.station AND NOT station.hidden
        AND +station.registry NOT IN (SELECT registry FROM staging)
      """)
    var found: [Entry] = []
    var merged: [(index: Int, id: String)] = []
    try query.forEach { row in
      guard let place = Coordinate.valid(latitude: try row[6], longitude: try row[7]) else { throw row.damage(6) }
      let registry: Int64 = try row[2]
      if registry == RecordKind.mergedRegistry { merged.append((found.count, try row[1])) }
      found.append(
        Entry(
          key: try row[0], registry: registry, rank: ranks[registry] ?? 0, station: try row[3], service: try row[4],
          country: try row[5], place: place))
    }
    for (index, id) in merged {
      guard let key: Int64 = try owner.first([id], { try $0[0] }) else { continue }
      found[index].registry = key
      found[index].rank = ranks[key] ?? 0
    }
    return found
  }
}
