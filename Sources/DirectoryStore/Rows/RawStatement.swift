internal import DirectoryModel
internal import GRDB
internal import GRDBSQLite

/// A prepared statement that takes an encoded row's values as they lie in memory.
///
/// Going through GRDB's own values took half of an import's time. It is safe because
/// - `statement` owns the handle and lives as long as this object, which never leaves the change that made it;
/// - texts are bound without a copy, and both bindings and pointers end within the same closure: `clear` runs in it;
/// - every offset is checked against the buffer before it is read, and every length against what SQLite takes;
/// - texts that come back are only compared while the statement stands on their row.
final class RawStatement {
  /// A row that is there already.
  struct Known {
    var key: Int64
    var digest: Int64
    var isHidden: Bool
  }

  let database: Database
  private let statement: Statement
  var handle: OpaquePointer { statement.sqliteStatement }
  /// Whether the statement stands on a row, after `advance`.
  private var isOnRow = false

  init(_ sql: String, in database: Database) throws {
    self.database = database
    statement = try database.makeStatement(sql: sql)
  }

  // MARK: Writing

  /// Runs the statement with a row's values and its digest as its first parameters and the integers as those behind them.
  ///
  /// - Returns: false where another row has the same id and registry.
  func write(_ row: EncodedRow, _ first: Int64, _ second: Int64, _ third: Int64? = nil) throws -> Bool {
    try row.bytes.withUnsafeBytes { buffer in
      defer { clear() }
      var parameter: CInt = 0
      var offset = 0
      while offset < buffer.count {
        parameter += 1
        offset = try bindValue(at: offset, of: buffer, to: parameter)
      }
      try check(sqlite3_bind_int64(handle, parameter + 1, row.digest))
      try check(sqlite3_bind_int64(handle, parameter + 2, first))
      try check(sqlite3_bind_int64(handle, parameter + 3, second))
      if let third { try check(sqlite3_bind_int64(handle, parameter + 4, third)) }
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return true }
      if sqlite3_extended_errcode(database.sqliteConnection) == DatabaseError.SQLITE_CONSTRAINT_UNIQUE.rawValue {
        return false
      }
      throw error(code)
    }
  }

  private func bindValue(at start: Int, of buffer: UnsafeRawBufferPointer, to parameter: CInt) throws -> Int {
    switch EncodedRow.Kind(rawValue: buffer[start]) {
    case .null:
      try check(sqlite3_bind_null(handle, parameter))
      return start + 1
    case .integer:
      try check(sqlite3_bind_int64(handle, parameter, Int64(bitPattern: try word(at: start + 1, of: buffer))))
      return start + 9
    case .double:
      try check(sqlite3_bind_double(handle, parameter, Double(bitPattern: try word(at: start + 1, of: buffer))))
      return start + 9
    case .text:
      let text = try text(at: start, of: buffer)
      try bind(text, to: parameter)
      return start + 5 + text.count
    case nil: throw error(SQLITE_MISUSE)
    }
  }

  // MARK: Finding

  /// The row of a registry that has the same id as an encoded one, and whether other registries list that id too.
  ///
  /// The statement takes an id and gives registry, key, digest and whether hidden.
  func find(_ row: EncodedRow, registry: Int64) throws -> (own: Known?, hasOthers: Bool) {
    try row.bytes.withUnsafeBytes { buffer in
      defer { clear() }
      try bind(try text(at: 0, of: buffer), to: 1)
      var own: Known?
      var hasOthers = false
      while try step() {
        switch try integer(at: 0) {
        case registry: own = try known(from: 1)
        case RecordKind.mergedRegistry: break
        default: hasOthers = true
        }
      }
      return (own, hasOthers)
    }
  }

  /// Goes to the first row behind a key of a registry; the statement gives id, key, digest and whether hidden.
  func start(registry: Int64, after key: Int64) throws {
    clear()
    try check(sqlite3_bind_int64(handle, 1, registry))
    try check(sqlite3_bind_int64(handle, 2, key))
    isOnRow = try step()
  }

  /// The row that the statement stands on, if it has the same id as an encoded one; the statement then goes on.
  func takeNext(_ row: EncodedRow) throws -> Known? {
    guard isOnRow else { return nil }
    guard sqlite3_column_type(handle, 0) == SQLITE_TEXT, let found = sqlite3_column_text(handle, 0) else {
      throw damage(at: 0)
    }
    let length = Int(sqlite3_column_bytes(handle, 0))
    let isSame = try row.bytes.withUnsafeBytes { buffer in
      try text(at: 0, of: buffer).elementsEqual(UnsafeRawBufferPointer(start: found, count: length))
    }
    guard isSame else { return nil }
    let known = try known(from: 1)
    isOnRow = try step()
    return known
  }

  /// Lets go of the row that the statement stands on.
  func clear() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    isOnRow = false
  }

  private func known(from column: CInt) throws -> Known {
    Known(
      key: try integer(at: column), digest: try integer(at: column + 1), isHidden: try integer(at: column + 2) == 1)
  }

  private func integer(at column: CInt) throws -> Int64 {
    guard let value = Int64.stored(in: handle, at: column) else { throw damage(at: column) }
    return value
  }

  /// The error that says that a column of the row that the statement stands on does not hold what it must.
  func damage(at column: CInt) -> MutualAidError {
    StoredRow(handle: handle, names: ColumnNames()).damage(Int(column))
  }

  // MARK: Bytes

  private func word(at offset: Int, of buffer: UnsafeRawBufferPointer) throws -> UInt64 {
    guard offset + 8 <= buffer.count else { throw error(SQLITE_MISUSE) }
    return UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  private func text(at start: Int, of buffer: UnsafeRawBufferPointer) throws -> UnsafeRawBufferPointer {
    guard start + 5 <= buffer.count else { throw error(SQLITE_MISUSE) }
    let length = Int(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: start + 1, as: UInt32.self)))
    guard start + 5 + length <= buffer.count else { throw error(SQLITE_MISUSE) }
    return UnsafeRawBufferPointer(rebasing: buffer[(start + 5)..<(start + 5 + length)])
  }

  private func bind(_ text: UnsafeRawBufferPointer, to parameter: CInt) throws {
    guard let length = CInt(exactly: text.count) else { throw error(SQLITE_TOOBIG) }
    // Never nil: even an empty text lies behind its length in the row. A nil would be taken for null.
    guard let start = text.baseAddress else { throw error(SQLITE_MISUSE) }
    try check(sqlite3_bind_text(handle, parameter, start.assumingMemoryBound(to: CChar.self), length, nil))
  }

  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw error(code)
    }
  }

  func check(_ code: CInt) throws {
    if code != SQLITE_OK { throw error(code) }
  }

  func error(_ code: CInt) -> DatabaseError { database.error(code) }
}
