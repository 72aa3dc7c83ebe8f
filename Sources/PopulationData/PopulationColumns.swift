/// What columns, or properties, of people are called in published data.
enum PopulationColumns {
  enum Field: Hashable { case population, latitude, longitude, grid, code, country, region, year, quality, source }

  /// The names of each field in lower case, the best first.
  private static let names: [(field: Field, names: [String])] = [
    (.population, ["population", "people", "obs_value", "tot_p_2021", "tot_p_2018", "tot_p_2011", "tot_p", "t"]),
    (.latitude, ["lat", "latitude"]), (.longitude, ["lon", "lng", "longitude"]),
    (.grid, ["grd_id", "grid_id", "spatial", "cell", "cellcode"]), (.code, ["code", "id"]),
    (.country, ["country", "cntr_id"]), (.region, ["region"]), (.year, ["year", "time_period"]),
    (.quality, ["quality"]), (.source, ["source"]),
  ]

  /// Where each field stands among names; fields that are not there are left out.
  static func positions(in header: [String]) -> [Field: Int] {
    let header = header.map { $0.lowercased() }
    var found: [Field: Int] = [:]
    for column in names { found[column.field] = column.names.lazy.compactMap { header.firstIndex(of: $0) }.first }
    return found
  }

  /// Whether there are people, and a place for them.
  static func areEnough(_ fields: [Field: Int]) -> Bool {
    fields[.population] != nil && (fields[.grid] != nil || fields[.latitude] != nil && fields[.longitude] != nil)
  }
}
