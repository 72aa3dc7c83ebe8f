internal import DirectoryModel
internal import HTTPTypes
internal import Presentation
internal import TextFormats

extension Problem {
  /// The media type of problems.
  static let mediaType = "application/problem+json"

  /// The problem as an answer in a language: RFC 9457, with the error of the command line as a member.
  ///
  /// - Parameters:
  ///   - language: that of the texts.
  ///   - request: the number of the request, by which it is found in the log.
  /// - Returns: the answer.
  func reply(in language: Language, request: String) -> Reply {
    let message = text.text(in: language)
    let advice = hint.map { $0.text(in: language) }
    let words = ProblemWords(language)
    var members: [String: JSONValue] = [
      "type": .string("/problems/\(code)"), "title": .string(words.title(of: code)),
      "status": .integer(status.code), "detail": .string(message), "request_id": .string(request),
      "error": ["code": .string(code), "message": .string(message), "hint": JSONValue(advice)],
    ]
    members.merge(self.members) { own, _ in own }
    if let line { members["line"] = .integer(line) }
    var reply = Reply(
      status, bytes: Array((JSONValue.object(members).text() + "\n").utf8), type: Problem.mediaType)
    for field in headers { reply.headers[field.name] = field.value }
    reply.headers[.contentLanguage] = language.rawValue
    reply.endsConnection = endsConnection
    return reply
  }
}
