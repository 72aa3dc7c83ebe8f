internal import CEmbeddedFiles
package import Geodesy
internal import Primitives
internal import TextFormats

/// Towns by which the reader of a map finds the way: labels only, the more important first.
package enum Towns {
  /// The towns of the resource `towns.csv`.
  package static var all: [(name: String, place: Coordinate)] {
    let table = CSVReader.table([UInt8](embedded_towns_csv())[...]) { $0.count == 3 }
    guard var rows = table?.reader else { return [] }
    var towns: [(name: String, place: Coordinate)] = []
    while let row = try? rows.next() {
      guard let latitude = Double(row.fields[1]), let longitude = Double(row.fields[2]),
        let place = Coordinate.valid(latitude: latitude, longitude: longitude)
      else { continue }
      towns.append((row.fields[0], place))
    }
    return towns
  }
}
