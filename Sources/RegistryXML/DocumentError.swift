/// A document that cannot be read at all: it leaves the directory as it was.
public struct DocumentError: Error, Hashable, Sendable {
  /// Kinds of errors.
  public struct Code: Hashable, Sendable {
    /// The code as programs see it.
    public let name: String

    /// The file cannot be opened or read.
    public static let unreadable = Code(name: "unreadable")
    /// The file is empty.
    public static let empty = Code(name: "empty-document")
    /// The document is not well-formed XML, or was cut off.
    public static let notWellFormed = Code(name: "not-well-formed")
    /// The document has a document type declaration, which is refused because entities can read files and explode.
    public static let documentType = Code(name: "document-type")
    /// Bytes that are no characters in the document's encoding, or an encoding that nobody knows.
    public static let encoding = Code(name: "encoding-error")
    /// The file was written to while it was being read.
    public static let changed = Code(name: "changed-while-read")
    /// The document goes beyond a limit.
    public static let limit = Code(name: "limit-exceeded")
    /// The document is in no format known here.
    public static let unknownFormat = Code(name: "unknown-format")
    /// The document says that it is an exercise, a test or the like: it goes nowhere near the live directory.
    public static let notActual = Code(name: "not-actual")
    /// A profile cannot be used.
    public static let profile = Code(name: "profile-invalid")
    /// The header lacks what is needed, so that nothing below it can be taken.
    public static let header = Code(name: "header-invalid")
  }

  /// The kind.
  public var code: Code
  /// What is wrong.
  public var message: String
  /// The line, from 1.
  public var line: Int?
  /// What to do.
  public var hint: String?

  /// Makes an error.
  public init(_ code: Code, _ message: String, line: Int? = nil, hint: String? = nil) {
    self.code = code
    self.message = message
    self.line = line
    self.hint = hint
  }
}
