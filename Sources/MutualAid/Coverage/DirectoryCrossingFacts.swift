internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import Matching

/// What rules of agreements ask of places and units, from a directory: the same facts that `nearest` uses.
///
/// Of units that only a scenario has, control room and municipality are not known.
struct DirectoryCrossingFacts: CrossingFacts {
  private let atlas: BoundaryIndex
  private let records: RecordLookup
  private let units: [UnitID: MatchableUnit]

  /// Takes the units on file, with their records and the boundaries.
  init(atlas: BoundaryIndex, records: RecordLookup, units: [MatchableUnit]) {
    self.atlas = atlas
    self.records = records
    self.units = Dictionary(units.map { ($0.summary.id, $0) }) { first, _ in first }
  }

  func region(of place: Coordinate, in country: CountryCode) -> RegionCode? {
    let territory = atlas.territory(of: place)
    return territory.country == country ? territory.region : nil
  }

  func distance(from place: Coordinate, toCountry country: CountryCode) -> Double? {
    atlas.distance(from: place, toCountry: country)
  }

  func controlRoom(country: CountryCode, region: RegionCode?, service: Service) throws -> ControlRoomID? {
    try records.responsibleRoom(country: country, region: region, municipality: nil, service: service)?.id
  }

  func controlRoom(ofUnit unit: CoverageUnit) throws -> ControlRoomID? {
    try units[unit.id].flatMap { try records.helper(of: $0).room?.id }
  }

  func municipality(ofUnit unit: CoverageUnit) throws -> String? {
    try units[unit.id].flatMap { try records.municipality(of: $0) }
  }
}
