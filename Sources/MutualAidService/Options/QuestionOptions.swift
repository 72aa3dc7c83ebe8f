internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy
internal import Matching
internal import MutualAid
internal import Presentation
internal import TextFormats
internal import TypedOptions

/// The options of questions, with the names and the help of the command line's.
enum QuestionOptions {
  private static let help = HelpWords(.english)

  private static func text(_ key: String) -> String { help.text(key) }

  static let at = Option("at", text("incident.at"), read: PlaceArgument.read)
  static let service = Option<Service>(word: "service", text("incident.service"))
  static let need = Option<Need>("need", text("nearest.need"), isRepeated: true) { word in
    guard let need = Need(word) else { throw OptionDefect("expected a capability, such as pumping or ladder>=23") }
    return need
  }
  static let count = Option("count", text("nearest.count"), range: .count).standard(.integer(5))
  static let scope = Option<NearestQuery.Scope>(word: "scope", text("incident.scope")).standard("cross-border")
  static let from = country("from", text("incident.sender"), isRepeated: true)
  static let incidentCountry = country("incident-country", text("incident.incidentCountry"))
  static let time = moment("time", text("global.time"))
  static let rank = Option<NearestQuery.Rank>(word: "rank", text("nearest.rank")).standard("eta")
  static let within = Option("within", text("incident.within"), read: Limit.read)
  static let lenderCost = Option<NearestQuery.LenderCost>(word: "lender-cost", text("incident.lenderCost")).standard(
    "model")
  static let availability = Option<NearestQuery.AvailabilityPolicy>(
    word: "availability", text("incident.availability")
  ).standard("assume")
  static let agreement = Option<NearestQuery.AgreementPolicy>(word: "agreement", text("incident.agreement")).standard(
    "any")
  static let purpose = Option<Purpose>(word: "purpose", text("incident.purpose"))
  static let role = Option<ResponseRole>(word: "role", text("incident.role"))
  static let requestDelay = Option("request-delay", text("incident.requestDelay"), range: .delay)
  static let tieBreak = Option<NearestQuery.TieBreak>(word: "tie-break", text("nearest.tieBreak")).standard(
    "interoperability")
  static let explain = Option("explain", text("nearest.explain")) { $0 }
  static let scenario = Option(
    "scenario",
    "What if: the name of a scenario file of this server, and, behind #, of one of its scenarios."
  ) { $0 }

  /// A country by its two letters; whether there is such a country is asked later.
  static func country(_ name: String, _ text: String, isRepeated: Bool = false) -> Option<CountryCode> {
    Option(name, text, schema: ["type": "string", "pattern": "^[A-Za-z]{2}$"], isRepeated: isRepeated) { word in
      guard let code = CountryCode(word.uppercased()) else { throw OptionDefect("expected two letters, such as NL") }
      return code
    }
  }

  /// A moment.
  static func moment(_ name: String, _ text: String) -> Option<Date> {
    Option(name, text) { word in
      // A plus sign that was not encoded comes as a space.
      try Moment.read(word.replacing(" ", with: "+")).date
    }
  }

  /// What belongs to every question about an incident.
  static let incident: [OptionDescription] = [
    at.required.description, service.description, scope.description, from.description, incidentCountry.description,
    time.description, within.description, lenderCost.description, availability.description, agreement.description,
    purpose.description, role.description, requestDelay.description, scenario.description,
  ]
}

extension Ask {
  /// The question about an incident that all questions have in common.
  func incidentQuery(in directory: Directory) throws -> NearestQuery {
    let place = try required(QuestionOptions.at)
    var query = NearestQuery(
      place: try place.found(in: directory).coordinate, service: try value(QuestionOptions.service),
      time: try value(QuestionOptions.time) ?? arrival)
    query.scope = try value(QuestionOptions.scope) ?? query.scope
    query.lenders = try values(QuestionOptions.from)
    query.incidentCountry = try value(QuestionOptions.incidentCountry)
    query.limit = try value(QuestionOptions.within)?.limit
    query.availability = try value(QuestionOptions.availability) ?? query.availability
    query.lenderCost = try value(QuestionOptions.lenderCost) ?? query.lenderCost
    query.agreement = try value(QuestionOptions.agreement) ?? query.agreement
    query.purpose = try value(QuestionOptions.purpose) ?? query.purpose
    query.role = try value(QuestionOptions.role)
    query.requestDelay = try value(QuestionOptions.requestDelay)
    return query
  }
}
