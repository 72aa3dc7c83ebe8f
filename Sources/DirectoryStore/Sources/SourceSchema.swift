/// The tables of sources of editions.
enum SourceSchema {
  static let tables = """
    -- Where editions of registries and documents come from by themselves, and what became of the last look.
    CREATE TABLE source (
      subject TEXT PRIMARY KEY, address TEXT NOT NULL, interval INTEGER NOT NULL, promise INTEGER, profile TEXT NOT NULL,
      country TEXT, service TEXT, byte_limit INTEGER NOT NULL, time_limit INTEGER NOT NULL,
      needs_approval INTEGER NOT NULL, entity_tag TEXT, last_modified TEXT, digest TEXT, checked REAL, succeeded REAL,
      outcome TEXT, code TEXT, message TEXT, failures INTEGER NOT NULL DEFAULT 0, due REAL,
      is_overdue INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    -- Editions that wait for approval.
    CREATE TABLE source_edition (
      subject TEXT PRIMARY KEY, digest TEXT NOT NULL, fetched REAL NOT NULL, actor TEXT NOT NULL, added INTEGER NOT NULL,
      changed INTEGER NOT NULL, removed INTEGER NOT NULL, edition BLOB NOT NULL
    );
    """
}
