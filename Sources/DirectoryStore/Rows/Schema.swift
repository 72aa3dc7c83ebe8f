internal import GRDB
internal import Journal

/// The tables.
///
/// Migrations are only ever added at the end.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 directory with checksums") { database in
      try database.execute(sql: directory)
      for kind in RecordKind.allCases { try database.execute(sql: records(kind)) }
      try database.execute(sql: availabilityAndAreas)
    }
    migrator.registerMigration("2 population") { try $0.execute(sql: population) }
    migrator.registerMigration("3 station digests") { try $0.execute(sql: stationDigests) }
    migrator.registerMigration("4 latest reports") { try $0.execute(sql: latestReports) }
    migrator.registerMigration("5 staging") { try $0.execute(sql: staging) }
    migrator.registerMigration("6 assumed units") { try $0.execute(sql: assumedUnits) }
    migrator.registerMigration("7 cuts and places") { try $0.execute(sql: cutsAndPlaces) }
    migrator.registerMigration("8 names of areas") { try $0.execute(sql: areaNames) }
    migrator.registerMigration("9 types of vehicles and reach of places") { database in
      try database.execute(sql: vehicleTypes)
      _ = try UnitPrecedence(database: database).settle()
    }
    migrator.registerMigration("10 coming editions") { database in
      try database.execute(sql: comingEditions)
      for kind in RecordKind.allCases { try database.execute(sql: leavingRecords(kind)) }
    }
    // Nothing changes in the tables, but programs of before would take corrections for records (`CorrectionRows`).
    migrator.registerMigration("11 corrections") { _ in }
    migrator.registerMigration("12 positions of reports") { try $0.execute(sql: reportedPositions) }
    migrator.registerMigration("13 barriers and crossings") { try $0.execute(sql: barriers) }
    migrator.registerMigration("14 journal") { database in
      try database.execute(sql: JournalSchema.tables)
      try database.execute(
        sql: "INSERT INTO journal (identity) VALUES (?)", arguments: [JournalIdentity.random().description])
    }
    migrator.registerMigration("15 sources of editions") { try $0.execute(sql: SourceSchema.tables) }
    migrator.registerMigration("17 requests between control rooms") { try $0.execute(sql: RequestSchema.tables) }
    return migrator
  }

  /// The migrations of directories that have neither an application id nor checksums: of those of version 1.0.0.
  static let unmarkedMigrations: Set<String> = ["1 directory", "2 population", "3 station digests"]

  /// Migrations that have another name since directories have checksums, by the old name.
  ///
  /// Programs of before take a directory without the old name for none: they would write pages without checksums.
  static let renamedMigrations = ["1 directory": "1 directory with checksums"]

  private static let directory = """
    -- One row: counts up whenever something in the directory changes.
    CREATE TABLE directory (version INTEGER NOT NULL);
    INSERT INTO directory VALUES (0);

    -- Every import and rollback that changed something. Ids only grow: of two imports the later has the greater one.
    CREATE TABLE import (
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL,
      action TEXT NOT NULL, of_version INTEGER, issued REAL NOT NULL, imported_at REAL NOT NULL,
      file TEXT, profile TEXT,
      read INTEGER NOT NULL DEFAULT 0, added INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
      unchanged INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0,
      errors INTEGER NOT NULL DEFAULT 0, warnings INTEGER NOT NULL DEFAULT 0, problems TEXT NOT NULL DEFAULT '[]',
      UNIQUE (kind, subject, version)
    );

    -- Vocabularies, boundaries, agreements, norms, packages: the text as XML in normal form. `since` is here and in all tables
    -- below the import that wrote the row, `until` the one that replaced or removed it.
    CREATE TABLE document (
      kind TEXT NOT NULL, id TEXT NOT NULL, issued REAL NOT NULL, title TEXT NOT NULL, xml TEXT NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (kind, id)
    ) WITHOUT ROWID;
    CREATE TABLE document_past (
      kind TEXT NOT NULL, id TEXT NOT NULL, issued REAL NOT NULL, title TEXT NOT NULL, xml TEXT NOT NULL,
      since INTEGER NOT NULL, until INTEGER NOT NULL
    );

    -- `rank` is the authority's, 0 the highest.
    CREATE TABLE registry (
      key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL, issued REAL NOT NULL,
      body TEXT NOT NULL, profile TEXT NOT NULL, since INTEGER NOT NULL
    );
    CREATE TABLE registry_past (
      key INTEGER NOT NULL, id TEXT NOT NULL, rank INTEGER NOT NULL, issued REAL NOT NULL,
      body TEXT NOT NULL, profile TEXT NOT NULL, since INTEGER NOT NULL,
      until INTEGER NOT NULL
    );
    """

  /// A table of records with its indexes, and the one that its earlier rows go into.
  ///
  /// Each registry has rows of its own. Where several list one id, these are hidden, and a row of registry 0 holds what
  /// they say together: `hidden` is then 1. It is 2 where an assumed unit steps back before published ones
  /// (`UnitPrecedence`). There is no foreign key to the registry: the check would cost a tenth of an import.
  private static func records(_ kind: RecordKind) -> String {
    let columns = kind.columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")
    let name = kind.rawValue
    let indexes = kind.indexes.map(\.sql).joined(separator: ";\n")
    return """
      CREATE TABLE \(name) (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL, \(columns), digest INTEGER NOT NULL,
        registry INTEGER NOT NULL, since INTEGER NOT NULL, hidden INTEGER NOT NULL DEFAULT 0
      );
      CREATE UNIQUE INDEX \(name)_id ON \(name) (id, registry);
      CREATE INDEX \(name)_hidden ON \(name) (registry) WHERE hidden;
      \(indexes);
      CREATE TABLE \(name)_past (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL, \(columns), digest INTEGER NOT NULL,
        registry INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL
      );
      CREATE INDEX \(name)_past_id ON \(name)_past (id);
      """
  }

  /// Rows as they are in the edition that everybody sees, while its successor is written in their place.
  private static func leavingRecords(_ kind: RecordKind) -> String {
    let columns = kind.columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")
    return """
      CREATE TABLE \(kind.leavingTable) (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL, \(columns), digest INTEGER NOT NULL,
        registry INTEGER NOT NULL, since INTEGER NOT NULL, hidden INTEGER NOT NULL
      );
      \(kind.leavingIndexes.map(\.sql).joined(separator: ";\n"))
      """
  }

  private static let population = """
    -- The cells of population documents, to be found by place; a document's text has them too.
    CREATE TABLE demand_cell (
      key INTEGER PRIMARY KEY, document TEXT NOT NULL, code TEXT NOT NULL, country TEXT NOT NULL, region TEXT,
      latitude REAL NOT NULL, longitude REAL NOT NULL, place INTEGER NOT NULL, people INTEGER NOT NULL, year INTEGER,
      quality TEXT, source TEXT
    );
    CREATE INDEX demand_cell_document ON demand_cell (document);
    CREATE INDEX demand_cell_place ON demand_cell (place);
    CREATE TABLE official_total (
      document TEXT NOT NULL, country TEXT NOT NULL, region TEXT, people INTEGER NOT NULL, year INTEGER, source TEXT
    );
    """

  /// Whoever writes a report, and in whatever order they come, the table follows.
  private static let latestReports = """
    -- Of each unit the report with the latest event time; of those with one time the one that was kept last.
    CREATE TABLE latest_report (
      unit TEXT PRIMARY KEY, report INTEGER NOT NULL, since REAL NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO latest_report (unit, report, since)
      SELECT unit, key, since FROM (
        SELECT unit, key, since, row_number() OVER (PARTITION BY unit ORDER BY since DESC, key DESC) AS place
        FROM availability)
      WHERE place = 1;
    CREATE TRIGGER latest_report_kept AFTER INSERT ON availability BEGIN
      INSERT INTO latest_report (unit, report, since) VALUES (NEW.unit, NEW.key, NEW.since)
        ON CONFLICT (unit) DO UPDATE SET report = excluded.report, since = excluded.since
        WHERE excluded.since >= since;
    END;
    """

  /// Where units were, for those on the road; `located` is when.
  private static let reportedPositions = """
    ALTER TABLE availability ADD COLUMN latitude REAL;
    ALTER TABLE availability ADD COLUMN longitude REAL;
    ALTER TABLE availability ADD COLUMN located REAL;
    CREATE INDEX availability_located ON availability (located) WHERE located IS NOT NULL;
    CREATE INDEX availability_unit_located ON availability (unit, located) WHERE located IS NOT NULL;
    """

  /// The fingerprints of what a registry's latest document said of its stations; they hold while `import` is its latest.
  private static let stationDigests = """
    CREATE TABLE station_digest (
      registry INTEGER PRIMARY KEY, import INTEGER NOT NULL, digests BLOB NOT NULL
    );
    """

  /// Keys of registries to be, whose rows are still being written and are seen by nobody.
  private static let staging = "CREATE TABLE staging (registry INTEGER PRIMARY KEY);"

  private static let comingEditions = """
    -- One row for each kind of records while an edition is written that nobody sees yet (`ComingEdition`): the number that
    -- its import will have, and the greatest keys of the kind's rows and of the earlier ones when it began.
    CREATE TABLE coming (
      kind TEXT PRIMARY KEY, import INTEGER NOT NULL, last INTEGER NOT NULL, last_past INTEGER NOT NULL
    ) WITHOUT ROWID;
    """

  /// Units that nobody published, to be found when somebody does.
  private static let assumedUnits = "CREATE INDEX unit_assumed ON unit (registry) WHERE \(UnitPrecedence.isAssumed);"

  private static let cutsAndPlaces = """
    -- The parallels and meridians at which a boundary ends without being a border there.
    ALTER TABLE area ADD COLUMN cut_south REAL;
    ALTER TABLE area ADD COLUMN cut_west REAL;
    ALTER TABLE area ADD COLUMN cut_north REAL;
    ALTER TABLE area ADD COLUMN cut_east REAL;
    -- The points of postcodes and municipalities in documents of places; a document's text has them too.
    CREATE TABLE reference_place (
      key INTEGER PRIMARY KEY, document TEXT NOT NULL, country TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
      latitude REAL NOT NULL, longitude REAL NOT NULL
    );
    CREATE INDEX reference_place_document ON reference_place (document);
    """

  /// How vehicles of the types in vocabularies travel, which decides what steps back before what.
  ///
  /// A document's text has all else. Directories of before fill it with the next edition of a vocabulary: till then all
  /// vehicles go by road.
  private static let vehicleTypes = """
    CREATE TABLE vehicle_type (
      key INTEGER PRIMARY KEY, document TEXT NOT NULL, country TEXT NOT NULL, code TEXT NOT NULL,
      service TEXT NOT NULL, mobility TEXT NOT NULL, spellings TEXT NOT NULL, families TEXT NOT NULL
    );
    CREATE INDEX vehicle_type_document ON vehicle_type (document);
    -- Metres from the point of a place to the end of its ground; 0 where that is not known.
    ALTER TABLE reference_place ADD COLUMN reach REAL NOT NULL DEFAULT 0;
    """

  /// Names of areas in other languages than the main one.
  ///
  /// Programs of before know no municipalities among the areas.
  private static let areaNames = """
    CREATE TABLE area_name (
      area INTEGER NOT NULL REFERENCES area (key) ON DELETE CASCADE, name TEXT NOT NULL, PRIMARY KEY (area, name)
    ) WITHOUT ROWID;
    """

  private static let barriers = """
    -- The barriers and crossings in documents of barriers; a document's text has them too. `rank` is that of the document's
    -- publisher, 0 the highest: of rows with one id that of the highest counts, then that of the document issued last.
    CREATE TABLE barrier (
      key INTEGER PRIMARY KEY, document TEXT NOT NULL, rank INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
      names TEXT NOT NULL, accuracy REAL NOT NULL, source TEXT, vertices BLOB NOT NULL
    );
    CREATE INDEX barrier_document ON barrier (document);
    CREATE TABLE crossing (
      key INTEGER PRIMARY KEY, document TEXT NOT NULL, rank INTEGER NOT NULL, id TEXT NOT NULL, barrier TEXT NOT NULL,
      kind TEXT NOT NULL, names TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, other_latitude REAL,
      other_longitude REAL, road TEXT NOT NULL, confidence TEXT NOT NULL, hours TEXT, wait REAL,
      verification TEXT NOT NULL, source TEXT
    );
    CREATE INDEX crossing_document ON crossing (document);
    """

  private static let availabilityAndAreas = """
    -- Reports outlive their units: a unit that a registry drops and takes up again has its history.
    CREATE TABLE availability (
      key INTEGER PRIMARY KEY, unit TEXT NOT NULL, status TEXT NOT NULL, since REAL NOT NULL, until REAL,
      source TEXT, note TEXT, received_at REAL NOT NULL
    );
    CREATE INDEX availability_unit ON availability (unit, since);

    CREATE TABLE area (
      key INTEGER PRIMARY KEY, document TEXT NOT NULL, code TEXT NOT NULL, country TEXT NOT NULL,
      level TEXT NOT NULL, name TEXT NOT NULL, accuracy REAL NOT NULL
    );
    CREATE TABLE boundary_line (
      key INTEGER PRIMARY KEY, area INTEGER NOT NULL REFERENCES area (key) ON DELETE CASCADE, vertices BLOB NOT NULL
    );
    CREATE INDEX boundary_line_area ON boundary_line (area);
    -- Boxes are 32-bit and rounded outward: queries must look at the lines themselves.
    CREATE VIRTUAL TABLE boundary_box USING rtree (key, south, north, west, east);
    """
}
