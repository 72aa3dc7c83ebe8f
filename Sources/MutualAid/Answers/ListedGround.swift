internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import Matching

/// What knows how far areas are.
protocol AreaDistances: Sendable {
  /// Metres from a place to countries and regions by their codes, 0 inside; those of `codes` that are within a radius.
  func distances(from place: Coordinate, within radius: Double, to codes: Set<String>) throws -> [String: Double]
}

extension DirectoryStore: AreaDistances {}
extension BoundaryIndex: AreaDistances {}

/// Which registries list the units of which ground, by what they declare.
///
/// A registry without a declaration says nothing about what it lists: it is taken to list its whole country, so that nothing
/// is said to be missing that may be there.
struct ListedGround: Sendable {
  private struct Listing {
    var registry: RegistryID
    var country: CountryCode
    /// `nil` for a registry that declares nothing.
    var declaration: CompletenessDeclaration?

    func isAbout(_ service: Service) -> Bool {
      declaration.map { $0.services.contains(service) && $0.kind == nil } ?? true
    }

    /// Whether no vehicle with a capability is ever listed, though such vehicles may well stand there.
    func neverLists(_ capability: String, vocabulary: Vocabulary) -> Bool {
      guard let declaration else { return false }
      let has = { (listing: CompletenessDeclaration.Listing) in
        switch listing {
        case .capability(let code): code == capability
        case .type(let code):
          vocabulary.type(code, country: country)?.capabilities.contains { $0.code == capability } == true
        }
      }
      // Where some vehicles are named, no others are listed.
      return declaration.neverListed.contains(.capability(capability))
        || !declaration.listed.isEmpty && !declaration.listed.contains(where: has)
    }

    /// Whether it is about an area, wholly or, where it is about a strip, in part.
    func isAbout(_ area: Ground) -> Bool {
      guard let areas = declaration?.areas, !areas.isEmpty else { return area.country == country }
      return areas.contains { area.isPart(of: $0) }
    }
  }

  /// A country or region.
  private struct Ground {
    var code: RegionCode
    var country: CountryCode

    func isPart(of other: RegionCode) -> Bool { code.hasPrefix(other) || country.rawValue == other.rawValue }
  }

  /// An area of which a service is not listed, or not listed beyond a strip.
  private struct Gap {
    var area: Ground
    /// The strips within which it is listed; empty where none of it is.
    var strips: [CompletenessDeclaration.Strip]
  }

  private let listings: [Listing]
  /// Countries without regions on file, and regions.
  private let grounds: [Ground]
  private let gaps: [Service: [Gap]]
  /// The year, month or day that the facts of each registry are of, where it says so.
  let sourceDates: [RegistryID: String]

  init(store: DirectoryStore) throws {
    var listings: [Listing] = []
    var sourceDates: [RegistryID: String] = [:]
    for registry in try store.registriesWithStations() {
      sourceDates[registry.id] = registry.sourceDate
      let entry = { Listing(registry: registry.id, country: registry.country, declaration: $0) }
      listings += registry.completeness.isEmpty ? [entry(nil)] : registry.completeness.map(entry)
    }
    let heads = try store.areaHeads()
    let divided = Set(heads.lazy.filter { $0.level == .region }.map(\.country))
    let grounds = heads.filter { $0.level == .region || !divided.contains($0.country) }
      .map { Ground(code: RegionCode($0.code), country: $0.country) }
    var gaps: [Service: [Gap]] = [:]
    for service in Service.allCases {
      let about = listings.filter { $0.isAbout(service) }
      // Where nobody lists a service at all, there is nothing that could be complete.
      guard !about.isEmpty else { continue }
      gaps[service] = grounds.compactMap { ground in
        let here = about.filter { $0.isAbout(ground) }
        let strips = here.compactMap { $0.declaration?.strip }
        return strips.count < here.count ? nil : Gap(area: ground, strips: strips)
      }
    }
    (self.listings, self.grounds, self.gaps, self.sourceDates) = (listings, grounds, gaps, sourceDates)
  }

  /// Areas of which no registry lists a service, as far as they are nearer than `radius` metres, the nearest first.
  ///
  /// Where a strip of an area is listed, what lies beyond begins no nearer than the strip is wide, less what the place itself
  /// lies away from the areas along which it runs.
  func missing(
    _ service: Service, around place: Coordinate, within radius: Double, in areas: any AreaDistances,
    where isMeant: (CountryCode) -> Bool
  ) throws -> [(area: RegionCode, country: CountryCode, distance: Double, isPartial: Bool)] {
    let meant = (gaps[service] ?? []).filter { isMeant($0.area.country) }
    guard !meant.isEmpty else { return [] }
    let distances = try areas.distances(from: place, within: radius, to: Set(meant.map(\.area.code.rawValue)))
    var found: [(area: RegionCode, country: CountryCode, distance: Double, isPartial: Bool)] = []
    // Many areas of one registry are listed within one and the same strip.
    var begins: [CompletenessDeclaration.Strip: Double] = [:]
    for gap in meant {
      guard var distance = distances[gap.area.code.rawValue] else { continue }
      for strip in gap.strips {
        let beginning =
          try begins[strip]
          ?? strip.metres - self.distance(from: place, to: strip.areas, within: strip.metres, in: areas)
        begins[strip] = beginning
        distance = max(distance, beginning)
      }
      if distance < radius { found.append((gap.area.code, gap.area.country, distance, !gap.strips.isEmpty)) }
    }
    return found.sorted { ($0.distance, $0.area.rawValue) < ($1.distance, $1.area.rawValue) }
  }

  /// Metres from a place to the nearest of some areas; the radius where all are farther.
  private func distance(
    from place: Coordinate, to wanted: [RegionCode], within radius: Double, in areas: any AreaDistances
  ) throws -> Double {
    let codes = grounds.filter { ground in wanted.contains { ground.isPart(of: $0) } }.map(\.code.rawValue)
    return try areas.distances(from: place, within: radius, to: Set(codes)).values.min() ?? radius
  }

  /// The registries that list a service near a place and never list what is needed: each with what that is, and the nearest
  /// area of which it speaks.
  func notListed(
    _ needs: [Need], of service: Service, around place: Coordinate, within radius: Double, in areas: any AreaDistances,
    vocabulary: Vocabulary
  ) throws -> [(registry: RegistryID, capability: String, area: RegionCode, distance: Double)] {
    let capabilities = Set(needs.map(\.capability)).subtracting([Capability.crew]).sorted()
    let partial = listings.filter { listing in
      listing.isAbout(service) && capabilities.contains { listing.neverLists($0, vocabulary: vocabulary) }
    }
    guard !partial.isEmpty else { return [] }
    let about = grounds.filter { ground in partial.contains { $0.isAbout(ground) } }
    let distances = try areas.distances(from: place, within: radius, to: Set(about.map(\.code.rawValue)))
    var found: [(registry: RegistryID, capability: String, area: RegionCode, distance: Double)] = []
    for listing in partial {
      let nearest = about.filter(listing.isAbout)
        .compactMap { ground in distances[ground.code.rawValue].map { (area: ground.code, distance: $0) } }
        .min { ($0.distance, $0.area.rawValue) < ($1.distance, $1.area.rawValue) }
      guard let nearest else { continue }
      for capability in capabilities where listing.neverLists(capability, vocabulary: vocabulary) {
        // Another declaration, or another registry of the same ground, may list it.
        let isListed = listings.contains {
          $0.isAbout(service) && $0.declaration?.areas == listing.declaration?.areas && $0.country == listing.country
            && !$0.neverLists(capability, vocabulary: vocabulary)
        }
        if !isListed { found.append((listing.registry, capability, nearest.area, nearest.distance)) }
      }
    }
    return found.sorted { ($0.distance, $0.registry.rawValue) < ($1.distance, $1.registry.rawValue) }
  }
}
