internal import Geodesy
internal import Primitives

/// Which cell each pixel of a map shows: the nearest one, as far as a cell reaches.
///
/// Of a grid, the points nearest to the middle of a square are that square, so that squares come out as squares; people at
/// points are spread over the ground that is nearest to them.
struct CellRaster: Sendable {
  let width: Int
  let height: Int
  /// By pixel, row by row: the position of a cell, -1 for none.
  let cells: [Int32]

  /// Pixels along the width of a map of everything; more make larger files and are not seen.
  private static let widest = 900
  /// Metres along the side of a pixel where the map is of a small area.
  private static let finest = 125.0

  /// Draws cells into the pixels of a frame.
  ///
  /// - Parameters:
  ///   - frame: the part of the world that the map shows.
  ///   - places: the cells' middles.
  ///   - side: metres along the side of a cell; `nil` where people are counted at points.
  ///   - margin: metres by which cells reach farther, so that bands close over ground where nobody lives.
  ///   - isShown: whether a cell is drawn.
  init(_ frame: MapFrame, places: [Coordinate], side: Double?, margin: Double = 0, isShown: (Int) -> Bool) {
    let metres = frame.metresPerUnit * Double(MapFrame.width)
    let width = Int(bounded: metres / CellRaster.finest, rounding: .up, in: 200...CellRaster.widest)
    let height = max(1, Int(bounded: Double(width * frame.height) / Double(MapFrame.width), rounding: .up))
    self.width = width
    self.height = height
    let shown = places.indices.filter(isShown)
    let metresPerPixel = metres / Double(width)
    let spacing = side ?? CellRaster.spacing(of: shown.map { frame.share(places[$0]) }, metres: metres)
    // A square that is turned by three degrees, as those of the census grid are here, reaches a little over half its side.
    let reach = (spacing * (side == nil ? 0.75 : 0.54) + margin) / metresPerPixel
    let isSquare = side != nil && margin == 0
    var found = [Int32](repeating: -1, count: width * height)
    var nearest = [Float](repeating: .infinity, count: width * height)
    let around = Int(bounded: reach, rounding: .up, in: 1...200)
    for cell in shown {
      let share = frame.share(places[cell])
      let middle = (x: share.x * Double(width), y: share.y * Double(width))
      guard middle.x > -200, middle.x < Double(width) + 200, middle.y > -200, middle.y < Double(height) + 200 else {
        continue
      }
      let column = Int(bounded: middle.x, rounding: .down)
      let row = Int(bounded: middle.y, rounding: .down)
      for y in max(0, row - around)..<max(max(0, row - around), min(height, row + around + 1)) {
        for x in max(0, column - around)..<max(max(0, column - around), min(width, column + around + 1)) {
          let (dx, dy) = (Double(x) + 0.5 - middle.x, Double(y) + 0.5 - middle.y)
          let square = dx * dx + dy * dy
          // The pixel in which a cell lies is its own, however small it is drawn.
          let isNear = isSquare ? max(abs(dx), abs(dy)) <= reach : square <= reach * reach
          guard isNear || (x == column && y == row) else { continue }
          let pixel = y * width + x
          if Float(square) < nearest[pixel] {
            nearest[pixel] = Float(square)
            found[pixel] = Int32(cell)
          }
        }
      }
    }
    cells = found
  }

  /// Metres from a point to the next, as dense as points lie where they lie.
  private static func spacing(of shares: [(x: Double, y: Double)], metres: Double) -> Double {
    guard !shares.isEmpty else { return 1000 }
    let square = 5000.0
    var squares: Set<Int64> = []
    for share in shares {
      let x = Int64(bounded: share.x * metres / square, rounding: .down, in: -100_000...100_000)
      let y = Int64(bounded: share.y * metres / square, rounding: .down, in: -100_000...100_000)
      squares.insert(x * 1_000_000 + y)
    }
    let area = Double(squares.count) * square * square
    return max(950, min(4000, (area / Double(shares.count)).squareRoot()))
  }

  /// A picture of the cells, by the number of the colour of each; 0 for none.
  func picture(palette: [UInt32], hatched: UInt8? = nil, _ number: (Int) -> UInt8) -> IndexedPicture {
    var pixels = [UInt8](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width {
        let cell = cells[y * width + x]
        guard cell >= 0 else { continue }
        let colour = number(Int(cell))
        // Stripes from the lower left to the upper right.
        if colour == hatched, (x + y) % 5 > 1 { continue }
        pixels[y * width + x] = colour
      }
    }
    return IndexedPicture(
      width: width, height: height, palette: palette.map { IndexedPicture.Colour($0) }, pixels: pixels)
  }
}
