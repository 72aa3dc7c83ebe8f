internal import DirectoryModel
internal import FoundationEssentials
internal import GRDB
internal import GRDBSQLite

extension RawStatement {
  /// A value of a report's row, or of an entry's.
  enum Value {
    case text(String?)
    case number(Double?)
    case integer(Int64?)
    case bytes([UInt8])
  }

  /// Runs the statement with values.
  ///
  /// Texts are bound with a copy, which SQLite makes before the call returns: nothing outlives its closure.
  func run(_ values: [Value]) throws {
    defer { clear() }
    try bind(values)
    while try step() {}
  }

  /// Whether the statement gives a row.
  func hasRow(_ values: [Value]) throws -> Bool {
    defer { clear() }
    try bind(values)
    return try step()
  }

  /// The first row's first column; `nil` when there is no row, or no number in it.
  func number(_ values: [Value]) throws -> Double? {
    defer { clear() }
    try bind(values)
    guard try step() else { return nil }
    guard let number = (Double?).stored(in: handle, at: 0) else { throw damage(at: 0) }
    return number
  }

  private func bind(_ values: [Value]) throws {
    for (parameter, value) in zip(CInt(1)..., values) {
      switch value {
      case .text(let text?):
        var text = text
        try text.withUTF8 { bytes in
          guard let length = CInt(exactly: bytes.count) else { throw error(SQLITE_TOOBIG) }
          // An empty text may have no address, and a nil would be taken for null.
          guard let start = bytes.baseAddress else {
            return try check(sqlite3_bind_text(handle, parameter, "", 0, RawStatement.transient))
          }
          try start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            try check(sqlite3_bind_text(handle, parameter, $0, length, RawStatement.transient))
          }
        }
      case .number(let number?): try check(sqlite3_bind_double(handle, parameter, number))
      case .integer(let number?): try check(sqlite3_bind_int64(handle, parameter, number))
      case .bytes(let bytes): try bind(bytes, to: parameter)
      case .text(nil), .number(nil), .integer(nil): try check(sqlite3_bind_null(handle, parameter))
      }
    }
  }

  private func bind(_ bytes: [UInt8], to parameter: CInt) throws {
    guard let length = CInt(exactly: bytes.count) else { throw error(SQLITE_TOOBIG) }
    try bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return try check(sqlite3_bind_zeroblob(handle, parameter, 0)) }
      try check(sqlite3_bind_blob(handle, parameter, start, length, RawStatement.transient))
    }
  }

  /// `SQLITE_TRANSIENT`: a macro of C that Swift does not see; it asks for a copy.
  private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
