internal import DirectoryModel
internal import Geodesy

/// The points of postcodes and municipalities, to hold positions against.
struct ReferencePlaces {
  /// A station may lie this far from the point of its address, in metres: beyond, it is told.
  static let tolerated = 5_000.0
  /// Beyond this many metres the position is not believed.
  static let believed = 20_000.0

  private struct Key: Hashable {
    var country: CountryCode
    var kind: ReferencePlace.Kind
    var name: String
  }

  private var places: [Key: [Ground]] = [:]
  /// A place's point, and how far its ground reaches from there in metres.
  private struct Ground {
    var point: Coordinate
    var reach: Double
    /// Metres from the point; 0 for what lies on the ground.
    func distance(to place: Coordinate) -> Double {
      let distance = Geodesic.distance(from: point, to: place)
      return distance <= reach ? 0 : distance
    }
  }

  /// Countries of which postcodes are on file.
  private var codedCountries: Set<CountryCode> = []

  init(_ places: [ReferencePlace] = []) { add(places) }

  mutating func add(_ places: [ReferencePlace]) {
    for place in places {
      guard let name = ReferencePlaces.name(place.name, place.kind, place.country) else { continue }
      if place.kind == .postcode { codedCountries.insert(place.country) }
      self.places[Key(country: place.country, kind: place.kind, name: name), default: []].append(
        Ground(point: place.coordinate, reach: place.reach))
    }
  }

  /// A point that stands in for a position.
  struct StandIn {
    /// What it is the point of, in words.
    var name: String
    var coordinate: Coordinate
    var quality: Position.Quality
  }

  /// A position that lies far from its address.
  struct Finding {
    /// What it is far from, in words.
    var name: String
    /// Metres to the nearest point of the address.
    var distance: Double
    /// The point that stands in for it, where it is not believed.
    var standIn: StandIn?
  }

  /// Compares a position with the points of its address.
  ///
  /// - Returns: what is odd; `nil` where it fits, where no point is known, and for a position that is such a point itself.
  func finding(on position: Position, _ address: Station.Address, _ country: CountryCode) -> Finding? {
    guard !places.isEmpty, position.quality != .municipalityCentroid, position.quality != .postcodeCentroid else {
      return nil
    }
    let points = [
      (address.postcode, ReferencePlace.Kind.postcode, Position.Quality.postcodeCentroid),
      (address.municipality, .municipality, .municipalityCentroid),
    ].compactMap { text, kind, quality -> (StandIn, [Ground])? in
      guard let text, let name = ReferencePlaces.name(text, kind, country),
        let found = places[Key(country: country, kind: kind, name: name)], let first = found.first
      else { return nil }
      let words = kind == .postcode ? "postcode \(text)" : text
      return (StandIn(name: words, coordinate: first.point, quality: quality), found)
    }
    let distances = points.map { point in
      point.1.map { $0.distance(to: position.coordinate) }.min() ?? .infinity
    }
    // The postcode is the finer of the two; but where they contradict each other, one of them is wrong or the municipality
    // is large, and a position that fits either is none that is wrong.
    let agree =
      points.count == 2
      && points[1].1.contains { $0.distance(to: points[0].0.coordinate) <= ReferencePlaces.tolerated }
    guard let nearest = agree ? 0 : distances.indices.min(by: { distances[$0] < distances[$1] }),
      distances[nearest] > ReferencePlaces.tolerated
    else { return nil }
    var finding = Finding(name: points[nearest].0.name, distance: distances[nearest])
    let postcode = points.first { $0.0.quality == .postcodeCentroid }
    // A postcode that is not on file, where others are, is one without people: a harbour or heath, which may lie anywhere in
    // a large municipality.
    if postcode == nil, address.postcode != nil, codedCountries.contains(country) { return finding }
    if distances[nearest] > ReferencePlaces.believed {
      finding.standIn =
        points.first { $0.0.quality == .municipalityCentroid }
        .flatMap { ReferencePlaces.standIn($0.0, among: $0.1.map(\.point), near: postcode?.0.coordinate) }
        ?? postcode?.0
    }
    return finding
  }

  /// The municipality's point among those of its name; `nil` where there are several municipalities of that name, and no
  /// postcode that tells which is meant.
  private static func standIn(_ point: StandIn, among all: [Coordinate], near postcode: Coordinate?) -> StandIn? {
    let candidates = postcode.map { place in all.filter { Geodesic.distance(from: $0, to: place) <= believed } } ?? all
    guard let first = candidates.first,
      candidates.allSatisfy({ Geodesic.distance(from: $0, to: first) <= believed })
    else { return nil }
    var chosen = point
    chosen.coordinate = first
    return chosen
  }

  /// A postcode or name in the form in which they are compared; `nil` where nothing of it is left.
  private static func name(_ text: String, _ kind: ReferencePlace.Kind, _ country: CountryCode) -> String? {
    var text = text
    // What stands in brackets tells places of one name apart in other ways than other lists do.
    if kind == .municipality, let bracket = text.firstIndex(of: "(") { text = String(text[..<bracket]) }
    var name = String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    guard kind == .postcode else { return name.isEmpty ? nil : name }
    // "NL-6291 AB", "D-52062"
    for prefix in [country.rawValue.lowercased(), String(country.rawValue.prefix(1)).lowercased()]
    where name.hasPrefix(prefix) && name.dropFirst(prefix.count).first?.isNumber == true {
      name = String(name.dropFirst(prefix.count))
      break
    }
    // Of Dutch postcodes, the four digits are the area.
    if country.rawValue == "NL" { name = String(name.prefix(4)) }
    return name.isEmpty ? nil : name
  }
}
