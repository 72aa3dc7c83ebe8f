internal import Primitives

extension ReportEdition {
  /// What is told of one service, on some three sheets.
  func section(_ topic: CoverageTopic, number: Int) -> HTML {
    let id = "\(prefix)t\(number)"
    let names = tables.names(of: topic)
    let cells = document.cells
    let chart = DistributionChart(words: words, numbers: numbers)
      .figure(of: topic, names: names, cells: cells, id: "\(id)-c")
    var arrivals: HTML = ""
    if let maps {
      arrivals = arrivalFigure(
        topic, number: number, drawing: maps.arrivals[number], title: words(.arrivalMap, names[0]))
    }
    let within: HTML =
      number > 0 && maps != nil
      ? maps.map { withinFigure(topic, number: number, drawing: $0.within[number], id: "w") } ?? "" : ""
    return """
      <section aria-labelledby="\(id)"><h2 id="\(id)" class="sheet">\(tables.name(of: topic))</h2>
      <h3>\(words[.curves])</h3>
      <div class="columns">\(block(within))\(block(arrivals))\(block(chart))</div>
      <h3>\(words[.regions])</h3>
      \(html(tables.regions(of: topic, number), first: 8))\(note(words[.tableNote]))\
      \(scenarioPart(topic, number: number, names: names))\
      \(weekPart(topic, number: number))\(penaltyPart(topic, number: number))<h3>\(words[.actions])</h3>
      \(actionPart(topic, number: number))<h3>\(words[.resilience])</h3>
      \(lossPart(topic, number: number))</section>

      """
  }

  private func block(_ content: HTML) -> HTML { content.source.isEmpty ? "" : "<div>\(content)</div>\n" }

  /// Scenarios in words, side by side as a table and as maps of one scale.
  private func scenarioPart(_ topic: CoverageTopic, number: Int, names: [String]) -> HTML {
    guard topic.outcomes.count > 1 else { return "" }
    var edits: HTML = ""
    var multiples: HTML = ""
    var changed: HTML = ""
    for (place, outcome) in topic.outcomes.enumerated().dropFirst() {
      edits +=
        "<h4>\(names[place])</h4>\n\(list(outcome.edits + outcome.crossings.map { $0.name + words.colon + $0.value }))"
      if let maps {
        multiples += block(
          changeFigure(
            topic, number: number, outcome: place, drawing: maps.changes[number][place - 1],
            title: words(.changeMap, names[place])))
      }
      if place < 4 {
        // Beside a map there is room for six columns; the annex has them all.
        changed += block(html(tables.changes(of: topic, number, outcome: place).without(last: 1), first: 6))
      }
    }
    return """
      <h3>\(words[.scenarios])</h3>
      \(html(tables.scenarios(of: topic, number)))<div class="columns"><div>\(edits)</div></div>
      <div class="columns">\(multiples)\(changed)</div>
      \(note(words[.changeMapNote]))
      """
  }

  /// What closed borders cost: a map and a table, nothing where it was not asked for.
  private func penaltyPart(_ topic: CoverageTopic, number: Int) -> HTML {
    guard let penalty = topic.penalty else { return "" }
    guard !penalty.sections.isEmpty else {
      return "<h3>\(words[.borderPenalty])</h3>\n<p>\(words[.noBorderPenalty])</p>\n"
    }
    var figure: HTML = ""
    if let drawing = maps?.delays[number] {
      figure = delayFigure(topic, number: number, drawing: drawing, title: words[.penaltyMap])
    }
    let list = html(tables.sections(of: penalty, topic, number).without(last: 1), first: 8)
    return """
      <h3>\(words[.borderPenalty])</h3>
      <div class="columns">\(block(figure))<div>\(list)\(note(words[.penaltyNote]))</div></div>

      """
  }

  private func actionPart(_ topic: CoverageTopic, number: Int) -> HTML {
    if topic.actions.isEmpty { return "<p>\(noActions)</p>\n" }
    let table = tables.actions(of: topic, number)
    return "\(html(table, first: 6))\(note(table.note))"
  }

  private func lossPart(_ topic: CoverageTopic, number: Int) -> HTML {
    if topic.losses.isEmpty { return "<p>\(words[.noLosses])</p>\n" }
    let table = tables.losses(of: topic, number)
    return """
      <div class="columns"><div>\(html(table, first: 6))\(note(table.note))</div>
      <div>\(html(tables.last(of: topic, number), first: 6))</div></div>

      """
  }

  /// Stations of several services; nothing where they were not looked for.
  var sharedSection: HTML {
    guard !document.sharedSites.isEmpty else { return "" }
    let table = tables.shared
    return """
      <section aria-labelledby="\(prefix)shared"><h2 id="\(prefix)shared">\(table.title)</h2>
      \(html(table, suffix: "-list"))\(note(table.note))</section>

      """
  }

  /// How the figures are made, so that anyone can make them again.
  var methodSection: HTML {
    let lines = CoveragePhrase.howFiguresAreMade.map { words[$0] }.map { line -> HTML in "<li>\(line)</li>" }
    let command: HTML =
      document.command.map { command -> HTML in "<h3>\(words[.repeatIt])</h3>\n<pre>\(command)</pre>\n" } ?? ""
    return """
      <section aria-labelledby="\(prefix)method"><h2 id="\(prefix)method" class="sheet">\(words[.method])</h2>
      <ul>\(lines)</ul>
      \(html(tables.norms))\(command)</section>

      """
  }

  /// All rows of the tables of which the report shows the first, the sources, and the scenarios as they were given.
  var annexes: HTML {
    var parts: HTML = ""
    for (number, topic) in document.topics.enumerated() {
      parts += html(tables.regions(of: topic, number), suffix: "-all")
      for place in topic.outcomes.indices.dropFirst() {
        parts += html(tables.changes(of: topic, number, outcome: place), suffix: "-all")
      }
      if let penalty = topic.penalty { parts += html(tables.sections(of: penalty, topic, number), suffix: "-all") }
      parts += html(tables.actions(of: topic, number), suffix: "-all")
      parts += html(tables.losses(of: topic, number), suffix: "-all")
      parts += html(tables.last(of: topic, number), suffix: "-all")
    }
    parts += html(tables.inputs)
    for text in document.scenarioText { parts += "<h3>\(text.name)</h3>\n<pre>\(text.value)</pre>\n" }
    return """
      <section class="annex" aria-labelledby="\(prefix)annex"><h2 id="\(prefix)annex" class="sheet">\(page[.annex])</h2>
      \(parts)</section>

      """
  }
}
