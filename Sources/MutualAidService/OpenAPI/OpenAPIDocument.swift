internal import HTTPTypes
internal import TextFormats

/// The OpenAPI 3.1 document of a table of routes.
struct OpenAPIDocument: Sendable {
  private let routes: [Route]

  init(_ routes: [Route]) { self.routes = routes }

  /// The document.
  var json: JSONValue {
    var paths: [String: [String: JSONValue]] = [:]
    for route in routes { paths[route.path, default: [:]][route.method.rawValue.lowercased()] = operation(route) }
    let headings = Set(routes.map(\.heading)).sorted()
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Mutual Aid", "version": "1.0.0",
        "description":
          "Who is nearest, available, able and allowed to come from across the border, and whom to ask. Options of queries are named as the options of the command line.",
        "license": ["name": "See the repository"],
      ],
      "servers": [["url": "/"]],
      "tags": .array(headings.map { ["name": .string($0)] }),
      "paths": .object(paths.mapValues { .object($0) }),
      "components": [
        "schemas": .object(AnswerSchemas.all),
        "securitySchemes": [
          "token": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
          "certificate": ["type": "mutualTLS"],
          "session": ["type": "apiKey", "in": "cookie", "name": "__Host-mutualaid"],
        ],
        "responses": [
          "Problem": [
            "description": "What went wrong.",
            "content": [
              Problem.mediaType: ["schema": AnswerSchemas.reference("Problem")]
            ],
          ]
        ],
      ],
    ]
  }

  private func operation(_ route: Route) -> JSONValue {
    let options = route.options + CommonOptions.all(of: route)
    var members: [String: JSONValue] = [
      "operationId": .string(route.name), "summary": .string(route.text), "tags": [.string(route.heading)],
      "parameters": .array(options.map(parameter)),
      "responses": .object(responses(route)),
    ]
    // Empty: no token. Both: with or without one.
    if let scope = route.scope {
      members["security"] =
        route.isWrite
        ? [["token": [.string(scope.rawValue)]], ["certificate": []], ["session": []]]
        : [.object([:]), ["token": []], ["certificate": []], ["session": []]]
    } else {
      members["security"] = []
    }
    if let body = route.body {
      members["requestBody"] = [
        "description": .string(body.text), "required": .bool(body.isRequired),
        "content": .object(Dictionary(body.types.map { ($0, ["schema": body.schema]) }) { $1 }),
      ]
    }
    return .object(members)
  }

  private func parameter(_ option: OptionDescription) -> JSONValue {
    var members: [String: JSONValue] = [
      "name": .string(option.name), "in": .string(option.place.rawValue), "description": .string(option.text),
      "required": .bool(option.isRequired || option.place == .path), "schema": option.schema,
    ]
    if option.isRepeated {
      members["schema"] = ["type": "array", "items": option.schema]
      members["style"] = "form"
      members["explode"] = .bool(true)
    }
    return .object(members)
  }

  private func responses(_ route: Route) -> [String: JSONValue] {
    var found: [String: JSONValue] = [:]
    for answer in route.answers {
      var members: [String: JSONValue] = ["description": .string(answer.text)]
      if !answer.forms.isEmpty {
        members["content"] = .object(
          Dictionary(answer.forms.map { (String($0.type.essence), ["schema": $0.schema]) }) { first, _ in first })
      }
      found["\(answer.status)"] = .object(members)
    }
    if route.isVersioned { found["304"] = ["description": "Nothing has changed since the answer with that ETag."] }
    for status in [400, 406, 500, 503] + route.problems + (route.scope == nil ? [] : [401, 403]) {
      found["\(status)"] = ["$ref": "#/components/responses/Problem"]
    }
    if route.body != nil {
      for status in [408, 413, 415, 422] { found["\(status)"] = ["$ref": "#/components/responses/Problem"] }
    }
    return found
  }
}
