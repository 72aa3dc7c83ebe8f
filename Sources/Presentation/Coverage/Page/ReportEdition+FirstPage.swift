internal import Coverage
internal import DirectoryModel
internal import Primitives

extension ReportEdition {
  /// What somebody needs who reads one page: the question, the answer in three sentences, the map, what closed borders cost,
  /// what would help most, and how far the figures can be trusted.
  var firstPage: HTML {
    let sentences = [outsideSentence, whereSentence, helpSentence].filter { !$0.isEmpty }.joined(separator: " ")
    let services = document.topics.map { tables.name(of: $0) }
    let question = ([services.joined(separator: ", ")] + document.question).joined(separator: "; ")
    var scenarios: HTML = ""
    for (outcome, name) in zip(document.topics.first?.outcomes ?? [], document.topics.first.map(tables.names) ?? [])
      .dropFirst()
    {
      let lines = outcome.edits.prefix(4) + outcome.crossings.map(\.name) + (outcome.edits.count > 4 ? ["…"] : [])
      let edits = lines.isEmpty ? "" : words.colon + lines.joined(separator: words.semicolon)
      scenarios += "<div><dt>\(words[.scenario])</dt><dd>\(name)\(edits)</dd></div>\n"
    }
    let map = document.topics.first.flatMap { topic in
      maps?.within.first.map { drawing in withinFigure(topic, number: 0, drawing: drawing, id: "first") }
    }
    return """
      <h1>\(words[.title])</h1>
      <section class="one" aria-label="\(words[.summary])">
      <dl class="asked">
      <div><dt>\(page[.asked])</dt><dd>\(question)</dd></div>
      <div><dt>\(page[.place])</dt><dd>\(area)</dd></div>
      <div><dt>\(page[.time])</dt><dd>\(page(.localTime, DateText(language).written(document.moment)))</dd></div>
      \(scenarios)</dl>
      <p class="lead">\(sentences)</p>
      <div class="columns wide"><div>\(map ?? "")</div>
      <div>\(html(tables.services))\(note(tables.services.note))\(keyLines)</div></div>
      <div class="columns"><div class="box">\(penaltyBox)</div><div class="box">\(actionBox)</div></div>
      <div class="columns small"><div><h2>\(page[.grounds])</h2>\(list(document.grounds))</div>
      <div><h2>\(page[.unknowns])</h2>\(list(document.unknowns))</div></div>
      </section>

      """
  }

  func list(_ lines: [String]) -> HTML {
    lines.isEmpty ? "" : "<ul>\(lines.map { line -> HTML in "<li>\(line)</li>" })</ul>\n"
  }

  /// How many are not reached in time.
  private var outsideSentence: String {
    let parts = document.topics.compactMap { topic -> String? in
      guard let total = topic.outcomes.first?.total, total.people > 0 else { return nil }
      let name = tables.name(of: topic)
      guard total.outside > 0 else { return page(.nobodyOutside, name) }
      let tallies = [(total.legal, PagePhrase.byLaw), (total.other, .byOthers)].filter { $0.0.judged > 0 }
      let parts = tallies.map { tally, phrase in
        let outside = tally.judged - tally.covered
        return page(
          .outsideItem, numbers.whole(outside), numbers.whole(tally.judged),
          numbers.percent(outside, of: tally.judged) + (outside > 0 ? ", " + oneIn(outside, of: tally.judged) : ""),
          page[phrase])
      }
      return name + words.colon + parts.joined(separator: ", ")
    }
    return parts.isEmpty ? "" : page(.outsideSentence, parts.joined(separator: words.semicolon))
  }

  /// A share as people say it: one in five.
  private func oneIn(_ part: Int, of all: Int) -> String {
    let share = Double(all) / Double(max(1, part))
    guard share >= 1.75 else { return page[.moreThanHalf] }
    let rounded = Int(bounded: share)
    let digits = String(rounded).count
    let unit = (0..<max(0, digits - 2)).reduce(1) { unit, _ in unit * 10 }
    return page(.oneIn, numbers.whole((rounded + unit / 2) / unit * unit))
  }

  /// Where they live, and what the scenarios would add.
  private var whereSentence: String {
    let parts = document.topics.compactMap { topic -> String? in
      guard let baseline = topic.outcomes.first else { return nil }
      let regions = ReportTables.parts(of: baseline).filter { $0.outside > 0 }
        .sorted { ($1.outside, $0.name) < ($0.outside, $1.name) }.prefix(2)
      guard !regions.isEmpty else { return nil }
      let named = regions.map { "\($0.name) (\(numbers.whole($0.outside)))" }.joined(separator: ", ")
      return document.topics.count > 1 ? words.name(of: topic.service) + words.colon + named : named
    }
    guard !parts.isEmpty else { return "" }
    return page(.whereSentence, parts.joined(separator: words.semicolon))
  }

  /// Because of what more would not be reached, and what would help most.
  private var helpSentence: String {
    var parts: [String] = []
    for topic in document.topics {
      for (outcome, name) in zip(topic.outcomes, tables.names(of: topic)).dropFirst()
      where outcome.total.change.lost > 0 && parts.count < 2 {
        parts.append(
          page(.scenarioAdds, name, numbers.whole(outcome.total.change.lost), words.name(of: topic.service)))
      }
    }
    if let best = bestActions.first {
      parts.append(page(.bestAction, best.action.title, numbers.whole(best.action.gained)))
    }
    let text = parts.joined(separator: words.semicolon)
    return text.isEmpty ? "" : text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// The actions of all services, the most people first.
  private var bestActions: [(service: Service, action: CoverageAction)] {
    document.topics.flatMap { topic in topic.actions.map { (topic.service, $0) } }
      .sorted { $0.1.gained > $1.1.gained }.map { (service: $0.0, action: $0.1) }
  }

  /// Of the largest change by each scenario, a line.
  private var keyLines: HTML {
    var lines: [String] = []
    for topic in document.topics {
      for (outcome, name) in zip(topic.outcomes, tables.names(of: topic)).dropFirst().prefix(4) {
        lines.append(
          page(
            .scenarioLine, tables.name(of: topic), name, numbers.whole(outcome.total.change.lost),
            numbers.whole(outcome.total.change.gained)))
      }
    }
    return lines.isEmpty ? "" : "<h2>\(words[.scenarios])</h2>\n\(list(lines))"
  }

  private var penaltyBox: HTML {
    let counted = document.topics.compactMap { topic in topic.penalty.map { (topic, $0) } }
    var lines: [String] = []
    for (topic, penalty) in counted {
      guard penalty.later > 0 || penalty.uncovered > 0 else {
        lines.append(tables.name(of: topic) + words.colon + words[.noBorderPenalty])
        continue
      }
      var line = page(
        .penaltyLine, tables.name(of: topic), numbers.whole(penalty.uncovered), numbers.whole(penalty.later),
        numbers.minutes(penalty.mean))
      if let worst = penalty.sections.first, worst.uncovered > 0 {
        line += " " + page(.penaltyWorst, worst.region, worst.lender, numbers.whole(worst.uncovered))
      }
      lines.append(line)
    }
    if counted.isEmpty { lines.append(page[.notAsked]) }
    return "<h2>\(words[.borderPenalty])</h2>\(list(lines))"
  }

  /// What is said where there are no actions.
  var noActions: String { document.looksForActions ? words[.noActions] : page[.actionsNotAsked] }

  private var actionBox: HTML {
    let entries = bestActions.prefix(3).map { best -> HTML in
      """
      <li>\(best.action.title): <strong>\(page(.actionGain, numbers.whole(best.action.gained)))</strong> \
      (\(words.name(of: best.service)))</li>
      """
    }
    let content: HTML = entries.isEmpty ? "<p>\(noActions)</p>" : "<ol>\(entries)</ol>"
    return "<h2>\(words[.actions])</h2>\(content)"
  }
}
