internal import DirectoryModel
package import Matching

/// The words of one language for clauses and their outcome.
struct ClausePhrases: Sendable {
  var phrases: Phrases
  var lender: String
  var borrower: String
  var service: String
  var from: String
  var until: String
  var noTerm: String
  var gapStation: String
  var held: String
  var failed: String
  var region: String
  var organisation: String
  var station: String
  var room: String
}

extension ClausePhrases {
  init(_ language: Language) {
    let phrases = Phrases(language)
    self =
      switch language {
      case .english:
        ClausePhrases(
          phrases: phrases, lender: "lender: {}", borrower: "borrower: {}", service: "service: {}",
          from: "in force from {}", until: "until before {}", noTerm: "in force, dates not stated",
          gapStation: "unit within {} of the border", held: "holds", failed: "does NOT hold", region: "region {}",
          organisation: "organisation {}", station: "station {}", room: "control room {}")
      case .french:
        ClausePhrases(
          phrases: phrases, lender: "prêteur : {}", borrower: "emprunteur : {}", service: "service : {}",
          from: "en vigueur depuis le {}", until: "jusqu'avant le {}", noTerm: "en vigueur, dates non indiquées",
          gapStation: "unité à moins de {} de la frontière", held: "remplie", failed: "NON remplie",
          region: "région {}", organisation: "organisation {}", station: "poste {}", room: "centrale {}")
      case .dutch:
        ClausePhrases(
          phrases: phrases, lender: "verlener: {}", borrower: "ontvanger: {}", service: "dienst: {}",
          from: "van kracht vanaf {}", until: "tot vóór {}", noTerm: "van kracht, data niet vermeld",
          gapStation: "eenheid binnen {} van de grens", held: "voldaan", failed: "NIET voldaan",
          region: "regio {}", organisation: "organisatie {}", station: "post {}", room: "meldkamer {}")
      case .german:
        ClausePhrases(
          phrases: phrases, lender: "Helfer: {}", borrower: "Empfänger: {}", service: "Dienst: {}",
          from: "in Kraft ab {}", until: "bis vor {}", noTerm: "in Kraft, Daten nicht angegeben",
          gapStation: "Einheit höchstens {} von der Grenze", held: "erfüllt", failed: "NICHT erfüllt",
          region: "Region {}", organisation: "Organisation {}", station: "Wache {}", room: "Leitstelle {}")
      }
  }

  /// A clause in words, without its outcome.
  func text(of clause: Verdict.Clause) -> String {
    switch clause {
    case .lender(let party): Phrases.filled(lender, text(of: party))
    case .borrower(let party): Phrases.filled(borrower, text(of: party))
    case .service(let services): Phrases.filled(service, phrases.list(services, in: phrases.services))
    case .term(let start, let end): term(start, end)
    case .purpose(let purposes): phrases.text(of: Verdict.Gap.purposes(purposes))
    case .role(let role): phrases.text(of: Verdict.Gap.role(role))
    case .window(let windows): phrases.text(of: Verdict.Gap.windows(windows))
    case .borderBand(let metres): phrases.text(of: Verdict.Gap.borderBand(metres))
    case .stationBand(let metres): Phrases.filled(gapStation, phrases.distance(metres))
    case .condition(let condition): phrases.conditions[condition] ?? condition.rawValue
    }
  }

  /// A clause and its outcome in words.
  func text(of finding: Verdict.Finding) -> String {
    "\(text(of: finding.clause)): \(finding.held ? held : failed)"
  }

  private func term(_ start: String?, _ end: String?) -> String {
    let parts = [start.map { Phrases.filled(from, $0) }, end.map { Phrases.filled(until, $0) }].compactMap { $0 }
    return parts.isEmpty ? noTerm : parts.joined(separator: ", ")
  }

  private func text(of party: AgreementRule.Party) -> String {
    var parts = [party.country]
    if !party.regions.isEmpty { parts.append(Phrases.filled(region, party.regions.joined(separator: "/"))) }
    if let room = party.controlRoom { parts.append(Phrases.filled(self.room, room)) }
    if let organisation = party.organisation { parts.append(Phrases.filled(self.organisation, organisation)) }
    if let station = party.station { parts.append(Phrases.filled(self.station, station)) }
    if let municipality = party.municipality { parts.append(municipality) }
    let areas = party.places.map(\.name) + party.polygons.map(\.name)
    if !areas.isEmpty { parts.append(areas.joined(separator: "/")) }
    return parts.joined(separator: ", ")
  }
}

extension Verdict {
  /// The clauses in words with their outcome, in the order in which a rule is read; empty where no rule is known.
  package func clauseTexts(in language: Language) -> [String] {
    let words = ClausePhrases(language)
    return findings.map { words.text(of: $0) }
  }
}
