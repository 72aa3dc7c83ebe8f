package import DirectoryModel
internal import Matching
internal import Primitives
internal import TextFormats

/// How long units travel by a vocabulary, and how far that is from what happens, for people and programs.
package struct TravelList {
  private let vocabulary: Vocabulary

  /// Makes a list of what a vocabulary states.
  package init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Metres at which the times are shown that no vocabulary states.
  private static let shown = [0.0, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000]

  /// The curves that are stated, and for all other ways of travelling what is assumed.
  private var curves: [TravelCurve] {
    let model = TravelModel(vocabulary)
    let assumed = Service.allCases.flatMap { service in
      Mobility.allCases.compactMap { mobility -> TravelCurve? in
        guard !vocabulary.travelCurves.contains(where: { $0.service == service && $0.mobility == mobility }) else {
          return nil
        }
        let points = TravelList.shown.map { metres in
          TravelCurve.Point(
            metres: metres, seconds: model.seconds(distance: metres, service: service, mobility: mobility))
        }
        return TravelCurve(
          service: service, mobility: mobility, points: points, farthestMeasured: nil, basis: .assumed, source: nil)
      }
    }
    return (vocabulary.travelCurves + assumed).sorted {
      ($0.service.rawValue, $0.mobility.rawValue) < ($1.service.rawValue, $1.mobility.rawValue)
    }
  }

  private func bands(of curve: TravelCurve) -> [ArrivalErrors.Band] {
    vocabulary.arrivalErrors.bands.filter { $0.service == curve.service && $0.mobility == curve.mobility }
  }

  /// The list, as JSON or as lines.
  package func text(isJSON: Bool, in language: Language) -> String {
    isJSON
      ? JSONValue.array(curves.map(json)).text() + "\n" : ScreenText.lines(curves.flatMap { lines($0, in: language) })
  }

  private func json(_ curve: TravelCurve) -> JSONValue {
    [
      "basis": .string(curve.basis.rawValue),
      "errors": .array(
        bands(of: curve).map { band in
          [
            "basis": .string(band.basis.rawValue), "detour": JSONValue(band.detour, decimals: 4),
            "high": .number(band.ratio.high), "low": .number(band.ratio.low),
            "mean_absolute_error_s": JSONValue(band.meanAbsoluteError, decimals: 1),
            "mean_error_s": JSONValue(band.meanError, decimals: 1), "rows": JSONValue(band.rows),
            "to_m": .number(band.farthest),
          ]
        }),
      "measured_to_m": JSONValue(curve.farthestMeasured, decimals: 0), "mobility": .string(curve.mobility.rawValue),
      "points": .array(curve.points.map { ["m": .number($0.metres), "s": .number($0.seconds)] }),
      "service": .string(curve.service.rawValue), "source": JSONValue(curve.source),
    ]
  }

  private func lines(_ curve: TravelCurve, in language: Language) -> [String] {
    let words = Words<SummaryPhrase>(language)
    let phrases = Words<AnswerPhrase>(language)
    let numbers = NumberText(language)
    let known = curve.farthestMeasured.map { words(.travelMeasured, phrases.distance($0), curve.source ?? "?") }
    var lines = ["\(phrases.name(of: curve.service)), \(curve.mobility.rawValue): \(known ?? phrases[.assumed])"]
    lines += curve.points.map { "  \(phrases.distance($0.metres))  \(phrases.duration($0.seconds))" }
    for band in bands(of: curve) {
      let isLast = band.farthest >= 1_000_000
      var line = isLast ? words[.travelBeyond] : words(.travelUpTo, phrases.distance(band.farthest))
      line +=
        " "
        + words(.travelBand, numbers.factor(band.ratio.low), numbers.factor(band.ratio.high))
      if let mean = band.meanError, let rows = band.rows {
        line += "; " + words(.travelMean, numbers.change(Int(bounded: mean)), numbers.whole(rows))
      }
      if let detour = band.detour, detour > 0 {
        line += "; " + words(.travelDetour, numbers.percent(Int(bounded: detour * 10_000), of: 10_000))
      }
      lines.append("  " + line)
    }
    return lines + [""]
  }
}
