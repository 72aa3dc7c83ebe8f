internal import DirectoryStore
internal import HTTPTypes
internal import HummingbirdCore
internal import MutualAid
internal import TextFormats
internal import TypedOptions

/// What the map of the page is drawn with.
enum GroundRoutes {
  private static let level = number("level", "The level.")
  private static let column = number("column", "The column, from the west.")
  private static let row = number("row", "The row, from the north.")

  static let all: [Route] = [
    ground(.coarse), ground(.fine),
    Route(
      method: .get, path: "/ground/stations.json", name: "groundStations", heading: "Page",
      text: "All stations, in columns.", answers: answers(.json), isVersioned: true
    ) { ask in
      let bytes = try await ask.work { try ask.desk.ground.stations(in: $0.view()) }
      return Reply(bytes: bytes, type: MediaType.json.rawValue)
    },
    Route(
      method: .get, path: "/ground/tiles.json", name: "groundTiles", heading: "Page",
      text: "Whether there are tiles, and of which levels.", answers: answers(.json)
    ) { ask in
      guard let tiles = ask.desk.tiles else { return ask.json(["levels": .null]) }
      return ask.json(["levels": [.integer(tiles.levels.lowerBound), .integer(tiles.levels.upperBound)]])
    },
    Route(
      method: .get, path: "/tiles/{level}/{column}/{row}", name: "tile", heading: "Page", text: "A tile.",
      options: [level.description, column.description, row.description], answers: answers(.picture)
    ) { ask in
      let place = (level: try ask.required(level), column: try ask.required(column), row: try ask.required(row))
      guard let tiles = ask.desk.tiles else { throw Problem.notFound }
      let bytes = try await ask.desk.pool.run {
        try tiles.tile(level: place.level, column: place.column, row: place.row)
      }
      // Beyond the edge of the file there is nothing to see, which is no error.
      guard let bytes else { return Reply(.noContent, bytes: [], type: nil) }
      var reply = Reply(bytes: bytes, type: tiles.type)
      reply.headers[.cacheControl] = "max-age=3600"
      return reply
    },
  ]

  private static func ground(_ detail: GroundKeeper.Detail) -> Route {
    Route(
      method: .get, path: "/ground/\(detail.rawValue).json", name: detail.rawValue + "Ground", heading: "Page",
      text: "Countries, regions and places.", answers: answers(.json), isVersioned: true
    ) { ask in
      let bytes = try await ask.work { try ask.desk.ground.ground(detail, in: $0.view()) }
      return Reply(bytes: bytes, type: MediaType.json.rawValue)
    }
  }

  private static func answers(_ type: MediaType) -> [Route.Answer] {
    [Route.Answer(status: 200, text: "The ground.", forms: [(type, ["type": "object"])])]
  }

  private static func number(_ name: String, _ text: String) -> Option<Int> {
    Option(name, text, schema: ["type": "integer"], in: .path) { text in
      guard let number = Int(text), number >= 0 else { throw OptionDefect("expected 0 or more") }
      return number
    }
  }
}
