internal import MutualAid
internal import Presentation
internal import TextFormats
internal import TypedOptions

/// Places and records by their names.
enum PlaceRoutes {
  private static let help = HelpWords(.english)

  private static let text = Option(
    "text", help.text("find.text"), schema: ["type": "string", "minLength": .integer(1), "maxLength": .integer(200)]
  ) { text in
    guard (1...200).contains(text.utf8.count) else { throw OptionDefect("expected 1 to 200 bytes") }
    return text
  }
  private static let limit = Option(
    "limit", help.text("find.limit"),
    schema: ["type": "integer", "minimum": .integer(1), "maximum": .integer(1000), "default": .integer(10)]
  ) { text in
    guard let number = Int(text), (1...1000).contains(number) else { throw OptionDefect("expected 1 to 1000") }
    return number
  }

  static let all = [
    Route.get(
      "/v1/places", "places", heading: "Questions",
      "Places, stations, units, control rooms, barriers and crossings by name or id.",
      options: [text.required.description, limit.description], schema: AnswerSchemas.list(of: "Place")
    ) { ask in
      let found = try await ask.work { directory in
        try directory.find(ask.required(text), limit: ask.value(limit) ?? 10)
      }
      ask.desk.metrics.asked("places", found.isEmpty ? "nothing" : "found")
      return ask.json(LookupReport(found).json)
    }
  ]
}
