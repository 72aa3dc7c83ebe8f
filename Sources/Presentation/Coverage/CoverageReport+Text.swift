package import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Primitives

extension CoverageReport {
  /// How many lines of a list a summary shows.
  private static let shown = 10
  /// How many action points of each kind it shows.
  private static let shownOfEachKind = 3

  /// The report in short, for a terminal.
  ///
  /// - Parameters:
  ///   - language: the language of everything but names.
  ///   - localTime: the moment's local time in words.
  ///   - showsRegions: whether regions are listed beside countries.
  /// - Returns: lines of text.
  package func text(in language: Language, localTime: String, showsRegions: Bool = false) -> String {
    let words = Words<CoveragePhrase>(language)
    let numbers = NumberText(language)
    var lines = ["\(words[.title])  \(DateText(language).written(localTime))", "", inputLine(words, numbers)]
    for norm in inputs.norms { lines.append("  \(line(of: norm, language, words, numbers))") }
    lines += TravelList(travelTimes).facts(in: language).map { "  \(words[.travelModel])\(words.colon)\($0.name)" }
    lines += roadLines(words, numbers).map { "  \(words[.roads])\(words.colon)\($0)" }
    lines += populationLines(language, words, numbers).map { "  \($0.name): \($0.value)" }
    lines += basisLines(words, numbers).map { "  \($0)" }
    for (index, service) in (scenarios.first?.services ?? []).enumerated() {
      let name = Words<CoveragePhrase>(language).name(of: service.service)
      lines += ["", name.uppercased()]
      for (number, scenario) in scenarios.enumerated() where scenario.services.indices.contains(index) {
        lines.append("")
        lines += block(scenario, number: number, scenario.services[index], words, numbers, showsRegions: showsRegions)
      }
      lines += scenarioLines(at: index, in: language)
      lines += weekLines(of: service.service, in: language)
      if let penalty = borderPenalties.first(where: { $0.service == service.service }) {
        lines += ["", words[.borderPenalty]] + rows(of: penalty, words, numbers)
      }
      let marks = service.total?.marksText(words) ?? ""
      let rests = marks.isEmpty ? [] : ["  \(words[.judgedBy])\(words.colon)\(marks)"]
      let actions = actionLines(of: service.service, language, words, numbers)
      lines += actions + (actions.isEmpty ? [] : rests)
      let critical = criticalityLines(of: service, language, words, numbers)
      lines += critical + (critical.isEmpty ? [] : rests)
      let worst = service.worst.prefix(5)
      if !worst.isEmpty {
        lines += ["", words[.worstPlaces]]
        lines +=
          TextTable(
            worst.map { cell in
              let place = cells[cell]
              return [
                "\(place.country.text)  \(place.code)", place.place.shortText,
                words(.peopleHere, numbers.whole(service.outcomes[cell].people)),
                timeText(service.outcomes[cell].first.map { Double($0) }, at: cell, service.service, words, numbers),
                marksText(at: cell, service.service, words),
              ]
            }, right: [2]
          ).lines
      }
    }
    lines += sharedSiteLines(language)
    return ScreenText.lines(lines)
  }

  private func inputLine(_ words: Words<CoveragePhrase>, _ numbers: NumberText) -> String {
    let population = inputs.population
    let years = [population.years.first, population.years.last].compactMap { $0 }.map { String($0) }
    let span = years.first == years.last ? years.first ?? "" : years.joined(separator: "–")
    let people = words(
      .populationValue,
      population.name, numbers.whole(population.people), numbers.whole(population.cells), span)
    let weighed = words(.weighedValue, numbers.whole(inputs.stations), numbers.whole(inputs.units))
    return
      "\(words[.directoryVersion]) \(inputs.directoryVersion.map { String($0) } ?? "–")\(words.semicolon)\(people)\(words.semicolon)\(weighed)\(words.semicolon)"
      + "\(words[.travelModel]) \(inputs.travelModel)"
  }

  private func line(
    of norm: Norm, _ language: Language, _ words: Words<CoveragePhrase>, _ numbers: NumberText
  ) -> String {
    let steps = norm.steps(words, numbers, hasShares: false)
    let marks = [
      norm.mark.map { words.name(of: $0) },
      norm.verification == .verified || norm.mark == .unverified ? nil : words.name(of: norm.verification),
    ].compactMap { $0 }
    let doubt = marks.isEmpty ? "" : " (\(marks.joined(separator: words.semicolon)))"
    return "\(norm.id)\(words.colon)\(norm.titles.text(in: language.rawValue))\(words.colon)\(steps)\(doubt)"
  }

  private func block(
    _ scenario: ScenarioResult, number: Int, _ service: ServiceResult, _ words: Words<CoveragePhrase>,
    _ numbers: NumberText,
    showsRegions: Bool
  ) -> [String] {
    var lines = [
      number == 0 ? words[.baseline] : "\(words[.scenario]) \(number)\(words.colon)\(words.scenarioName(scenario.name))"
    ]
    for (index, edit) in scenario.edits.enumerated() {
      lines.append("  – \(edit)\(scenario.dormant.contains(index) ? " (\(words[.dormant]))" : "")")
    }
    lines += CrossingChange.lines(of: scenario.crossings, in: words.language)
    lines += (service.total?.headlines(words, numbers) ?? []).map { "  \($0)" }
    if let calls = service.total?.calls {
      lines.append("  \(words(.calls, numbers.people(calls.covered, of: calls.judged)))")
    }
    let hasBusy = service.areas.contains { abs($0.expected - Double($0.covered)) >= 0.5 }
    let hasMarks = service.areas.contains { !$0.marks.isEmpty && $0.judged > 0 }
    var head = [words[.region], words[.people], words[.within]]
    if number > 0 { head.append(words[.change]) }
    if hasBusy { head.append(words[.expected]) }
    head += [words[.median], words[.ninety], words[.ninetyFive]]
    let right = Set(1..<head.count)
    if hasMarks { head.append(words[.judgedBy]) }
    let shown = service.areas.filter { area in
      area.code == "*" || area.code == area.country?.rawValue || showsRegions || !inputs.regions.isEmpty
        || number > 0 && (area.change.gained > 0 || area.change.lost > 0)
    }
    let rows = shown.filter { $0.judged > 0 }.map { area in
      var row = [
        area.code == "*" ? words[.all] : name(of: area), numbers.whole(area.judged),
        numbers.people(area.covered, of: area.judged),
      ]
      if number > 0 { row.append(area.change.text(of: area.judged, words, numbers)) }
      if hasBusy { row.append(numbers.whole(Int(bounded: area.expected))) }
      row += [area.median, area.percentile90, area.percentile95].map { numbers.minutes($0.map { Double($0) }) }
      return hasMarks ? row + [area.marksText(words)] : row
    }
    lines += TextTable([head] + rows, right: right).lines
    return number > 0 ? lines : lines + notJudgedLines(shown, words, numbers)
  }

  private func name(of area: AreaResult) -> String {
    areaNames[area.code].map { "\($0) (\(area.code))" } ?? area.code
  }

  /// People who are in no sum, area by area and by why.
  private func notJudgedLines(
    _ areas: [AreaResult], _ words: Words<CoveragePhrase>, _ numbers: NumberText
  ) -> [String] {
    let rows = areas.flatMap { area in
      area.reasonsNotJudged.map { reason, people in
        [area.code == "*" ? words[.all] : name(of: area), numbers.whole(people), words.name(of: reason)]
      }
    }
    return rows.isEmpty ? [] : [words[.notJudged]] + TextTable(rows, right: [1]).lines
  }

  /// What is to be known of the figures of a cell, in words.
  private func marksText(at cell: Int, _ service: Service, _ words: Words<CoveragePhrase>) -> String {
    let marks = judgements.judgement(of: cell, service)?.marks ?? []
    return CoverageMark.allCases.filter(marks.contains).map { words.name(of: $0) }.joined(separator: words.semicolon)
  }

  private func actionLines(
    of service: Service, _ language: Language, _ words: Words<CoveragePhrase>, _ numbers: NumberText
  ) -> [String] {
    guard let actions else { return [] }
    let phrases = Words<ActionPhrase>(language)
    let points = actions.foremost(for: service, ofEachKind: CoverageReport.shownOfEachKind)
    guard !points.isEmpty else { return ["", words[.actions], "  \(words[.noActions])"] }
    let rows = points.enumerated().map { place, point in
      [
        "\(place + 1)", "+\(numbers.whole(point.people))",
        phrases.title(of: point, stations: stationNames, areas: areaNames, numbers: numbers),
      ]
    }
    return ["", words[.actions]] + TextTable(rows, right: [0, 1]).lines
      + actions.siting.filter { $0.service == service }.map {
        "  \(phrases.text(of: $0, areas: areaNames, numbers: numbers))"
      }
  }

  /// Stations of several services, one after the other.
  private func sharedSiteLines(_ language: Language) -> [String] {
    guard let shared = actions?.shared, !shared.sites.isEmpty else { return [] }
    let phrases = Words<ActionPhrase>(language)
    let numbers = NumberText(language)
    let rows = shared.sites.enumerated().map { place, site in
      ["\(place + 1)", "+\(numbers.whole(site.total))", phrases.title(of: site, areas: areaNames, numbers: numbers)]
    }
    return ["", phrases[.sharedSites].uppercased()] + TextTable(rows, right: [0, 1]).lines
      + ["  \(phrases.text(of: shared.comparison, areas: areaNames, numbers: numbers))", "  \(phrases[.sharedNote])"]
  }

  private func criticalityLines(
    of service: ServiceResult, _ language: Language, _ words: Words<CoveragePhrase>, _ numbers: NumberText
  ) -> [String] {
    let phrases = Words<ActionPhrase>(language)
    let worst = criticality.filter { $0.service == service.service && $0.people > 0 }.prefix(5)
    guard !worst.isEmpty else { return [] }
    let rows = worst.map {
      [
        "\u{2212}\(numbers.whole($0.people))", stationNames[$0.station] ?? $0.station.rawValue, $0.station.rawValue,
        $0.legal < $0.people ? "\(words[.legalPart]) \(numbers.whole($0.legal))" : "",
      ]
    }
    let backed = service.total?.backed.map { ["  \(phrases(.backed, numbers.whole($0)))"] } ?? []
    return ["", phrases[.criticality]] + TextTable(rows, right: [0]).lines + backed
  }

  private func rows(of penalty: BorderPenalty, _ words: Words<CoveragePhrase>, _ numbers: NumberText) -> [String] {
    let worst = penalty.sections.sorted {
      ($1.uncovered, $1.people, $0.host, $0.regionText) < ($0.uncovered, $0.people, $1.host, $1.regionText)
    }.prefix(CoverageReport.shown)
    guard !worst.isEmpty else { return ["  \(words[.noBorderPenalty])"] }
    let head = [
      words[.region], words[.helpFrom], words[.lostPeople], words[.later], words[.meanMinutes], words[.norms],
    ]
    return TextTable(
      [head]
        + worst.map { section in
          [
            section.region.map { code in areaNames[code.rawValue].map { "\($0) (\(code))" } ?? code.rawValue }
              ?? section.host.rawValue,
            section.lender.rawValue, numbers.whole(section.uncovered), numbers.whole(section.people),
            numbers.minutes(section.people > 0 ? section.personMinutes / Double(section.people) * 60 : nil),
            section.norm.map { normText($0, words) } ?? "–",
          ]
        }, right: [2, 3, 4]
    ).lines
  }
}

extension CoverageReport {
  /// A norm's id, with what it is where it is no norm of law.
  func normText(_ id: String, _ words: Words<CoveragePhrase>) -> String {
    inputs.norms.first { $0.id == id }?.mark.map { "\(id) (\(words.name(of: $0)))" } ?? id
  }

  /// What the count supposes, a line each.
  func basisLines(_ words: Words<CoveragePhrase>, _ numbers: NumberText) -> [String] {
    var lines: [String] = []
    if inputs.norms.contains(where: { $0.clockStart == .call }), inputs.times.callHandling > 0 {
      lines.append(words(.handlingIncluded, numbers.minutes(inputs.times.callHandling)))
    }
    if inputs.countsTypicalCrews { lines.append(words[.typicalCrewsOption]) }
    if inputs.judgesIncompleteLists { lines.append(words[.incompleteListsOption]) }
    if inputs.population.spread > 0 { lines.append(words(.spreadPeople, numbers.whole(inputs.population.spread))) }
    return lines
  }
}

/// Rows of text in columns that stand under each other, indented by two.
struct TextTable {
  private let rows: [[String]]
  private let right: Set<Int>

  /// Takes the rows; the columns in `right` are set to the right.
  init(_ rows: [[String]], right: Set<Int>) {
    self.rows = rows.map { $0.map(ScreenText.line) }
    self.right = right
  }

  var lines: [String] { lines(gap: "  ") }

  /// With one space between columns, for many narrow ones.
  var closeLines: [String] { lines(gap: " ") }

  private func lines(gap: String) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, text in
        let fill = String(repeating: " ", count: widths[column] - text.count)
        return right.contains(column) ? fill + text : text + fill
      }
      var line = "  " + cells.joined(separator: gap)
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension CoverageReport.BorderPenalty.Section {
  /// The region's code, by which sections are put in order; empty for a whole country.
  var regionText: String { region?.rawValue ?? "" }
}
