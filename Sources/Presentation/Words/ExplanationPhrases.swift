internal import DirectoryModel
internal import Matching

/// The words in which an explanation is told; what stands in braces is replaced.
struct ExplanationPhrases: Sendable {
  var isNamed: String
  var comesLater: String
  var comesMuchLater: String
  var isLeftOut: String
  var service: String
  var country: String
  var border: String
  var closed: String
  var need: String
  var nothing: String
  var unknownLevel: String
  var status: String
  var limit: String
  var agreement: String
  var asked: String
}

extension ExplanationPhrases {
  init(_ language: Language) {
    self =
      switch language {
      case .english: .english
      case .french: .french
      case .dutch: .dutch
      case .german: .german
      }
  }

  private static let english = ExplanationPhrases(
    isNamed: "Named in the answer, as number {}.",
    comesLater: "Not named: it comes as number {}, and the answer ends with number {} ({}).",
    comesMuchLater: "Not named: more than {} units come before it.",
    isLeftOut: "Left out of the answer: a check below does not hold.",
    service: "service {}", country: "home country {}; incident in {}", border: "border {}–{}",
    closed: "closed in the scenario", need: "{}: it has {}", nothing: "none",
    unknownLevel: "an unknown level", status: "status {}", limit: "limit {}: it has {}", agreement: "agreement: {}",
    asked: "asked: {}")

  private static let french = ExplanationPhrases(
    isNamed: "Citée dans la réponse, au rang {}.",
    comesLater: "Non citée : elle vient au rang {}, et la réponse s'arrête au rang {} ({}).",
    comesMuchLater: "Non citée : plus de {} unités viennent avant elle.",
    isLeftOut: "Écartée de la réponse : une des vérifications ci-dessous échoue.",
    service: "service {}", country: "pays d'attache {} ; intervention en {}", border: "frontière {}–{}",
    closed: "fermée dans le scénario", need: "{} : elle a {}", nothing: "rien",
    unknownLevel: "un niveau inconnu", status: "statut {}", limit: "limite {} : elle a {}", agreement: "accord : {}",
    asked: "demandé : {}")

  private static let dutch = ExplanationPhrases(
    isNamed: "Staat in het antwoord, als nummer {}.",
    comesLater: "Staat er niet in: komt als nummer {}, en het antwoord eindigt met nummer {} ({}).",
    comesMuchLater: "Staat er niet in: meer dan {} eenheden gaan voor.",
    isLeftOut: "Niet in het antwoord: een van de controles hieronder klopt niet.",
    service: "dienst {}", country: "thuisland {}; incident in {}", border: "grens {}–{}",
    closed: "dicht in het scenario", need: "{}: heeft {}", nothing: "niets",
    unknownLevel: "een onbekend niveau", status: "status {}", limit: "grens {}: heeft {}", agreement: "afspraak: {}",
    asked: "gevraagd: {}")

  private static let german = ExplanationPhrases(
    isNamed: "In der Antwort genannt, als Nummer {}.",
    comesLater: "Nicht genannt: kommt als Nummer {}, und die Antwort endet mit Nummer {} ({}).",
    comesMuchLater: "Nicht genannt: mehr als {} Einheiten kommen vorher.",
    isLeftOut: "Nicht in der Antwort: eine der Prüfungen unten trifft nicht zu.",
    service: "Dienst {}", country: "Heimatland {}; Einsatz in {}", border: "Grenze {}–{}",
    closed: "im Szenario geschlossen", need: "{}: vorhanden {}", nothing: "nichts",
    unknownLevel: "eine unbekannte Stufe", status: "Status {}", limit: "Grenze {}: es sind {}",
    agreement: "Vereinbarung: {}", asked: "gefragt: {}")
}

extension ExplanationPhrases {
  /// One check in words: what was found, and what was asked where it does not hold.
  func text(of step: Explanation.Step, unit match: Match, phrases: Phrases) -> String {
    let found: String
    let wanted: String
    switch step.check {
    case .service(let service):
      found = Phrases.filled(self.service, phrases.services[match.unit.service] ?? "")
      wanted = service.flatMap { phrases.services[$0] } ?? phrases.anyService
    case .scope(let scope, let lenders, let country):
      found = Phrases.filled(self.country, match.unit.country, country ?? "?")
      wanted = ([phrases.scopes[scope] ?? ""] + lenders).joined(separator: ", ")
    case .border(let lender, let country):
      let border = Phrases.filled(self.border, lender, country)
      return step.holds ? border : "\(border): \(closed)"
    case .need(let need, let offered):
      found = Phrases.filled(
        self.need, need.capability, offered.map { $0.level ?? unknownLevel } ?? nothing)
      wanted = need.description
    case .availability(let status, let policy):
      let isAssumed = status == .unknown && policy == .assume
      found = Phrases.filled(self.status, isAssumed ? phrases.statusAssumed : phrases.statuses[status] ?? "")
      wanted = policy.rawValue
    case .limit(.distance(let metres)):
      found = Phrases.filled(limit, phrases.distance(metres), phrases.distance(match.distance))
      wanted = phrases.distance(metres)
    case .limit(.time(let seconds)):
      found = Phrases.filled(limit, phrases.duration(seconds), phrases.duration(match.eta))
      wanted = phrases.duration(seconds)
    case .agreement(let kind, let policy):
      found = Phrases.filled(agreement, phrases.verdicts[kind] ?? "")
      wanted = policy.rawValue
    }
    return step.holds ? found : "\(found) (\(Phrases.filled(asked, wanted)))"
  }
}
