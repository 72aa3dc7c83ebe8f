internal import CEmbeddedFiles
package import DirectoryModel
package import Geodesy
internal import Primitives
internal import TextFormats

/// Places with names by which the reader of a map or a list finds the way.
package struct Towns: Sendable {
  /// A name and where it stands.
  package typealias Town = (name: String, place: Coordinate)

  /// Degrees along the sides of the squares by which places are looked up: some five kilometres.
  private static let step = (latitude: 0.05, longitude: 0.08)

  private struct Square: Hashable {
    var row: Int
    var column: Int

    init(_ place: Coordinate) {
      row = Int(bounded: place.latitude / Towns.step.latitude, rounding: .down)
      column = Int(bounded: place.longitude / Towns.step.longitude, rounding: .down)
    }
  }

  private let towns: [Town]
  private let squares: [Square: [Int]]

  /// Takes names with their places; of several with one place the first counts.
  package init(_ towns: [Town] = []) {
    self.towns = towns
    squares = Dictionary(grouping: towns.indices) { Square(towns[$0].place) }
  }

  /// The towns of the resource `towns.csv`: the largest, and those that people know at borders, the more important first.
  package static var known: [Town] {
    let table = CSVReader.table([UInt8](embedded_towns_csv())[...]) { $0.count == 3 }
    guard var rows = table?.reader else { return [] }
    var towns: [Town] = []
    while let row = try? rows.next() {
      guard let latitude = Double(row.fields[1]), let longitude = Double(row.fields[2]),
        let place = Coordinate.valid(latitude: latitude, longitude: longitude)
      else { continue }
      towns.append((row.fields[0], place))
    }
    return towns
  }

  /// The name of the place nearest to a point, no farther than some ten kilometres; `nil` where there is none.
  package func nearest(to place: Coordinate) -> String? { position(nearestTo: place).map { towns[$0].name } }

  private func position(nearestTo place: Coordinate) -> Int? {
    let home = Square(place)
    let shortening = max(0.05, cos(place.latitude * .pi / 180))
    var best: (square: Double, town: Int)?
    // The square and those around it, then those farther out.
    for ring in 1...2 where best == nil {
      for row in -ring...ring {
        for column in -ring...ring {
          var square = home
          square.row += row
          square.column += column
          for town in squares[square] ?? [] {
            let north = towns[town].place.latitude - place.latitude
            let east = (towns[town].place.longitude - place.longitude) * shortening
            let distance = north * north + east * east
            if distance < best?.square ?? .infinity { best = (distance, town) }
          }
        }
      }
    }
    return best?.town
  }

  /// Towns for the labels of a map: those of `towns.csv`, then the others by how many people live nearest to them.
  ///
  /// - Parameters:
  ///   - cells: people and where they live.
  ///   - count: how many at most.
  /// - Returns: the more important first; a map labels as many as it has room for.
  package func labels(for cells: [DemandCell], count: Int = 400) -> [Town] {
    var people: [Int: Int] = [:]
    for cell in cells {
      guard let town = position(nearestTo: cell.place) else { continue }
      people[town, default: 0] += cell.people
    }
    let largest = people.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count)
    let known = Towns.known
    let names = Set(known.map(\.name))
    return known + largest.map { towns[$0.key] }.filter { !names.contains($0.name) }
  }
}
