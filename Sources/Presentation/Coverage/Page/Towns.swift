package import Geodesy

/// Towns by which the reader of a map finds the way: labels only, the more important first.
package enum Towns {
  /// The towns of the resource `towns.csv`.
  package static var all: [(name: String, place: Coordinate)] {
    String(decoding: PackageResources.towns_csv, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
      .compactMap { line in
        let fields = line.split(separator: ",")
        guard fields.count == 3, let latitude = Double(fields[1]), let longitude = Double(fields[2]) else { return nil }
        return Coordinate.valid(latitude: latitude, longitude: longitude).map { (String(fields[0]), $0) }
      }
  }
}
