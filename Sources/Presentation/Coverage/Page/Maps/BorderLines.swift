internal import Geodesy

/// The outlines of countries, told apart into what two of them share and what is a coast or an outer border.
struct BorderLines {
  /// The path of what two countries share.
  private(set) var borders = ""
  /// The path of all else.
  private(set) var coasts = ""

  private struct Square: Hashable {
    var column: Int
    var row: Int
  }

  /// Half units of the drawing within which two outlines are one border: each country draws its own.
  private static let nearness = 6

  init(_ countries: [CoverageDocument.Outline], frame: MapFrame) {
    var owners: [Square: Set<String>] = [:]
    for country in countries {
      for line in country.outline {
        for place in line { owners[BorderLines.square(of: frame.point(place)), default: []].insert(country.code) }
      }
    }
    func isShared(_ place: Coordinate, of code: String) -> Bool {
      let middle = BorderLines.square(of: frame.point(place))
      for column in -1...1 {
        for row in -1...1 {
          let square = Square(column: middle.column + column, row: middle.row + row)
          if owners[square]?.contains(where: { $0 != code }) == true { return true }
        }
      }
      return false
    }
    for country in countries {
      for line in country.outline {
        var part: [Coordinate] = []
        var isBorder = false
        for place in line {
          let isNext = isShared(place, of: country.code)
          if !part.isEmpty, isNext != isBorder {
            add(part + [place], isBorder: isBorder, frame: frame)
            part = []
          }
          isBorder = isNext
          part.append(place)
        }
        add(part, isBorder: isBorder, frame: frame)
      }
    }
  }

  private mutating func add(_ line: [Coordinate], isBorder: Bool, frame: MapFrame) {
    let path = frame.path(line)
    if isBorder { borders += path } else { coasts += path }
  }

  private static func square(of point: (x: Int, y: Int)) -> Square {
    Square(column: point.x / nearness, row: point.y / nearness)
  }
}
