/// Line segments, sorted into strips that run from south to north, so that those near a place or a way are found at once.
struct LineColumns {
  /// A segment from west to east, in millionths of a degree.
  struct Segment {
    var x1: Double
    var y1: Double
    var x2: Double
    var y2: Double
    /// What the caller calls it.
    var number: Int32

    init(_ start: GridPoint, _ end: GridPoint, number: Int32) {
      let (west, east) = start < end ? (start, end) : (end, start)
      (x1, y1) = (Double(west.x), Double(west.y))
      (x2, y2) = (Double(east.x), Double(east.y))
      self.number = number
    }

    /// Its southern end.
    var south: Double { min(y1, y2) }

    /// How far north it is at a longitude that it spans.
    func north(at x: Double) -> Double { x2 > x1 ? y1 + (x - x1) / (x2 - x1) * (y2 - y1) : max(y1, y2) }
  }

  private static let mostColumns = 4_096

  private let west: Double
  private let columnsPerUnit: Double
  /// Where each strip's segments begin, and where the last one's end.
  private let starts: [Int32]
  /// Strip by strip, those of one by their southern ends; a segment is in every strip that it touches.
  private let segments: [Segment]
  /// By segment: how far north it or any before it in its strip reaches, so that those too far south are passed over at once.
  private let reaches: [Double]

  /// Sorts segments.
  ///
  /// - Complexity: O(*n*) where segments are short against what they cover together.
  init(_ all: [Segment]) {
    let (west, east) = all.reduce((Double.infinity, -Double.infinity)) { (min($0.0, $1.x1), max($0.1, $1.x2)) }
    let count = min(LineColumns.mostColumns, all.count / 4 + 1)
    let perUnit = east > west ? Double(count) / (east - west) : 0
    func column(_ x: Double) -> Int { min(count - 1, max(0, Int((x - west) * perUnit))) }
    var sizes = Array(repeating: Int32(0), count: count + 1)
    for segment in all { for index in column(segment.x1)...column(segment.x2) { sizes[index + 1] += 1 } }
    for index in 1...count { sizes[index] += sizes[index - 1] }
    var places = sizes
    var sorted = Array(
      repeating: Segment(GridPoint(x: 0, y: 0), GridPoint(x: 0, y: 0), number: 0), count: Int(sizes[count]))
    for segment in all {
      for index in column(segment.x1)...column(segment.x2) {
        sorted[Int(places[index])] = segment
        places[index] += 1
      }
    }
    var reaches: [Double] = []
    reaches.reserveCapacity(sorted.count)
    for index in 0..<count {
      let strip = Int(sizes[index])..<Int(sizes[index + 1])
      sorted[strip].sort { ($0.south, $0.number) < ($1.south, $1.number) }
      var reach = -Double.infinity
      for place in strip {
        reach = max(reach, sorted[place].y1, sorted[place].y2)
        reaches.append(reach)
      }
    }
    self.reaches = reaches
    (self.west, columnsPerUnit, starts, segments) = (all.isEmpty ? 0 : west, perUnit, sizes, sorted)
  }

  private func column(_ x: Double) -> Int { min(starts.count - 2, max(0, Int((x - west) * columnsPerUnit))) }

  private func range(_ column: Int) -> Range<Int> { Int(starts[column])..<Int(starts[column + 1]) }

  /// The number of the segment that a ray to the north meets first, after at least `gap`; `nil` when it meets none.
  ///
  /// A segment owns its western end and not its eastern one, so that a ray through a common end meets one of two.
  func first(northOf point: PlanePoint, gap: Double = 0) -> Int32? {
    guard !segments.isEmpty else { return nil }
    var best: (north: Double, number: Int32)?
    segments.withUnsafeBufferPointer { segments in
      for index in range(column(point.x)) {
        let segment = segments[index]
        guard segment.x1 <= point.x, point.x < segment.x2, max(segment.y1, segment.y2) > point.y else { continue }
        let north = segment.north(at: point.x)
        // Of two that lie on each other, the one with the lower number.
        if north > point.y + gap, best.map({ (north, segment.number) < $0 }) ?? true { best = (north, segment.number) }
      }
    }
    return best?.number
  }

  /// Whether the straight line between two points meets or touches a segment for which something holds.
  func meets(_ start: PlanePoint, _ end: PlanePoint, where holds: (Int32) -> Bool = { _ in true }) -> Bool {
    guard !segments.isEmpty else { return false }
    let (from, to) = start.x <= end.x ? (start, end) : (end, start)
    let slope = to.x > from.x ? (to.y - from.y) / (to.x - from.x) : 0
    let (first, last) = (column(from.x), column(to.x))
    return segments.withUnsafeBufferPointer { segments in
      for index in first...last {
        // The part of the line that may lie in this strip, a little more rather than less.
        let westernEdge = index == first ? from.x : west + Double(index) / columnsPerUnit - 1
        let easternEdge = index == last ? to.x : west + Double(index + 1) / columnsPerUnit + 1
        let (a, b) =
          to.x > from.x
          ? (from.y + (westernEdge - from.x) * slope, from.y + (easternEdge - from.x) * slope) : (from.y, to.y)
        let (south, north) = (min(a, b) - 1, max(a, b) + 1)
        let strip = range(index)
        var place = firstReaching(south, in: strip)
        while place < strip.upperBound, segments[place].south <= north {
          let segment = segments[place]
          place += 1
          guard segment.x2 >= from.x, segment.x1 <= to.x, max(segment.y1, segment.y2) >= south,
            LineColumns.touch(segment, from, to), holds(segment.number)
          else { continue }
          return true
        }
      }
      return false
    }
  }

  /// The first place of a strip at which a segment may reach as far north as a line.
  private func firstReaching(_ south: Double, in strip: Range<Int>) -> Int {
    var (low, high) = (strip.lowerBound, strip.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if reaches[middle] < south { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func touch(_ segment: Segment, _ from: PlanePoint, _ to: PlanePoint) -> Bool {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let one = dx * (segment.y1 - from.y) - dy * (segment.x1 - from.x)
    let other = dx * (segment.y2 - from.y) - dy * (segment.x2 - from.x)
    guard one <= 0 && other >= 0 || one >= 0 && other <= 0 else { return false }
    let (ex, ey) = (segment.x2 - segment.x1, segment.y2 - segment.y1)
    let third = ex * (from.y - segment.y1) - ey * (from.x - segment.x1)
    let fourth = ex * (to.y - segment.y1) - ey * (to.x - segment.x1)
    guard third <= 0 && fourth >= 0 || third >= 0 && fourth <= 0 else { return false }
    // Of lines along each other, those that overlap.
    guard one == 0, other == 0 else { return true }
    return max(segment.x1, segment.x2) >= min(from.x, to.x) && min(segment.x1, segment.x2) <= max(from.x, to.x)
      && max(segment.y1, segment.y2) >= min(from.y, to.y) && min(segment.y1, segment.y2) <= max(from.y, to.y)
  }

  /// Gives the segments of which some point lies within a distance of a point, with how far they are and their nearest point,
  /// some more than once.
  ///
  /// - Parameters:
  ///   - point: the point.
  ///   - distance: in units of latitude.
  ///   - stretch: how many units of longitude are as long as one of latitude there.
  ///   - body: takes what is found.
  func forEach(
    near point: PlanePoint, within distance: Double, stretch: Double, _ body: (Segment, Double, PlanePoint) -> Void
  ) {
    guard !segments.isEmpty else { return }
    let (west, east) = (point.x - distance * stretch, point.x + distance * stretch)
    for place in Int(starts[column(west)])..<Int(starts[column(east) + 1]) {
      let segment = segments[place]
      guard segment.x2 >= west, segment.x1 <= east, max(segment.y1, segment.y2) >= point.y - distance,
        min(segment.y1, segment.y2) <= point.y + distance
      else { continue }
      let (x1, y1) = ((segment.x1 - point.x) / stretch, segment.y1 - point.y)
      let (dx, dy) = ((segment.x2 - segment.x1) / stretch, segment.y2 - segment.y1)
      let square = dx * dx + dy * dy
      let share = square > 0 ? min(1, max(0, -(x1 * dx + y1 * dy) / square)) : 0
      let (x, y) = (x1 + share * dx, y1 + share * dy)
      let away = (x * x + y * y).squareRoot()
      if away <= distance { body(segment, away, PlanePoint(x: point.x + x * stretch, y: point.y + y)) }
    }
  }

  /// Gives every pair of segments of one strip whose boxes touch, each pair once, the lower number first; only segments numbered by their places.
  func forEachPair(_ body: (Int32, Int32) -> Void) {
    segments.withUnsafeBufferPointer { segments in
      for column in starts.indices.dropLast() {
        let strip = range(column)
        for one in strip {
          let a = segments[one]
          let (south, north) = (min(a.y1, a.y2), max(a.y1, a.y2))
          for other in strip where other > one {
            let b = segments[other]
            guard b.x1 <= a.x2, a.x1 <= b.x2, min(b.y1, b.y2) <= north, max(b.y1, b.y2) >= south,
              self.column(max(a.x1, b.x1)) == column
            else { continue }
            body(min(a.number, b.number), max(a.number, b.number))
          }
        }
      }
    }
  }
}
