import DirectoryModel
import Geodesy
import PopulationData
import RegistryXML
import TextFormats

/// People in tables, GeoJSON and GML.
///
/// Reading ends with cells and problems or a `MutualAidError`. Cells written as a table are the same when they are read
/// again, and nobody is lost or made where people are spread over a grid.
enum FuzzPeople {
  static func run(_ bytes: [UInt8]) throws {
    let file: PopulationFile
    do {
      file = try PopulationFile(DocumentFile(bytes: bytes))
    } catch is MutualAidError {
      return
    }
    for cell in file.cells {
      try require((0...100_000_000).contains(cell.people), "\(cell.people) people")
      try require(cell.country.map { CountryCode.isCode($0.rawValue) } ?? true, "\(cell) has no country's code")
    }
    let cells = Array(file.cells.prefix(50))
    let again = try PopulationFile(DocumentFile(bytes: Array(table(cells).utf8)))
    try require(
      again.cells == cells && again.problems.isEmpty,
      "\(cells) are \(again.cells) \(again.problems) when written and read again")
    let spread = RegularGrid(side: [1000, 2000, 10_000][bytes.count % 3]).spread(Array(cells.prefix(3)))
    let people = cells.prefix(3).map(\.people).reduce(0, +)
    try require(spread.map(\.people).reduce(0, +) == people, "\(people) people are others on a grid: \(spread)")
  }

  private static func table(_ cells: [DemandCell]) -> String {
    let rows = cells.map { cell in
      [
        cell.country?.rawValue, cell.region?.rawValue, cell.code, "\(cell.place.latitude)", "\(cell.place.longitude)",
        "\(cell.people)", cell.year.map { "\($0)" }, cell.quality, cell.source,
      ].map { $0 ?? "" }
    }
    let header = ["country", "region", "code", "lat", "lon", "population", "year", "quality", "source"]
    return ([header] + rows).map { CSV.line($0) }.joined()
  }
}
