internal import Geodesy
internal import Primitives

/// Maps of a report as drawings of their own: no picture, no script, nothing fetched.
struct CoverageMap {
  private let document: CoverageDocument
  private let frame: MapFrame
  private let words: Words<CoveragePhrase>
  private let numbers: NumberText
  /// What all maps share, drawn once and used by each.
  let shared: HTML
  private let cellPoints: [String]

  /// `nil` where there is nothing to draw.
  init?(_ document: CoverageDocument, words: Words<CoveragePhrase>, numbers: NumberText) {
    let outcomes = document.topics.flatMap(\.outcomes)
    let judged = document.cells.indices.filter { cell in
      document.cells[cell].people > 0
        && outcomes.contains { cell < $0.isWithin.count && $0.isWithin[cell] != nil }
    }
    guard let frame = MapFrame(around: judged.lazy.map { document.cells[$0].place }) else { return nil }
    self.document = document
    self.frame = frame
    self.words = words
    self.numbers = numbers
    cellPoints = document.cells.map { cell in
      let point = frame.point(cell.place)
      // A dot is a line with thick ends; where it has no length at all, printing leaves square ends out.
      return "M\(point.x) \(point.y)h.1"
    }
    let borders = document.borders.map { frame.path($0) }.joined()
    shared = """
      <svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>\
      <path id="borders" d="\(borders)"/>\
      <g id="furniture">\(CoverageMap.furniture(document, frame: frame))</g></defs></svg>

      """
  }

  /// Towns and the bar of the scale.
  private static func furniture(_ document: CoverageDocument, frame: MapFrame) -> HTML {
    var drawing: HTML = ""
    let size = (x: MapFrame.width * 2, y: frame.height * 2)
    var taken: [(x: Int, y: Int, length: Int)] = []
    for town in document.towns {
      let point = frame.point(town.place)
      // A label is as wide as its letters in large type, as on a phone; one that would lie on another is left out.
      let length = 20 * town.name.count + 30
      let isFree = taken.allSatisfy { other in
        abs(other.y - point.y) > 36 || point.x > other.x + other.length || other.x > point.x + length
      }
      guard isFree, point.x > 20, point.x < size.x - length, point.y > 30, point.y < size.y - 20 else { continue }
      taken.append((point.x, point.y, length))
      drawing += "<circle class=\"town\" cx=\"\(point.x)\" cy=\"\(point.y)\" r=\"5\"/>"
      drawing += "<text class=\"town\" x=\"\(point.x + 10)\" y=\"\(point.y + 8)\">\(town.name)</text>"
    }
    let kilometres = [500, 200, 100, 50, 20, 10, 5, 2, 1].first { kilometres in
      Double(kilometres) * 1000 / frame.metresPerUnit < Double(MapFrame.width) / 4
    }
    if let kilometres {
      let length = Int(bounded: Double(kilometres) * 2000 / frame.metresPerUnit, rounding: .towardZero)
      let y = size.y - 24
      drawing += "<path class=\"scale\" d=\"M24 \(y - 10)v10h\(length)v-10\"/>"
      drawing += "<text class=\"town\" x=\"\(34 + length)\" y=\"\(y + 4)\">\(String(kilometres)) km</text>"
    }
    return drawing
  }

  /// A map of arrivals with its legend.
  func arrivals(of outcome: CoverageOutcome, topic: CoverageTopic, id: String, title: String) -> HTML {
    var people = [Int](repeating: 0, count: MapClass.arrivalCount)
    var paths = [String](repeating: "", count: MapClass.arrivalCount)
    for (cell, seconds) in zip(document.cells.indices, outcome.arrivals)
    where cell < outcome.isWithin.count && outcome.isWithin[cell] != nil {
      let number = MapClass.arrival(seconds)
      people[number] += document.cells[cell].people
      if document.cells[cell].people > 0 { paths[number] += cellPoints[cell] }
    }
    let all = people.reduce(0, +)
    return figure(
      id: id, title: title, note: words[.arrivalMapNote], layers: paths.enumerated().map { ("a\($0)", $1) },
      entries: entries(MapClass.arrivalMinutes, people), all: all, stations: topic.stations, hazards: outcome.hazards)
  }

  /// A map of delays by closed borders with its legend.
  func delays(_ delays: [Float], topic: CoverageTopic, id: String, title: String) -> HTML {
    var people = [Int](repeating: 0, count: MapClass.delayMinutes.count + 1)
    var paths = [String](repeating: "", count: people.count)
    var others = ""
    for (cell, seconds) in zip(document.cells.indices, delays) where document.cells[cell].people > 0 {
      guard !seconds.isNaN else {
        others += cellPoints[cell]
        continue
      }
      let number = MapClass.delay(seconds)
      people[number] += document.cells[cell].people
      paths[number] += cellPoints[cell]
    }
    return figure(
      id: id, title: title, note: words[.penaltyNote],
      layers: [("c4", others)] + paths.enumerated().map { ("a\($0)", $1) },
      entries: entries(MapClass.delayMinutes, people), all: people.reduce(0, +), stations: topic.stations, hazards: [])
  }

  /// The legend of classes that end at so many minutes.
  private func entries(_ ends: [Int], _ people: [Int]) -> [(style: String, name: String, people: Int)] {
    let names = ends.enumerated().map { place, minutes in
      place == 0 ? words(.upTo, minutes) : words(.overUpTo, ends[place - 1], minutes)
    }
    return (names + [words(.laterOrNever, ends.last ?? 0)]).enumerated().map { number, name in
      (style: "a\(number)", name: name, people: people[number])
    }
  }

  /// A map of what a scenario changes, with its legend.
  func changes(
    from baseline: CoverageOutcome, to outcome: CoverageOutcome, topic: CoverageTopic, id: String, title: String
  ) -> HTML {
    var people: [MapClass.Change: Int] = [:]
    var paths: [MapClass.Change: String] = [:]
    for cell in document.cells.indices {
      guard cell < baseline.arrivals.count, cell < outcome.arrivals.count, cell < baseline.isWithin.count,
        cell < outcome.isWithin.count
      else { break }
      if baseline.isWithin[cell] == nil && outcome.isWithin[cell] == nil { continue }
      let change = MapClass.Change(
        (baseline.arrivals[cell], baseline.isWithin[cell]), (outcome.arrivals[cell], outcome.isWithin[cell]))
      people[change, default: 0] += document.cells[cell].people
      if document.cells[cell].people > 0 { paths[change, default: ""] += cellPoints[cell] }
    }
    // What changed lies on what did not.
    let layers = MapClass.Change.allCases.reversed().map { ($0.styleName, paths[$0] ?? "") }
    let entries = MapClass.Change.allCases.map { change in
      (style: change.styleName, name: words[change.phrase], people: people[change] ?? 0)
    }
    return figure(
      id: id, title: title, note: words[.changeMapNote], layers: layers, entries: entries,
      all: people.values.reduce(0, +), stations: topic.stations, hazards: outcome.hazards)
  }

  private func figure(
    id: String, title: String, note: String, layers: [(style: String, path: String)],
    entries: [(style: String, name: String, people: Int)], all: Int, stations: [Coordinate],
    hazards: [[Coordinate]]
  ) -> HTML {
    let size = "\(MapFrame.width * 2) \(frame.height * 2)"
    // Many stations are drawn small, so that the people remain to be seen.
    let isMany = stations.count > 200
    let stationPath = stations.map { place in
      let point = frame.point(place)
      return isMany ? "M\(point.x) \(point.y - 4)l4 7h-8z" : "M\(point.x) \(point.y - 8)l7 13h-14z"
    }.joined()
    let many: HTML = isMany ? " many" : ""
    let drawn = layers.filter { !$0.path.isEmpty }.map { layer -> HTML in
      "<path class=\"dot \(layer.style)\" d=\"\(layer.path)\"/>"
    }
    let outlines = hazards.map { frame.path($0, closed: true) }.joined()
    let hazard: HTML = outlines.isEmpty ? "" : "<path class=\"hazard\" d=\"\(outlines)\"/>"
    let description = entries.map { "\($0.name): \(numbers.people($0.people, of: all))" }.joined(separator: "; ")
    var legend: HTML = ""
    for entry in entries {
      legend += """
        <li><svg class="swatch" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
        <path class="dot \(entry.style)" d="M12 12h.1"/></svg><span>\(entry.name)</span> \
        <b>\(numbers.people(entry.people, of: all))</b></li>
        """
    }
    if !stations.isEmpty {
      legend += """
        <li><svg class="swatch" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
        <path class="station" d="M12 4l6 13h-12z"/></svg><span>\(words[.station])</span></li>
        """
    }
    if !document.borders.isEmpty {
      legend += """
        <li><svg class="swatch" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
        <path class="border" d="M1 12h22"/></svg><span>\(words[.border])</span></li>
        """
    }
    if !outlines.isEmpty {
      legend += """
        <li><svg class="swatch" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
        <path class="hazard" d="M2 6h20v12h-20z"/></svg><span>\(words[.hazard])</span></li>
        """
    }
    return """
      <figure class="map"><figcaption id="\(id)">\(title)</figcaption>
      <svg class="plan" viewBox="0 0 \(size)" role="img" aria-labelledby="\(id) \(id)-d">\
      <desc id="\(id)-d">\(words[.mapAlternative]) \(description).</desc>\
      \(drawn)\(hazard)<use href="#borders" class="border"/><path class="station\(many)" d="\(stationPath)"/>\
      <use href="#furniture"/></svg>
      <ul class="legend">\(legend)</ul>
      <p class="note">\(note)</p></figure>

      """
  }
}
