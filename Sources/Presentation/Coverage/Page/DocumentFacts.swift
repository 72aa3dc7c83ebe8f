internal import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Matching
internal import MutualAid
internal import Primitives

/// Turns the figures of a report into what a page says of them, in one language.
struct DocumentFacts {
  private let report: CoverageReport
  private let surroundings: CoverageDocument.Surroundings
  private let language: Language
  private let words: Words<CoveragePhrase>
  private let page: Words<PagePhrase>
  private let numbers: NumberText

  init(_ report: CoverageReport, language: Language, surroundings: CoverageDocument.Surroundings) {
    self.report = report
    self.surroundings = surroundings
    self.language = language
    words = Words(language)
    page = Words(language)
    numbers = NumberText(language)
  }

  /// Whose units count, and what else the question says.
  var question: [String] {
    guard let query = surroundings.query else { return [] }
    var lines = [
      page[query.areBordersOpen ? query.requiresAgreements ? .bordersAgreed : .bordersOpen : .bordersClosed]
    ]
    if query.leavesOutBusyUnits { lines.append(page[.busyLeftOut]) }
    return lines
  }

  /// The side of the squares of people: those of the European census grid are named by it.
  var gridSide: Double? {
    if let side = surroundings.query?.gridSide { return side }
    let squares = report.cells.count { $0.code.hasPrefix("1km") }
    return squares * 2 > report.cells.count ? 1000 : nil
  }

  /// What the figures rest on.
  var grounds: [String] {
    let inputs = report.inputs
    let years = inputs.population.years.last.map { String($0) } ?? "–"
    let services = report.scenarios.first?.services.map(\.service) ?? []
    let clocks = services.map { service -> String in
      let norms = norms(of: service)
      let starts = Norm.ClockStart.allCases.filter { start in norms.contains { $0.clockStart == start } }
      return words.name(of: service) + words.colon + starts.map { words.name(of: $0) }.joined(separator: ", ")
    }
    return [
      page(
        .groundsPeople, numbers.whole(inputs.population.people), numbers.whole(inputs.population.cells), years),
      page(
        .groundsUnits, numbers.whole(inputs.stations), numbers.whole(inputs.units),
        inputs.directoryVersion.map { String($0) } ?? "–"),
      page(.groundsClock, clocks.joined(separator: words.semicolon), numbers.minutes(inputs.times.callHandling)),
    ]
  }

  /// What they do not know.
  var unknowns: [String] {
    var lines: [String] = []
    for result in report.scenarios.first?.services ?? [] {
      let name = words.name(of: result.service)
      guard let total = result.total else { continue }
      if total.other.judged > 0 { lines.append(page(.unknownYardstick, name, numbers.whole(total.other.judged))) }
      let apart = total.reasonsNotJudged
      if !apart.isEmpty {
        let reasons = apart.map { "\(words.name(of: $0.reason)): \(numbers.whole($0.people))" }
        lines.append(
          page(
            .unknownLeftOut, name, numbers.whole(apart.reduce(0) { $0 + $1.people }),
            reasons.joined(separator: words.semicolon)))
      }
    }
    if report.travelTimes.contains(where: { $0.errors.isEmpty }) { lines.append(page[.unknownTravel]) }
    lines.append(page[.unknownStations])
    return lines
  }

  private func norms(of service: Service) -> [Norm] {
    let judging = Set((report.normIDs[service] ?? []).compactMap { $0 })
    return report.inputs.norms.filter { $0.service == service && judging.contains($0.id) }
  }

  /// One service's part of the page.
  func topic(of service: Service) -> CoverageTopic {
    var topic = CoverageTopic(
      service: service, stations: report.stations.filter { $0.services.contains(service) }.map(\.place),
      norms: norms(of: service).map { fact(of: $0) },
      outcomes: report.scenarios.enumerated().compactMap { place, scenario in
        scenario.services.first { $0.service == service }.map {
          outcome($0, of: scenario, isBaseline: place == 0)
        }
      }, actions: actions(of: service), losses: losses(of: service),
      penalty: report.borderPenalties.first { $0.service == service }.map { penalty($0) }, last: last(of: service))
    topic.weeks = report.weeks(of: service, in: words.language)
    return topic
  }

  private func fact(of norm: Norm) -> CoverageDocument.Fact {
    let steps = norm.steps(words, numbers, hasShares: true)
    let area = surroundings.name(ofArea: norm.region?.rawValue ?? norm.country.rawValue, in: report)
    let setting = norm.areaClass.map { " (\(page.name(of: $0, in: "area-class")))" } ?? ""
    let text = [
      norm.titles.text(in: language.rawValue), steps,
      norm.mark.map { words.name(of: $0) } ?? "",
      norm.verification == .verified ? "" : words.name(of: norm.verification), norm.citation,
    ]
    return .init(name: area + setting, value: text.filter { !$0.isEmpty }.joined(separator: ". "))
  }

  private func outcome(
    _ result: CoverageReport.ServiceResult, of scenario: CoverageReport.ScenarioResult, isBaseline: Bool
  ) -> CoverageOutcome {
    func count(_ area: CoverageReport.AreaResult) -> CoverageOutcome.Count {
      .init(
        code: area.code, name: surroundings.name(ofArea: area.code, in: report), people: area.judged,
        within: area.covered, median: area.median.map { Double($0) }, ninety: area.percentile90.map { Double($0) },
        ninetyFive: area.percentile95.map { Double($0) }, change: area.change, legal: area.legal, other: area.other,
        marks: marks(area.marks),
        notJudged: area.reasonsNotJudged.map { .init(reason: words.name(of: $0.reason), people: $0.people) })
    }
    let nothing = CoverageOutcome.Count(
      code: "", name: "", people: 0, within: 0, median: nil, ninety: nil, ninetyFive: nil)
    let edits = surroundings.query?.scenarios.first { $0.name == scenario.name }?.edits
    let told =
      edits.map {
        ScenarioWords(report, in: language, surroundings: surroundings)
          .lines(of: $0, dormant: Set(scenario.dormant), note: words[.dormant])
      }
      ?? scenario.edits.enumerated().map { place, edit in
        scenario.dormant.contains(place) ? "\(edit) (\(words[.dormant]))" : edit
      }
    var outcome = CoverageOutcome(
      name: isBaseline ? "" : words.scenarioName(scenario.name),
      edits: told, crossings: crossings(scenario.crossings),
      hazards: (edits ?? []).flatMap { edit -> [[Coordinate]] in
        guard case .hazard(let hazard) = edit.change else { return [] }
        return hazard.rings + (hazard.line.isEmpty ? [] : [HazardOutline.around(hazard.line, metres: hazard.buffer)])
      }, total: result.total.map(count) ?? nothing,
      regions: result.areas.dropFirst().filter { $0.people > 0 }.map(count),
      arrivals: result.outcomes.map { $0.first ?? .nan }, isWithin: result.outcomes.map(\.isCovered))
    outcome.headlines = result.total?.headlines(words, numbers) ?? []
    return outcome
  }

  /// What figures rest on, in a word or two each.
  private func marks(_ marks: Set<CoverageMark>) -> String {
    CoverageMark.allCases.filter(marks.contains).map { mark($0) }.joined(separator: ", ")
  }

  private func mark(_ mark: CoverageMark) -> String { page.name(of: mark.rawValue, in: "mark-short") }

  /// Crossings that close and open, by what becomes of them.
  private func crossings(_ changes: [CrossingChange]) -> [CoverageDocument.Fact] {
    CrossingChange.Kind.allCases.compactMap { kind in
      let found = changes.filter { $0.kind == kind }
      guard !found.isEmpty else { return nil }
      let names = found.prefix(10).map { $0.names.text(in: (language.base ?? language).rawValue) }
      let more = found.count > 10 ? [Words<ScenarioPhrase>(language)(.more, found.count - 10)] : []
      return .init(
        name: page(.crossings, found.count, words.name(of: kind)), value: (names + more).joined(separator: ", "))
    }
  }

  /// What would help most, no more than a page holds.
  private func actions(of service: Service) -> [CoverageAction] {
    guard let plan = report.actions else { return [] }
    let phrases = Words<ActionPhrase>(language)
    let judged = report.scenarios.first?.services.first { $0.service == service }?.total?.judged ?? 0
    let siting = plan.siting.first { $0.service == service }
    return plan.foremost(for: service, ofEachKind: 5).map { point in
      CoverageAction(
        title: title(of: point),
        detail: point.kind.topic == .stations && point.step == 1
          ? siting.map { phrases.text(of: $0, areas: report.areaNames, numbers: numbers, placeName: placeName) } ?? ""
          : "",
        gained: point.people, cumulative: point.cumulative, people: judged)
    }
  }

  /// Stations of several services: by service the people, and the same of all together as steps.
  var sharedSites: [CoverageAction] {
    guard let shared = report.actions?.shared else { return [] }
    let phrases = Words<ActionPhrase>(language)
    let judged = report.scenarios.first?.services.compactMap { $0.total?.judged }.reduce(0, +) ?? 0
    return shared.sites.map { site in
      let gains = shared.services.map { "\(words.name(of: $0)) +\(numbers.whole(site.people[$0] ?? 0))" }
      return CoverageAction(
        title: phrases(.station, placeName(of: site.kind) ?? ""), detail: gains.joined(separator: ", "),
        gained: site.total, cumulative: site.cumulative, people: judged)
    }
  }

  /// The place of a new station by the town near it; `nil` for other actions.
  private func placeName(of kind: ActionPoint.Kind) -> String? {
    guard case .station(let place, _, let country, let region) = kind else { return nil }
    let area = surroundings.name(ofArea: region?.rawValue ?? country.rawValue, in: report)
    return surroundings.places.nearest(to: place).map { "\($0) (\(area))" } ?? "\(area) (\(place.shortText))"
  }

  /// What an action says to do, with names and places.
  private func title(of point: ActionPoint) -> String {
    let phrases = Words<ActionPhrase>(language)
    switch point.kind {
    case .station: return phrases(.station, placeName(of: point.kind) ?? "")
    case .moveUp(let unit, let from, let to):
      let type = surroundings.units[unit]?.type.text(in: (language.base ?? language).rawValue) ?? ""
      return phrases(
        .moveUp, type.isEmpty ? page[.oneVehicle] : type, report.stationNames[to] ?? to.rawValue,
        report.stationNames[from] ?? from.rawValue)
    default:
      return phrases.title(
        of: point, stations: report.stationNames,
        areas: report.areaNames.merging(surroundings.areaNames) { first, _ in first }, numbers: numbers)
    }
  }

  /// The stations whose loss costs most, no more than a table of two pages holds.
  private func losses(of service: Service) -> [StationLoss] {
    let judged = report.scenarios.first?.services.first { $0.service == service }?.total?.judged ?? 0
    let marks = Dictionary(report.stations.map { ($0.id, $0) }) { first, _ in first }
    return report.criticality.lazy.filter { $0.service == service && $0.people > 0 }.prefix(40).map { loss in
      let mark = marks[loss.station]
      let country = mark.map { surroundings.name(ofArea: $0.country.rawValue, in: report) }
      let near = mark.flatMap { surroundings.places.nearest(to: $0.place) }
      return StationLoss(
        name: report.stationNames[loss.station] ?? loss.station.rawValue,
        location: [near, country].compactMap { $0 }.joined(separator: ", "), lost: loss.people, people: judged)
    }
  }

  /// Sections of borders, no more than a table of two pages holds.
  private func penalty(_ penalty: CoverageReport.BorderPenalty) -> CoveragePenalty {
    var delays = [Float](repeating: .nan, count: report.cells.count)
    for loss in penalty.cells { delays[loss.cell] = loss.seconds ?? .infinity }
    let worst = penalty.sections.sorted {
      ($1.uncovered, $1.people, $0.host, $0.regionText) < ($0.uncovered, $0.people, $1.host, $1.regionText)
    }
    let norms = Dictionary(report.inputs.norms.map { ($0.id, $0) }) { first, _ in first }
    return CoveragePenalty(
      sections: worst.map { section in
        CoveragePenalty.Section(
          region: surroundings.name(ofArea: section.region?.rawValue ?? section.host.rawValue, in: report),
          lender: surroundings.name(ofArea: section.lender.rawValue, in: report), uncovered: section.uncovered,
          later: section.people,
          mean: section.people > 0 ? section.personMinutes / Double(section.people) * 60 : 0,
          norm: section.norm.flatMap { norms[$0] }.map { norm in
            ([norm.steps(words, numbers, hasShares: false)] + (norm.mark.map { [mark($0)] } ?? []))
              .joined(separator: words.semicolon)
          } ?? "")
      }, delays: delays)
  }

  /// The places outside the norm that are reached last.
  private func last(of service: Service) -> [LastReached] {
    guard let result = report.scenarios.first?.services.first(where: { $0.service == service }) else { return [] }
    return result.worst.prefix(12).map { position in
      let cell = report.cells[position]
      let region = (cell.region?.rawValue ?? cell.country?.rawValue).map { surroundings.name(ofArea: $0, in: report) }
      let near = surroundings.places.nearest(to: cell.place).map { page(.near, $0) }
      return LastReached(
        place: [near, region].compactMap { $0 }.joined(separator: ", "), people: cell.people,
        seconds: result.outcomes[position].first.map { Double($0) })
    }
  }
}
