/// The line of a document on which a record begins.
///
/// It tells where a record was read, which is no part of what the record says: any two are equal, so that a document in
/// which lines were only moved says the same.
public struct SourceLine: Hashable, Sendable {
  /// The line, from 1; `nil` for a record that was not read from a file.
  public var number: Int?

  /// Makes a line.
  public init(_ number: Int? = nil) { self.number = number }

  /// Always true.
  public static func == (left: SourceLine, right: SourceLine) -> Bool { true }

  /// Adds nothing.
  public func hash(into hasher: inout Hasher) {}
}
