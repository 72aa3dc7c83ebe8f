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
  package static func settings(of cells: [DemandCell]) -> [AreaSetting] {
    let points = cells.map { SurfacePoint($0.place) }
    let finder = PointFinder(points)
    let needed = density * .pi * radius * radius / 1e6
    let enough = Int(bounded: needed, rounding: .up)
    let sums = finder.sums { cells[$0].people }
    return points.map { point in
      finder.sum(of: sums, within: radius, of: point, upTo: enough) >= enough ? .urban : .rural
    }
  }
}
