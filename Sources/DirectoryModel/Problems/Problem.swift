/// Something wrong with a document or a record in it.
public struct Problem: Codable, Hashable, Sendable {
  /// Whether a problem keeps its record out of the directory.
  public enum Severity: String, Codable, Hashable, Sendable {
    /// The record is not taken.
    case error
    /// The record is taken and the finding is reported.
    case warning
  }

  /// The line in the file, from 1; `nil` where no line can be named.
  public var line: Int?
  /// Whether the record was refused or taken with a warning.
  public var severity: Severity
  /// A stable code; `ProblemCode` lists them.
  public var code: ProblemCode
  /// What is wrong, with the value found and what was expected.
  public var message: String
  /// The id of the record.
  public var record: String?

  /// Makes a problem.
  package init(line: Int?, severity: Severity, code: ProblemCode, message: String, record: String? = nil) {
    self.line = line
    self.severity = severity
    self.code = code
    self.message = message
    self.record = record
  }
}
