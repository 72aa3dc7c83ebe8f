import Foundation
import MutualAid
import MutualAidService
import TextFormats

/// A table that says what somebody may do who shows something: CSV with a header, of which the columns `owner` and `scopes`
/// are the rights, the scopes with spaces between.
struct RightsTable: Sendable {
  /// A row.
  struct Row: Sendable {
    /// The columns by which somebody is known, by name.
    var keys: [String: String]
    var owner: String
    var scopes: Set<Scope>
  }

  let rows: [Row]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - path: its file.
  ///   - keys: the columns by which somebody is known.
  /// - Throws: `MutualAidError` for a file that is none, with the line that is wrong.
  init(at path: String, keys: [String]) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MutualAidError(
        .fileUnreadable, "the table of rights in '\(path)' cannot be read", hint: "Check the path and the permissions.")
    }
    let columns = Set(keys + ["owner", "scopes"])
    guard let (header, start) = CSVReader.table(Array(data)[...], isHeader: { columns.isSubset(of: Set($0)) }) else {
      throw MutualAidError(
        .fileUnreadable, "'\(path)' is no table with the columns \(columns.sorted().joined(separator: ", "))",
        hint: "Write them in its first line, with commas between.")
    }
    var reader = start
    var rows: [Row] = []
    do {
      while let row = try reader.next() {
        let values = Dictionary(zip(header, row.fields)) { first, _ in first }
        let words = (values["scopes"] ?? "").split(separator: " ").map(String.init)
        let scopes = words.compactMap { Scope(rawValue: $0) }
        let owner = values["owner"] ?? ""
        guard scopes.count == words.count, !scopes.isEmpty, Remit.isRight(owner) else {
          throw MutualAidError(
            .fileUnreadable, "line \(row.line) of \(path) has no owner or no rights that there are",
            hint: "An owner is written as room:ID, organisation:ID, registry:ID, unit:ID, country:CC or all.")
        }
        rows.append(Row(keys: values, owner: owner, scopes: Set(scopes)))
      }
    } catch let error as CSVDefect {
      throw MutualAidError(
        .fileUnreadable, "line \(error.line) of \(path) is no line of a table",
        hint: "Write values with commas between, those with commas in quotes.")
    }
    self.rows = rows
  }
}

/// A file that is read again when it changes.
struct WatchedFile<Value: Sendable>: Sendable {
  private let path: String
  private let read: @Sendable (String) throws -> Value
  private var stamp: FileStamp?
  private(set) var value: Value

  /// Reads it.
  ///
  /// - Throws: what reading throws.
  init(_ path: String, read: @escaping @Sendable (String) throws -> Value) throws {
    self.path = path
    self.read = read
    stamp = FileStamp(path)
    value = try read(path)
  }

  /// Reads it again where it is another; what cannot be read leaves what there was.
  mutating func refresh() {
    let now = FileStamp(path)
    guard now != stamp, let value = try? read(path) else { return }
    stamp = now
    self.value = value
  }
}
