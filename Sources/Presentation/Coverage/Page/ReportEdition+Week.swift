internal import Primitives

extension ReportEdition {
  /// Shades of a week, from the fewest outside to the most.
  private static let shades = 7

  /// The week of a service, hour by hour, as tables of shaded cells; nothing where it was not asked for.
  func weekPart(_ topic: CoverageTopic, number: Int) -> HTML {
    guard !topic.weeks.isEmpty else { return "" }
    let week = WeekWords(language)
    var tables: HTML = ""
    for (place, found) in topic.weeks.enumerated() {
      let sentences = found.sentences.map { sentence -> HTML in "<p>\(sentence)</p>\n" }
      let title = found.name.isEmpty ? words[.baseline] : found.name
      tables += heat(
        found, title: "\(self.tables.name(of: topic))\(words.colon)\(title)", id: "\(prefix)t\(number)-week-\(place)",
        week)
      tables += "\(note(week.note([found.figures], from: document.monday ?? "")))\(sentences)"
    }
    return """
      <h3>\(week.words[.title])</h3>
      \(tables)\
      \(html(self.tables.weekRegions(of: topic, number), first: 8))
      """
  }

  /// Seven rows of 24 hours, darker where more are outside.
  private func heat(_ found: TopicWeek, title: String, id: String, _ week: WeekWords) -> HTML {
    let shares = zip(found.figures.outside, found.figures.judged).map { $1 > 0 ? Double($0) / Double($1) : nil }
    let known = shares.compactMap { $0 }
    guard let least = known.min(), let most = known.max() else { return "" }
    let span = max(most - least, 0.005)
    var rows: HTML = ""
    for (day, name) in week.days.enumerated() {
      rows += "<tr><th scope=\"row\">\(name)</th>"
      for hour in 0..<24 {
        guard shares.indices.contains(day * 24 + hour), let share = shares[day * 24 + hour] else {
          rows += "<td>–</td>"
          continue
        }
        let shade = min(
          ReportEdition.shades - 1, Int(bounded: (share - least) / span * Double(ReportEdition.shades), rounding: .down)
        )
        rows += "<td class=\"h\(shade)\">\(found.figures.share(at: day * 24 + hour) ?? 0)</td>"
      }
      rows += "</tr>\n"
    }
    let heads = (0..<24).map { hour -> HTML in "<th scope=\"col\">\(hour)</th>" }
    return """
      <div class="scroll" role="group" tabindex="0" aria-labelledby="\(id)">
      <table class="week"><caption id="\(id)">\(title)</caption>
      <thead><tr><th scope="col">\(week.words[.hour])</th>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>

      """
  }
}
