internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTypes
internal import Journal
internal import MutualAid
internal import TextFormats
internal import TypedOptions

/// Tokens: who may write.
enum TokenRoutes {
  private static let id = Option("id", "The token's id.", in: .path) { $0 }
  private static let owner = Option(
    "owner",
    "What is the bearer's own: words such as room:ID, organisation:ID, registry:ID, unit:ID, country:CC or all."
  ) { text in
    guard Remit.isRight(text) else {
      throw OptionDefect("expected words such as room:ID, organisation:ID, registry:ID, unit:ID, country:CC or all")
    }
    return text
  }
  private static let scope = Option<Scope>(word: "scope", "What the bearer may do.", isRepeated: true)
  private static let days = Option(
    "days", "For how many days the token is good.",
    schema: ["type": "integer", "minimum": .integer(1), "maximum": .integer(3650), "default": .integer(365)]
  ) { text in
    guard let number = Int(text), (1...3650).contains(number) else { throw OptionDefect("expected 1 to 3650") }
    return number
  }

  static let all = [
    Route(
      method: .get, path: "/v1/tokens", name: "tokens", heading: "Tokens",
      text: "The tokens that were issued; they themselves are kept nowhere.",
      answers: [Route.Answer(status: 200, text: "The tokens.", forms: [(.json, AnswerSchemas.list(of: "Token"))])],
      scope: .admin
    ) { ask in
      let remit = ask.caller.remit
      let tokens = try await ask.work { try $0.tokens().filter { remit.covers(Remit($0.owner)) } }
      return ask.json(.array(tokens.sorted { ($0.issued, $0.id) < ($1.issued, $1.id) }.map(\.json)))
    },
    Route(
      method: .post, path: "/v1/tokens", name: "issueToken", heading: "Tokens",
      text: "Issues a token, which is told this once.",
      options: [owner.description, scope.description, days.description],
      body: Route.Body(
        types: ["application/json"],
        schema: BodySchemas.options([owner.description, scope.description, days.description]),
        text: "The options as members of an object.", isRequired: false),
      answers: [
        Route.Answer(status: 201, text: "The token.", forms: [(.json, AnswerSchemas.reference("IssuedToken"))])
      ], scope: .admin, answer: issue),
    Route(
      method: .delete, path: "/v1/tokens/{id}", name: "revokeToken", heading: "Tokens",
      text: "Revokes a token; event streams of its bearer end within a second.", options: [id.description],
      answers: [Route.Answer(status: 204, text: "It is revoked.", forms: [])], scope: .admin, problems: [404]
    ) { ask in
      let name = try ask.required(id)
      let remit = ask.caller.remit
      try await ask.work { directory in
        // Of what is another's, nobody is told whether there is any.
        guard try directory.tokens().contains(where: { $0.id == name && remit.covers(Remit($0.owner)) }) else {
          throw Problem(.notFound, "unknown-token", "there is no token '\(name)'")
        }
        try ask.acting(in: directory).revokeToken(name)
      }
      ask.desk.rights.forget()
      return Reply(.noContent, bytes: [], type: nil)
    },
  ]

  private static func issue(_ plain: Ask) async throws -> Reply {
    let ask = try await plain.withBody()
    guard let issuer = ask.desk.issuer else { throw Problem.notFound }
    let scopes = Set(try ask.values(scope))
    guard !scopes.isEmpty else { throw Problem.missingOption("scope") }
    // Nobody gives rights that they do not have.
    if let missing = scopes.subtracting(ask.caller.scopes).sorted(by: { $0.rawValue < $1.rawValue }).first {
      throw Problem.scopeMissing(missing)
    }
    let name = try ask.value(owner) ?? ask.caller.owner ?? "nobody"
    guard ask.caller.remit.covers(Remit(name)) else { throw Problem.notOwn("domain", name) }
    let made = TokenIssue.record(
      owner: name, scopes: scopes, days: try ask.value(days) ?? 365)
    try await ask.work { try ask.acting(in: $0).issue(made) }
    ask.desk.rights.forget()
    let token = try await issuer.token(for: made)
    guard case .object(var members) = made.json else { throw Problem.failed }
    members["token"] = .string(token)
    var reply = ask.json(.object(members), status: .created)
    reply.headers[.cacheControl] = "no-store"
    return reply
  }
}

extension TokenRecord {
  /// What is known of the token.
  var json: JSONValue {
    [
      "expires": JSONValue(expires.map(Timestamp.text)), "id": .string(id), "issued": .string(Timestamp.text(issued)),
      "owner": .string(owner), "revoked": JSONValue(revoked.map(Timestamp.text)),
      "scopes": .array(scopes.map(JSONValue.string)),
    ]
  }
}
