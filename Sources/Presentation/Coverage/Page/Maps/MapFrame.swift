internal import Geodesy
internal import Primitives

/// The part of the world that a map shows, on a plane of whole drawing units.
///
/// Latitude and longitude are straight, with a degree of longitude shortened by the cosine of the middle latitude
/// (equirectangular). Over the 4 degrees of latitude of these countries it is off by 3 % at the edges: it is for looking,
/// nothing is measured on it.
struct MapFrame {
  static let width = 760
  let height: Int
  /// Metres in a drawing unit along the middle latitude.
  let metresPerUnit: Double
  private let west: Double
  private let north: Double
  private let unitsPerDegree: (longitude: Double, latitude: Double)

  /// A frame around places; `nil` around none.
  init?(around places: some Sequence<Coordinate>) {
    var box: (south: Double, west: Double, north: Double, east: Double)?
    for place in places {
      let old = box ?? (place.latitude, place.longitude, place.latitude, place.longitude)
      box = (
        min(old.south, place.latitude), min(old.west, place.longitude), max(old.north, place.latitude),
        max(old.east, place.longitude)
      )
    }
    guard var box else { return nil }
    // A margin, and a frame even around a single place.
    let margin = max(0.02, 0.03 * max(box.north - box.south, (box.east - box.west) * 0.6))
    box = (box.south - margin, box.west - margin * 1.5, box.north + margin, box.east + margin * 1.5)
    let shortening = max(0.05, cos((box.south + box.north) / 2 * .pi / 180))
    // No map is higher than a sheet is, beside its legend: a narrow strip gets air at both sides.
    let least = (box.north - box.south) / 1.15 / shortening
    if box.east - box.west < least {
      let air = (least - (box.east - box.west)) / 2
      (box.west, box.east) = (box.west - air, box.east + air)
    }
    let perLongitude = Double(MapFrame.width) / (box.east - box.west)
    unitsPerDegree = (perLongitude, perLongitude / shortening)
    height = Int(bounded: (box.north - box.south) * unitsPerDegree.latitude, rounding: .up, in: 160...9_999)
    metresPerUnit = 111_320 * shortening / perLongitude
    west = box.west
    north = box.north
  }

  func point(_ place: Coordinate) -> (x: Int, y: Int) {
    func bounded(_ value: Double) -> Int { Int(bounded: value, in: -99_999...99_999) }
    return (
      bounded((place.longitude - west) * unitsPerDegree.longitude * 2),
      bounded((north - place.latitude) * unitsPerDegree.latitude * 2)
    )
  }

  /// Where a place lies, in parts of the width from the left and from the top.
  func share(_ place: Coordinate) -> (x: Double, y: Double) {
    let width = Double(MapFrame.width)
    return (
      (place.longitude - west) * unitsPerDegree.longitude / width,
      (north - place.latitude) * unitsPerDegree.latitude / width
    )
  }

  /// The path of a line in half units, without what is outside the frame and without vertices too close together to be seen.
  func path(_ line: [Coordinate], closed: Bool = false, tolerance: Double = 1) -> String {
    var points: [(x: Int, y: Int)] = []
    for place in line {
      let next = point(place)
      if let last = points.last, last == next { continue }
      points.append(next)
    }
    guard points.count > 1 else { return "" }
    let kept = MapFrame.simplified(points, tolerance: tolerance)
    let size = (x: MapFrame.width * 2, y: height * 2)
    func isFar(_ one: (x: Int, y: Int), _ other: (x: Int, y: Int)) -> Bool {
      max(one.x, other.x) < 0 || min(one.x, other.x) > size.x || max(one.y, other.y) < 0 || min(one.y, other.y) > size.y
    }
    var path = ""
    var at: (x: Int, y: Int)?
    for (one, other) in zip(kept, kept.dropFirst()) where closed || !isFar(one, other) {
      if at.map({ $0 != one }) ?? true { path += "M\(one.x) \(one.y)" }
      path += "L\(other.x) \(other.y)"
      at = other
    }
    return closed ? path + "Z" : path
  }

  /// Douglas and Peucker (1973), without recursion: vertices nearer to the chord than the tolerance go.
  private static func simplified(_ points: [(x: Int, y: Int)], tolerance: Double) -> [(x: Int, y: Int)] {
    var keeps = [Bool](repeating: false, count: points.count)
    keeps[0] = true
    keeps[points.count - 1] = true
    var spans = [(0, points.count - 1)]
    while let (first, last) = spans.popLast() {
      let (a, b) = (points[first], points[last])
      let chord = (x: Double(b.x - a.x), y: Double(b.y - a.y))
      let length = chord.x * chord.x + chord.y * chord.y
      var farthest = (place: first, square: tolerance * tolerance)
      for place in first + 1..<max(first + 1, last) {
        let way = (x: Double(points[place].x - a.x), y: Double(points[place].y - a.y))
        let share = length > 0 ? max(0, min(1, (way.x * chord.x + way.y * chord.y) / length)) : 0
        let off = (x: way.x - share * chord.x, y: way.y - share * chord.y)
        let square = off.x * off.x + off.y * off.y
        if square > farthest.square { farthest = (place, square) }
      }
      if farthest.place != first {
        keeps[farthest.place] = true
        spans.append((first, farthest.place))
        spans.append((farthest.place, last))
      }
    }
    return zip(points, keeps).filter(\.1).map(\.0)
  }
}
