/// A stream of reports that cannot be read at all.
package struct FeedError: Error, Hashable, Sendable {
  /// A stable code for programs.
  package var code: String
  /// What is wrong.
  package var message: String
  /// What to do.
  package var hint: String

  /// Makes an error.
  package init(code: String, message: String, hint: String) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  static func unknownForm(line: Int) -> FeedError {
    FeedError(
      code: "not-a-feed",
      message: "line \(line) is neither a JSON object nor a CSV header with the columns unit and status",
      hint: "Write one JSON object on each line, or begin with a header such as unit,status,since.")
  }
}
