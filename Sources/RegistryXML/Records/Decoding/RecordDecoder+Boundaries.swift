internal import DirectoryModel
internal import Geodesy

/// How the native format writes boundaries.
extension RecordDecoder {
  mutating func boundaries(_ element: Element) -> [Area] {
    var areas: [Area] = []
    for child in element.children(.area) {
      guard let level: Area.Level = choice(.level, of: child), let accuracy = number(.accuracyM, of: child) else {
        fail(.valueMissing, "<area> needs level and accuracy-m", at: child)
        continue
      }
      areas.append(
        Area(
          code: required(.code, of: child), country: requiredCountry(of: child), level: level,
          names: names(of: child), accuracy: accuracy,
          rings: child.children(.polygon).flatMap { $0.children(.ring) }.map { ring($0) },
          cuts: Area.Cuts(
            south: number(.cutSouth, of: child), west: number(.cutWest, of: child),
            north: number(.cutNorth, of: child), east: number(.cutEast, of: child))))
    }
    return areas
  }

  /// Latitude and longitude of each corner, in turn.
  mutating func ring(_ element: Element) -> [Coordinate] {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
    let numbers = element.rawText.split(whereSeparator: isSpace).map { Double(String(decoding: $0, as: UTF8.self)) }
    let coordinates = stride(from: 0, to: numbers.count - 1, by: 2).compactMap { index -> Coordinate? in
      guard let latitude = numbers[index], let longitude = numbers[index + 1] else { return nil }
      return Coordinate.valid(latitude: latitude, longitude: longitude)
    }
    if coordinates.count * 2 != numbers.count || coordinates.count < 3 {
      fail(
        .positionInvalid,
        "a <ring> of \(numbers.count) numbers, expected latitude and longitude of at least three points", at: element)
    }
    return coordinates
  }
}
