internal import GRDB

/// The tables.
///
/// Migrations are only ever added at the end.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 directory") { database in
      try database.execute(
        sql: """
          -- One row: counts up whenever something in the directory changes.
          CREATE TABLE directory (version INTEGER NOT NULL);
          INSERT INTO directory VALUES (0);

          -- Vocabularies, boundaries, agreements, norms: the text as XML in normal form.
          CREATE TABLE document (
            kind TEXT NOT NULL, id TEXT NOT NULL, issued REAL NOT NULL, title TEXT NOT NULL, xml TEXT NOT NULL,
            imported_at REAL NOT NULL,
            PRIMARY KEY (kind, id)
          ) WITHOUT ROWID;

          CREATE TABLE registry (
            id TEXT PRIMARY KEY NOT NULL, issued REAL NOT NULL, body TEXT NOT NULL, profile TEXT NOT NULL,
            imported_at REAL NOT NULL
          ) WITHOUT ROWID;

          CREATE TABLE organisation (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL,
            registry TEXT NOT NULL REFERENCES registry (id) ON DELETE CASCADE, body TEXT NOT NULL,
            digest INTEGER NOT NULL,
            -- An organisation may run stations of several registries, each of which lists it.
            UNIQUE (id, registry)
          );
          CREATE INDEX organisation_registry ON organisation (registry);

          CREATE TABLE control_room (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            registry TEXT NOT NULL REFERENCES registry (id) ON DELETE CASCADE, country TEXT NOT NULL, body TEXT NOT NULL,
            digest INTEGER NOT NULL
          );
          CREATE INDEX control_room_registry ON control_room (registry);

          -- Columns that questions need; all else in the body as JSON, which is null where there is nothing else.
          CREATE TABLE station (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            registry TEXT NOT NULL REFERENCES registry (id) ON DELETE CASCADE,
            country TEXT NOT NULL, service TEXT, name TEXT NOT NULL, organisation TEXT, control_room TEXT, kind TEXT,
            latitude REAL NOT NULL, longitude REAL NOT NULL, quality TEXT NOT NULL, staffing TEXT,
            body TEXT, digest INTEGER NOT NULL
          );
          CREATE INDEX station_registry ON station (registry);

          -- `place` is the cell code of where the unit stands; country, staffing, turnouts and organisation are those in
          -- effect, the station's where the unit has none, so that a search reads one table.
          CREATE TABLE unit (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            registry TEXT NOT NULL REFERENCES registry (id) ON DELETE CASCADE,
            station TEXT NOT NULL, service TEXT NOT NULL, type TEXT NOT NULL, country TEXT NOT NULL,
            latitude REAL NOT NULL, longitude REAL NOT NULL, place INTEGER NOT NULL,
            capabilities TEXT NOT NULL, staffing TEXT, turnouts TEXT, organisation TEXT,
            body TEXT, digest INTEGER NOT NULL
          );
          CREATE INDEX unit_registry ON unit (registry);
          CREATE INDEX unit_station ON unit (station);
          CREATE INDEX unit_place ON unit (service, place);

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
          -- Boxes are 32-bit and rounded outward: whoever asks must look at the lines themselves.
          CREATE VIRTUAL TABLE boundary_box USING rtree (key, south, north, west, east);
          """)
    }
    return migrator
  }
}
