internal import DirectoryModel
internal import Matching
package import MutualAid
internal import TextFormats

extension ExplanationReport {
  /// The explanation as text: the outcome, then every check.
  package func text(in language: Language, usesColour: Bool) -> String {
    let phrases = Words<AnswerPhrase>(language)
    let words = Words<ExplanationPhrase>(language)
    let code = language.rawValue
    let match = explanation.match
    let type = entry.typeName.isEmpty ? "" : " (\(entry.typeName.text(in: code)))"
    var lines = [
      "\(entry.record.id)  \(entry.record.type)\(type), \(entry.station.names.text(in: code)) [\(entry.station.country.text)]",
      "\(phrases(.arrives, phrases.duration(match.eta))), \(phrases.distance(match.distance))",
      outcome(words, phrases),
    ]
    if let scenario = answer.scenario { lines += scenario.lines(in: language) }
    lines = (lines + [""]).map(ScreenText.line)
    for step in explanation.steps {
      let mark = step.holds ? "✓" : "✗"
      let coloured = usesColour ? ScreenText.painted(mark, step.holds ? .green : .red, isBold: true) : mark
      lines.append(
        "\(coloured) \(ScreenText.line(words.text(of: step, unit: match, at: answer.query.time, phrases: phrases)))")
      if case .agreement = step.check {
        lines += match.verdict.reasons.map { "    " + ScreenText.line(phrases.text(of: $0)) }
      }
    }
    return lines.joined(separator: "\n") + "\n"
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
    case nil: words[.isLeftOut]
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
    case .limit: "limit"
    case .group: "group"
    case .agreement: "agreement"
    }
  }
}
