internal import Requests

/// A request between control rooms, as text and page.
enum RequestPhrase: String, PhraseSet {
  static let section = "request"

  case title, exercise, none, between, incident, place, line, need, count, state, units, proposed, arrival
  case agreement, lenderCost, ownUnit, urgency, telephone, channel, departure, until, reason, happened
  case meanwhile, candidates, made, from, to, answer, name, notOnFile, minutes, people, contradicts, taken
  case limitKept, lost
}

/// A request that is read aloud on the telephone.
enum SpokenPhrase: String, PhraseSet {
  static let section = "request-spoken"

  case begin, exercise, ask, incident, place, line, proposed, answer
}

/// The certificate that the leader of a team carries.
enum CertificatePhrase: String, PhraseSet {
  static let section = "request-certificate"

  case title, treaty, kind, team, people, leader, sender, asked, signed
}

/// What became of requests in a time.
enum RequestReportPhrase: String, PhraseSet {
  static let section = "request-report"

  case title, asked, given, part, declined, expired, cancelled, withdrawn, seen, answered, turnedOut, onScene
  case savedPlanned, savedReal, balance, seconds, none, timeline
}

extension RequestState: NamedValue { static let section = "request-state" }
extension RequestAction: NamedValue { static let section = "request-action" }
extension RequestParty: NamedValue { static let section = "request-party" }
extension RequestUrgency: NamedValue { static let section = "request-urgency" }
