/// Why the value of an option cannot be taken, as a clause: what is expected instead.
///
/// The command line and the service put before it which option it is.
package struct OptionDefect: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is expected.
  package let description: String

  /// Makes a defect.
  package init(_ description: String) { self.description = description }
}
