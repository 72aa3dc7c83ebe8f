package import Coverage
internal import DirectoryModel
package import Geodesy
internal import Primitives

extension CoverageDocument {
  /// What a report's figures are shown with: the drawing's lines and names, and what was found beside them.
  package struct Surroundings: Sendable {
    /// Borders of countries, as lines.
    package var borders: [[Coordinate]] = []
    /// Towns by which the reader finds the way.
    package var towns: [(name: String, place: Coordinate)] = []
    /// The outlines of hazards, by the scenario's name.
    package var hazards: [String: [[Coordinate]]] = [:]
    /// Sources of the data, with their licences.
    package var sources: [Fact] = []
    /// The command that writes the report again.
    package var command: String?

    /// Makes surroundings, of nothing at first.
    package init() {}
  }

  /// Takes the figures of a report.
  ///
  /// - Parameters:
  ///   - report: the figures.
  ///   - language: the reader's.
  ///   - surroundings: lines, names, actions.
  package init(_ report: CoverageReport, language: Language, surroundings: Surroundings = Surroundings()) {
    let words = Words<CoveragePhrase>(language)
    let numbers = NumberText(language)
    let services = report.scenarios.first?.services.map(\.service) ?? []
    let topics = services.map { service in
      let judging = Set((report.normIDs[service] ?? []).compactMap { $0 })
      return CoverageTopic(
        service: service, stations: report.stations.filter { $0.services.contains(service) }.map(\.place),
        norms: report.inputs.norms.filter { $0.service == service && judging.contains($0.id) }.map {
          Fact($0, language: language, words: words, numbers: numbers)
        },
        outcomes: report.scenarios.enumerated().compactMap { place, scenario in
          scenario.services.first { $0.service == service }.map {
            CoverageOutcome(
              $0, of: scenario, isBaseline: place == 0, names: report.areaNames, hazards: surroundings.hazards,
              words: words, numbers: numbers)
          }
        }, actions: CoverageDocument.actions(of: service, in: report, language, numbers),
        losses: CoverageDocument.losses(of: service, in: report, names: report.stationNames),
        penalty: report.borderPenalties.first { $0.service == service }.map {
          CoveragePenalty($0, in: report, words)
        })
    }
    self.init(
      day: String(report.inputs.moment.prefix(10)),
      area: report.inputs.regions.map { report.areaNames[$0.rawValue] ?? $0.rawValue }.joined(separator: ", "),
      cells: report.cells.map { Cell(place: $0.place, people: $0.people) }, borders: surroundings.borders,
      towns: surroundings.towns, topics: topics,
      inputs: CoverageDocument.facts(report.inputs, words: words, numbers: numbers)
        + TravelList(report.travelTimes).facts(in: language).map {
          Fact(name: "\(words[.travelModel])\(words.colon)\($0.name)", value: $0.value)
        }
        + report.roadLines(words, numbers).map { Fact(name: words[.roads], value: $0) }
        + report.populationLines(language, words, numbers).map { Fact(name: $0.name, value: $0.value) }
        + report.basisLines(words, numbers).map { Fact(name: words[.judgedBy], value: $0) }
        + surroundings.sources,
      command: surroundings.command,
      scenarioText: report.scenarios.compactMap { scenario in
        scenario.text.map { Fact(name: scenario.file ?? scenario.name, value: $0) }
      })
  }

  /// What would help most, no more than a page holds.
  private static func actions(
    of service: Service, in report: CoverageReport, _ language: Language, _ numbers: NumberText
  ) -> [CoverageAction] {
    guard let plan = report.actions else { return [] }
    let phrases = Words<ActionPhrase>(language)
    let judged = report.scenarios.first?.services.first { $0.service == service }?.total?.judged ?? 0
    let siting = plan.siting.first { $0.service == service }
    return plan.foremost(for: service, ofEachKind: 5).map { point in
      return CoverageAction(
        title: phrases.title(of: point, stations: report.stationNames, areas: report.areaNames, numbers: numbers),
        detail: point.kind.topic == .stations && point.step == 1
          ? siting.map { phrases.text(of: $0, numbers: numbers) } ?? "" : "",
        gained: point.people, cumulative: point.cumulative, people: judged)
    }
  }

  /// The stations whose loss costs most, no more than a table of two pages holds.
  private static func losses(
    of service: Service, in report: CoverageReport, names: [StationID: String]
  ) -> [StationLoss] {
    let judged = report.scenarios.first?.services.first { $0.service == service }?.total?.judged ?? 0
    let marks = Dictionary(report.stations.map { ($0.id, $0) }) { first, _ in first }
    return report.criticality.lazy.filter { $0.service == service && $0.people > 0 }.prefix(40).map { loss in
      let mark = marks[loss.station]
      return StationLoss(
        name: names[loss.station] ?? loss.station.rawValue,
        location: [mark?.country.rawValue, loss.station.rawValue].compactMap { $0 }.joined(separator: ", "),
        lost: loss.people, people: judged)
    }
  }

  private static func facts(
    _ inputs: CoverageReport.Inputs, words: Words<CoveragePhrase>, numbers: NumberText
  ) -> [Fact] {
    let population = inputs.population
    let years = [population.years.first, population.years.last].compactMap { $0 }
    let span = years.first == years.last ? years.prefix(1) : years[...]
    let described = words(
      .populationValue,
      population.name, numbers.whole(population.people), numbers.whole(population.cells),
      (span.map { String($0) }.joined(separator: "–") + " " + population.sources.joined(separator: ", ")))
    return [
      Fact(name: words[.directoryVersion], value: inputs.directoryVersion.map { String($0) } ?? "–"),
      Fact(name: words[.population], value: described), Fact(name: words[.moment], value: inputs.moment),
      Fact(name: words[.travelModel], value: inputs.travelModel),
      Fact(name: words[.callHandling], value: "\(numbers.minutes(inputs.times.callHandling)) min"),
      Fact(name: words[.requestDelay], value: "\(numbers.minutes(inputs.times.requestDelay)) min"),
      Fact(name: words[.slowness], value: numbers.factor(inputs.times.slowness)),
      Fact(
        name: words[.weighed],
        value: words(.weighedValue, numbers.whole(inputs.stations), numbers.whole(inputs.units))),
    ]
  }
}

extension CoveragePenalty {
  /// Takes a penalty, with no more sections than a table of two pages holds.
  fileprivate init(
    _ penalty: CoverageReport.BorderPenalty, in report: CoverageReport, _ words: Words<CoveragePhrase>
  ) {
    var delays = [Float](repeating: .nan, count: report.cells.count)
    for loss in penalty.cells { delays[loss.cell] = loss.seconds ?? .infinity }
    let worst = penalty.sections.sorted {
      ($1.uncovered, $1.people, $0.host, $0.regionText) < ($0.uncovered, $0.people, $1.host, $1.regionText)
    }
    self.init(
      sections: worst.prefix(40).map { section in
        let code = section.region?.rawValue ?? section.host.rawValue
        return Section(
          region: report.areaNames[code].map { "\($0) (\(code))" } ?? code, lender: section.lender.rawValue,
          uncovered: section.uncovered, later: section.people,
          mean: section.people > 0 ? section.personMinutes / Double(section.people) * 60 : 0,
          norm: section.norm.map { report.normText($0, words) } ?? "")
      }, delays: delays)
  }
}

extension CoverageDocument.Fact {
  /// A norm: what it asks by when, and where it stands written.
  fileprivate init(_ norm: Norm, language: Language, words: Words<CoveragePhrase>, numbers: NumberText) {
    let steps = norm.steps(words, numbers, hasShares: true)
    let name = [norm.region?.rawValue ?? norm.country.rawValue, norm.areaClass].compactMap { $0 }.joined(
      separator: ", ")
    let text = [
      norm.titles.text(in: language.rawValue), norm.mark.map { words.name(of: $0) } ?? "", steps, norm.citation,
    ]
    self.init(name: "\(name) (\(norm.id))", value: text.filter { !$0.isEmpty }.joined(separator: ". "))
  }
}

extension CoverageOutcome {
  fileprivate init(
    _ result: CoverageReport.ServiceResult, of scenario: CoverageReport.ScenarioResult, isBaseline: Bool,
    names: [String: String], hazards: [String: [[Coordinate]]], words: Words<CoveragePhrase>, numbers: NumberText
  ) {
    func count(_ area: CoverageReport.AreaResult) -> Count {
      Count(
        code: area.code, name: names[area.code] ?? area.code, people: area.judged,
        within: area.covered, median: area.median.map { Double($0) }, ninety: area.percentile90.map { Double($0) },
        ninetyFive: area.percentile95.map { Double($0) }, change: area.change, marks: area.marksText(words),
        notJudged: area.reasonsNotJudged.map {
          CoverageDocument.Fact(name: words.name(of: $0.reason), value: numbers.whole($0.people))
        })
    }
    let nothing = Count(code: "", name: "", people: 0, within: 0, median: nil, ninety: nil, ninetyFive: nil)
    self.init(
      name: isBaseline ? "" : words.scenarioName(scenario.name),
      edits: scenario.edits.enumerated().map { place, edit in
        scenario.dormant.contains(place) ? "\(edit) (\(words[.dormant]))" : edit
      } + CrossingChange.texts(of: scenario.crossings, in: words.language),
      hazards: hazards[scenario.name] ?? [], total: result.total.map(count) ?? nothing,
      regions: result.areas.dropFirst().filter { $0.people > 0 }.map(count),
      arrivals: result.outcomes.map { $0.first ?? .nan }, isWithin: result.outcomes.map(\.isCovered))
    headlines = result.total?.headlines(words, numbers) ?? []
  }
}
