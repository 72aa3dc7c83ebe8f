internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Matching
package import MutualAid

extension NearestReport {
  /// The answer as text that a dispatcher can read aloud: the decision, what is not known, a line for each unit, and what
  /// was asked.
  ///
  /// - Parameters:
  ///   - language: the language of everything but names.
  ///   - usesColour: whether verdicts are coloured for a terminal.
  ///   - localTime: the incident's local time in words.
  ///   - width: how many columns a line of the table may take; `nil` for as many as it needs.
  ///   - hasDetails: whether all that is known of each unit follows.
  /// - Returns: lines of text.
  package func table(
    in language: Language, usesColour: Bool, localTime: String, width: Int? = nil, hasDetails: Bool = false
  ) -> String {
    let phrases = Words<AnswerPhrase>(language)
    var lines = (decision(phrases) + Unknown.lines(unknowns, capabilityNames, phrases: phrases)).map(ScreenText.line)
    if !units.isEmpty {
      let equal = Set(units.indices.filter(isEquallyNear))
      lines += [""] + UnitRows(units, equal: equal, phrases: phrases).lines(within: width, usesColour: usesColour)
      if !equal.isEmpty { lines.append(phrases[.equallyNear]) }
      // Among the details it is told of each unit.
      if !hasDetails { lines += phrases.ways(of: units).map(ScreenText.line) }
    }
    lines += [""] + (heading(phrases, localTime: localTime) + [domesticLine(phrases)]).map(ScreenText.line)
    if let left = withoutWay(phrases) { lines.append(ScreenText.line(left)) }
    if hasDetails {
      for index in units.indices { lines += [""] + block(index, phrases: phrases, usesColour: usesColour) }
    } else if !units.isEmpty {
      lines.append(phrases[.moreDetails])
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Where the incident is, who is responsible, and what was asked.
  func heading(_ phrases: Words<AnswerPhrase>, localTime: String) -> [String] {
    let code = phrases.language.rawValue
    var lines: [String] = []
    var place = "\(phrases[.incident])  \(query.place)  \(answer.country?.rawValue ?? "?")"
    if let region = answer.locality.region { place += "  \(regionName.map { "\($0) (\(region))" } ?? region.rawValue)" }
    if let border = answer.locality.borderDistance {
      place += "  " + phrases(.borderAt, phrases.distance(border))
    }
    lines.append(place)
    if query.incidentCountry == nil, !answer.locality.isCountryCertain {
      let possible = answer.locality.possibleCountries.map(\.rawValue).joined(separator: "/")
      lines.append(phrases(.uncertainCountry, possible.isEmpty ? "?" : possible))
    }
    if let responsibleRoom { lines.append("\(phrases[.responsible])  \(responsibleRoom.names.text(in: code))") }
    let service = query.service.map { phrases.name(of: $0) } ?? phrases[.anyService]
    let asked = [service, phrases.name(of: query.scope)] + query.needs.map { capabilityNames.text(of: $0, in: code) }
    lines.append((asked + [phrases.name(of: query.purpose), phrases.dates.written(localTime)]).joined(separator: ", "))
    if let scenario { lines += scenario.lines(in: phrases.language) }
    return lines
  }

  /// The units that no way by road leads from, a few of them by name; `nil` where there is none.
  func withoutWay(_ phrases: Words<AnswerPhrase>) -> String? {
    let left = answer.withoutWay
    guard !left.isEmpty else { return nil }
    let named = left.sorted().prefix(5).map(\.rawValue).joined(separator: ", ")
    return phrases(.withoutWay, String(left.count), left.count > 5 ? named + ", …" : named)
  }

  private func domesticLine(_ phrases: Words<AnswerPhrase>) -> String {
    guard let domestic = answer.nearestDomestic else { return phrases[.noOwn] }
    return
      "\(phrases[.nearestOwn])\(phrases.colon)\(domestic.unit.id), \(phrases(.arrives, phrases.duration(domestic.eta))), \(phrases.distance(domestic.distance))."
  }

  /// All that is known of a unit of the answer.
  func block(_ index: Int, phrases: Words<AnswerPhrase>, usesColour: Bool) -> [String] {
    let code = phrases.language.rawValue
    let entry = units[index]
    let match = entry.match
    let type = entry.typeName.isEmpty ? "" : " (\(entry.typeName.text(in: code)))"
    var title = "\(index + 1)  \(entry.record.type)\(type), \(entry.station.names.text(in: code))"
    if let organisation = entry.organisation?.names.text(in: code), organisation != entry.station.names.text(in: code) {
      title += ", \(organisation)"
    }
    title += " [\(entry.station.country.text)]"
    var rows: [(label: String, text: String)] = []
    rows.append((phrases[.figures], figures(of: match, phrases)))
    if let way = phrases.crossings(of: match.way) { rows.append(("", way)) }
    if entry.isOnEitherBank { rows.append(("", phrases[.eitherBank])) }
    if !entry.arrival.parts.isEmpty {
      let ends = (NearestReport.minutes(entry.arrival.low), NearestReport.minutes(entry.arrival.high))
      rows.append(("", phrases(.between, ends.0, ends.1)))
    }
    // One's own units are sent; others are asked for.
    rows.append((phrases[entry.isOwn ? .dispatch : .ask], ask(entry.controlRoom, phrases)))
    // What has been said of an earlier unit is not read aloud again.
    if let facts = entry.interoperability, units[..<index].allSatisfy({ $0.interoperability != facts }) {
      var facts = facts
      // What must be carried stands among the reasons.
      facts.documents = []
      rows += facts.texts(in: phrases.language).map { ("", $0) }
    }
    if let earlier = units[..<index].firstIndex(where: { $0.match.verdict == match.verdict }) {
      let same = phrases(.asFor, String(earlier + 1))
      rows.append((phrases[.legal], "\(phrases.word(for: match.verdict)), \(same)"))
    } else {
      rows.append((phrases[.legal], legal(match.verdict, phrases)))
      rows += match.verdict.reasons.map { ("", phrases.text(of: $0)) }
    }
    if hangsOnCloseTimes(entry) { rows.append(("", phrases[.closeTimes])) }
    rows.append((phrases[.status], phrases.status(of: match, at: query.time)))
    if let start = phrases.start(of: match, at: query.time) { rows.append(("", start)) }
    if let duty = phrases.duty(of: match, at: query.time) { rows.append(("", duty)) }
    if let cost = entry.lenderCost { rows.append((phrases[.atHome], atHome(cost, phrases))) }
    if entry.record.basis == .assumed { rows.append(("", phrases[.unitIsAssumed])) }
    if let date = entry.sourceDate, let registry = entry.registry {
      rows.append(("", phrases(.listOf, registry, date)))
    }
    if let kept = entry.record.keptMark(at: entry.station) {
      rows.append(("", phrases(.isKept, phrases.dates.day(kept.since))))
    }
    let quality = (entry.record.position ?? entry.station.position).quality
    if quality == .municipalityCentroid || quality == .postcodeCentroid {
      rows.append(("", phrases[.positionIsCentroid]))
    }
    rows += entry.appliedCorrections.lines(in: phrases.language).map { ("", $0) }
    rows.append(("ID", entry.record.id.rawValue))
    let width = rows.map(\.label.count).max() ?? 0
    return [ScreenText.line(title)]
      + rows.map { label, text in
        let isPainted = usesColour && label == phrases[.legal]
        return "   " + label + String(repeating: " ", count: width - label.count + 2)
          + (isPainted ? painted(text, match.verdict, phrases) : ScreenText.line(text))
      }
  }

  private func figures(of match: Match, _ phrases: Words<AnswerPhrase>) -> String {
    var parts: [String] = []
    if match.requestDelay > 0 { parts.append(phrases(.asking, phrases.duration(match.requestDelay))) }
    if let turnout = match.turnout {
      let mark = turnout.basis == .assumed ? " \(phrases[.assumed])" : ""
      parts.append(phrases(.turnout, phrases.duration(Double(turnout.seconds)) + mark))
    } else {
      parts.append(phrases[.turnoutUnknown])
    }
    let origin =
      switch match.travelOrigin {
      case .router(let name, let moved):
        " (\(name)\(moved >= NearestReport.tellingMetres ? ", " + phrases(.offRoad, phrases.distance(moved)) : ""))"
      case .fallback(let moved):
        " (\(phrases[.travelFallback])\(moved.map { ", " + phrases(.offRoad, phrases.distance($0)) } ?? ""))"
      case .model: ""
      }
    let way: AnswerPhrase =
      switch match.matchable.mobility {
      case .road: .travel
      case .air: .flight
      case .water: .sailing
      }
    parts.append(phrases(way, phrases.duration(match.travel)) + origin)
    return
      "\(phrases(.arrives, phrases.duration(match.eta))) (\(parts.joined(separator: ", "))), \(phrases.distance(match.distance))"
  }

  /// Metres between places and roads that are worth a word: houses stand some way from the middle of their road.
  private static let tellingMetres = 100.0

  private func atHome(_ cost: HomeCoverageLoss, _ phrases: Words<AnswerPhrase>) -> String {
    guard cost.people > 0 else { return phrases[.leavesNobody] }
    let numbers = NumberText(phrases.language)
    let left = phrases(.leavesPeople, numbers.whole(cost.people))
    guard let moveUp = cost.moveUp else { return left }
    return left + phrases.semicolon
      + phrases(.standsIn, moveUp.unit, phrases.duration(moveUp.travel), numbers.whole(max(0, moveUp.peopleWith)))
  }

  private func ask(_ room: ControlRoom?, _ phrases: Words<AnswerPhrase>) -> String {
    guard let room else { return phrases[.roomUnknown] }
    let languages = room.languages.map { phrases.languageName($0) }.joined(separator: "/")
    let number = room.phone.map { $0.kind == .office ? "\($0.number) (\(phrases[.officeLine]))" : $0.number }
    let parts = [room.names.text(in: phrases.language.rawValue), number ?? phrases[.numberMissing], languages]
    return (parts + room.radios)
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private func legal(_ verdict: Verdict, _ phrases: Words<AnswerPhrase>) -> String {
    let word = phrases.word(for: verdict)
    guard verdict.rule != nil, let agreement = verdict.agreement else { return word }
    let title = agreement.titles.text(in: phrases.language.rawValue)
    return [word, title, phrases.citation(of: verdict) ?? ""].filter { !$0.isEmpty }.joined(separator: phrases.colon)
  }

  /// The line of a verdict with its first word in colour.
  private func painted(_ text: String, _ verdict: Verdict, _ phrases: Words<AnswerPhrase>) -> String {
    let word = phrases.word(for: verdict)
    return ScreenText.painted(word, verdict.kind.colour, isBold: true)
      + ScreenText.line(String(text.dropFirst(word.count)))
  }
}
