internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import HTTPTypes
internal import Journal
internal import MutualAid
internal import Presentation
internal import TextFormats
internal import TypedOptions

/// Units with what is known of their status.
enum UnitRoutes {
  private static let help = HelpWords(.english)

  private static let room = Option("room", help.text("units.room")) { ControlRoomID($0) }
  private static let service = Option<Service>(word: "service", help.text("units.service"))
  private static let country = QuestionOptions.country("country", help.text("units.country"))
  private static let status = Option("status", help.text("units.status"), isRepeated: true) { $0 }
  private static let type = Option("type", "Only units of this national type code.") { $0 }
  private static let text = Option(
    "text", "Only units in whose id or names, or their station's, all these words stand.",
    schema: ["type": "string", "maxLength": .integer(200)]
  ) { text in
    guard text.utf8.count <= 200 else { throw OptionDefect("expected at most 200 bytes") }
    return text
  }
  static let box = Option(
    "box", "Only units that stand between these degrees: west,south,east,north.", read: BoxText.read)
  private static let changedAfter = Option(
    "changed-after",
    "Only units of which something else is known since this position: the header Journal-Position of an answer, or the id "
      + "of an event. What was removed is told by events alone."
  ) { text in
    do { return try EventID(text: text, now: .distantPast) } catch {
      throw OptionDefect("expected the position of an answer, or the id of an event")
    }
  }
  private static let everyUnit = Option(flag: "all", help.text("units.all"))
  static let id = Option("id", "The unit's id.", in: .path) { UnitID($0) }

  static let all = [
    Route.get(
      "/v1/units", "units", heading: "Units",
      "A board of units: who has reported what, since when, control room by control room. A header Link leads to the next page.",
      options: [
        room.description, service.description, type.description, country.description, status.description,
        box.description, text.description, changedAfter.description, everyUnit.description,
        QuestionOptions.time.description,
        Pages.limit.description, Pages.cursor.description,
      ], schema: AnswerSchemas.list(of: "Unit"), others: [.geoJSON, .csv], isTimed: true,
      problems: [410], answer: list),
    Route.get(
      "/v1/units/{id}", "unit", heading: "Units",
      "All that is known of a unit: what it is and can do, where it stands, its status, whom to ask.",
      options: [id.description, QuestionOptions.time.description], schema: AnswerSchemas.reference("Unit"),
      isTimed: true, problems: [404]
    ) { ask in
      let unit = try await ask.work { directory in
        try directory.unit(ask.required(id), at: ask.value(QuestionOptions.time) ?? ask.arrival)
      }
      return ask.json(unit.json(in: ask.language))
    },
    Route.get(
      "/v1/units/{id}/history", "unitHistory", heading: "Units", "What registries say and said of a unit.",
      options: [id.description, Pages.versions.description], schema: AnswerSchemas.reference("RecordHistory"),
      problems: [404]
    ) { ask in
      let history = try await ask.work { directory in
        try directory.unitHistory(ask.required(id), limit: ask.value(Pages.versions) ?? 50)
      }
      return ask.json(history.json)
    },
    Route.get(
      "/v1/stations/{id}/history", "stationHistory", heading: "Units", "What registries say and said of a station.",
      options: [id.description, Pages.versions.description], schema: AnswerSchemas.reference("RecordHistory"),
      problems: [404]
    ) { ask in
      let history = try await ask.work { directory in
        try directory.stationHistory(
          StationID(ask.required(id).rawValue), limit: ask.value(Pages.versions) ?? 50)
      }
      return ask.json(history.json)
    },
  ]

  private static func list(_ ask: Ask) async throws -> Reply {
    let limit = try ask.value(Pages.limit) ?? Pages.usual
    let cursor = try ask.value(Pages.cursor)
    let page = try await ask.work { directory -> (bytes: [UInt8], next: String?) in
      let units: [UnitOnBoard]
      do {
        units = try directory.board(filter(ask, in: directory), at: ask.value(QuestionOptions.time) ?? ask.arrival)
      } catch let error as JournalPositionError {
        throw Problem(
          .gone, "position-gone", "nobody can go on from this position (\(error.reason))", hint: "Read everything anew."
        )
      }
      let key = { (unit: UnitOnBoard) in [unit.controlRoom?.id.rawValue ?? "", unit.record.id.rawValue] }
      let rest = cursor.map { cursor in units.drop { !cursor.isBefore(key($0)) } } ?? units[...]
      let shown = Array(rest.prefix(limit))
      let next = rest.count > shown.count ? shown.last.map { PageCursor(key($0)).text } : nil
      let board = BoardReport(shown)
      return switch ask.form {
      case .geoJSON: (board.geoJSON() + [0x0A], next)
      case .csv: (Array(board.csv().utf8), next)
      default: (Array((board.json(in: ask.language).text() + "\n").utf8), next)
      }
    }
    var reply = ask.reply(page.bytes)
    if let next = page.next { reply.headers[.link] = ask.link(to: next) }
    ask.desk.metrics.asked("units", "found")
    return reply
  }

  private static func filter(_ ask: Ask, in directory: Directory) throws -> BoardFilter {
    var filter = BoardFilter()
    filter.room = try ask.value(room)
    filter.service = try ask.value(service)
    filter.type = try ask.value(type)
    filter.country = try ask.value(country)
    filter.statuses = Set(try ask.values(status).map { try directory.status(named: $0) })
    filter.box = try ask.value(box)
    filter.text = try ask.value(text) ?? ""
    if let known = try ask.value(changedAfter) {
      filter.changedAfter = known.position
      filter.expiredAfter = known.told == .distantPast ? nil : known.told
    }
    filter.withoutReports = try ask.value(everyUnit) ?? false
    return filter
  }
}
