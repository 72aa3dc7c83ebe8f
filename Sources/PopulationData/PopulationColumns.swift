internal import DirectoryModel
internal import Geodesy
internal import Primitives

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

/// Makes cells of values, row by row, and keeps what is wrong with those that it cannot take.
struct CellCollector {
  private(set) var cells: [DemandCell] = []
  private(set) var problems: [Problem] = []
  private let country: CountryCode?
  private lazy var grid = CensusGrid()
  private var seen: Set<String> = []

  init(country: CountryCode?) { self.country = country }

  /// Takes one row.
  ///
  /// - Parameters:
  ///   - line: the line of a table, or the number of a feature, from 1.
  ///   - known: the place, where it is not in columns; else `nil`.
  ///   - value: gives a column's text; `nil` where there is none.
  mutating func take(line: Int, place known: Coordinate? = nil, value: (PopulationColumns.Field) -> String?) {
    guard let text = value(.population), let people = Double(text), people >= 0, people <= 100_000_000 else {
      fail(line, .valueInvalid, "population is '\(value(.population) ?? "")', expected a number from 0 up")
      return
    }
    let place: Coordinate
    if let code = value(.grid) {
      guard let middle = grid?.middle(of: code) else {
        fail(line, .positionInvalid, "'\(code)' is no cell of the 1 km census grid (CRS3035RES1000mN…E…)")
        return
      }
      place = middle
    } else if let known {
      place = known
    } else {
      guard let latitude = value(.latitude).flatMap(Double.init), let longitude = value(.longitude).flatMap(Double.init)
      else {
        fail(line, .positionInvalid, "lat or lon is not a number")
        return
      }
      guard let found = Coordinate.valid(latitude: latitude, longitude: longitude) else {
        fail(line, .positionOutOfRange, "\(latitude),\(longitude) is no place on Earth")
        return
      }
      place = found
    }
    guard place.latitude != 0 || place.longitude != 0 else {
      fail(line, .positionZero, "the position is 0,0")
      return
    }
    let home = value(.country) ?? country.storedText
    guard home.isEmpty || CountryCode.isCode(home) else {
      fail(line, .valueInvalid, "country is '\(home)', expected two capital letters (ISO 3166-1 alpha-2)")
      return
    }
    let code = value(.code) ?? value(.grid) ?? "\(line)"
    guard seen.insert("\(home) \(code)").inserted else {
      fail(line, .duplicateID, "'\(code)' is listed twice")
      return
    }
    cells.append(
      DemandCell(
        code: code, place: place, country: CountryCode(stored: home), region: value(.region).map { RegionCode($0) },
        people: Int(bounded: people), year: value(.year).flatMap { Int($0) }, quality: value(.quality),
        source: value(.source)))
  }

  mutating func fail(_ line: Int, _ code: ProblemCode, _ message: String) {
    problems.append(Problem(line: line, severity: .error, code: code, message: message))
  }
}
