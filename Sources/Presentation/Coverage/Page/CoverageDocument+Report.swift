package import Coverage
internal import DirectoryModel
internal import Geodesy
internal import LocalTime
internal import MutualAid
internal import Primitives

extension CoverageDocument {
  /// Takes the figures of a report.
  ///
  /// - Parameters:
  ///   - report: the figures.
  ///   - language: the reader's.
  ///   - surroundings: lines, names, the question.
  package init(_ report: CoverageReport, language: Language, surroundings: Surroundings = Surroundings()) {
    let words = Words<CoveragePhrase>(language)
    let numbers = NumberText(language)
    let facts = DocumentFacts(report, language: language, surroundings: surroundings)
    let services = report.scenarios.first?.services.map(\.service) ?? []
    let codes = Set(report.cells.compactMap(\.region?.rawValue)).sorted()
    let positions = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let outlines = Dictionary(grouping: surroundings.regions, by: \.code).mapValues { $0.flatMap(\.lines) }
    self.init(
      day: String(report.inputs.moment.prefix(10)),
      moment: surroundings.query.map { LocalClock.text($0.time) },
      question: facts.question,
      area: report.inputs.regions.map { surroundings.name(ofArea: $0.rawValue, in: report) }.joined(separator: ", "),
      cells: report.cells.map { cell in
        Cell(place: cell.place, people: cell.people, region: cell.region.flatMap { positions[$0.rawValue] })
      },
      gridSide: facts.gridSide,
      countries: surroundings.countries.map {
        Outline(code: $0.code, name: surroundings.name(ofArea: $0.code, in: report), outline: $0.lines)
      },
      regions: codes.map {
        Outline(code: $0, name: surroundings.name(ofArea: $0, in: report), outline: outlines[$0] ?? [])
      },
      towns: surroundings.towns, topics: services.map { facts.topic(of: $0) },
      inputs: CoverageDocument.facts(report.inputs, words: words, numbers: numbers)
        + TravelList(report.travelTimes).facts(in: language).map {
          Fact(name: "\(words[.travelModel])\(words.colon)\($0.name)", value: $0.value)
        }
        + report.roadLines(words, numbers).map { Fact(name: words[.roads], value: $0) }
        + report.populationLines(language, words, numbers).map { Fact(name: $0.name, value: $0.value) }
        + report.basisLines(words, numbers).map { Fact(name: words[.judgedBy], value: $0) }
        + surroundings.sources,
      grounds: facts.grounds, unknowns: facts.unknowns,
      command: surroundings.command,
      scenarioText: report.scenarios.compactMap { scenario in
        scenario.text.map { Fact(name: scenario.file ?? scenario.name, value: $0) }
      })
    monday = report.week?.monday
    sharedSites = facts.sharedSites
    looksForActions = report.actions != nil
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
