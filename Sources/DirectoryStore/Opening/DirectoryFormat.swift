internal import CPageChecksum
internal import DirectoryModel
internal import GRDB

/// What an SQLite file is to this program, before anything of it is read or changed.
enum DirectoryFormat {
  /// There is nothing in it yet.
  case empty
  /// A directory of this version.
  case current
  /// A directory of an older version: without checksums, or without some of the tables.
  case older
  /// A directory of a newer version.
  case newer
  /// A file of another program.
  case foreign

  init(of database: Database) throws {
    let id: Int = try database.value("PRAGMA application_id") ?? 0
    let tables: Set<String> = try Set(database.values("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    guard id == 0 || id == Int(PAGE_CHECKSUM_APPLICATION_ID) else {
      self = .foreign
      return
    }
    if tables.isEmpty {
      self = .empty
      return
    }
    let isMarked = id != 0
    guard isMarked || tables.isSuperset(of: ["directory", "import", "registry", DirectoryFormat.migrations]) else {
      self = .foreign
      return
    }
    let steps: Set<String> = try Set(database.values("SELECT identifier FROM \(DirectoryFormat.migrations)"))
    let known = isMarked ? Set(Schema.migrator.migrations) : Schema.unmarkedMigrations
    self =
      !steps.isSubset(of: known) ? (isMarked ? .newer : .foreign) : isMarked && steps == known ? .current : .older
  }

  /// GRDB's table of the migrations that a file has been through.
  static let migrations = "grdb_migrations"

  /// Checks that a file can be read as it is.
  ///
  /// - Throws: `MutualAidError` for all but a directory of this version.
  func checkForReading(_ file: DirectoryFile) throws {
    switch self {
    case .current: break
    case .older:
      throw MutualAidError(
        .directoryOlder, "\(file.name) is a directory of an older version of Mutual Aid", hint: .openForWriting)
    case .empty:
      throw MutualAidError(
        .notADirectory, "\(file.name) is empty: it is not a directory yet", hint: .makeDirectory(path: file.name))
    case .newer, .foreign: try checkForWriting(file)
    }
  }

  /// Checks that a file may be written to, after it has been brought up to date where it is older.
  ///
  /// - Throws: `MutualAidError` for files of newer versions and other programs.
  func checkForWriting(_ file: DirectoryFile) throws {
    switch self {
    case .current, .older, .empty: break
    case .newer:
      throw MutualAidError(
        .directoryNewer, "\(file.name) is a directory of a newer version of Mutual Aid",
        hint: .useNewerVersion(copy: file.name + ".before-upgrade"))
    case .foreign:
      throw MutualAidError(
        .notADirectory, "\(file.name) is a file of another program", hint: .chooseAnotherDirectory)
    }
  }
}
