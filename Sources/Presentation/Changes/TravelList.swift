package import DirectoryModel
internal import Matching
internal import Primitives
internal import TextFormats

/// How long units travel, and how far that is from what happens, for people and programs.
package struct TravelList {
  private let statements: [TravelStatement]

  /// Makes a list of what a vocabulary states, and of what is assumed beside it.
  package init(_ vocabulary: Vocabulary) { statements = TravelStatement.all(in: vocabulary) }

  /// Makes a list of some statements.
  init(_ statements: [TravelStatement]) { self.statements = statements }

  /// The list, as JSON or as lines.
  package func text(isJSON: Bool, in language: Language) -> String {
    isJSON
      ? JSONValue.array(json).text() + "\n"
      : ScreenText.lines(
        statements.flatMap { statement in
          [title(of: statement.curve, in: language)]
            + statement.curve.points.map { point in
              let phrases = Words<AnswerPhrase>(language)
              return "  \(phrases.distance(point.metres))  \(phrases.duration(point.seconds))"
            } + errors(of: statement, in: language).map { "  " + $0 } + [""]
        })
  }

  /// Each statement as an object.
  var json: [JSONValue] { statements.map(json) }

  /// For each statement what it is about and where it is from, and its errors.
  func facts(in language: Language) -> [(name: String, value: String)] {
    statements.map { statement in
      let errors = errors(of: statement, in: language)
      let separator = Words<SummaryPhrase>(language).semicolon
      return (title(of: statement.curve, in: language), errors.joined(separator: separator))
    }
  }

  private func json(_ statement: TravelStatement) -> JSONValue {
    let curve = statement.curve
    return [
      "basis": .string(curve.basis.rawValue),
      "errors": .array(
        statement.errors.map { band in
          [
            "basis": .string(band.basis.rawValue), "detour": JSONValue(band.detour, decimals: 4),
            "high": .number(band.ratio.high), "low": .number(band.ratio.low),
            "mean_absolute_error_s": JSONValue(band.meanAbsoluteError, decimals: 1),
            "mean_error_s": JSONValue(band.meanError, decimals: 1), "rows": JSONValue(band.rows),
            "to_m": .number(band.farthest),
          ]
        }),
      "measured_to_m": JSONValue(curve.farthestMeasured, decimals: 0), "mobility": .string(curve.mobility.rawValue),
      "points": .array(curve.points.map { ["m": .number($0.metres), "s": JSONValue($0.seconds, decimals: 1)] }),
      "service": .string(curve.service.rawValue), "source": JSONValue(curve.source),
    ]
  }

  /// The service, how it travels, and how its times are known.
  private func title(of curve: TravelCurve, in language: Language) -> String {
    let words = Words<SummaryPhrase>(language)
    let phrases = Words<AnswerPhrase>(language)
    let known = curve.farthestMeasured.map { words(.travelMeasured, phrases.distance($0), curve.source ?? "?") }
    let name = "\(phrases.name(of: curve.service)), \(curve.mobility.rawValue)"
    return "\(name)\(words.colon)\(known ?? words[.travelAssumed])"
  }

  private func errors(of statement: TravelStatement, in language: Language) -> [String] {
    let words = Words<SummaryPhrase>(language)
    let phrases = Words<AnswerPhrase>(language)
    let numbers = NumberText(language)
    return statement.errors.map { band in
      let isLast = band.farthest >= 1_000_000
      var line = isLast ? words[.travelBeyond] : words(.travelUpTo, phrases.distance(band.farthest))
      line += " " + words(.travelBand, numbers.factor(band.ratio.low), numbers.factor(band.ratio.high))
      if let mean = band.meanError, let rows = band.rows {
        line += "; " + words(.travelMean, numbers.change(Int(bounded: mean)), numbers.whole(rows))
      }
      if let detour = band.detour, detour > 0 {
        line += "; " + words(.travelDetour, numbers.percent(Int(bounded: detour * 10_000), of: 10_000))
      }
      return line
    }
  }
}
