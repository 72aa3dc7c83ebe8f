internal import Geodesy
internal import Primitives

/// What all maps of a report share, drawn once: pictures of cells, borders, stations, names of towns.
///
/// Each is a definition with an id, which the figures of every language use.
struct ReportMaps {
  /// Cells of one map grouped by colour, with the people of each group.
  struct Drawing {
    /// The id of its picture.
    var id: String
    /// People by number of colour, from 0.
    var people: [Int]
  }

  let document: CoverageDocument
  let frame: MapFrame
  /// By topic: who is within the norm, by people, and who is not judged.
  let within: [Drawing]
  /// By topic: when the first unit is there.
  let arrivals: [Drawing]
  /// By topic and scenario: what changes.
  let changes: [[Drawing]]
  /// By topic: minutes lost with closed borders; `nil` where that was not counted.
  let delays: [Drawing?]
  /// All definitions.
  let shared: HTML
  /// Whether there are borders to draw.
  let hasBorders: Bool

  /// `nil` where there is nothing to draw.
  init?(_ document: CoverageDocument) {
    let outcomes = document.topics.flatMap(\.outcomes)
    let shown = document.cells.indices.map { cell in
      document.cells[cell].people > 0 && outcomes.contains { cell < $0.isWithin.count && $0.isWithin[cell] != nil }
    }
    let places = document.cells.map(\.place)
    guard let frame = MapFrame(around: shown.indices.lazy.filter { shown[$0] }.map { places[$0] }) else { return nil }
    self.document = document
    self.frame = frame
    let inhabited = { (cell: Int) in document.cells[cell].people > 0 }
    let squares = CellRaster(frame, places: places, side: document.gridSide, isShown: inhabited)
    let bands = CellRaster(frame, places: places, side: document.gridSide, margin: 1000, isShown: inhabited)
    var pictures: [(id: String, picture: IndexedPicture)] = []
    var within: [Drawing] = []
    var arrivals: [Drawing] = []
    var changes: [[Drawing]] = []
    var delays: [Drawing?] = []
    for (number, topic) in document.topics.enumerated() {
      let cells = TopicCells(document.cells, topic: topic)
      func drawn(
        _ id: String, palette: [UInt32], in raster: CellRaster, hatched: UInt8? = nil, _ group: (Int) -> Int?
      ) -> Drawing {
        var people = [Int](repeating: 0, count: palette.count)
        let groups = document.cells.indices.map { cell -> UInt8 in
          guard let group = group(cell) else { return 0 }
          people[group] += document.cells[cell].people
          return UInt8(group + 1)
        }
        pictures.append((id, raster.picture(palette: palette, hatched: hatched) { groups[$0] }))
        return Drawing(id: id, people: people)
      }
      let notJudged = UInt8(MapClass.within.count + 1)
      within.append(
        drawn(
          "p\(number)w", palette: MapClass.within + [MapClass.notJudged], in: squares, hatched: notJudged
        ) { cells.within($0) })
      arrivals.append(
        drawn("p\(number)a", palette: MapClass.arrival, in: bands) { cells.arrival($0) })
      changes.append(
        topic.outcomes.indices.dropFirst().map { outcome in
          drawn("p\(number)c\(outcome)", palette: MapClass.Change.colours, in: squares) {
            cells.change($0, in: outcome)?.rawValue
          }
        })
      delays.append(
        topic.penalty.map { penalty in
          drawn("p\(number)d", palette: MapClass.delay, in: squares) { cells.delay($0, of: penalty) }
        })
    }
    self.within = within
    self.arrivals = arrivals
    self.changes = changes
    self.delays = delays
    hasBorders = document.countries.contains { !$0.outline.isEmpty }
    shared = ReportMaps.definitions(document, frame: frame, pictures: pictures)
  }

  private static func definitions(
    _ document: CoverageDocument, frame: MapFrame, pictures: [(id: String, picture: IndexedPicture)]
  ) -> HTML {
    var parts: HTML = ""
    let size = (x: MapFrame.width * 2, y: frame.height * 2)
    for (id, picture) in pictures {
      // A pixel more at the end may stand over the edge of the drawing.
      let height = size.x * picture.height / picture.width
      parts += """
        <image id="\(id)" width="\(size.x)" height="\(height)" preserveAspectRatio="none" href="\(picture.address)"/>

        """
    }
    let lines = BorderLines(document.countries, frame: frame)
    parts +=
      "<g id=\"lands\"><path class=\"coast\" d=\"\(lines.coasts)\"/><path class=\"border\" d=\"\(lines.borders)\"/></g>\n"
    let regions = document.regions.enumerated().map { number, region -> HTML in
      "<path id=\"r\(number)\" d=\"\(region.outline.map { frame.path($0, tolerance: 3) }.joined())\"/>"
    }
    parts += "<g id=\"regions\" class=\"regions\">\(regions)</g>\n"
    for (number, topic) in document.topics.enumerated() {
      parts += "<path id=\"s\(number)\" d=\"\(stations(topic.stations, frame: frame))\"/>\n"
    }
    parts += "<g id=\"names\">\(MapFurniture(document.towns, frame: frame, size: .large).drawing)</g>\n"
    parts += "<g id=\"few-names\">\(MapFurniture(document.towns, frame: frame, size: .small).drawing)</g>\n"
    parts += "<path id=\"here\" d=\"M-18 0a18 18 0 1 0 36 0a18 18 0 1 0 -36 0\"/>\n"
    return """
      <svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
      \(parts)</defs></svg>

      """
  }

  /// Triangles where stations stand; the more there are, the smaller they are drawn, so that the people remain to be seen.
  private static func stations(_ places: [Coordinate], frame: MapFrame) -> String {
    let side = places.count > 2000 ? 4 : places.count > 200 ? 8 : 16
    var drawn: Set<Int> = []
    return places.map { place in
      let point = frame.point(place)
      // Of those that would lie on one another, one is seen.
      let column = Int(bounded: Double(point.x) / Double(side), rounding: .down)
      let row = Int(bounded: Double(point.y) / Double(side), rounding: .down)
      guard point.x >= 0, point.x <= MapFrame.width * 2, point.y >= 0, point.y <= frame.height * 2,
        drawn.insert(column * 100_000 + row).inserted
      else { return "" }
      return "M\(point.x) \(point.y - side / 2)l\(side / 2) \(side)h-\(side)z"
    }.joined()
  }
}

/// How the cells of one service are grouped on maps.
struct TopicCells {
  private let cells: [CoverageDocument.Cell]
  private let topic: CoverageTopic

  init(_ cells: [CoverageDocument.Cell], topic: CoverageTopic) {
    self.cells = cells
    self.topic = topic
  }

  /// Whether a cell is within the norm in an outcome; `nil` where none judges it, or it is not known.
  private func isWithin(_ cell: Int, in outcome: Int = 0) -> Bool? {
    guard topic.outcomes.indices.contains(outcome), topic.outcomes[outcome].isWithin.indices.contains(cell) else {
      return nil
    }
    return topic.outcomes[outcome].isWithin[cell]
  }

  private func seconds(_ cell: Int, in outcome: Int = 0) -> Float {
    let arrivals = topic.outcomes.indices.contains(outcome) ? topic.outcomes[outcome].arrivals : []
    return arrivals.indices.contains(cell) ? arrivals[cell] : .nan
  }

  /// The place among the colours of who is within.
  func within(_ cell: Int) -> Int? {
    guard let isWithin = isWithin(cell) else { return cells[cell].people > 0 ? MapClass.within.count : nil }
    let shades = MapClass.peopleSteps.count + 1
    return MapClass.shade(cells[cell].people) + (isWithin ? 0 : shades)
  }

  func arrival(_ cell: Int) -> Int? { isWithin(cell) == nil ? nil : MapClass.arrival(seconds(cell)) }

  func change(_ cell: Int, in outcome: Int) -> MapClass.Change? {
    let (before, after) = (isWithin(cell), isWithin(cell, in: outcome))
    guard before != nil || after != nil else { return nil }
    return MapClass.Change((seconds(cell), before), (seconds(cell, in: outcome), after))
  }

  func delay(_ cell: Int, of penalty: CoveragePenalty) -> Int? {
    guard penalty.delays.indices.contains(cell) else { return nil }
    let seconds = penalty.delays[cell]
    if seconds.isNaN { return isWithin(cell) == nil ? nil : MapClass.delay.count - 1 }
    return MapClass.delay(seconds)
  }
}
