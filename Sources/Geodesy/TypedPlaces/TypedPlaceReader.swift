/// Reads places that are typed as numbers.
struct TypedPlaceReader {
  /// Where places are looked for first: the four countries and what lies around them.
  private static let region = (south: 46.0, north: 56.0, west: -2.0, east: 18.0)

  /// A grid of a country, with its names and the box in which it is used: south, west, north, east.
  private struct Grid {
    var form: TypedPlace.Form
    var code: Int
    var names: [String]
    var box: (Double, Double, Double, Double)
  }

  private static let grids = [
    Grid(
      form: .rijksdriehoek, code: 28992, names: ["RD-NEW", "RDNEW", "RD NEW", "RD-STELSEL", "RIJKSDRIEHOEK", "RD"],
      box: (50.7, 3.2, 53.7, 7.3)),
    Grid(
      form: .lambert72, code: 31370, names: ["LAMBERT 72", "LAMBERT72", "LAMBERT 1972", "LB72", "L72", "BD72"],
      box: (49.4, 2.4, 51.6, 6.5)),
    Grid(
      form: .lambert2008, code: 3812, names: ["LAMBERT 2008", "LAMBERT2008", "LB08", "L08"], box: (49.4, 2.4, 51.6, 6.5)
    ),
    Grid(form: .luref, code: 2169, names: ["LUREF"], box: (49.4, 5.7, 50.2, 6.6)),
  ]

  private let text: String

  init(_ text: String) {
    var plain = text.uppercased()
    for (other, usual) in [
      ("\u{A0}", " "), ("\u{202F}", " "), ("\u{2009}", " "), ("\t", " "), ("−", "-"), ("–", "-"), ("º", "°"),
      ("˚", "°"),
      ("’", "'"), ("′", "'"), ("‘", "'"), ("”", "\""), ("″", "\""), ("“", "\""), ("''", "\""),
    ] {
      plain = plain.split(separator: other, omittingEmptySubsequences: false).joined(separator: usual)
    }
    self.text = plain.split(separator: " ").joined(separator: " ")
  }

  func readings() -> [TypedPlace] {
    if text.hasPrefix("GEO:") { return address(text.dropFirst(4)) }
    if let named = named() { return named }
    if let reference = militaryReference() { return [reference].compactMap(\.self) }
    if let zone = zone() { return [zone].compactMap(\.self) }
    if let degrees = degreesWithHemispheres() { return degrees }
    guard let pair = pair() else { return [] }
    if abs(pair.0) <= 180, abs(pair.1) <= 180 { return degrees(pair.0, pair.1) }
    return TypedPlaceReader.grids.compactMap { grid in place(pair, on: grid) }
  }

  // MARK: Names

  /// `geo:50.77,6.08;u=35` and `geo:50.77,6.08?z=15`.
  private func address(_ rest: Substring) -> [TypedPlace] {
    let numbers = rest.prefix { $0 != ";" && $0 != "?" }.split(separator: ",").map { Double($0) }
    guard numbers.count == 2 || numbers.count == 3, let latitude = numbers[0], let longitude = numbers[1],
      let place = Coordinate.valid(latitude: latitude, longitude: longitude)
    else { return [] }
    return [TypedPlace(coordinate: place, form: .degrees)]
  }

  /// Numbers behind the name of a grid or a code.
  private func named() -> [TypedPlace]? {
    for grid in TypedPlaceReader.grids {
      guard let name = grid.names.first(where: { text.hasPrefix($0) }) else { continue }
      let rest = text.dropFirst(name.count)
      guard rest.first.map({ " :,".contains($0) }) ?? false else { continue }
      let numbers = TypedPlaceReader(rest.filter { !"XYEN=:".contains($0) }).pair()
      return numbers.flatMap { place($0, on: grid) }.map { [$0] } ?? []
    }
    guard text.hasPrefix("EPSG:") else { return nil }
    let code = text.dropFirst(5).prefix { $0.isNumber }
    guard let number = Int(code), let numbers = TypedPlaceReader(String(text.dropFirst(5 + code.count))).pair(),
      let system = ReferenceSystem(code: number, order: .eastFirst),
      let place = TypedPlaceReader.place(numbers, in: system)
    else { return [] }
    return [TypedPlace(coordinate: place, form: .named)]
  }

  private func place(_ pair: (Double, Double), on grid: Grid) -> TypedPlace? {
    guard let system = ReferenceSystem(code: grid.code, order: .eastFirst),
      let place = TypedPlaceReader.place(pair, in: system)
    else { return nil }
    let (south, west, north, east) = grid.box
    guard (south...north).contains(place.latitude), (west...east).contains(place.longitude) else { return nil }
    return TypedPlace(coordinate: place, form: grid.form)
  }

  private static func place(_ pair: (Double, Double), in system: ReferenceSystem) -> Coordinate? {
    (try? CoordinateTransformation(from: system))?.coordinate(pair.0, pair.1)
  }

  // MARK: Zones

  /// `32U LB 93500 29300`, with or without spaces; `nil` where the text is none, and a nothing where it names no place.
  private func militaryReference() -> TypedPlace?? {
    var rest = text[...]
    for name in ["UTMREF ", "MGRS "] where rest.hasPrefix(name) { rest = rest.dropFirst(name.count) }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count), let zone = Int(digits) else { return nil }
    let letters = rest.dropFirst(digits.count).filter { $0 != " " }
    let name = letters.prefix { $0.isASCII && $0.isLetter }
    let numbers = letters.dropFirst(name.count)
    guard name.count == 3, numbers.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    // Easting and northing have as many digits, which spaces show where there are any between them.
    let groups = rest.split(separator: " ").suffix(2).map { $0.count { $0.isNumber } }
    let areGroups = groups.count == 2 && groups[1] > 0 && numbers.count == groups[0] + groups[1]
    if areGroups, groups[0] != groups[1] { return .some(nil) }
    let parts = Array(name)
    guard
      let place = MilitaryGrid.place(zone: zone, band: parts[0], square: (parts[1], parts[2]), digits: String(numbers))
    else { return .some(nil) }
    return .some(self.place(place).map { TypedPlace(coordinate: $0, form: .utmref) })
  }

  /// `32U 294000 5628000`, `UTM 31N 690000 5600000`.
  private func zone() -> TypedPlace?? {
    var rest = text[...]
    let isNamed = rest.hasPrefix("UTM ")
    if isNamed { rest = rest.dropFirst(4) }
    if rest.hasPrefix("ZONE ") { rest = rest.dropFirst(5) }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard (1...2).contains(digits.count), let zone = Int(digits), (1...60).contains(zone) else { return nil }
    rest = rest.dropFirst(digits.count)
    // `32 U 294000 …`, but not `32 E294000 …`.
    if rest.dropFirst().first?.isLetter == true, rest.dropFirst(2).first == " " { rest = rest.dropFirst() }
    var isNorth = true
    if let letter = rest.first, letter.isASCII, letter.isLetter {
      // N is the north, as people mean it, and not the band from the equator on.
      isNorth = letter >= "N"
      rest = rest.dropFirst()
    } else if !isNamed {
      return nil
    }
    guard rest.first == " " || rest.first == ",",
      let pair = TypedPlaceReader(rest.filter { !"EN=:".contains($0) }).pair(),
      pair.0 >= 100_000
    else { return isNamed ? .some(nil) : nil }
    let place = MilitaryGrid.Place(zone: zone, isNorth: isNorth, easting: pair.0, northing: pair.1)
    return .some(self.place(place).map { TypedPlace(coordinate: $0, form: .utm) })
  }

  private func place(_ place: MilitaryGrid.Place) -> Coordinate? {
    guard let system = ReferenceSystem(code: (place.isNorth ? 32600 : 32700) + place.zone, order: .eastFirst) else {
      return nil
    }
    return TypedPlaceReader.place((place.easting, place.northing), in: system)
  }

  // MARK: Degrees

  /// Degrees with a letter or word for each hemisphere, or with marks for degrees; `nil` where there are neither.
  private func degreesWithHemispheres() -> [TypedPlace]? {
    let isMarked = text.contains { "°'\"".contains($0) }
    let words = text.split { !$0.isLetter }
    guard isMarked || !words.isEmpty else { return nil }
    guard words.isEmpty || words.count == 2 else { return [] }
    if words.isEmpty {
      let numbers = text.split { !$0.isNumber && $0 != "." && $0 != "-" }
      guard numbers.count.isMultiple(of: 2), let half = halves(numbers.map(String.init)) else { return [] }
      return degrees(half.0, half.1)
    }
    guard let first = text.firstIndex(where: \.isLetter), let second = words.last?.startIndex else { return [] }
    // A letter stands before its number or behind it.
    let isBefore = first == text.startIndex
    let cut = isBefore ? second : text[first...].firstIndex { !$0.isLetter } ?? text.endIndex
    let parts = [text[..<cut], text[cut...]]
    var readings: [TypedPlace] = []
    let sizes = parts.map { part in
      TypedPlaceReader.size(
        part.split { !$0.isNumber && $0 != "." && $0 != "," }
          // A comma by itself stands between latitude and longitude.
          .map { String($0).replacing(",", with: ".") }.filter { $0 != "." })
    }
    guard let firstSize = sizes[0], let secondSize = sizes[1] else { return [] }
    for one in TypedPlaceReader.hemispheres(words[0]) {
      for other in TypedPlaceReader.hemispheres(words[1]) where one.isLatitude != other.isLatitude {
        let (a, b) = (firstSize * one.sign, secondSize * other.sign)
        guard
          let place = one.isLatitude ? Coordinate.valid(latitude: a, longitude: b) : .valid(latitude: b, longitude: a)
        else { continue }
        readings.append(TypedPlace(coordinate: place, form: .degrees))
      }
    }
    // O is east in German and Dutch, and west in French: the one that lies here is meant, if only one does.
    let near = readings.filter { TypedPlaceReader.isNear($0.coordinate) }
    return near.count == 1 ? near : readings
  }

  private static func hemispheres(_ word: Substring) -> [(isLatitude: Bool, sign: Double)] {
    switch word {
    case "N", "NORD", "NOORD", "NORTH", "NB", "NÖRDLICH": [(true, 1)]
    case "S", "Z", "SUD", "SÜD", "ZUID", "SOUTH", "ZB": [(true, -1)]
    case "E", "EST", "EAST", "OST", "OOST", "OL", "ÖL": [(false, 1)]
    case "W", "WEST", "OUEST", "WL": [(false, -1)]
    case "O": [(false, 1), (false, -1)]
    default: []
    }
  }

  /// Degrees, minutes and seconds in two halves of one list.
  private func halves(_ numbers: [String]) -> (Double, Double)? {
    guard (2...6).contains(numbers.count) else { return nil }
    let half = numbers.count / 2
    let sizes = [numbers[..<half], numbers[half...]].map { part in
      let sign = part.first?.hasPrefix("-") == true ? -1.0 : 1.0
      return TypedPlaceReader.size(part.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }).map { $0 * sign }
    }
    guard let first = sizes[0], let second = sizes[1] else { return nil }
    return (first, second)
  }

  /// Degrees of one to three numbers: degrees, minutes, seconds.
  private static func size(_ parts: [String]) -> Double? {
    let numbers = parts.compactMap { Double($0) }
    guard numbers.count == parts.count, (1...3).contains(numbers.count),
      numbers.dropFirst().allSatisfy({ (0..<60).contains($0) })
    else { return nil }
    return zip(numbers, [1.0, 60, 3600]).reduce(0) { $0 + $1.0 / $1.1 }
  }

  /// Latitude and longitude; exchanged as well where only that is here.
  private func degrees(_ first: Double, _ second: Double) -> [TypedPlace] {
    let plain = Coordinate.valid(latitude: first, longitude: second)
      .map { TypedPlace(coordinate: $0, form: .degrees) }
    if let plain, TypedPlaceReader.isNear(plain.coordinate) { return [plain] }
    let exchanged = Coordinate.valid(latitude: second, longitude: first).flatMap { place in
      TypedPlaceReader.isNear(place) ? TypedPlace(coordinate: place, form: .degreesExchanged) : nil
    }
    return [plain, exchanged].compactMap(\.self)
  }

  private static func isNear(_ place: Coordinate) -> Bool {
    (region.south...region.north).contains(place.latitude) && (region.west...region.east).contains(place.longitude)
  }

  // MARK: Numbers

  /// Two numbers with a separator; a comma may be in them where something else, or a space, is between them.
  func pair() -> (Double, Double)? {
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.,;/ ".contains($0)) }) else { return nil }
    for separator: Character in [";", "/"] where text.contains(separator) {
      return pair(text.split(separator: separator, omittingEmptySubsequences: false))
    }
    let commas = text.split(separator: ",", omittingEmptySubsequences: false)
    if commas.count == 2, !text.contains(" ") || text.contains(".") || commas[1].hasPrefix(" ") { return pair(commas) }
    // `50,7746 6,0208`, and `50,7746, 6,0208`.
    let words = text.split(separator: " ").map { $0.hasSuffix(",") ? $0.dropLast() : $0 }
    if words.count == 2 { return pair(words) }
    // `50,7746,6,0208`: two numbers with their decimals.
    if commas.count == 4, !text.contains("."), !text.contains(" ") {
      return pair(["\(commas[0]).\(commas[1])", "\(commas[2]).\(commas[3])"].map { $0[...] })
    }
    return nil
  }

  private func pair(_ parts: [Substring]) -> (Double, Double)? {
    guard parts.count == 2 else { return nil }
    let numbers = parts.map { part -> Double? in
      let plain = part.filter { $0 != " " }.replacing(",", with: ".")
      return Double(plain).flatMap { $0.isFinite ? $0 : nil }
    }
    guard let first = numbers[0], let second = numbers[1] else { return nil }
    return (first, second)
  }
}
