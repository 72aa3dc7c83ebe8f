/// The line of a document on which a record begins.
///
/// It says where a record was read, which is no part of what the record says: any two are equal, so that a document in
/// which lines were only moved says the same.
package struct SourceLine: Hashable, Sendable {
  /// The line, from 1; `nil` for a record that was not read from a file.
  package var number: Int?

  /// Makes a line.
  package init(_ number: Int? = nil) { self.number = number }

  /// Always true.
  package static func == (left: SourceLine, right: SourceLine) -> Bool { true }

  /// Adds nothing.
  package func hash(into hasher: inout Hasher) {}
}
