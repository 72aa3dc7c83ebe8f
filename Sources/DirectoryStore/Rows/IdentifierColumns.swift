internal import DirectoryModel
internal import GRDB

// Identifiers in columns of text. A row is read back whatever its text is: documents are checked when they are read.

extension OpaqueIdentifier where Self: DatabaseValueConvertible {
  var databaseValue: DatabaseValue { rawValue.databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Self? { String.fromDatabaseValue(value).map { Self($0) } }
}

extension OpaqueIdentifier where Self: StatementColumnConvertible {
  init?(sqliteStatement: SQLiteStatement, index: CInt) {
    self.init(String(sqliteStatement: sqliteStatement, index: index))
  }
}

extension UnitID: DatabaseValueConvertible, StatementColumnConvertible {}
extension StationID: DatabaseValueConvertible, StatementColumnConvertible {}
extension RegistryID: DatabaseValueConvertible, StatementColumnConvertible {}
extension OrganisationID: DatabaseValueConvertible, StatementColumnConvertible {}
extension ControlRoomID: DatabaseValueConvertible, StatementColumnConvertible {}
extension RegionCode: DatabaseValueConvertible, StatementColumnConvertible {}

extension CountryCode: DatabaseValueConvertible, StatementColumnConvertible {
  package var databaseValue: DatabaseValue { rawValue.databaseValue }

  package static func fromDatabaseValue(_ value: DatabaseValue) -> CountryCode? {
    String.fromDatabaseValue(value).map { CountryCode(unchecked: $0) }
  }

  package init?(sqliteStatement: SQLiteStatement, index: CInt) {
    self.init(unchecked: String(sqliteStatement: sqliteStatement, index: index))
  }
}
