/// Cuts line segments where they meet, so that afterwards they share ends only.
///
/// Points at which they cross are rounded to the grid. That moves the pieces a little, so that pieces may meet that did not
/// meet before: they are cut again until none do ("iterated snap rounding", D. Halperin and E. Packer, Computational Geometry
/// 23 (2002) 209–225, https://doi.org/10.1016/S0925-7721(01)00064-5).
struct LineSplitting {
  /// A piece of a line.
  struct Piece {
    var start: GridPoint
    var end: GridPoint
    /// The line's number.
    var line: Int32
  }

  /// How often pieces are cut at most: two rounds do for rivers, and what may be left is a meeting within centimetres.
  private static let mostRounds = 8

  /// Cuts pieces.
  ///
  /// - Complexity: O(*n*) for short segments that seldom meet.
  static func split(_ pieces: [Piece]) -> [Piece] {
    var pieces = pieces.filter { $0.start != $0.end }
    for _ in 0..<mostRounds {
      let cuts = cuts(of: pieces)
      guard !cuts.isEmpty else { break }
      pieces = apply(cuts, to: pieces)
    }
    return pieces
  }

  private static func cuts(of pieces: [Piece]) -> [(piece: Int32, point: GridPoint)] {
    var cuts: [(piece: Int32, point: GridPoint)] = []
    func cut(_ piece: Int32, _ point: GridPoint) {
      let whole = pieces[Int(piece)]
      if point != whole.start, point != whole.end { cuts.append((piece, point)) }
    }
    let columns = LineColumns(pieces.indices.map { .init(pieces[$0].start, pieces[$0].end, number: Int32($0)) })
    columns.forEachPair { one, other in
      let (a, b) = (pieces[Int(one)], pieces[Int(other)])
      let (a1, a2) = (GridPoint.side(b.start, b.end, a.start), GridPoint.side(b.start, b.end, a.end))
      if a1 > 0 && a2 > 0 || a1 < 0 && a2 < 0 { return }
      let (b1, b2) = (GridPoint.side(a.start, a.end, b.start), GridPoint.side(a.start, a.end, b.end))
      if b1 > 0 && b2 > 0 || b1 < 0 && b2 < 0 { return }
      if a1 == 0, a.start.isBetween(b.start, b.end) { cut(other, a.start) }
      if a2 == 0, a.end.isBetween(b.start, b.end) { cut(other, a.end) }
      if b1 == 0, b.start.isBetween(a.start, a.end) { cut(one, b.start) }
      if b2 == 0, b.end.isBetween(a.start, a.end) { cut(one, b.end) }
      guard a1 != 0, a2 != 0, b1 != 0, b2 != 0 else { return }
      let share = Double(a1) / (Double(a1) - Double(a2))
      let point = GridPoint(
        x: a.start.x + Int64((share * Double(a.end.x - a.start.x)).rounded()),
        y: a.start.y + Int64((share * Double(a.end.y - a.start.y)).rounded()))
      cut(one, point)
      cut(other, point)
    }
    return cuts
  }

  private static func apply(_ cuts: [(piece: Int32, point: GridPoint)], to pieces: [Piece]) -> [Piece] {
    var points: [Int32: [GridPoint]] = [:]
    for cut in cuts { points[cut.piece, default: []].append(cut.point) }
    var result: [Piece] = []
    result.reserveCapacity(pieces.count + cuts.count)
    for (index, piece) in pieces.enumerated() {
      guard var between = points[Int32(index)] else {
        result.append(piece)
        continue
      }
      func along(_ point: GridPoint) -> Int64 {
        (point.x - piece.start.x) * (piece.end.x - piece.start.x)
          + (point.y - piece.start.y) * (piece.end.y - piece.start.y)
      }
      between.sort { along($0) < along($1) }
      var start = piece.start
      for point in between + [piece.end] where point != start {
        result.append(Piece(start: start, end: point, line: piece.line))
        start = point
      }
    }
    return result
  }
}
