package import Coverage
internal import DirectoryModel
package import TextFormats

extension CoverageReport {
  /// How many regions a summary shows.
  private static let shownRegions = 5

  /// One service's week for a terminal: a table of days and hours, then the regions in which the hour matters most.
  func weekLines(of service: Service, in language: Language) -> [String] {
    guard let week else { return [] }
    let words = WeekWords(language)
    var lines = ["", words.words[.title]]
    for (number, scenario) in week.scenarios.enumerated() {
      guard let found = scenario.services.first(where: { $0.service == service }) else { continue }
      if number > 0 { lines += ["", "  \(Words<CoveragePhrase>(language).scenarioName(scenario.name))"] }
      let figures = WeekFigures(found, area: 0)
      lines.append("  \(words.note([figures], from: week.monday))")
      let days = words.days.enumerated().map { day, name in
        [name] + (0..<24).map { figures.share(at: day * 24 + $0).map(String.init) ?? "" }
      }
      lines += TextTable([[""] + (0..<24).map(String.init)] + days, right: Set(1...24)).closeLines
      lines += words.sentences(figures).map { "  \($0)" }
      guard number == 0 else { continue }
      let regions = weekRegions(found).prefix(CoverageReport.shownRegions)
      guard !regions.isEmpty else { continue }
      let head = [
        words.words[.regions], words.words[.mostOutside], words.words[.mostWhen], words.words[.fewestOutside],
        words.words[.fewestWhen],
      ]
      lines +=
        TextTable(
          [head]
            + regions.map { region in
              [region.name]
                + [region.most, region.fewest].flatMap { [words.numbers.whole($0.people), words.text(of: $0.hour)] }
            }, right: [1, 3]
        ).lines
    }
    return lines
  }

  /// Regions in which more people are outside at one hour than at another, the greatest difference first.
  func weekRegions(
    _ week: CoverageWeek.ServiceWeek
  ) -> [(name: String, most: (hour: Int, people: Int), fewest: (hour: Int, people: Int))] {
    let areas = week.areas(at: 0)
    let hasRegions = areas.contains { $0.code.count > 2 }
    let figures = areas.indices.dropFirst().filter { !hasRegions || areas[$0].code.count > 2 }
      .map { (area: areas[$0], figures: WeekFigures(week, area: $0)) }
      .filter { $0.figures.range > 0 }
    return figures.sorted { ($1.figures.range, $0.area.code) < ($0.figures.range, $1.area.code) }.compactMap { found in
      guard let most = found.figures.extreme(mostOutside: true), let fewest = found.figures.extreme(mostOutside: false)
      else { return nil }
      return (areaNames[found.area.code] ?? found.area.code, most, fewest)
    }
  }

  /// The week as JSON: `monday`, and by scenario and service the areas, of which the first, `*`, is everything, with
  /// `judged` and `covered` people at the beginning of each of the 168 hours from Monday 0:00 on.
  func write(_ week: CoverageWeek, to writer: inout JSONWriter) {
    writer.member("monday", week.monday)
    writer.member("scenarios") { writer in
      writer.array(week.scenarios) { writer, scenario in
        writer.object { writer in
          writer.member("name", scenario.name)
          writer.member("services") { writer in
            writer.array(scenario.services) { writer, service in
              writer.object { writer in
                writer.member("areas") { writer in
                  writer.array(Array(service.areas(at: 0).enumerated())) { writer, found in
                    writer.object { writer in
                      let figures = WeekFigures(service, area: found.offset)
                      writer.member("code", found.element.code)
                      writer.member("covered") { writer in writer.array(figures.covered) { $0.write($1) } }
                      writer.member("judged") { writer in writer.array(figures.judged) { $0.write($1) } }
                      writer.member("name", areaNames[found.element.code])
                    }
                  }
                }
                writer.member("service", service.service.rawValue)
                writer.member("states", service.states.count)
              }
            }
          }
        }
      }
    }
  }

  /// The week as comma-separated values: a row for each scenario, service, area and hour; a header alone without a week.
  ///
  /// - Parameters:
  ///   - formulas: what becomes of values that a spreadsheet would run.
  ///   - dialect: what stands between values and within numbers.
  /// - Returns: the table with its header.
  package func weekTable(formulas: CSV.Formulas = .defuse, dialect: CSV.Dialect = .comma) -> String {
    var text = CSV.line(
      ["scenario", "service", "area", "name", "weekday", "hour", "judged", "covered", "outside"], dialect: dialect)
    for scenario in week?.scenarios ?? [] {
      for service in scenario.services {
        for (index, area) in service.areas(at: 0).enumerated() {
          let figures = WeekFigures(service, area: index)
          for hour in figures.judged.indices {
            text += CSV.line(
              [
                scenario.name, service.service.rawValue, area.code, areaNames[area.code] ?? "", "\(hour / 24 + 1)",
                "\(hour % 24)", "\(figures.judged[hour])", "\(figures.covered[hour])", "\(figures.outside[hour])",
              ], formulas: formulas, dialect: dialect)
          }
        }
      }
    }
    return text
  }
}
