internal import DirectoryModel
internal import Matching
package import MutualAid
internal import TextFormats

extension ExplanationReport {
  /// The explanation as text: the outcome, the unit, what is not known, then a line for each check.
  ///
  /// - Parameters:
  ///   - language: the language of everything but names.
  ///   - usesColour: whether marks are coloured for a terminal.
  ///   - width: how many columns the line of a check may take; `nil` for as many as it needs.
  ///   - hasDetails: whether the lines are whole, and the verdict's reasons and all that is known of the unit follow.
  /// - Returns: lines of text.
  package func text(
    in language: Language, usesColour: Bool, width: Int? = nil, hasDetails: Bool = false
  ) -> String {
    let phrases = Words<AnswerPhrase>(language)
    let words = Words<ExplanationPhrase>(language)
    var lines = [outcome(words, phrases), sentence(words, phrases)]
    lines += Unknown.lines(answer.unknowns, answer.capabilityNames, phrases: phrases)
    if let scenario = answer.scenario { lines += scenario.lines(in: language) }
    lines = (lines + [""]).map(ScreenText.line)
    for step in explanation.steps {
      let mark = step.holds ? "✓" : "✗"
      let coloured = usesColour ? ScreenText.painted(mark, step.holds ? .green : .red, isBold: true) : mark
      let text = ScreenText.line(
        words.text(of: step, unit: explanation.match, at: answer.query.time, phrases: phrases))
      let room = hasDetails ? nil : width.map { max(1, $0 - 2) }
      lines.append("\(coloured) \(room.map { TerminalLine.fitted(text, columns: $0) } ?? text)")
    }
    guard hasDetails else {
      // Among the details they are told of each unit.
      lines += entry.appliedCorrections.lines(in: language).map(ScreenText.line)
      return (lines + [words[.more]]).joined(separator: "\n") + "\n"
    }
    var report = answer
    report.units = [entry]
    return (lines + [""] + report.block(0, phrases: phrases, usesColour: usesColour)).joined(separator: "\n") + "\n"
  }

  /// What the unit is, when it is there, whether it may come and through whom.
  private func sentence(_ words: Words<ExplanationPhrase>, _ phrases: Words<AnswerPhrase>) -> String {
    let code = phrases.language.rawValue
    return words(
      entry.isOwn ? .explainedOwn : .explained, NearestReport.vehicle(entry, phrases),
      entry.station.names.text(in: code), entry.station.country.text, NearestReport.about(entry.eta, phrases),
      phrases.word(for: entry.match.verdict), entry.controlRoom?.names.text(in: code) ?? phrases[.roomUnknown])
  }

  /// The explanation as JSON: incident and question as in an answer, the unit, and every check.
  ///
  /// - Returns: UTF-8.
  package func json(in language: Language, isPretty: Bool = true) -> [UInt8] {
    let phrases = Words<AnswerPhrase>(language)
    let words = Words<ExplanationPhrase>(language)
    var rank: Int?
    if case .rank(let number) = explanation.place { rank = number }
    var writer = JSONWriter(isPretty: isPretty)
    writer.object { writer in
      writer.member("checks") { writer in
        writer.array(explanation.steps) { writer, step in
          writer.object { writer in
            writer.member("check", step.check.name)
            writer.member("holds", step.holds)
            writer.member(
              "text", words.text(of: step, unit: explanation.match, at: answer.query.time, phrases: phrases))
          }
        }
      }
      writer.member("directory_version", answer.directoryVersion)
      writer.member("in_answer", explanation.isInAnswer)
      writer.member("incident") { $0.object { answer.writeIncident(to: &$0, in: language) } }
      writer.member("outcome", outcome(words, phrases))
      writer.member("query") { $0.object { answer.writeQuery(to: &$0) } }
      writer.member("rank", rank)
      writer.member("unit") { $0.object { answer.write(entry, rank: rank, to: &$0, phrases: phrases) } }
    }
    return writer.bytes
  }

  private func outcome(_ words: Words<ExplanationPhrase>, _ phrases: Words<AnswerPhrase>) -> String {
    let last = explanation.lastNamed
    let lastValue = last.map {
      answer.query.rank == .distance ? phrases.distance($0.distance) : phrases.duration($0.eta)
    }
    return switch explanation.place {
    case .rank(let rank) where rank <= explanation.count: words(.isNamed, String(rank))
    case .rank(let rank):
      words(.comesLater, String(rank), String(explanation.count), lastValue ?? "")
    case .beyond(let count): words(.comesMuchLater, String(count))
    case nil:
      words(
        .isLeftOut,
        explanation.steps.first { !$0.holds }
          .map { words.text(of: $0, unit: explanation.match, at: answer.query.time, phrases: phrases) } ?? "?")
    }
  }
}

extension Explanation.Check {
  /// The name as programs see it.
  var name: String {
    switch self {
    case .service: "service"
    case .scope: "scope"
    case .border: "border"
    case .need: "need"
    case .vehicle: "vehicle"
    case .availability: "availability"
    case .hours: "hours"
    case .way: "way"
    case .limit: "limit"
    case .group: "group"
    case .agreement: "agreement"
    }
  }
}
