package import DirectoryModel
internal import Geodesy
internal import Primitives

/// Whether people live close together or far apart, for norms that differ by it.
///
/// A cell is urban where at least 300 people per square kilometre live within 3 km of its middle. The density is that of
/// urban clusters in the European degree of urbanisation (DEGURBA, Regulation (EU) 2017/2391: grid cells of 1 km² with at
/// least 300 people each that adjoin each other and hold 5,000 together); the circle, which then holds 8,483 people, takes
/// the place of the adjoining cells, because people are given at postcodes and localities as well as on grids.
package enum AreaSetting: String, CaseIterable, Hashable, Sendable {
  /// Densely settled.
  case urban
  /// All else.
  case rural

  /// Metres around a cell in which people are counted.
  package static let radius = 3000.0
  /// People per square kilometre from which on a cell is urban.
  package static let density = 300.0

  /// The setting of each cell among all of them, whatever their country.
  ///
  /// - Complexity: O(n log n) for cells as close together as may be: whole groups of them are counted at once.
  package static func settings(of cells: [DemandCell]) -> [AreaSetting] { settings(at: cells, among: cells) }

  /// Those cells that may be near enough to some of them to matter, and others.
  private static func around(_ asked: [DemandCell], among all: [DemandCell]) -> [DemandCell] {
    guard let first = asked.first?.place else { return [] }
    let box = asked.reduce(BoundingBox(around: first)) { $0.union(BoundingBox(around: $1.place)) }
    // At the antimeridian the box says nothing of what lies beyond it.
    guard box.west > -179, box.east < 179 else { return all }
    return all.filter { box.leastDistance(to: $0.place) <= radius }
  }

  /// The settings of the cells of some countries; others are taken for rural, which makes no difference where no norm asks.
  package static func settings(
    at asked: [DemandCell], among all: [DemandCell], in countries: Set<CountryCode>
  ) -> [AreaSetting] {
    let numbers = asked.indices.filter { countries.contains(asked[$0].host) }
    var settings = Array(repeating: AreaSetting.rural, count: asked.count)
    for (number, setting) in zip(numbers, self.settings(at: numbers.map { asked[$0] }, among: all)) {
      settings[number] = setting
    }
    return settings
  }

  /// The setting of some cells among all of them, whatever their country; what lies far from them is not looked at.
  package static func settings(at asked: [DemandCell], among all: [DemandCell]) -> [AreaSetting] {
    let cells = asked.count == all.count ? all : around(asked, among: all)
    let finder = PointFinder(cells.map { SurfacePoint($0.place) })
    let needed = density * .pi * radius * radius / 1e6
    let enough = Int(bounded: needed, rounding: .up)
    let sums = finder.sums { cells[$0].people }
    return asked.map { cell in
      finder.sum(of: sums, within: radius, of: SurfacePoint(cell.place), upTo: enough) >= enough ? .urban : .rural
    }
  }
}
