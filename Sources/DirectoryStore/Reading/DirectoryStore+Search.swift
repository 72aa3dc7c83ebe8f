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
  /// - Returns: the units; one that several registries list comes once, merged.
  /// - Throws: `MutualAidError` when the store cannot be read or a row is damaged.
  package func units(around centre: Coordinate, radius: Double, service: Service?) throws -> [UnitSummary] {
    try read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(UnitSummary.columns)
          FROM unit WHERE service = ? AND place BETWEEN ? AND ? AND NOT hidden
          """)
      var result: [UnitSummary] = []
      var turnouts: [String: [TurnoutTime]] = [:]
      for service in service.map({ [$0] }) ?? Service.allCases {
        for range in CellCode.ranges(covering: BoundingBox.around(centre, radius: radius)) {
          let rows = try Row.fetchCursor(
            statement, arguments: [service.rawValue, range.lowerBound, range.upperBound])
          while let row = try rows.next() {
            result.append(try UnitSummary(row: row, service: service, turnouts: &turnouts))
          }
        }
      }
      return result
    }
  }

  /// Gives what a search needs to know of every unit, in the order of their rows.
  package func forEachSummary(_ body: (UnitSummary) throws -> Void) throws {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT \(UnitSummary.columns)
          FROM unit WHERE NOT hidden
          """)
      // Many units share their turnout times.
      var turnouts: [String: [TurnoutTime]] = [:]
      while let row = try rows.next() {
        guard let service = Service(rawValue: row[2]) else { continue }
        try body(UnitSummary(row: row, service: service, turnouts: &turnouts))
      }
    }
  }

  /// What a search needs to know of one unit; `nil` when there is none of that id.
  package func summary(ofUnit id: UnitID) throws -> UnitSummary? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT \(UnitSummary.columns)
          FROM unit WHERE id = ? AND NOT hidden
          """, arguments: [id.rawValue])
      var turnouts: [String: [TurnoutTime]] = [:]
      return try row.flatMap { row in
        try Service(rawValue: row[2]).map { try UnitSummary(row: row, service: $0, turnouts: &turnouts) }
      }
    }
  }

  /// What the latest report by event time says of a unit at a moment.
  package func availability(of unit: UnitID, at moment: Date) throws -> Availability {
    try read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT * FROM availability WHERE unit = ? AND since <= ? ORDER BY since DESC, key DESC LIMIT 1
          """)
      let row = try Row.fetchOne(statement, arguments: [unit.rawValue, moment.timeIntervalSince1970])
      return Availability(latest: try row.map(AvailabilityReport.init(row:)), at: moment)
    }
  }
}

extension DirectoryStore {
  /// The units whose latest report by event time says at a moment that they cannot be sent.
  package func busyUnits(at moment: Date) throws -> Set<UnitID> {
    try read { database in
      let reports = try Row.fetchCursor(
        database,
        sql: """
          SELECT unit, status, since, until, source, note FROM availability AS latest WHERE since <= ?1
            AND NOT EXISTS (SELECT * FROM availability AS later WHERE later.unit = latest.unit AND later.since <= ?1
              AND (later.since, later.key) > (latest.since, latest.key))
          """, arguments: [moment.timeIntervalSince1970])
      var busy: Set<UnitID> = []
      while let row = try reports.next() {
        let availability = Availability(latest: try AvailabilityReport(row: row), at: moment)
        if availability.status != .unknown, !availability.status.isAvailable { busy.insert(row["unit"]) }
      }
      return busy
    }
  }
}

extension UnitSummary {
  /// What is read of a unit's row, in the order of the initialiser.
  fileprivate static let columns = """
    id, station, service, type, country, latitude, longitude, capabilities, staffing, turnouts, organisation,
    json_extract(body, '$.crew.size')
    """

  /// Reads a row; turnout times are looked up among those read so far, by their text.
  fileprivate init(row: Row, service: Service, turnouts known: inout [String: [TurnoutTime]]) throws {
    let id: UnitID = row[0]
    guard let coordinate = Coordinate.valid(latitude: row[5], longitude: row[6]) else {
      throw MutualAidError(.storeFailed, "the row of unit '\(id)' is damaged", hint: "Import its registry again.")
    }
    var turnouts: [TurnoutTime] = []
    if let text: String = row[9] {
      turnouts = try known[text] ?? ColumnJSON.value(text)
      known[text] = turnouts
    }
    self.init(
      id: id, station: row[1], service: service, type: row[3], country: row[4], coordinate: coordinate,
      capabilities: CapabilityList.capabilities(row[7]),
      staffing: (row[8] as String?).flatMap(Station.Staffing.Kind.init),
      turnouts: turnouts, organisation: row[10], crew: row[11])
  }
}

extension AvailabilityReport {
  init(row: Row) throws {
    self.init(
      unit: row["unit"], status: AvailabilityStatus(rawValue: row["status"]) ?? .unknown,
      since: Date(timeIntervalSince1970: row["since"]),
      until: (row["until"] as Double?).map { Date(timeIntervalSince1970: $0) }, source: row["source"],
      note: row["note"])
  }
}
