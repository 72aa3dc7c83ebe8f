internal import DirectoryModel
internal import Matching
package import MutualAid

extension PackageReport {
  /// The answer as text that a dispatcher can read aloud.
  ///
  /// - Parameters:
  ///   - language: the language of everything but names.
  ///   - localTime: the incident's local time in words.
  /// - Returns: lines of text.
  package func table(in language: Language, localTime: String) -> String {
    let phrases = Words<AnswerPhrase>(language)
    let words = Words<PackagePhrase>(language)
    var lines = nearest([]).heading(phrases, localTime: localTime)
    lines += ["", headline(phrases, words)]
    if !answer.isOptimal { lines.append(words[.notProven]) }
    for filling in answer.fillings {
      lines += ["", title(of: filling.need, phrases)]
      for (index, slot) in filling.slots.enumerated() {
        lines += block(slot, number: index + 1, filling.shortfall, phrases, words)
      }
      if !filling.alternatives.isEmpty {
        let next = filling.alternatives.map { "\(name(of: $0, phrases)), \(phrases.duration($0.eta))" }
        lines.append("   \(words[.next]): \(next.joined(separator: "; "))")
      }
    }
    lines += requestLines(phrases, words)
    if !lenderTotals.isEmpty {
      let numbers = NumberText(phrases.language)
      lines += ["", phrases[.atHomeTogether]]
      lines += lenderTotals.map { total in
        let people = phrases(.leavesPeopleTogether, numbers.whole(max(0, total.people)))
        return "   \(total.country) (\(total.units)): \(total.people > 0 ? people : phrases[.leavesNobodyTogether])"
      }
    }
    if let own { lines += ["", "\(words[.own]): \(times(of: own, phrases, words))"] + ownLines(own, phrases, words) }
    return ScreenText.lines(lines)
  }

  private func headline(_ phrases: Words<AnswerPhrase>, _ words: Words<PackagePhrase>) -> String {
    let name = packageNames.isEmpty ? query.package : packageNames.text(in: phrases.language.rawValue)
    return [name, times(of: answer, phrases, words)].compactMap { $0 }.joined(separator: ": ")
  }

  private func times(of answer: PackageAnswer, _ phrases: Words<AnswerPhrase>, _ words: Words<PackagePhrase>) -> String
  {
    guard let first = answer.timeToFirst, let last = answer.timeToLast else { return words[.nothing] }
    let end =
      answer.missing == 0
      ? words(.complete, phrases.duration(last))
      : words(.incomplete, String(answer.missing), phrases.duration(last))
    return "\(end), \(words(.first, phrases.duration(first)))"
  }

  private func title(of need: PackageNeed, _ phrases: Words<AnswerPhrase>) -> String {
    let code = PackageNeed(capabilities: need.capabilities).description
    let name = need.names.isEmpty ? "" : " \(need.names.text(in: phrases.language.rawValue)):"
    return "\(need.count) ×\(name) \(code)"
  }

  private func block(
    _ slot: PackageAnswer.Slot, number: Int, _ shortfall: ShortfallReason?, _ phrases: Words<AnswerPhrase>,
    _ words: Words<PackagePhrase>
  ) -> [String] {
    guard !slot.matches.isEmpty else {
      let reason = shortfall.map { words.name(of: $0) } ?? ""
      return ["\(number)  \(words(.notFilled, reason))"]
    }
    var lines = slot.matches.enumerated().flatMap { index, match in
      let number = index == 0 ? "\(number)  " : "   "
      let status = phrases.status(of: match, at: query.base.time)
      return [
        "\(number)\(phrases(.arrives, phrases.duration(match.eta)))  \(name(of: match, phrases))",
        "   \(phrases.word(for: match.verdict)); \(status); \(room(of: match, phrases)); \(match.unit.id)",
      ]
    }
    if slot.isSubstitute { lines.append("   \(words[.exception])") }
    return lines
  }

  private func name(of match: Match, _ phrases: Words<AnswerPhrase>) -> String {
    guard let entry = entries[match.unit.id] else { return match.unit.id.rawValue }
    let code = phrases.language.rawValue
    let type = entry.typeName.isEmpty ? "" : " (\(entry.typeName.text(in: code)))"
    return "\(entry.record.type)\(type), \(entry.station.names.text(in: code)) [\(entry.station.country.text)]"
  }

  private func room(of match: Match, _ phrases: Words<AnswerPhrase>) -> String {
    entries[match.unit.id]?.controlRoom?.names.text(in: phrases.language.rawValue) ?? phrases[.roomUnknown]
  }

  private func requestLines(_ phrases: Words<AnswerPhrase>, _ words: Words<PackagePhrase>) -> [String] {
    let requests = requests
    guard !requests.isEmpty else { return [] }
    return ["", words[.requests]]
      + requests.map { request in
        let room = request.room?.names.text(in: phrases.language.rawValue) ?? phrases[.roomUnknown]
        let number = request.room?.phone?.number ?? phrases[.numberMissing]
        return "   \(room), \(number): \(request.units.map(\.unit.id.rawValue).joined(separator: ", "))"
      }
  }

  private func ownLines(_ own: PackageAnswer, _ phrases: Words<AnswerPhrase>, _ words: Words<PackagePhrase>) -> [String]
  {
    own.fillings.flatMap { filling in
      filling.slots.flatMap(\.matches).map { match in
        "   \(phrases(.arrives, phrases.duration(match.eta)))  \(name(of: match, phrases))"
      }
    }
  }
}
