internal import DirectoryModel
package import Matching

/// Clauses and their outcome.
extension Words<ClausePhrase> {
  /// A clause in words, without its outcome.
  func text(of clause: Verdict.Clause) -> String {
    let phrases = Words<AnswerPhrase>(language)
    return switch clause {
    case .lender(let party): self(.lender, text(of: party))
    case .borrower(let party): self(.borrower, text(of: party))
    case .service(let services): self(.service, list(services))
    case .term(let start, let end): term(start, end)
    case .purpose(let purposes): phrases.text(of: Verdict.Gap.purposes(purposes))
    case .role(let role): phrases.text(of: Verdict.Gap.role(role))
    case .window(let windows): phrases.text(of: Verdict.Gap.windows(windows))
    case .borderBand(let metres): phrases.text(of: Verdict.Gap.borderBand(metres))
    case .stationBand(let metres): self(.gapStation, phrases.distance(metres))
    case .condition(let condition): name(of: condition)
    }
  }

  /// A clause and its outcome in words.
  func text(of finding: Verdict.Finding) -> String {
    "\(text(of: finding.clause))\(colon)\(self[finding.held ? .held : .failed])"
  }

  private func term(_ start: String?, _ end: String?) -> String {
    let parts = [start.map { self(.from, $0) }, end.map { self(.until, $0) }].compactMap { $0 }
    return parts.isEmpty ? self[.noTerm] : parts.joined(separator: ", ")
  }

  private func text(of party: AgreementRule.Party) -> String {
    var parts = [party.country.rawValue]
    if !party.regions.isEmpty { parts.append(self(.region, party.regions.map(\.rawValue).joined(separator: "/"))) }
    if let room = party.controlRoom { parts.append(self(.room, room)) }
    if let organisation = party.organisation { parts.append(self(.organisation, organisation)) }
    if let station = party.station { parts.append(self(.station, station)) }
    if let municipality = party.municipality { parts.append(municipality) }
    let areas = party.places.map(\.name) + party.polygons.map(\.name)
    if !areas.isEmpty { parts.append(areas.joined(separator: "/")) }
    return parts.joined(separator: ", ")
  }
}

extension Verdict {
  /// The clauses in words with their outcome, in the order in which a rule is read; empty where no rule is known.
  package func clauseTexts(in language: Language) -> [String] {
    let words = Words<ClausePhrase>(language)
    return findings.map { words.text(of: $0) }
  }
}
