internal import DirectoryModel
internal import Matching
package import MutualAid

extension PackageReport {
  /// The answer as text that a dispatcher can read aloud: the decision, what is not known, a line for each unit under the
  /// need that it meets, and what was asked.
  ///
  /// - Parameters:
  ///   - language: the language of everything but names.
  ///   - usesColour: whether verdicts are coloured for a terminal.
  ///   - localTime: the incident's local time in words.
  ///   - width: how many columns a line of the table may take; `nil` for as many as it needs.
  ///   - hasDetails: whether all that is known of each unit follows, with what comes next and what is left at home.
  /// - Returns: lines of text.
  package func table(
    in language: Language, usesColour: Bool = false, localTime: String, width: Int? = nil, hasDetails: Bool = false
  ) -> String {
    let phrases = Words<AnswerPhrase>(language)
    let words = Words<PackagePhrase>(language)
    let proposed = nearest(answer.matches)
    let unknowns = Unknown.lines(context.unknowns, context.capabilityNames, phrases: phrases)
    var lines = (decision(phrases) + unknowns).map(ScreenText.line)
    lines += [""] + needLines(proposed.units, phrases, words, usesColour: usesColour, width: width)
    if !hasDetails { lines += phrases.ways(of: proposed.units).map(ScreenText.line) }
    if let own {
      lines += ["", ScreenText.line(words(.named, words[.own], times(of: own, phrases)))]
      let rows = UnitRows(nearest(own.matches).units, equal: [], phrases: phrases)
      lines += rows.lines(within: width, usesColour: usesColour)
    }
    lines += [""] + nearest([]).heading(phrases, localTime: localTime).map(ScreenText.line)
    if let left = context.withoutWay(phrases) { lines.append(ScreenText.line(left)) }
    guard hasDetails else {
      return (lines + (proposed.units.isEmpty ? [] : [words[.moreDetails]])).joined(separator: "\n") + "\n"
    }
    for index in proposed.units.indices {
      lines += [""] + proposed.block(index, phrases: phrases, usesColour: usesColour)
    }
    lines += (nextLines(phrases, words) + totalLines(phrases)).map(ScreenText.line)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Each need with its units, numbered through, and what of it is not filled.
  private func needLines(
    _ units: [NearestReport.Unit], _ phrases: Words<AnswerPhrase>, _ words: Words<PackagePhrase>, usesColour: Bool,
    width: Int?
  ) -> [String] {
    var rows = UnitRows(units, equal: [], phrases: phrases).lines(within: width, usesColour: usesColour)[...]
    var lines = units.isEmpty ? [] : [rows.removeFirst()]
    if units.isEmpty { rows = [] }
    for filling in answer.fillings {
      lines.append(ScreenText.line(title(of: filling.need, phrases, words)))
      for slot in filling.slots {
        lines += rows.prefix(slot.matches.count)
        rows = rows.dropFirst(slot.matches.count)
        if slot.isSubstitute { lines.append("   " + words[.exception]) }
      }
      if filling.missing > 0 {
        let reason = filling.shortfall.map { words.name(of: $0) } ?? "?"
        lines.append("   " + ScreenText.line(words(.notFilled, String(filling.missing), reason)))
      }
    }
    return lines
  }

  private func title(
    of need: PackageNeed, _ phrases: Words<AnswerPhrase>, _ words: Words<PackagePhrase>
  ) -> String {
    let code = PackageNeed(capabilities: need.capabilities).description
    guard !need.names.isEmpty else { return "\(need.count) × \(code)" }
    return words(.named, "\(need.count) × \(need.names.text(in: phrases.language.rawValue))", code)
  }

  /// Who would come next for each need.
  private func nextLines(_ phrases: Words<AnswerPhrase>, _ words: Words<PackagePhrase>) -> [String] {
    let fillings = answer.fillings.filter { !$0.alternatives.isEmpty }
    guard !fillings.isEmpty else { return [] }
    return ["", words[.next]]
      + fillings.flatMap { filling in
        ["   " + title(of: filling.need, phrases, words)]
          + nearest(filling.alternatives).units.map { unit in
            let station = unit.station.names.text(in: phrases.language.rawValue)
            return "   – \(NearestReport.vehicle(unit, phrases)), \(station) [\(unit.station.country.text)], "
              + "\(phrases.duration(unit.eta)), \(unit.id)"
          }
      }
  }

  /// What the whole package leaves at home, country by country.
  private func totalLines(_ phrases: Words<AnswerPhrase>) -> [String] {
    guard !lenderTotals.isEmpty else { return [] }
    let numbers = NumberText(phrases.language)
    return ["", phrases[.atHomeTogether]]
      + lenderTotals.map { total in
        let people = phrases(.leavesPeopleTogether, numbers.whole(max(0, total.people)))
        return "   \(total.country) (\(total.units)): \(total.people > 0 ? people : phrases[.leavesNobodyTogether])"
      }
  }
}
