internal import Primitives

/// Maps with what a reader needs to read them: title, description, legend.
extension ReportEdition {
  private struct Entry {
    var colours: [UInt32]
    var isHatched = false
    var name: String
    var people: Int
  }

  /// Who is within the norm and who is not.
  func withinFigure(_ topic: CoverageTopic, number: Int, drawing: ReportMaps.Drawing, id: String) -> HTML {
    let shades = MapClass.peopleSteps.count + 1
    let entries = [
      Entry(
        colours: Array(MapClass.within.prefix(shades)), name: page[.isWithin],
        people: drawing.people.prefix(shades).reduce(0, +)),
      Entry(
        colours: Array(MapClass.within.suffix(shades)), name: page[.isOutside],
        people: drawing.people[shades..<2 * shades].reduce(0, +)),
      Entry(
        colours: [MapClass.notJudged], isHatched: true, name: page[.notJudged], people: drawing.people[2 * shades]),
    ].filter { !$0.isHatched || $0.people > 0 }
    let steps = MapClass.peopleSteps.map { numbers.whole($0) }
    return figure(
      "\(prefix)t\(number)-\(id)", title: page(.withinMap, tables.name(of: topic)),
      note: page(.shades, steps[0], steps[1], steps[2]), drawing: drawing, entries: entries, topic: topic,
      number: number,
      outcome: 0, kind: "within")
  }

  /// When the first unit is there.
  func arrivalFigure(_ topic: CoverageTopic, number: Int, drawing: ReportMaps.Drawing, title: String) -> HTML {
    figure(
      "\(prefix)t\(number)-a", title: title, note: words[.arrivalMapNote], drawing: drawing,
      entries: entries(MapClass.arrivalMinutes, colours: MapClass.arrival, people: drawing.people), topic: topic,
      number: number, outcome: 0, kind: "arrival")
  }

  /// What a scenario changes.
  func changeFigure(
    _ topic: CoverageTopic, number: Int, outcome: Int, drawing: ReportMaps.Drawing, title: String
  ) -> HTML {
    let entries = MapClass.Change.allCases.map { change in
      Entry(
        colours: [MapClass.Change.colours[change.rawValue]], name: words[change.phrase],
        people: drawing.people[change.rawValue])
    }
    return figure(
      "\(prefix)t\(number)-m\(outcome)", title: title, note: "", drawing: drawing, entries: entries, topic: topic,
      number: number, outcome: outcome, kind: "change", isSmall: true)
  }

  /// Minutes lost with closed borders.
  func delayFigure(_ topic: CoverageTopic, number: Int, drawing: ReportMaps.Drawing, title: String) -> HTML {
    var entries = entries(MapClass.delayMinutes, colours: MapClass.delay, people: drawing.people)
    entries.append(
      Entry(
        colours: [MapClass.delay[MapClass.delay.count - 1]], name: page[.cellNoDelay],
        people: drawing.people[MapClass.delay.count - 1]))
    return figure(
      "\(prefix)t\(number)-d", title: title, note: "", drawing: drawing, entries: entries, topic: topic, number: number,
      outcome: 0, kind: "delay", isSmall: true)
  }

  /// The legend of classes that end at so many minutes.
  private func entries(_ ends: [Int], colours: [UInt32], people: [Int]) -> [Entry] {
    let names = ends.enumerated().map { place, minutes in
      place == 0 ? words(.upTo, minutes) : words(.overUpTo, ends[place - 1], minutes)
    }
    return (names + [words(.laterOrNever, ends.last ?? 0)]).enumerated().map { number, name in
      Entry(colours: [colours[number]], name: name, people: people[number])
    }
  }

  private func figure(
    _ id: String, title: String, note: String, drawing: ReportMaps.Drawing, entries: [Entry], topic: CoverageTopic,
    number: Int, outcome: Int, kind: String, isSmall: Bool = false
  ) -> HTML {
    guard let maps else { return "" }
    let all = entries.map(\.people).reduce(0, +)
    let hazards = topic.outcomes[outcome].hazards.map { maps.frame.path($0, closed: true) }.joined()
    let hazard: HTML = hazards.isEmpty ? "" : "<path class=\"hazard\" d=\"\(hazards)\"/>"
    let description = entries.map { "\($0.name): \(numbers.people($0.people, of: all))" }.joined(separator: "; ")
    var legend: HTML = ""
    for entry in entries {
      let swatches = entry.colours.map { colour -> HTML in
        let name = "#" + String(colour | 0x1000000, radix: 16).dropFirst()
        let shape: HTML =
          entry.isHatched
          ? "<path d=\"M-4 12l16 -16M0 24l24 -24M12 28l16 -16\" stroke=\"\(name)\" stroke-width=\"5\"/>"
          : "<rect width=\"24\" height=\"24\" fill=\"\(name)\"/>"
        return
          "<svg class=\"swatch raster\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">\(shape)</svg>"
      }
      legend += """
        <li><span class="swatches">\(swatches)</span><span>\(entry.name)</span> \
        <b>\(numbers.people(entry.people, of: all))</b></li>
        """
    }
    // What judges is a part of what the colours mean.
    for line in topic.outcomes[outcome].headlines { legend += "<li>\(line)</li>" }
    legend += sign("<path class=\"station\" d=\"M12 4l8 15h-16z\"/>", words[.station], if: !topic.stations.isEmpty)
    legend += sign("<path class=\"border\" d=\"M0 12h24\"/>", words[.border], if: maps.hasBorders)
    legend += sign("<path class=\"coast\" d=\"M0 12h24\"/>", page[.coast], if: maps.hasBorders)
    legend += sign("<path class=\"hazard\" d=\"M2 5h20v14h-20z\"/>", words[.hazard], if: !hazards.isEmpty)
    let names: HTML = isSmall ? "few-names" : "names"
    let many: HTML = topic.stations.count > 200 ? " many" : ""
    let stations: HTML = isSmall ? "" : "<use href=\"#s\(number)\" class=\"station\(many)\"/>"
    return """
      <figure class="map" data-topic="\(number)" data-outcome="\(outcome)" data-kind="\(kind)">\
      <figcaption id="\(id)">\(title)</figcaption>
      <svg class="plan" viewBox="0 0 \(MapFrame.width * 2) \(maps.frame.height * 2)" role="img" \
      aria-labelledby="\(id) \(id)-x"><desc id="\(id)-x">\(words[.mapAlternative]) \(description).</desc>\
      <use href="#\(drawing.id)" class="raster"/><use href="#regions"/>\(hazard)\(stations)<use href="#lands"/>\
      <use href="#\(names)"/></svg>
      <ul class="legend">\(legend)</ul>
      \(self.note(note))</figure>

      """
  }

  private func sign(_ drawing: HTML, _ name: String, if isShown: Bool) -> HTML {
    guard isShown else { return "" }
    return """
      <li><svg class="swatch" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\(drawing)</svg>\
      <span>\(name)</span></li>
      """
  }
}
