internal import Primitives

/// Curves of the share of people reached by a time, one for each outcome.
struct DistributionChart {
  private let words: Words<CoveragePhrase>
  private let numbers: NumberText
  /// The drawing: the box of the axes within it.
  private let box = (left: 84, top: 16, right: 740, bottom: 316)
  private let lastMinute = 30

  init(words: Words<CoveragePhrase>, numbers: NumberText) {
    self.words = words
    self.numbers = numbers
  }

  /// People reached by the end of each minute, from 0.
  private func reached(_ outcome: CoverageOutcome, cells: [CoverageDocument.Cell]) -> [Int] {
    var people = [Int](repeating: 0, count: lastMinute + 1)
    for ((cell, seconds), isWithin) in zip(zip(cells, outcome.arrivals), outcome.isWithin)
    where isWithin != nil && !seconds.isNaN && seconds <= Float(lastMinute * 60) {
      people[Int(bounded: Double(seconds) / 60, rounding: .up, in: 0...lastMinute)] += cell.people
    }
    for minute in 1...lastMinute { people[minute] += people[minute - 1] }
    return people
  }

  /// The drawing with its legend and the same as a table.
  func figure(of topic: CoverageTopic, names: [String], cells: [CoverageDocument.Cell], id: String) -> HTML {
    let all = topic.outcomes.first?.total.people ?? 0
    let curves = topic.outcomes.map { reached($0, cells: cells) }
    func x(_ minute: Int) -> Int { box.left + (box.right - box.left) * minute / lastMinute }
    func y(_ people: Int) -> Int {
      box.bottom - (all > 0 ? Int(bounded: Double(people) / Double(all) * Double(box.bottom - box.top)) : 0)
    }
    var axes: HTML = ""
    for percent in stride(from: 0, through: 100, by: 20) {
      let height = box.bottom - (box.bottom - box.top) * percent / 100
      axes += "<path class=\"grid\" d=\"M\(box.left) \(height)H\(box.right)\"/>"
      axes += "<text class=\"tick end\" x=\"\(box.left - 8)\" y=\"\(height + 5)\">\(String(percent)) %</text>"
    }
    for minute in stride(from: 0, through: lastMinute, by: 5) {
      axes += "<path class=\"grid\" d=\"M\(x(minute)) \(box.bottom)v6\"/>"
      axes += "<text class=\"tick middle\" x=\"\(x(minute))\" y=\"\(box.bottom + 26)\">\(minute)</text>"
    }
    axes += """
      <text class="tick middle" x="\((box.left + box.right) / 2)" y="\(box.bottom + 54)">\(words[.minutesAxis])</text>
      """
    var lines: HTML = ""
    var legend: HTML = ""
    for (number, curve) in curves.enumerated() {
      let path = curve.enumerated().map { "\($0 == 0 ? "M" : "L")\(x($0)) \(y($1))" }.joined()
      lines += "<path class=\"curve k\(number % 6)\" d=\"\(path)\"/>"
      legend += """
        <li><svg class="swatch wide" viewBox="0 0 48 24" aria-hidden="true" focusable="false">\
        <path class="curve k\(number % 6)" d="M2 12h44"/></svg><span>\(names[number])</span></li>
        """
    }
    let shown = [5, 8, 10, 12, 15, 20, 30]
    var rows: HTML = ""
    for minute in shown {
      let cells = curves.map { curve -> HTML in "<td>\(numbers.people(curve[minute], of: all))</td>" }
      rows += "<tr><th scope=\"row\">\(words(.minutes, minute))</th>\(cells)</tr>\n"
    }
    return """
      <figure class="chart"><figcaption id="\(id)">\(words[.curveTitle])</figcaption>
      <svg viewBox="0 0 760 380" role="img" aria-labelledby="\(id) \(id)-d"><desc id="\(id)-d">\(words[.curveAlternative])\
      </desc>\(axes)\(lines)</svg>
      <ul class="legend">\(legend)</ul></figure>
      <div class="scroll" role="group" tabindex="0" aria-labelledby="\(id)-t">
      <table><caption id="\(id)-t">\(words[.curveTable])</caption>
      <thead><tr><th scope="col">\(words[.reachedBy])</th>\
      \(names.map { name -> HTML in "<th scope=\"col\">\(name)</th>" })</tr></thead>
      <tbody>\(rows)</tbody></table></div>

      """
  }
}
