package import DirectoryModel
internal import GRDB
package import Geodesy

/// Names of what is on file, for whoever looks something up.
extension DirectoryStore {
  /// A station, a unit, a control room or an organisation by its names.
  package struct NamedRecord: Hashable, Sendable {
    /// The kind of record.
    package var kind: RecordKind
    /// Its id.
    package var id: String
    /// Its name; for a unit the call sign, or nothing.
    package var name: String
    /// Its country; `nil` where not known.
    package var country: CountryCode?
    /// Where it stands; `nil` for what has no place.
    package var place: Coordinate?
    /// The station at which a unit stands; `nil` for others.
    package var station: StationID?
  }

  /// Calls `body` with every station that is shown: its id, main name, country and place.
  package func forEachNamedStation(_ body: (NamedRecord) throws -> Void) throws {
    try read { database in
      try database.query(
        "SELECT id, name, country, latitude, longitude FROM \(database.rows(of: .station)) WHERE \(database.shown())"
      ).forEach { row in
        try body(
          NamedRecord(
            kind: .station, id: try row[0], name: try row[1], country: try row[2],
            place: Coordinate.valid(latitude: try row[3], longitude: try row[4])))
      }
    }
  }

  /// The units whose id or call sign contains a text in ASCII, whatever its case, by id; at most `limit`.
  package func units(named text: String, limit: Int) throws -> [NamedRecord] {
    try read { database in
      try database.query(
        """
        SELECT id, coalesce(json_extract(body, '$.callSign'), ''), country, latitude, longitude, station
        FROM \(database.rows(of: .unit))
        WHERE \(database.shown())
          AND (instr(lower(id), lower(?1)) > 0 OR instr(lower(json_extract(body, '$.callSign')), lower(?1)) > 0)
        ORDER BY id LIMIT ?2
        """
      ).all([text, limit]) { row in
        NamedRecord(
          kind: .unit, id: try row[0], name: try row[1], country: try row[2],
          place: Coordinate.valid(latitude: try row[3], longitude: try row[4]), station: try row[5])
      }
    }
  }

  /// All control rooms, by id.
  package func controlRooms() throws -> [ControlRoom] {
    try read { database in
      try database.query(
        "SELECT id, body FROM \(database.rows(of: .controlRoom)) WHERE \(database.shown()) ORDER BY id"
      )
      .all([]) { try $0.json("body") }
    }
  }

  /// Regions and municipalities with each of their names, the main one first.
  package func areaNames() throws -> [(level: Area.Level, code: String, country: CountryCode, names: [String])] {
    try read { database in
      var found: [(level: Area.Level, code: String, country: CountryCode, names: [String])] = []
      var last: Int64?
      try database.query(
        """
        SELECT area.key, level, code, country, area.name, area_name.name FROM area
        LEFT JOIN area_name ON area_name.area = area.key WHERE level <> 'country' ORDER BY area.key
        """
      ).forEach { row in
        let key: Int64 = try row[0]
        if key != last { found.append((try row[1], try row[2], try row[3], [try row[4]])) }
        last = key
        if let other: String = try row[5] { found[found.count - 1].names.append(other) }
      }
      return found
    }
  }

  /// The middle of the box around an area; `nil` when there is no such area.
  package func middle(ofArea code: String, _ level: Area.Level) throws -> Coordinate? {
    try read { database in
      let middle: Coordinate?? = try database.query(
        """
        SELECT (min(south) + max(north)) / 2, (min(west) + max(east)) / 2 FROM boundary_box
        JOIN boundary_line USING (key) JOIN area ON area.key = area WHERE code = ? AND level = ?
        """
      ).first([code, level.rawValue]) { row in
        guard let latitude: Double = try row[0], let longitude: Double = try row[1] else { return nil }
        return Coordinate.valid(latitude: latitude, longitude: longitude)
      }
      return middle ?? nil
    }
  }
}
