/// The tables of requests between control rooms.
enum RequestSchema {
  static let tables = """
    -- Requests with all that was done with them, as JSON; `due` is when the next limit is over.
    CREATE TABLE request (
      id TEXT PRIMARY KEY, asking TEXT NOT NULL, asked TEXT NOT NULL, is_exercise INTEGER NOT NULL,
      is_closed INTEGER NOT NULL, created REAL NOT NULL, due REAL, version INTEGER NOT NULL, body TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX request_asking ON request (asking, created);
    CREATE INDEX request_asked ON request (asked, created);
    CREATE INDEX request_due ON request (due) WHERE due IS NOT NULL;

    -- Units that are promised; those of exercises apart. `before` is what was known of a unit when it was promised.
    CREATE TABLE request_unit (
      unit TEXT NOT NULL, is_exercise INTEGER NOT NULL, request TEXT NOT NULL, line INTEGER NOT NULL,
      status TEXT NOT NULL, until REAL, before TEXT, before_until REAL, before_source TEXT,
      PRIMARY KEY (unit, is_exercise)
    ) WITHOUT ROWID;
    CREATE INDEX request_unit_line ON request_unit (request, line);

    -- Messages of other systems that were taken, so that each is taken once.
    CREATE TABLE request_message (
      sender TEXT NOT NULL, message TEXT NOT NULL, request TEXT NOT NULL, received REAL NOT NULL,
      PRIMARY KEY (sender, message)
    ) WITHOUT ROWID;
    """
}
