public import DirectoryModel
internal import Geodesy

/// People read from a table of comma-separated values (RFC 4180) with a header.
///
/// A row has its place as `lat` and `lon` in degrees, or as the code of a cell of the European 1 km census grid
/// (`GRD_ID`, for example `CRS3035RES1000mN3090000E4017000` or `1kmN3090E4017`), whose middle is taken. Columns, in any order
/// and either case: `population` (also `people`, `OBS_VALUE`, `TOT_P_2021`, `T`), `code`, `country`, `region`, `year`,
/// `quality`, `source`; others are left out. A row that cannot be read is told with its line, and the rest is taken.
public struct PopulationTable: Sendable {
  /// The cells, in the order of their rows.
  public private(set) var cells: [DemandCell] = []
  /// What is wrong with rows that are left out.
  public private(set) var problems: [Problem] = []

  /// The columns that hold each value, by name in lower case, the best first.
  private static let columns: [(field: Field, names: [String])] = [
    (.population, ["population", "people", "obs_value", "tot_p_2021", "tot_p_2018", "tot_p", "t"]),
    (.latitude, ["lat", "latitude"]), (.longitude, ["lon", "lng", "longitude"]),
    (.grid, ["grd_id", "grid_id", "spatial", "cell"]), (.code, ["code", "id"]), (.country, ["country", "cntr_id"]),
    (.region, ["region"]), (.year, ["year", "time_period"]), (.quality, ["quality"]), (.source, ["source"]),
  ]

  private enum Field { case population, latitude, longitude, grid, code, country, region, year, quality, source }

  /// Whether the first line of a table names people and places.
  public static func recognises(header: String) -> Bool {
    let fields = positions(of: CSVRows(header).first { _ in true }?.fields ?? [])
    return fields[.population] != nil && (fields[.grid] != nil || fields[.latitude] != nil && fields[.longitude] != nil)
  }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - text: the table; lines may end in any way.
  ///   - country: the country of rows that name none.
  public init(_ text: String, country: String = "") {
    var rows = CSVRows(text).makeIterator()
    guard let header = rows.next() else {
      fail(1, .valueMissing, "the table is empty")
      return
    }
    let fields = PopulationTable.positions(of: header.fields)
    guard fields[.population] != nil, fields[.grid] != nil || fields[.latitude] != nil && fields[.longitude] != nil
    else {
      fail(header.line, .valueMissing, "the header needs population, and lat and lon or GRD_ID")
      return
    }
    let grid = CensusGrid()
    var seen: Set<String> = []
    while let row = rows.next() {
      func value(_ field: Field) -> String? {
        fields[field].flatMap { $0 < row.fields.count ? row.fields[$0] : nil }.flatMap { $0.isEmpty ? nil : $0 }
      }
      guard row.fields.count == header.fields.count else {
        fail(row.line, .valueInvalid, "\(row.fields.count) values where the header has \(header.fields.count)")
        continue
      }
      guard let text = value(.population), let people = Double(text), people >= 0, people <= 100_000_000 else {
        fail(row.line, .valueInvalid, "population is '\(value(.population) ?? "")', expected a number from 0 up")
        continue
      }
      let place: Coordinate
      if let code = value(.grid) {
        guard let middle = grid?.middle(of: code) else {
          fail(row.line, .positionInvalid, "'\(code)' is no cell of the 1 km census grid (CRS3035RES1000mN…E…)")
          continue
        }
        place = middle
      } else {
        guard let latitude = value(.latitude).flatMap(Double.init),
          let longitude = value(.longitude).flatMap(Double.init)
        else {
          fail(row.line, .positionInvalid, "lat or lon is not a number")
          continue
        }
        guard let found = Coordinate(latitude: latitude, longitude: longitude) else {
          fail(row.line, .positionOutOfRange, "\(latitude),\(longitude) is no place on Earth")
          continue
        }
        guard latitude != 0 || longitude != 0 else {
          fail(row.line, .positionZero, "the position is 0,0")
          continue
        }
        place = found
      }
      let home = value(.country) ?? country
      let code = value(.code) ?? value(.grid) ?? "\(row.line)"
      guard seen.insert("\(home) \(code)").inserted else {
        fail(row.line, .duplicateID, "'\(code)' is in the table twice")
        continue
      }
      cells.append(
        DemandCell(
          code: code, place: place, country: home, region: value(.region), people: Int(people.rounded()),
          year: value(.year).flatMap { Int($0) }, quality: value(.quality), source: value(.source)))
    }
  }

  private mutating func fail(_ line: Int, _ code: ProblemCode, _ message: String) {
    problems.append(Problem(line: line, severity: .error, code: code, message: message))
  }

  private static func positions(of header: [String]) -> [Field: Int] {
    let names = header.map { $0.lowercased() }
    var found: [Field: Int] = [:]
    for column in columns {
      found[column.field] = column.names.lazy.compactMap { names.firstIndex(of: $0) }.first
    }
    return found
  }
}

/// Cells of the European grid in EPSG:3035, by their codes.
struct CensusGrid {
  private let transformation: CoordinateTransformation

  init?() {
    guard let system = ReferenceSystem(code: 3035, order: .eastFirst),
      let transformation = try? CoordinateTransformation(from: system)
    else { return nil }
    self.transformation = transformation
  }

  /// The middle of a cell; `nil` where the code is none.
  func middle(of code: String) -> Coordinate? {
    var text = Substring(code)
    let size: Double
    let scale: Double
    if text.hasPrefix("CRS3035RES") {
      text = text.dropFirst("CRS3035RES".count)
      guard let end = text.firstIndex(of: "m"), let metres = Int(text[..<end]), metres > 0 else { return nil }
      (size, scale) = (Double(metres), 1)
      text = text[text.index(after: end)...]
    } else if text.hasPrefix("1km") {
      text = text.dropFirst(3)
      (size, scale) = (1000, 1000)
    } else {
      return nil
    }
    guard text.first == "N", let east = text.firstIndex(of: "E"),
      let north = Int(text[text.index(after: text.startIndex)..<east]),
      let easting = Int(text[text.index(after: east)...])
    else { return nil }
    return transformation.coordinate(Double(easting) * scale + size / 2, Double(north) * scale + size / 2)
  }
}
