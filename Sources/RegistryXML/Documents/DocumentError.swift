package import DirectoryModel

/// A document cannot be read at all; the directory stays as it was.
public struct DocumentError: Error, Hashable, Sendable {
  /// Kinds of errors.
  public struct Code: Hashable, Sendable {
    /// The code among those of all problems.
    package let problem: ProblemCode
    /// The code as programs see it, such as `not-well-formed`: one of those of `ProblemCode`.
    public var name: String { problem.rawValue }

    private init(_ problem: ProblemCode) { self.problem = problem }

    /// The file cannot be opened or read.
    public static let unreadable = Code(.unreadable)
    /// The file is empty.
    public static let empty = Code(.emptyDocument)
    /// The document is not well-formed XML, or was cut off.
    public static let notWellFormed = Code(.notWellFormed)
    /// The document has a document type declaration, which is refused because entities can read files and explode.
    public static let documentType = Code(.documentType)
    /// Bytes that are no characters in the document's encoding, or an unknown encoding.
    public static let encoding = Code(.encodingError)
    /// The file was written to while it was being read.
    public static let changed = Code(.changedWhileRead)
    /// The document goes beyond a limit.
    public static let limit = Code(.limitExceeded)
    /// The document is in no format known here.
    public static let unknownFormat = Code(.unknownFormat)
    /// The document says that it is an exercise, a test or the like: it goes nowhere near the live directory.
    public static let notActual = Code(.notActual)
    /// A profile cannot be used.
    public static let profile = Code(.profileInvalid)
    /// The header lacks what is needed, so that nothing below it can be taken.
    public static let header = Code(.headerInvalid)
  }

  /// The kind of error.
  public var code: Code
  /// What is wrong, in English, without the file's name.
  public var message: String
  /// The line in the document, from 1; `nil` where none can be named.
  public var line: Int?
  /// What can be done, in English; `nil` where there is no advice.
  public var hint: String?

  /// Makes an error.
  package init(_ code: Code, _ message: String, line: Int? = nil, hint: String? = nil) {
    self.code = code
    self.message = message
    self.line = line
    self.hint = hint
  }
}
