internal import HTTPTypes
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
      "Places, stations, units, control rooms, barriers and crossings by name or id; a place that the directory does not know "
        + "from the geocoder of the settings, which the header Geocoder says then.",
      options: [text.required.description, limit.description], schema: AnswerSchemas.list(of: "Place")
    ) { ask in
      let (text, limit) = (try ask.required(text), try ask.value(limit) ?? 10)
      let found = try await ask.work { try $0.find(text, limit: limit) }
      // Somebody outside is asked for what nobody here knows, and hears of nothing else.
      guard found.isEmpty, let geocoder = ask.desk.geocoder else {
        ask.desk.metrics.asked("places", found.isEmpty ? "nothing" : "found")
        return ask.json(LookupReport(found).json)
      }
      switch await geocoder.find(text, limit: limit, in: ask.language) {
      case .places(let places):
        ask.desk.metrics.asked("places", places.isEmpty ? "nothing" : "geocoded")
        return outside(ask.json(LookupReport(places).json), "asked")
      case .silent:
        ask.desk.metrics.asked("places", "geocoder-silent")
        return outside(ask.json(.array([])), "silent")
      }
    }
  ]

  /// An answer that does not hang on the directory alone, so that it is asked for again each time.
  private static func outside(_ reply: Reply, _ outcome: String) -> Reply {
    var reply = reply
    reply.headers[.geocoder] = outcome
    reply.headers[.cacheControl] = "no-store"
    return reply
  }
}

extension HTTPField.Name {
  /// Whether a geocoder answered: `asked`, or `silent` where it did not and nobody knows whether there is such a place.
  static let geocoder = HTTPField.Name("Geocoder") ?? .via
}
