internal import DirectoryModel
internal import GRDB
internal import GRDBSQLite
internal import TextFormats

/// A row that a query stands on: every column is read with an error where it does not hold what belongs there.
///
/// It is valid only within the closure that it is given to.
struct StoredRow {
  let handle: OpaquePointer
  let names: ColumnNames

  /// The value of a column, counted from 0.
  ///
  /// - Throws: `MutualAidError` with the code `store-damaged` when it is no such value.
  subscript<Value: StoredValue>(column: Int) -> Value {
    get throws { try value(at: CInt(truncatingIfNeeded: column)) }
  }

  /// The value of the column of a name.
  ///
  /// - Throws: `MutualAidError` with the code `store-damaged` when it is no such value.
  subscript<Value: StoredValue>(name: String) -> Value {
    get throws { try value(at: try place(of: name)) }
  }

  /// What the JSON in a column describes; an empty object where the column is null and `isOptional` is true.
  ///
  /// - Throws: `MutualAidError` with the code `store-damaged` when it describes nothing of the kind.
  func json<Value: Decodable>(_ name: String, isOptional: Bool = false) throws -> Value {
    let column = try place(of: name)
    let text = isOptional ? try value(at: column) as String? : try value(at: column) as String
    return try json(text ?? "{}", at: column)
  }

  /// The names in a column: most are one plain text, for which no decoder is needed.
  func names(at column: Int) throws -> LocalizedText {
    let text: String = try self[column]
    let bytes = text.utf8
    guard bytes.count > 1, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\""),
      !bytes.contains(UInt8(ascii: "\\"))
    else { return try json(text, at: column) }
    return LocalizedText(String(text.dropFirst().dropLast()))
  }

  /// What the JSON of a column's text describes.
  func json<Value: Decodable>(_ text: String, at column: Int) throws -> Value {
    try json(text, at: CInt(truncatingIfNeeded: column))
  }

  private func json<Value: Decodable>(_ text: String, at column: CInt) throws -> Value {
    do {
      return try JSONCoding.value(text)
    } catch {
      throw damage(at: column)
    }
  }

  /// The error that says that a column does not hold what it must.
  func damage(_ name: String) -> MutualAidError { damage(at: names.place(of: name, in: handle) ?? 0) }

  /// The error that says that a column, counted from 0, does not hold what it must.
  func damage(_ column: Int) -> MutualAidError { damage(at: CInt(truncatingIfNeeded: column)) }

  private func place(of name: String) throws -> CInt {
    guard let place = names.place(of: name, in: handle) else {
      throw MutualAidError(.storeFailed, "a query of the directory has no column '\(name)'")
    }
    return place
  }

  private func value<Value: StoredValue>(at column: CInt) throws -> Value {
    guard let value = Value.stored(in: handle, at: column) else { throw damage(at: column) }
    return value
  }

  private func damage(at column: CInt) -> MutualAidError {
    .damage(inTable: table(of: column), row: label(besides: column), column: name(of: column))
  }

  private func name(of column: CInt) -> String { sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "" }

  /// The table that a column comes from; for what is calculated, that of the first column that comes from one.
  private func table(of column: CInt) -> String {
    let columns = [column] + Array(0..<sqlite3_column_count(handle))
    return columns.lazy.compactMap { sqlite3_column_table_name(handle, $0) }.first.map { String(cString: $0) } ?? ""
  }

  /// What tells the row from others: its id, or else its key, as far as they can be read.
  private func label(besides damaged: CInt) -> String {
    let columns = ["id", "key", "unit", "code", "area", "subject"].compactMap { names.place(of: $0, in: handle) } + [0]
    for column in columns where column != damaged {
      if let text = String.stored(in: handle, at: column) { return text }
      if let number = Int64.stored(in: handle, at: column) { return String(number) }
    }
    return "?"
  }
}

extension MutualAidError {
  /// The error that says that a column of a row does not hold what it must.
  ///
  /// - Parameters:
  ///   - table: the table's name.
  ///   - row: the row's id or key.
  ///   - column: the column's name.
  /// - Returns: the error.
  static func damage(inTable table: String, row: String, column: String) -> MutualAidError {
    MutualAidError(
      .storeDamaged, "row '\(row)' of table \(table) is damaged: its column \(column) does not hold what it must",
      place: Place(record: row), hint: .repairDirectory)
  }
}

/// Where the columns of a query stand, found out when the first is asked for by its name.
final class ColumnNames {
  private var places: [String: CInt]?

  func place(of name: String, in handle: OpaquePointer) -> CInt? {
    if places == nil {
      let columns = 0..<sqlite3_column_count(handle)
      // Of columns of one name, as in a join, the first counts.
      places = Dictionary(
        columns.map { (sqlite3_column_name(handle, $0).map { String(cString: $0) } ?? "", $0) },
        uniquingKeysWith: { first, _ in first })
    }
    return places?[name]
  }
}

/// A query whose rows are handed to a closure, one after the other.
///
/// SQLite's C functions are called, because GRDB's rows end the process at a value of another type, and take bytes that
/// are no UTF-8 for another text. It is safe because GRDB's statement, which owns the handle, lives as long as the query,
/// and rows are read only while the statement stands on them.
struct StoredQuery {
  private let database: Database
  private let statement: Statement

  fileprivate init(_ statement: Statement, in database: Database) {
    self.database = database
    self.statement = statement
  }

  /// Gives every row.
  ///
  /// - Parameters:
  ///   - arguments: the values of the query's parameters.
  ///   - body: takes a row, which it must not keep.
  /// - Throws: `DatabaseError`, and what the closure throws.
  func forEach(_ arguments: [(any DatabaseValueConvertible)?] = [], _ body: (StoredRow) throws -> Void) throws {
    _ = try firstResult(arguments) { row -> Never? in
      try body(row)
      return nil
    }
  }

  /// What a closure makes of every row.
  func all<Result>(_ arguments: [(any DatabaseValueConvertible)?] = [], _ body: (StoredRow) throws -> Result) throws
    -> [Result]
  {
    var results: [Result] = []
    try forEach(arguments) { results.append(try body($0)) }
    return results
  }

  /// What a closure makes of the first row; `nil` where there is none.
  func first<Result>(_ arguments: [(any DatabaseValueConvertible)?] = [], _ body: (StoredRow) throws -> Result) throws
    -> Result?
  {
    try firstResult(arguments) { .some(try body($0)) }
  }

  /// What a closure makes of rows, until it makes something.
  private func firstResult<Result>(
    _ arguments: [(any DatabaseValueConvertible)?], _ body: (StoredRow) throws -> Result?
  ) throws -> Result? {
    let handle = statement.sqliteStatement
    try bind(arguments, to: handle)
    let row = StoredRow(handle: handle, names: ColumnNames())
    defer { sqlite3_reset(handle) }
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: if let result = try body(row) { return result }
      case SQLITE_DONE: return nil
      case let code: throw database.error(code)
      }
    }
  }

  /// Gives the parameters their values; GRDB would end the program where there is no memory for one.
  private func bind(_ arguments: [(any DatabaseValueConvertible)?], to handle: OpaquePointer) throws {
    sqlite3_reset(handle)
    guard sqlite3_bind_parameter_count(handle) == arguments.count else { throw database.error(SQLITE_MISUSE) }
    for (index, argument) in arguments.enumerated() {
      let parameter = CInt(index + 1)
      let code: CInt
      switch (argument?.databaseValue ?? .null).storage {
      case .null: code = sqlite3_bind_null(handle, parameter)
      case .int64(let number): code = sqlite3_bind_int64(handle, parameter, number)
      case .double(let number): code = sqlite3_bind_double(handle, parameter, number)
      case .string(let text):
        guard let count = CInt(exactly: text.utf8.count) else { throw database.error(SQLITE_TOOBIG) }
        code = text.withCString { sqlite3_bind_text(handle, parameter, $0, count, StoredQuery.copied) }
      case .blob: throw database.error(SQLITE_MISUSE)  // No query has one.
      }
      guard code == SQLITE_OK else { throw database.error(code) }
    }
  }

  /// Tells SQLite to copy a text: its header has the number -1 in place of a function.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension Database {
  /// A query to be asked once.
  func query(_ sql: String) throws -> StoredQuery { StoredQuery(try makeStatement(sql: sql), in: self) }

  /// A query that is asked often, and is not to be asked again while its rows are being read.
  func cachedQuery(_ sql: String) throws -> StoredQuery { StoredQuery(try cachedStatement(sql: sql), in: self) }

  /// The first column of all rows.
  func values<Value: StoredValue>(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?] = []) throws -> [Value]
  {
    try query(sql).all(arguments) { try $0[0] }
  }

  /// The first column of the first row; `nil` where there is no row.
  func value<Value: StoredValue>(_ sql: String, _ arguments: [(any DatabaseValueConvertible)?] = []) throws -> Value? {
    try query(sql).first(arguments) { try $0[0] }
  }

  /// The error that SQLite's code stands for, with its words.
  func error(_ code: CInt) -> DatabaseError {
    let message = sqliteConnection.flatMap(sqlite3_errmsg).map { String(cString: $0) }
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }
}
