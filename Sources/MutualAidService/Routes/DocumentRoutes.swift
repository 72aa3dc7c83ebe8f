internal import HTTPTypes
internal import Presentation
internal import TextFormats

/// What the service says of itself: its document, and what its problems mean.
enum DocumentRoutes {
  private static let code = Option("code", "The problem's code.", in: .path) { $0 }

  static let all = [
    Route(
      method: .get, path: "/openapi.json", name: "document", heading: "Operation",
      text: "The OpenAPI 3.1 document of this service.",
      answers: [Route.Answer(status: 200, text: "The document.", forms: [(.json, ["type": "object"])])], scope: nil
    ) { ask in
      Reply(bytes: ServedDocument.bytes, type: MediaType.json.rawValue)
    },
    Route(
      method: .get, path: "/problems/{code}", name: "problem", heading: "Operation",
      text: "What a type of problem means, and what to do about it.", options: [code.description],
      answers: [
        Route.Answer(
          status: 200, text: "The explanation.",
          forms: [(.html, ["type": "string"]), (.json, AnswerSchemas.reference("Explained"))])
      ], scope: nil, problems: [404], answer: explain),
  ]

  private static func explain(_ ask: Ask) async throws -> Reply {
    let name = try ask.required(code)
    let group = ProblemGroup.of(name).rawValue
    guard let found = ProblemWords(ask.language).explanation(of: name, group: group) else { throw Problem.notFound }
    guard ask.form == .html else {
      return ask.json(["code": .string(name), "title": .string(found.title), "text": .string(found.text)])
    }
    var reply = ask.reply(ProblemPage.html(code: name, found, in: ask.language))
    reply.headers[.contentLanguage] = ask.language.rawValue
    return reply
  }
}
