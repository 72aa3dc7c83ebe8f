internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy

/// What agreements want to know of places and units, from a directory.
struct DirectoryFacts: CrossingFacts {
  let store: DirectoryStore
  let atlas: BoundaryAtlas
  let records: RecordFinder

  func region(of place: Coordinate, in country: String) -> String? {
    let territory = atlas.territory(of: place)
    return territory.country == country ? territory.region : nil
  }

  func distance(from place: Coordinate, toCountry country: String) -> Double? {
    atlas.distance(from: place, toCountry: country)
  }

  func controlRoom(country: String, region: String?, service: Service) throws -> String? {
    try records.responsible(country: country, region: region, municipality: nil, service: service)?.id
  }

  func controlRoom(ofUnit unit: CoverageUnit) throws -> String? {
    // A unit that a scenario adds has no records: it is asked for through the room of where it stands.
    guard let station = try store.unit(unit.id)?.station else {
      return try controlRoom(
        country: unit.country, region: region(of: unit.place, in: unit.country), service: unit.service)
    }
    return try records.home(of: station, service: unit.service)?.id
  }

  func municipality(ofUnit unit: CoverageUnit) throws -> String? {
    try store.unit(unit.id)?.station.address?.municipality
  }
}
