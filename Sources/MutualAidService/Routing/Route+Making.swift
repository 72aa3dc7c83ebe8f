internal import HTTPTypes
internal import TextFormats

extension Route {
  /// A route that answers a question about the directory.
  ///
  /// - Parameters:
  ///   - path: its address.
  ///   - name: the name by which programs call it.
  ///   - heading: the heading under which it stands.
  ///   - text: what it does.
  ///   - options: what it takes.
  ///   - schema: what its JSON looks like.
  ///   - others: further forms in which the answer comes.
  ///   - isTimed: whether it depends on the time as well.
  ///   - problems: statuses of problems beyond the usual ones.
  ///   - answer: answers a request.
  /// - Returns: the route.
  static func get(
    _ path: String, _ name: String, heading: String, _ text: String, options: [OptionDescription] = [],
    schema: JSONValue, others: [MediaType] = [], isTimed: Bool = false, problems: [Int] = [],
    answer: @escaping @Sendable (Ask) async throws -> Reply
  ) -> Route {
    Route(
      method: .get, path: path, name: name, heading: heading, text: text, options: options,
      answers: [
        Answer(
          status: 200, text: "The answer.",
          forms: [(.json, schema)] + others.map { ($0, FormSchemas.schema(of: $0)) })
      ], isVersioned: true, isTimed: isTimed, problems: problems, answer: answer)
  }
}

/// What forms other than JSON look like.
enum FormSchemas {
  static func schema(of form: MediaType) -> JSONValue {
    switch form {
    case .geoJSON: AnswerSchemas.reference("FeatureCollection")
    default: ["type": "string"]
    }
  }
}
