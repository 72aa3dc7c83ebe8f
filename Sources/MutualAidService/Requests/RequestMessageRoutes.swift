internal import DirectoryModel
internal import HTTPTypes
internal import Journal
internal import MutualAid
internal import Presentation
internal import Requests
internal import TextFormats

/// Requests as messages of other systems: EDXL-RM, EMSI, UCRI2, Hub Santé.
enum RequestMessageRoutes {
  private static let form = Option("form", "The form of messages: \(Directory.messageForms.joined(separator: ", ")).") {
    $0
  }
  private static let message = Option("message", "The kind of message; without it, that of what happened last.") { $0 }
  private static let to = Option("to", "The room that it is for, where the message does not say.") { ControlRoomID($0) }
  private static let types = [
    "application/xml", "text/xml", "application/json", "application/octet-stream", "text/plain",
  ]

  static let all = [
    Route(
      method: .get, path: "/v1/requests/{id}/messages", name: "requestMessages", heading: "Requests",
      text: "What was done with a request last, as messages of another system, and what these cannot say.",
      options: [RequestRoutes.id.description, form.required.description, message.description],
      answers: [
        Route.Answer(
          status: 200, text: "The messages.", forms: [(.json, AnswerSchemas.reference("RequestMessages"))])
      ], problems: [404]
    ) { ask in
      let party = try ask.requestRoom()
      let id = try ask.required(RequestRoutes.id)
      let form = try ask.required(form)
      let kind = try ask.value(message)
      let (export, isExercise) = try await ask.now { directory in
        let request = try directory.request(id, for: party)
        return (try directory.export(request, form: form, kind: kind), request.isExercise)
      }
      return ask.json([
        "form": .string(form), "message": .string(export.kind), "is_exercise": .bool(isExercise),
        "documents": .array(export.documents.map(JSONValue.string)),
        "lost": .array(export.lost.map(JSONValue.string)),
      ])
    },
    Route(
      method: .post, path: "/v1/request-messages", name: "takeRequestMessage", heading: "Requests",
      text:
        "Takes a message of another system in the name of the room that the token is of: a request, or what became of one. "
        + "What repeats is taken once.",
      options: [form.description, to.description],
      body: Route.Body(types: types, schema: ["type": "string"], text: "The message, as the other system wrote it."),
      answers: [
        Route.Answer(
          status: 200, text: "What became of it.", forms: [(.json, AnswerSchemas.reference("RequestReceipt"))])
      ], scope: .requests, problems: [404, 409], answer: take),
  ]

  private static func take(_ ask: Ask) async throws -> Reply {
    _ = try ask.bodyType()
    let body = try await ask.body()
    guard let own = try ask.requestRoom() else { throw Problem.noRoom }
    let form = try ask.value(form)
    let receiver = try ask.value(to)
    let (receipt, report) = try await ask.work { directory in
      do {
        let receipt = try ask.acting(in: directory).take(
          message: body, form: form, from: own, to: receiver, at: ask.arrival)
        return (receipt, try RequestRoutes.report(of: receipt.request, for: own, in: directory))
      } catch let conflict as RequestConflict {
        throw Problem(conflict)
      }
    }
    return ask.json([
      "form": .string(receipt.form), "outcomes": .array(receipt.outcomes.map(JSONValue.string)),
      "request": report.json(asked: ask.isLineAlive(to: receipt.request.asked)),
    ])
  }
}
