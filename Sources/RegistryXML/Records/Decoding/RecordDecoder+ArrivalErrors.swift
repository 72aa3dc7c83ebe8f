internal import DirectoryModel

/// How the native format writes how long units travel, and how far arrivals lie from what is told.
extension RecordDecoder {
  /// Reads how long units of a service travel.
  mutating func travelCurve(_ element: Element) -> TravelCurve? {
    guard let service: Service = choice(.service, of: element) else { return nil }
    let points = element.children(.point).compactMap { point -> TravelCurve.Point? in
      guard let metres = number(.metres, of: point), let seconds = number(.seconds, of: point) else { return nil }
      return TravelCurve.Point(metres: metres, seconds: seconds)
    }
    let curve = TravelCurve(
      service: service, mobility: choice(.mobility, of: element) ?? .road, points: points,
      farthestMeasured: number(.measuredToMetres, of: element), basis: basis(of: element),
      source: text(.source, of: element))
    if curve == nil {
      fail(
        .valueInvalid,
        "the points are no times of travel: expected two or more, the first at 0 metres, each farther and none sooner "
          + "than the one before, the last later", at: element)
    }
    return curve
  }

  /// Reads one statement into what is known so far.
  mutating func arrivalError(_ element: Element, in errors: inout ArrivalErrors) {
    switch element.nativeName {
    case .travelError:
      guard let service: Service = choice(.service, of: element), let ratio = ratio(of: element),
        let farthest = number(.toMetres, of: element), farthest > 0
      else { return }
      errors.add(
        ArrivalErrors.Band(
          service: service, mobility: choice(.mobility, of: element) ?? .road, farthest: farthest, ratio: ratio,
          rows: integer(.rows, of: element, in: 0...1_000_000_000), meanError: number(.meanError, of: element),
          meanAbsoluteError: number(.meanAbsoluteError, of: element), detour: number(.detour, of: element),
          basis: basis(of: element),
          source: text(.source, of: element)))
    case .turnoutError:
      guard let ratio = ratio(of: element) else { return }
      errors.set(turnout: ratio, of: basis(of: element))
    case .positionError:
      guard let quality: Position.Quality = choice(.quality, of: element), let metres = number(.metres, of: element)
      else { return }
      errors.set(position: max(0, metres), of: quality)
    case .positionDrift:
      guard let speed = number(.metresPerSecond, of: element) else { return }
      errors.set(drift: max(0, speed))
    default:
      guard let ratio = ratio(of: element) else { return }
      errors.set(router: ratio)
    }
  }

  private mutating func ratio(of element: Element) -> ArrivalErrors.Ratio? {
    guard let low = number(.low, of: element), let high = number(.high, of: element) else { return nil }
    guard (0...1).contains(low), (1...100).contains(high) else {
      fail(.valueInvalid, "low is \(low) and high \(high), expected 0 to 1 and 1 to 100", at: element)
      return nil
    }
    return ArrivalErrors.Ratio(low: low, high: high)
  }
}
