package import MutualAid
internal import Primitives
package import TextFormats

/// A backup that was made, for people and programs.
package struct BackupText: Sendable {
  private let backup: Backup
  private let directory: String

  /// Makes a text of a backup and the path of the directory that it is of.
  package init(_ backup: Backup, of directory: String) {
    self.backup = backup
    self.directory = directory
  }

  /// One line.
  package func text(in language: Language) -> String {
    let megabytes = NumberText(language).whole(Int(bounded: Double(backup.bytes) / 1e6, rounding: .up))
    return ScreenText.line(Words<BackupPhrase>(language)(.made, backup.version, directory, backup.path, megabytes))
  }

  /// The backup as JSON.
  package var json: JSONValue {
    [
      "file": .string(backup.path), "directory": .string(directory), "version": .integer(backup.version),
      "bytes": .integer(backup.bytes),
    ]
  }
}
