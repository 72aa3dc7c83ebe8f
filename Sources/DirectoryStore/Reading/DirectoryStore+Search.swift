package import DirectoryModel
package import FoundationEssentials
internal import GRDB
package import Geodesy

extension DirectoryStore {
  /// The units that stand within a radius of a place, in no order, and perhaps some that stand farther away.
  ///
  /// The B-tree over cell codes is read in a few ranges that cover the circle; the caller measures the distances.
  ///
  /// - Parameters:
  ///   - centre: the middle of the circle.
  ///   - radius: the circle's radius, in metres.
  ///   - service: only units of this service; `nil` for all.
  ///   - isWanted: whether units of a country are wanted.
  /// - Returns: the units; one that several registries list comes once, merged.
  /// - Throws: `MutualAidError` when the store cannot be read or a row is damaged.
  package func units(
    around centre: Coordinate, radius: Double, service: Service?, where isWanted: (CountryCode) -> Bool = { _ in true }
  ) throws -> [UnitSummary] {
    try units(around: [(centre, radius)], service: service, where: isWanted)
  }

  /// The units in some circles, and perhaps some outside them, each once; of one service, or of all for `nil`, and of the
  /// countries that are wanted.
  package func units(
    around circles: [(centre: Coordinate, radius: Double)], service: Service?,
    where isWanted: (CountryCode) -> Bool = { _ in true }
  ) throws -> [UnitSummary] {
    let boxes = circles.flatMap { BoundingBox.around($0.centre, radius: $0.radius) }
    // Where units stand close together many short ranges read less than few long ones.
    let ranges = CellCode.ranges(covering: boxes, limit: 64)
    return try read { database in
      let query = try database.cachedQuery(
        """
        SELECT \(UnitSummary.columns)
        FROM \(database.rows(of: .unit)) WHERE service = ? AND place BETWEEN ? AND ? AND \(database.shown())
        """)
      var result: [UnitSummary] = []
      var turnouts: [String: [TurnoutTime]] = [:]
      for service in service.map({ [$0] }) ?? Service.allCases {
        for range in ranges {
          try query.forEach([service.rawValue, range.lowerBound, range.upperBound]) { row in
            // Most of what a row says is text: it is read of those that matter.
            let place = try UnitSummary.place(of: row)
            guard isWanted(try row[4]), boxes.contains(where: { $0.contains(place) }) else { return }
            result.append(try UnitSummary(row: row, turnouts: &turnouts))
          }
        }
      }
      return result
    }
  }

  /// Gives what a search needs to know of every unit, in the order of their rows.
  package func forEachSummary(_ body: (UnitSummary) throws -> Void) throws {
    try read { database in
      // Many units share their turnout times.
      var turnouts: [String: [TurnoutTime]] = [:]
      // Rows that stand for those being written over come last otherwise.
      let order = try database.comingImport() == nil ? "" : " ORDER BY key"
      try database.query(
        "SELECT \(UnitSummary.columns) FROM \(database.rows(of: .unit)) WHERE \(database.shown())\(order)"
      ).forEach { row in
        try body(UnitSummary(row: row, turnouts: &turnouts))
      }
    }
  }

  /// What a search needs to know of one unit; `nil` when there is none of that id.
  package func summary(ofUnit id: UnitID) throws -> UnitSummary? {
    try read { database in
      var turnouts: [String: [TurnoutTime]] = [:]
      return try database.query(
        "SELECT \(UnitSummary.columns) FROM \(database.rows(of: .unit)) WHERE id = ? AND \(database.shown())"
      ).first([id.rawValue]) { try UnitSummary(row: $0, turnouts: &turnouts) }
    }
  }

  /// The hours that are published for a station; `nil` where there are none.
  package func hours(ofStation id: StationID) throws -> String? {
    try read { database in
      try DirectoryStore.hours(ofStation: id, in: database)
    }
  }

  private static func hours(ofStation id: StationID, in database: Database) throws -> String? {
    // The text is looked for first: few stations have hours, and to take JSON apart costs more.
    try database.cachedQuery(
      """
      SELECT CASE WHEN instr(body, '"hours"') THEN json_extract(body, '$.staffing.hours') END
      FROM \(database.rows(of: .station)) WHERE id = ? AND \(database.shown())
      """
    ).first([id.rawValue]) { try $0[0] as String? } ?? nil
  }

  /// What the point is the point of at which a unit stands: its own, else its station's; `nil` where neither is known.
  package func positionQuality(ofUnit unit: UnitID, at station: StationID) throws -> Position.Quality? {
    try read { database in
      let own: Position.Quality?? = try database.cachedQuery(
        """
        SELECT CASE WHEN instr(body, '"position"') THEN json_extract(body, '$.position.quality') END
        FROM \(database.rows(of: .unit)) WHERE id = ? AND \(database.shown())
        """
      ).first([unit.rawValue]) { try $0[0] as Position.Quality? }
      if let own, let own { return own }
      return try database.cachedQuery(
        "SELECT quality FROM \(database.rows(of: .station)) WHERE id = ? AND \(database.shown())"
      ).first([station.rawValue]) { try $0[0] as Position.Quality }
    }
  }

  /// What the points of stations are the points of that are those of an area, and of all units that have one of their own.
  package func positionQualities() throws -> (
    stations: [StationID: Position.Quality], units: [UnitID: Position.Quality]
  ) {
    try read { database in
      var (stations, units): ([StationID: Position.Quality], [UnitID: Position.Quality]) = ([:], [:])
      try database.query(
        "SELECT id, quality FROM \(database.rows(of: .station)) WHERE quality LIKE '%-centroid' AND \(database.shown())"
      ).forEach { stations[try $0[0]] = try $0[1] }
      try database.query(
        """
        SELECT id, json_extract(body, '$.position.quality') FROM \(database.rows(of: .unit))
        WHERE instr(body, '"position"') AND \(database.shown())
        """
      ).forEach { row in
        if let quality: Position.Quality = try row[1] { units[try row[0]] = quality }
      }
      return (stations, units)
    }
  }

  /// The hours that are published for stations.
  package func publishedHours() throws -> [StationID: String] {
    try read { database in
      var hours: [StationID: String] = [:]
      // The text is looked for first: few stations have hours, and to take JSON apart costs more.
      try database.query(
        """
        SELECT id, json_extract(body, '$.staffing.hours') FROM \(database.rows(of: .station))
        WHERE instr(body, '"hours"') AND \(database.shown())
        """
      ).forEach { row in
        if let text: String = try row[1] { hours[try row[0]] = text }
      }
      return hours
    }
  }

  /// What the latest report by event time says of a unit at a moment.
  package func availability(of unit: UnitID, at moment: Date) throws -> Availability {
    try read { try DirectoryStore.availability(of: unit, at: moment, in: $0) }
  }

  private static func availability(of unit: UnitID, at moment: Date, in database: Database) throws -> Availability {
    let latest = try database.cachedQuery(
      """
      SELECT * FROM availability WHERE unit = ? AND since <= ? ORDER BY since DESC, key DESC LIMIT 1
      """
    ).first([unit.rawValue, moment.timeIntervalSince1970], AvailabilityReport.init(row:))
    var availability = Availability(latest: latest, at: moment)
    if availability.status.mayBeOnTheRoad {
      availability.position = try lastPosition(of: unit, at: moment, in: database)
    }
    return availability
  }

  private static func lastPosition(
    of unit: UnitID, at moment: Date, in database: Database
  ) throws -> ReportedPosition? {
    try database.cachedQuery(
      """
      SELECT latitude, longitude, located FROM availability WHERE unit = ? AND located <= ?
      ORDER BY located DESC, key DESC LIMIT 1
      """
    ).first([unit.rawValue, moment.timeIntervalSince1970], ReportedPosition.init(row:)) ?? nil
  }

  /// The same of many units, with the hours that are published for their stations, in one reading.
  package func readiness(of units: [(unit: UnitID, station: StationID)], at moment: Date) throws -> [(
    availability: Availability, hours: String?
  )] {
    try read { database in
      var hours: [StationID: String?] = [:]
      return try units.map { unit, station in
        let known = try hours[station] ?? DirectoryStore.hours(ofStation: station, in: database)
        hours[station] = .some(known)
        return (try DirectoryStore.availability(of: unit, at: moment, in: database), known)
      }
    }
  }
}

extension DirectoryStore {
  /// The units whose latest report by event time says at a moment that they cannot be sent.
  ///
  /// - Parameters:
  ///   - moment: when.
  ///   - limits: for how long reports are believed.
  /// - Returns: their ids.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func busyUnits(at moment: Date, limits: ReportLimits) throws -> Set<UnitID> {
    try read { database in
      // Only where the latest report is dated ahead, an earlier one is looked for.
      let reports = try database.query(
        """
        SELECT report.*
        FROM latest_report AS latest JOIN availability AS report ON report.key =
          CASE WHEN latest.since <= ?1 THEN latest.report ELSE (
            SELECT key FROM availability AS earlier WHERE earlier.unit = latest.unit AND earlier.since <= ?1
            ORDER BY earlier.since DESC, earlier.key DESC LIMIT 1) END
        """)
      var busy: Set<UnitID> = []
      try reports.forEach([moment.timeIntervalSince1970]) { row in
        let report = try AvailabilityReport(row: row)
        if limits.believed(Availability(latest: report, at: moment), at: moment).keepsAway { busy.insert(report.unit) }
      }
      return busy
    }
  }

  /// Those of some units whose latest report by event time says at a moment that they cannot be sent.
  package func busyUnits(
    at moment: Date, among units: some Sequence<UnitID>, limits: ReportLimits
  ) throws -> Set<UnitID> {
    var busy: Set<UnitID> = []
    for unit in units where try limits.believed(availability(of: unit, at: moment), at: moment).keepsAway {
      busy.insert(unit)
    }
    return busy
  }

  /// Where units were last reported since a moment and until another, whatever was reported of them beside.
  package func positions(from earliest: Date, to moment: Date) throws -> [UnitID: ReportedPosition] {
    try read { database in
      var positions: [UnitID: ReportedPosition] = [:]
      try database.cachedQuery(
        """
        SELECT latitude, longitude, located, unit FROM availability
        WHERE located >= ? AND located <= ? ORDER BY located, key
        """
      ).forEach([earliest.timeIntervalSince1970, moment.timeIntervalSince1970]) { row in
        positions[try row["unit"]] = try ReportedPosition(row: row)
      }
      return positions
    }
  }

  /// The latest report by event time of every unit of which there is any, in the order in which they were kept.
  package func latestReports() throws -> [KeyedReport] {
    try read { database in
      try database.query(
        "SELECT availability.* FROM latest_report JOIN availability ON key = report ORDER BY key"
      ).all([]) { KeyedReport(key: try $0["key"], report: try AvailabilityReport(row: $0)) }
    }
  }
}

extension Availability {
  /// Whether the unit is known to be one that cannot be sent.
  fileprivate var keepsAway: Bool { status != .unknown && !status.isAvailable }
}

extension UnitSummary {
  /// What is read of a unit's row, in the order of the initialiser.
  static let columns = """
    id, station, service, type, country, latitude, longitude, capabilities, staffing, turnouts, organisation,
    json_extract(body, '$.crew.size'), hidden
    """

  /// Reads a row; turnout times are looked up among those read so far, by their text.
  init(row: StoredRow, turnouts known: inout [String: [TurnoutTime]]) throws {
    // What is no number is taken for "not hidden" by SQLite.
    guard (0...2).contains(try row[12] as Int) else { throw row.damage(12) }
    var turnouts: [TurnoutTime] = []
    if let text: String = try row[9] {
      turnouts = try known[text] ?? row.json(text, at: 9)
      known[text] = turnouts
    }
    self.init(
      id: try row[0], station: try row[1], service: try row[2], type: try row[3], country: try row[4],
      coordinate: try UnitSummary.place(of: row), capabilities: CapabilityList.capabilities(try row[7]),
      staffing: try row[8], turnouts: turnouts, organisation: try row[10], crew: try row[11])
  }

  /// Where the unit of a row stands.
  fileprivate static func place(of row: StoredRow) throws -> Coordinate {
    guard let place = Coordinate.valid(latitude: try row[5], longitude: try row[6]) else { throw row.damage(5) }
    return place
  }
}

extension AvailabilityReport {
  init(row: StoredRow) throws {
    self.init(
      unit: try row["unit"], status: try row["status"], since: try row["since"], until: try row["until"],
      source: try row["source"], note: try row["note"], position: try ReportedPosition(row: row))
  }
}

extension ReportedPosition {
  /// Reads a row's place and time; `nil` where it has none.
  init?(row: StoredRow) throws {
    let numbers: (Double?, Double?, Date?) = (try row["latitude"], try row["longitude"], try row["located"])
    guard let latitude = numbers.0, let longitude = numbers.1, let time = numbers.2 else { return nil }
    guard let coordinate = try? Coordinate(latitude: latitude, longitude: longitude) else {
      throw row.damage("latitude")
    }
    self.init(coordinate: coordinate, time: time)
  }
}
