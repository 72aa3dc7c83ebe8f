internal import DirectoryModel
public import Matching

/// Why a unit is, or is not, in an answer, with its records.
public struct ExplanationReport: Sendable {
  /// The answer that it is, or is not, in.
  public var answer: NearestReport
  /// What was asked of the unit.
  public var explanation: Explanation
  /// The unit with its records.
  public var entry: NearestReport.Entry

  /// Makes a report.
  public init(answer: NearestReport, explanation: Explanation, entry: NearestReport.Entry) {
    self.answer = answer
    self.explanation = explanation
    self.entry = entry
  }
}

extension ExplanationReport {
  /// The explanation as text: the outcome, then every check.
  public func text(in language: Language, usesColour: Bool) -> String {
    let phrases = Phrases(language)
    let words = ExplanationPhrases(language)
    let code = language.rawValue
    let match = explanation.match
    let type = entry.typeName.isEmpty ? "" : " (\(entry.typeName.text(in: code)))"
    var lines = [
      "\(entry.unit.id)  \(entry.unit.type)\(type), \(entry.station.names.text(in: code)) [\(entry.station.country)]",
      "\(Phrases.filled(phrases.arrives, phrases.duration(match.eta))), \(phrases.distance(match.distance))",
      outcome(words, phrases), "",
    ]
    for step in explanation.steps {
      let mark = step.holds ? "✓" : "✗"
      let coloured = usesColour ? "\u{1B}[1;\(step.holds ? 32 : 31)m\(mark)\u{1B}[0m" : mark
      lines.append("\(coloured) \(words.text(of: step, unit: match, phrases: phrases))")
      if case .agreement = step.check { lines += match.verdict.reasons.map { "    " + phrases.text(of: $0) } }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The explanation as JSON: incident and question as in an answer, the unit, and every check.
  public func json(in language: Language) -> JSONValue {
    let phrases = Phrases(language)
    let words = ExplanationPhrases(language)
    var rank = JSONValue.null
    if case .rank(let number) = explanation.place { rank = .integer(number) }
    return [
      "incident": answer.incident(in: language), "query": answer.queryJSON,
      "unit": answer.json(entry, rank: rank, phrases: phrases),
      "in_answer": .bool(explanation.isInAnswer), "rank": rank, "outcome": .string(outcome(words, phrases)),
      "checks": .array(
        explanation.steps.map { step in
          [
            "check": .string(step.check.name), "holds": .bool(step.holds),
            "text": .string(words.text(of: step, unit: explanation.match, phrases: phrases)),
          ]
        }),
      "directory_version": .integer(answer.directoryVersion),
    ]
  }

  private func outcome(_ words: ExplanationPhrases, _ phrases: Phrases) -> String {
    let last = explanation.lastNamed
    let lastValue = last.map {
      answer.query.rank == .distance ? phrases.distance($0.distance) : phrases.duration($0.eta)
    }
    return switch explanation.place {
    case .rank(let rank) where rank <= explanation.count: Phrases.filled(words.isNamed, String(rank))
    case .rank(let rank):
      Phrases.filled(words.comesLater, String(rank), String(explanation.count), lastValue ?? "")
    case .beyond(let count): Phrases.filled(words.comesMuchLater, String(count))
    case nil: words.isLeftOut
    }
  }
}

extension Explanation.Check {
  /// The name as programs see it.
  var name: String {
    switch self {
    case .service: "service"
    case .scope: "scope"
    case .need: "need"
    case .availability: "availability"
    case .limit: "limit"
    case .agreement: "agreement"
    }
  }
}
