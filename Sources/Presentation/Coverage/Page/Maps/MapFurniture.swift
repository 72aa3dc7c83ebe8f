internal import Geodesy
internal import Primitives

/// What is drawn on every map: names of towns, the bar of the scale and where north is.
struct MapFurniture {
  /// For which maps.
  enum Size {
    /// Of the whole width.
    case large
    /// Of half the width or less, with larger letters and fewer names.
    case small

    /// The height of letters in half units, as the style sheet has it for a phone.
    var letters: Int { self == .large ? 42 : 58 }
    /// How many names at most.
    var names: Int { self == .large ? 26 : 11 }
  }

  private struct Box {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  private(set) var drawing: HTML = ""

  init(_ towns: [Towns.Town], frame: MapFrame, size: Size) {
    let (width, height) = (MapFrame.width * 2, frame.height * 2)
    let letters = size.letters
    let style: HTML = size == .large ? "town" : "town few"
    let kilometres = [500, 200, 100, 50, 20, 10, 5, 2, 1].first { kilometres in
      Double(kilometres) * 1000 / frame.metresPerUnit < Double(MapFrame.width) / 4
    }
    var taken: [Box] = []
    if let kilometres {
      let length = Int(bounded: Double(kilometres) * 2000 / frame.metresPerUnit, rounding: .towardZero)
      let y = height - 26
      drawing += "<path class=\"scale\" d=\"M24 \(y - 12)v12h\(length)v-12\"/>"
      drawing += "<text class=\"\(style)\" x=\"\(36 + length)\" y=\"\(y + 4)\">\(String(kilometres)) km</text>"
      taken.append(Box(left: 0, top: y - letters, right: 60 + length + letters * 3, bottom: height))
    }
    // North is up; the arrow says so.
    drawing += "<path class=\"north\" d=\"M\(width - 44) 20l16 44l-16 -10l-16 10z\"/>"
    drawing += "<text class=\"\(style) middle\" x=\"\(width - 44)\" y=\"\(66 + letters * 3 / 4)\">N</text>"
    taken.append(Box(left: width - 90, top: 0, right: width, bottom: 80 + letters))
    var count = 0
    for town in towns where count < size.names {
      let point = frame.point(town.place)
      guard point.x > 8, point.x < width - 8, point.y > 8, point.y < height - 8 else { continue }
      // Letters of a common type are a little over half as wide as high.
      let length = letters * 56 / 100 * town.name.count + 14
      let dot = Box(left: point.x - 10, top: point.y - 10, right: point.x + 10, bottom: point.y + 10)
      guard !taken.contains(where: dot.overlaps) else { continue }
      let (up, down) = (point.y - letters / 2, point.y + letters / 2)
      let boxes = [
        (Box(left: point.x + 10, top: up, right: point.x + 14 + length, bottom: down), "", point.x + 14),
        (Box(left: point.x - 14 - length, top: up, right: point.x - 10, bottom: down), " end", point.x - 14),
        (
          Box(left: point.x - length / 2, top: up - letters, right: point.x + length / 2, bottom: up), " middle",
          point.x
        ),
        (
          Box(left: point.x - length / 2, top: down, right: point.x + length / 2, bottom: down + letters), " middle",
          point.x
        ),
      ]
      let free = boxes.first { box, _, _ in
        box.left > 4 && box.right < width - 4 && box.top > 4 && box.bottom < height - 4
          && !taken.contains(where: box.overlaps)
      }
      guard let (box, anchor, x) = free else { continue }
      taken += [box, dot]
      count += 1
      let base = box.bottom - letters / 4
      drawing += "<circle class=\"town\" cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"6\"/>"
      drawing += "<text class=\"\(style)\(HTML(markup: anchor))\" x=\"\(x)\" y=\"\(base)\">\(town.name)</text>"
    }
  }
}
