internal import DirectoryModel
internal import Geodesy

/// How the native format writes water and its crossings.
extension RecordDecoder {
  /// The longest wait at a crossing, in seconds: a day.
  private static let longestWait = 86_400.0

  mutating func barriers(_ element: Element) -> WaterBarriers {
    var water = WaterBarriers()
    var seen: (barriers: Set<BarrierID>, crossings: Set<CrossingID>) = ([], [])
    for child in element.children(.barrier) {
      guard let barrier = barrier(child) else { continue }
      if seen.barriers.insert(barrier.id).inserted {
        water.barriers.append(barrier)
      } else {
        fail(.duplicateID, "barrier '\(barrier.id)' is listed twice", at: child)
      }
    }
    for child in element.children(.crossing) {
      guard let crossing = crossing(child) else { continue }
      if seen.crossings.insert(crossing.id).inserted {
        water.crossings.append(crossing)
      } else {
        fail(.duplicateID, "crossing '\(crossing.id)' is listed twice", at: child)
      }
    }
    return water
  }

  private mutating func barrier(_ element: Element) -> Barrier? {
    let id: BarrierID = required(.id, of: element)
    let kind: Barrier.Kind? = requiredChoice(.kind, of: element)
    let accuracy = requiredNumber(.accuracyM, of: element, in: 0...Double.greatestFiniteMagnitude)
    let line = element.child(.line).map { self.line($0, of: id) }
    if line == nil { fail(.valueMissing, "barrier '\(id)' has no <line>", at: element) }
    let names = names(of: element)
    guard let kind, let accuracy, let line else { return nil }
    var barrier = Barrier(
      id: id, names: names, kind: kind, line: line, accuracy: accuracy, source: reference(.source, of: element))
    barrier.sourceLine = SourceLine(element.line)
    return barrier
  }

  private mutating func crossing(_ element: Element) -> Crossing? {
    let id: CrossingID = required(.id, of: element)
    let barrier: BarrierID = required(.barrier, of: element)
    let kind: Crossing.Kind? = requiredChoice(.kind, of: element)
    let road: Crossing.RoadUse? = requiredChoice(.road, of: element)
    let confidence: Crossing.Confidence? = requiredChoice(.confidence, of: element)
    let names = names(of: element)
    let coordinate = coordinate(of: element)
    let other = otherEnd(of: element)
    let wait = number(.waitS, of: element, in: 0...RecordDecoder.longestWait)
    guard let kind, let road, let confidence, let coordinate else { return nil }
    var crossing = Crossing(
      id: id, barrier: barrier, names: names, kind: kind, coordinate: coordinate, otherEnd: other, road: road,
      confidence: confidence, hours: text(.hours, of: element), wait: wait,
      verification: choice(.verification, of: element) ?? .verified, source: reference(.source, of: element))
    crossing.sourceLine = SourceLine(element.line)
    return crossing
  }

  private mutating func otherEnd(of element: Element) -> Coordinate? {
    switch (element.attribute(.lat2), element.attribute(.lon2)) {
    case (nil, nil): return nil
    case (let latitude?, let longitude?):
      return place(latitude: latitude, longitude: longitude, line: element.line)?.coordinate
    default:
      fail(.positionMissing, "<\(element.name)> has one of lat2 and lon2, expected both or none", at: element)
      return nil
    }
  }

  /// Latitude and longitude of each place, in turn.
  private mutating func line(_ element: Element, of barrier: BarrierID) -> [Coordinate] {
    let words = element.text.split(whereSeparator: \.isWhitespace)
    let numbers = words.compactMap { decimal(String($0)) }
    guard numbers.count == words.count, numbers.count >= 4, numbers.count.isMultiple(of: 2) else {
      fail(
        .positionInvalid,
        "the <line> of barrier '\(barrier)' has \(numbers.count) numbers among \(words.count) words, expected latitude "
          + "and longitude of at least two places in turn", at: element)
      return []
    }
    var line: [Coordinate] = []
    line.reserveCapacity(numbers.count / 2)
    for index in stride(from: 0, to: numbers.count, by: 2) {
      guard let place = Coordinate.valid(latitude: numbers[index], longitude: numbers[index + 1]) else {
        fail(
          .positionOutOfRange,
          "place \(index / 2 + 1) of the <line> of barrier '\(barrier)' is \(words[index]) \(words[index + 1]), expected "
            + "latitude within ±90 and longitude within ±180 degrees", at: element)
        return []
      }
      line.append(place)
    }
    return line
  }

  private mutating func requiredNumber(
    _ name: NativeName, of element: Element, in range: ClosedRange<Double>
  ) -> Double? {
    if element.attribute(name) == nil { fail(.valueMissing, "<\(element.name)> has no \(name.text)", at: element) }
    return number(name, of: element, in: range)
  }

  private mutating func number(_ name: NativeName, of element: Element, in range: ClosedRange<Double>) -> Double? {
    guard let value = number(name, of: element) else { return nil }
    guard range.contains(value) else {
      let limit = range.upperBound < .greatestFiniteMagnitude ? "from 0 to \(Int(range.upperBound))" : "of 0 or more"
      fail(.valueInvalid, "\(name.text) is '\(value)', expected a number \(limit)", at: element)
      return nil
    }
    return value
  }
}
