package import DirectoryModel

/// What is told of one way of travelling: its times by distance, and how far they lie from what happens.
package struct TravelStatement: Hashable, Sendable {
  /// The times.
  package let curve: TravelCurve
  /// Their errors, the nearest band first; empty where nothing is said of them.
  package let errors: [ArrivalErrors.Band]

  /// Metres at which the times are shown that no vocabulary states.
  private static let shown = [0.0, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000]

  /// What a vocabulary states, and what is assumed of all other ways of travelling; by service and way.
  package static func all(in vocabulary: Vocabulary) -> [TravelStatement] {
    let model = TravelModel(vocabulary)
    let stated = vocabulary.travelCurves
    let assumed = Service.allCases.flatMap { service in
      Mobility.allCases.compactMap { mobility -> TravelCurve? in
        guard !stated.contains(where: { $0.service == service && $0.mobility == mobility }) else { return nil }
        let points = shown.map { metres in
          TravelCurve.Point(
            metres: metres, seconds: model.seconds(distance: metres, service: service, mobility: mobility))
        }
        return TravelCurve(
          service: service, mobility: mobility, points: points, farthestMeasured: nil, basis: .assumed, source: nil)
      }
    }
    let curves = (stated + assumed).sorted {
      ($0.service.rawValue, $0.mobility.rawValue) < ($1.service.rawValue, $1.mobility.rawValue)
    }
    return curves.map { curve in
      TravelStatement(
        curve: curve,
        errors: vocabulary.arrivalErrors.bands.filter {
          $0.service == curve.service && $0.mobility == curve.mobility
        })
    }
  }
}
