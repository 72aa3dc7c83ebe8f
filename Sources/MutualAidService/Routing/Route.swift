internal import HTTPTypes
internal import TextFormats

/// What the service does at one address with one method: the router, the served document and the answers come from this.
struct Route: Sendable {
  /// What a request's body is.
  struct Body: Sendable {
    /// The types that are taken, the usual one first.
    var types: [String]
    /// Its schema.
    var schema: JSONValue
    /// What is said of it.
    var text: String
    var isRequired = true
  }

  /// An answer that there may be.
  struct Answer: Sendable {
    var status: Int
    var text: String
    /// The forms in which it comes, with their schemas.
    var forms: [(type: MediaType, schema: JSONValue)]
  }

  var method: HTTPRequest.Method
  /// The address, whose parts in braces are options: `/v1/units/{id}`.
  var path: String
  /// The name by which programs call it.
  var name: String
  /// The heading under which it stands.
  var heading: String
  /// What it does, in a sentence.
  var text: String
  var options: [OptionDescription] = []
  var body: Body?
  var answers: [Answer]
  /// The right that it needs; `nil` for what everybody may know.
  var scope: Scope? = .read
  /// Whether the answer is the same as long as the directory is, so that it has an ETag.
  var isVersioned = false
  /// Whether the answer depends on the time as well.
  var isTimed = false
  /// Codes of problems that this route can have beyond the usual ones, with their statuses.
  var problems: [Int] = []
  /// Answers a request.
  var answer: @Sendable (Ask) async throws -> Reply

  /// The forms in which the main answer comes.
  var forms: [MediaType] { answers.first?.forms.map(\.type) ?? [] }

  /// Whether it changes something.
  var isWrite: Bool { scope.map { !Caller.anonymous.scopes.contains($0) } ?? false }
}
