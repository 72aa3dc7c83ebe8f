internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import Matching
internal import Primitives

/// A part of a country: what a code of three letters stands for, as in NUTS 1 (`DEA` for North Rhine-Westphalia).
struct CountryPart: Hashable {
  let code: String

  init(country: CountryCode, region: RegionCode?) {
    code =
      region.map { $0.rawValue.hasPrefix(country.rawValue) ? String($0.rawValue.prefix(3)) : country.rawValue }
      ?? country.rawValue
  }
}

/// Finds out how much the registries know of the units around people, so that what a list lacks is not taken for what is not
/// there.
///
/// Nobody is judged where no unit of the service is on file in their part of the country, nor where the registries declare
/// that they list only some of the stations, or only those within a strip that ends before. A registry that declares
/// nothing is taken at its word. The people on board are listed where most ground units of the part say how many they
/// have, and the registry does not say that its vehicles are what such stations usually have.
struct KnownGround {
  /// What people are judged by beside what is published.
  struct Options {
    /// Whether the crews that units of a type usually have are counted.
    var countsTypicalCrews: Bool
    /// Whether regions are judged whose lists are known to lack some stations.
    var judgesIncompleteLists: Bool
    /// Whether stations open: people of a country without any of the service are judged, for they have none yet.
    var opensStations = false
  }

  private struct Listing {
    var country: CountryCode
    var declaration: CompletenessDeclaration

    func isAbout(_ country: CountryCode, _ region: RegionCode?) -> Bool {
      guard !declaration.areas.isEmpty else { return country == self.country }
      return declaration.areas.contains { area in
        area.rawValue == country.rawValue || region?.hasPrefix(area) == true
      }
    }
  }

  /// What stands in a part of a country.
  private struct Part {
    var units = 0
    var withCrew = 0
  }

  private let services: [Service]
  private let norms: NormSelection
  private let vocabulary: Vocabulary
  private let options: Options
  private let listings: [Service: [Listing]]
  /// Countries of which there are boundaries.
  private let bounded: Set<CountryCode>
  private var parts: [Service: [CountryPart: Part]] = [:]
  /// Countries whose parts are not known, so that all of the country counts.
  private var countries: [Service: [CountryCode: Part]] = [:]
  private var strips: StripFinder

  /// Reads what registries declare; `hasCrew` says whether a registry gives a unit's people on board.
  init(
    of store: DirectoryStore, atlas: BoundaryIndex, units: [CoverageUnit], hasCrew: (UnitID) -> Bool,
    services: [Service], norms: NormSelection, vocabulary: Vocabulary, options: Options
  ) throws {
    self.services = services
    self.norms = norms
    self.vocabulary = vocabulary
    self.options = options
    var listings: [Service: [Listing]] = [:]
    for registry in try store.registriesWithStations() {
      // Stations of a kind, such as those of helicopters, say nothing of all the others.
      for declaration in registry.completeness where declaration.kind == nil {
        for service in declaration.services {
          listings[service, default: []].append(Listing(country: registry.country, declaration: declaration))
        }
      }
    }
    self.listings = listings
    bounded = Set(atlas.countries)
    strips = StripFinder(atlas: atlas, codes: try store.areaHeads().map(\.code))
    var territories: [StationID: (country: CountryCode?, region: RegionCode?)] = [:]
    for unit in units where unit.mobility == .road {
      let territory = territories[unit.station] ?? atlas.territory(of: unit.place)
      territories[unit.station] = territory
      let crew = hasCrew(unit.id) ? 1 : 0
      if let country = territory.country {
        let part = CountryPart(country: country, region: territory.region)
        parts[unit.service, default: [:]][part, default: Part()].units += 1
        parts[unit.service, default: [:]][part, default: Part()].withCrew += crew
      }
      if !bounded.contains(unit.country) {
        countries[unit.service, default: [:]][unit.country, default: Part()].units += 1
        countries[unit.service, default: [:]][unit.country, default: Part()].withCrew += crew
      }
    }
  }

  /// Whether units of a service are on file in a part of a country.
  ///
  /// Registries end at borders of Länder, and beyond them no unit would seem to come to anyone.
  func holds(_ service: Service, country: CountryCode, region: RegionCode?) -> Bool {
    part(service, country, region) != nil
  }

  private func part(_ service: Service, _ country: CountryCode, _ region: RegionCode?) -> Part? {
    countries[service]?[country] ?? parts[service]?[CountryPart(country: country, region: region)]
  }

  /// How much is known around each cell.
  mutating func ground(of cells: [DemandCell]) -> JudgedGround {
    struct Key: Hashable {
      var country: CountryCode
      var region: RegionCode?
      var strips: UInt64
    }
    struct Area: Hashable {
      var country: CountryCode
      var region: RegionCode?
    }
    var stripsOf: [Area: [CompletenessDeclaration.Strip]] = [:]
    var numbers: [Key: UInt16] = [:]
    var kinds: [[Service: JudgedGround.Knowledge]] = []
    var last: (key: Key, number: UInt16)?
    var kindOf: [UInt16] = []
    kindOf.reserveCapacity(cells.count)
    for cell in cells {
      let area = Area(country: cell.host, region: cell.region)
      let around = stripsOf[area] ?? strips(about: area.country, area.region)
      stripsOf[area] = around
      var within: UInt64 = 0
      for (number, strip) in around.prefix(64).enumerated() where strips.holds(cell.place, strip) {
        within |= 1 << UInt64(number)
      }
      let key = Key(country: area.country, region: area.region, strips: within)
      if let last, last.key == key {
        kindOf.append(last.number)
        continue
      }
      let number = numbers[key] ?? UInt16(clamping: kinds.count)
      if Int(number) == kinds.count {
        numbers[key] = number
        let inside = Set(around.prefix(64).enumerated().filter { within >> UInt64($0.offset) & 1 == 1 }.map(\.element))
        kinds.append(
          Dictionary(
            uniqueKeysWithValues: services.map { service in
              (service, knowledge(of: service, key.country, key.region, within: inside))
            }))
      }
      last = (key, number)
      kindOf.append(number)
    }
    return JudgedGround(kindOf: kindOf, kinds: kinds)
  }

  private func strips(about country: CountryCode, _ region: RegionCode?) -> [CompletenessDeclaration.Strip] {
    var found: [CompletenessDeclaration.Strip] = []
    for service in services {
      for listing in listings[service] ?? [] where listing.isAbout(country, region) {
        if let strip = listing.declaration.strip, !found.contains(strip) { found.append(strip) }
      }
    }
    return found
  }

  private func knowledge(
    of service: Service, _ country: CountryCode, _ region: RegionCode?,
    within strips: Set<CompletenessDeclaration.Strip>
  ) -> JudgedGround.Knowledge {
    guard let part = part(service, country, region) else {
      // Where stations open in a country that has none of the service, its people are judged: they have nobody yet. In a part
      // of a country that has some elsewhere, a list may be missing.
      guard options.opensStations, options.judgesIncompleteLists || hasNone(of: service, country) else {
        return .init(reason: .noRegistry)
      }
      var known = JudgedGround.Knowledge()
      known.marks.insert(.incompleteList)
      known.crews = options.countsTypicalCrews ? .typicalCounted : .typical
      return known
    }
    let about = (listings[service] ?? []).filter { $0.isAbout(country, region) }
    let here = about.filter { $0.declaration.strip.map(strips.contains) ?? true }
    var known = JudgedGround.Knowledge()
    let declared = here.map(\.declaration)
    if about.isEmpty || declared.contains(where: { [.all, .nearlyAll].contains($0.stations) }) {
      // All that is listed, or a registry that is taken at its word.
    } else if declared.contains(where: { $0.stations == .assumed }) {
      known.marks.insert(.assumedStations)
    } else if options.judgesIncompleteLists {
      known.marks.insert(.incompleteList)
    } else {
      known.reason = .incompleteList
    }
    let isTypical = declared.contains { [.typical, .notListed].contains($0.vehicles) }
    let isListed = !isTypical && part.withCrew * 2 > part.units
    known.crews = isListed ? .listed : options.countsTypicalCrews ? .typicalCounted : .typical
    known.lacking = lacking(service, here)
    return known
  }

  /// The needs of norms that no list here ever names a vehicle for, though such vehicles may well stand there.
  private func lacking(_ service: Service, _ here: [Listing]) -> Set<String> {
    guard !here.isEmpty, !options.judgesIncompleteLists else { return [] }
    return Set(norms.needs(askedOf: service).filter { need in here.allSatisfy { !mayList(need, $0) } })
  }

  /// Whether no unit of a service is on file in all of a country.
  private func hasNone(of service: Service, _ country: CountryCode) -> Bool {
    countries[service]?[country] == nil
      && parts[service]?.keys.contains { $0.code.hasPrefix(country.rawValue) } != true
  }

  private func mayList(_ need: String, _ listing: Listing) -> Bool {
    let needs = NormSelection.needs(need)
    let declaration = listing.declaration
    let neverLists = declaration.neverListed.contains { listed in
      if case .capability(let code) = listed { needs.contains { $0.capability == code } } else { false }
    }
    guard !neverLists else { return false }
    return declaration.listed.isEmpty
      || declaration.listed.contains { listed in
        switch listed {
        case .capability(let code): needs.contains { $0.capability == code }
        case .type(let code):
          // What a type of the country's own can do is in the vocabulary; of others nothing is said.
          vocabulary.type(code, country: listing.country).map { type in
            needs.allSatisfy { vocabulary.meets($0, with: type.capabilities) || $0.capability == Capability.crew }
          } ?? true
        }
      }
  }
}

/// Says whether places lie within strips along areas.
private struct StripFinder {
  private struct Tile: Hashable {
    var row: Int
    var column: Int
    var strip: CompletenessDeclaration.Strip
  }

  /// Degrees of latitude and longitude along a side of a tile.
  private static let side = 0.05
  /// Metres from the middle of a tile to its corners, at most.
  private static let reach = 4000.0

  private let atlas: BoundaryIndex
  private let codes: [String]
  private var known: [CompletenessDeclaration.Strip: Set<String>] = [:]
  /// Metres from the middle of a tile to the areas of a strip; infinite beyond it.
  private var tiles: [Tile: Double] = [:]

  init(atlas: BoundaryIndex, codes: [String]) {
    (self.atlas, self.codes) = (atlas, codes)
  }

  /// Whether a place is no farther from a strip's areas than it is wide.
  mutating func holds(_ place: Coordinate, _ strip: CompletenessDeclaration.Strip) -> Bool {
    let tile = Tile(
      row: Int(bounded: place.latitude / StripFinder.side, rounding: .down),
      column: Int(bounded: place.longitude / StripFinder.side, rounding: .down), strip: strip)
    let middle = Coordinate.valid(
      latitude: (Double(tile.row) + 0.5) * StripFinder.side, longitude: (Double(tile.column) + 0.5) * StripFinder.side)
    if let middle {
      let near = tiles[tile] ?? distance(from: middle, to: strip, within: strip.metres + StripFinder.reach)
      tiles[tile] = near
      // All of the tile lies on one side, but at the edge.
      if near <= strip.metres - StripFinder.reach { return true }
      if near > strip.metres + StripFinder.reach { return false }
    }
    return distance(from: place, to: strip, within: strip.metres) <= strip.metres
  }

  private mutating func distance(
    from place: Coordinate, to strip: CompletenessDeclaration.Strip, within radius: Double
  ) -> Double {
    let codes = known[strip] ?? codes(of: strip)
    known[strip] = codes
    return atlas.distances(from: place, within: radius, to: codes).values.min() ?? .infinity
  }

  /// Countries by their own outlines, parts of countries by those of their regions.
  private func codes(of strip: CompletenessDeclaration.Strip) -> Set<String> {
    Set(
      codes.filter { code in
        strip.areas.contains { $0.rawValue == code || $0.rawValue.utf8.count > 2 && code.hasPrefix($0.rawValue) }
      })
  }
}
