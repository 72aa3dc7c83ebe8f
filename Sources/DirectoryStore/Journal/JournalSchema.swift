internal import Journal

/// The tables of the journal.
enum JournalSchema {
  static let tables = """
    -- One row: the random name of this journal.
    CREATE TABLE journal (identity TEXT NOT NULL);

    -- One row for every change, written in the transaction of the change. Times are microseconds since 1970.
    CREATE TABLE journal_entry (
      owner TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, event INTEGER NOT NULL,
      received INTEGER NOT NULL, actor TEXT NOT NULL, payload_digest BLOB NOT NULL, previous BLOB NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (owner, number)
    ) WITHOUT ROWID;
    CREATE TRIGGER journal_entry_is_kept BEFORE DELETE ON journal_entry BEGIN
      SELECT RAISE(ABORT, 'entries of the journal are not removed');
    END;
    CREATE TRIGGER journal_entry_is_fixed BEFORE UPDATE ON journal_entry BEGIN
      SELECT RAISE(ABORT, 'entries of the journal are not changed');
    END;
    CREATE TRIGGER journal_entry_follows BEFORE INSERT ON journal_entry
    WHEN NEW.number <> ifnull((SELECT max(number) FROM journal_entry WHERE owner = NEW.owner), 0) + 1 BEGIN
      SELECT RAISE(ABORT, 'entries of the journal have numbers without gaps');
    END;

    -- What entries say, beside them: it may be erased. `report` is the key of a report's row.
    CREATE TABLE journal_payload (
      owner TEXT NOT NULL, number INTEGER NOT NULL, salt BLOB NOT NULL, payload BLOB NOT NULL, report INTEGER,
      PRIMARY KEY (owner, number)
    ) WITHOUT ROWID;
    -- The numbers of entries whose payloads are erased; the entries of purges say so, too.
    CREATE TABLE journal_purged (
      owner TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (owner, first)
    ) WITHOUT ROWID;

    -- The entries of first answers to requests that may come again.
    CREATE TABLE journal_answer (
      caller TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL, number INTEGER NOT NULL,
      PRIMARY KEY (caller, key)
    ) WITHOUT ROWID;

    -- Tokens that were issued, by their ids; the tokens themselves are in no file. Scopes are separated by spaces.
    CREATE TABLE token (
      id TEXT PRIMARY KEY, owner TEXT NOT NULL, scopes TEXT NOT NULL, issued REAL NOT NULL, expires REAL, revoked REAL
    ) WITHOUT ROWID;

    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    """
}
