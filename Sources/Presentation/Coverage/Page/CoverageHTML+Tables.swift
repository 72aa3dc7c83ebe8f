internal import Coverage
internal import Primitives

extension CoverageHTML {
  /// The figures that matter, as sentences, as panels and as a table.
  func summary(of topic: CoverageTopic, names: [String], id: String) -> HTML {
    guard let baseline = topic.outcomes.first else { return "" }
    var sentences = words(.summaryBaseline, numbers.people(baseline.total.within, of: baseline.total.people))
    var panels: HTML = ""
    var rows: HTML = ""
    var edits: HTML = ""
    for (place, outcome) in topic.outcomes.enumerated() {
      let (change, judged) = (outcome.total.change, outcome.total.people)
      if place > 0 {
        sentences +=
          " "
          + (change == CoverageChange()
            ? words(.summarySame, names[place])
            : words(
              .summaryChange, names[place], numbers.whole(change.lost), numbers.whole(change.gained),
              change.pointsText(of: judged, words, numbers) ?? ""))
      }
      panels += """
        <li><span>\(names[place])</span><strong>\(numbers.percent(outcome.total.within, of: outcome.total.people))\
        </strong><span>\(words[.withinNorm])</span><span class="soft">\
        \(words(.ofPeople, numbers.whole(outcome.total.within), numbers.whole(outcome.total.people)))</span></li>
        """
      rows += row(
        named: names[place], outcome.total, hasChange: place > 0, isSum: false)
      if !outcome.edits.isEmpty {
        let lines = outcome.edits.map { edit -> HTML in "<li>\(edit)</li>" }
        edits += "<h4>\(words[.whatChanges]): \(names[place])</h4>\n<ul>\(lines)</ul>\n"
      }
    }
    let scenarios = table(
      id: "\(id)-s", caption: words[.scenarioTable], head: [words[.scenario]] + figureHeads,
      words: [7], rows: rows)
    return """
      <p class="lead">\(sentences)</p>
      \(headlines(of: baseline))\
      <ul class="keys">\(panels)</ul>
      \(scenarios)<p class="note">\(words[.tableNote])</p>
      \(edits)
      """
  }

  private func headlines(of outcome: CoverageOutcome) -> HTML {
    var lines: HTML = ""
    for line in outcome.headlines { lines += "<li>\(line)</li>" }
    return lines.source.isEmpty ? "" : "<ul>\(lines)</ul>\n"
  }

  private var figureHeads: [String] {
    [
      words[.people], words[.within], words[.change], words[.median], words[.ninety], words[.ninetyFive],
      words[.judgedBy],
    ]
  }

  private func row(
    named name: String, _ count: CoverageOutcome.Count, hasChange: Bool, isSum: Bool
  ) -> HTML {
    guard count.people > 0 || count.notJudged.isEmpty else { return notJudgedRows(named: name, count) }
    let style: HTML = isSum ? " class=\"sum\"" : ""
    let changed = hasChange ? count.change.text(of: count.people, words, numbers) : "–"
    let own: HTML = """
      <tr\(style)><th scope="row">\(name)</th><td>\(numbers.whole(count.people))</td>\
      <td>\(numbers.people(count.within, of: count.people))</td><td>\(changed)</td>\
      <td>\(numbers.minutes(count.median))</td><td>\(numbers.minutes(count.ninety))</td>\
      <td>\(numbers.minutes(count.ninetyFive))</td><td class="words">\(count.marks)</td></tr>

      """
    return hasChange ? own : "\(own)\(notJudgedRows(named: name, count))"
  }

  /// People who are in no sum, a row for each reason.
  private func notJudgedRows(named name: String, _ count: CoverageOutcome.Count) -> HTML {
    var rows: HTML = ""
    for fact in count.notJudged {
      rows += """
        <tr class="apart"><th scope="row">\(name)</th><td>\(fact.value)</td>\
        <td class="words" colspan="6">\(words(.notJudgedFor, fact.name))</td></tr>

        """
    }
    return rows
  }

  /// A table for each outcome, with the change against the baseline region by region.
  func regionTables(of topic: CoverageTopic, names: [String], id: String) -> HTML {
    var tables: HTML = ""
    for (place, outcome) in topic.outcomes.enumerated() {
      var rows: HTML = ""
      for region in outcome.regions {
        let name = region.code.isEmpty || region.code == region.name ? region.name : "\(region.name) (\(region.code))"
        rows += row(named: name, region, hasChange: place > 0, isSum: false)
      }
      rows += row(named: words[.all], outcome.total, hasChange: place > 0, isSum: true)
      tables += table(
        id: "\(id)-r\(place)", caption: words(.regionTable, names[place]), head: [words[.region]] + figureHeads,
        words: [7], rows: rows)
    }
    return tables
  }

  /// What to do, best first.
  func actions(of topic: CoverageTopic, id: String) -> HTML {
    if topic.actions.isEmpty { return "<p>\(words[.noActions])</p>\n" }
    var rows: HTML = ""
    for (place, action) in topic.actions.enumerated() {
      let detail: HTML = action.detail.isEmpty ? "" : "<small>\(action.detail)</small>"
      rows += """
        <tr><th scope="row">\(place + 1)</th><td class="words">\(action.title)\(detail)</td>\
        <td>\(numbers.people(action.gained, of: action.people))</td>\
        <td>\(numbers.people(action.cumulative, of: action.people))</td></tr>

        """
    }
    var note = words[.actionsNote]
    if let gap = topic.actions.compactMap(\.gap).max() {
      note += " " + words(.gapNote, numbers.percent(Int(bounded: gap * 1000, rounding: .up), of: 1000))
    }
    let list = table(
      id: "\(id)-a", caption: words[.actions], head: [words[.rank], words[.action], words[.gained], words[.together]],
      words: [1],
      rows: rows)
    return "\(list)<p class=\"note\">\(note)</p>\n"
  }

  /// The stations whose loss costs most.
  func losses(of topic: CoverageTopic, id: String) -> HTML {
    if topic.losses.isEmpty { return "<p>\(words[.noLosses])</p>\n" }
    var rows: HTML = ""
    for (place, loss) in topic.losses.enumerated() {
      rows += """
        <tr><th scope="row">\(place + 1)</th><td class="words">\(loss.name)<small>\(loss.location)</small></td>\
        <td>\(numbers.people(loss.lost, of: loss.people))</td></tr>

        """
    }
    let list = table(
      id: "\(id)-l", caption: words[.resilience], head: [words[.rank], words[.lostStation], words[.lost]], words: [1],
      rows: rows)
    return "\(list)<p class=\"note\">\(words[.lossNote])</p>\n"
  }

  /// What the report rests on, so that anyone can make it again.
  var methodSection: HTML {
    var norms: HTML = ""
    for topic in document.topics {
      for norm in topic.norms {
        let title = "\(name(of: topic)), \(norm.name)"
        norms += "<tr><th scope=\"row\">\(title)</th><td class=\"words\">\(norm.value)</td></tr>\n"
      }
    }
    var inputs: HTML = ""
    for input in document.inputs {
      inputs += "<tr><th scope=\"row\">\(input.name)</th><td class=\"words\">\(input.value)</td></tr>\n"
    }
    var parts: HTML = ""
    if !document.inputs.isEmpty {
      parts += table(
        id: "method-i", caption: words[.inputs], head: [words[.item], words[.value]], words: [1], rows: inputs)
    }
    if !norms.source.isEmpty {
      parts += table(
        id: "method-n", caption: words[.norms], head: [words[.item], words[.value]], words: [1], rows: norms)
    }
    if let command = document.command { parts += "<h3>\(words[.repeatIt])</h3>\n<pre>\(command)</pre>\n" }
    if !document.scenarioText.isEmpty {
      parts += "<h3>\(words[.scenarios])</h3>\n"
      for text in document.scenarioText { parts += "<h4>\(text.name)</h4>\n<pre>\(text.value)</pre>\n" }
    }
    return """
      <section aria-labelledby="method"><h2 id="method">\(words[.method])</h2>
      <ul>\(CoveragePhrase.howFiguresAreMade.map { words[$0] }.map { line -> HTML in "<li>\(line)</li>" })</ul>
      \(parts)</section>

      """
  }

  /// What closed borders cost: a map and a table, nothing where it was not asked for.
  func penalty(of topic: CoverageTopic, map: CoverageMap?, id: String) -> HTML {
    guard let penalty = topic.penalty else { return "" }
    guard !penalty.sections.isEmpty else {
      return "<h3>\(words[.borderPenalty])</h3>\n<p>\(words[.noBorderPenalty])</p>\n"
    }
    var rows: HTML = ""
    for section in penalty.sections {
      rows += """
        <tr><th scope="row">\(section.region)</th><td>\(section.lender)</td><td>\(numbers.whole(section.uncovered))</td>\
        <td>\(numbers.whole(section.later))</td><td>\(numbers.minutes(section.mean))</td>\
        <td class="words">\(section.norm)</td></tr>

        """
    }
    let list = table(
      id: "\(id)-p", caption: words[.borderPenalty],
      head: [words[.region], words[.helpFrom], words[.lostPeople], words[.later], words[.meanMinutes], words[.norms]],
      words: [5],
      rows: rows)
    let drawing = map?.delays(penalty.delays, topic: topic, id: "\(id)-pm", title: words[.penaltyMap]) ?? ""
    return "<h3>\(words[.borderPenalty])</h3>\n\(drawing)\(list)<p class=\"note\">\(words[.penaltyNote])</p>\n"
  }
}
