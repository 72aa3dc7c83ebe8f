/// What closed borders cost one service, for the page.
package struct CoveragePenalty: Hashable, Sendable {
  /// One section of a border in one direction.
  package struct Section: Hashable, Sendable {
    /// The region whose people lose, in the reader's language.
    package var region: String
    /// The country from which help would come.
    package var lender: String
    /// People outside the norm only because the border is closed.
    package var uncovered: Int
    /// People who are reached later.
    package var later: Int
    /// Seconds by which, on average.
    package var mean: Double
    /// The norm by which they are judged; empty for none.
    package var norm: String

    /// Makes a section.
    package init(region: String, lender: String, uncovered: Int, later: Int, mean: Double, norm: String) {
      self.region = region
      self.lender = lender
      self.uncovered = uncovered
      self.later = later
      self.mean = mean
      self.norm = norm
    }
  }

  /// The sections, the worst first.
  package var sections: [Section]
  /// Seconds by which the first arrival is later for each cell; infinite where nobody comes any more, `nan` where nothing
  /// changes.
  package var delays: [Float]

  /// Makes a penalty.
  package init(sections: [Section], delays: [Float]) {
    self.sections = sections
    self.delays = delays
  }
}

extension CoverageHTML {
  /// What closed borders cost: a map and a table, nothing where nobody asked.
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
