internal import Coverage
internal import DirectoryModel
internal import Primitives

/// The tables of a report, in one language.
package struct ReportTables: Sendable {
  private let document: CoverageDocument
  private let words: Words<CoveragePhrase>
  private let page: Words<PagePhrase>

  /// Takes a document in the language of the words.
  package init(_ document: CoverageDocument, language: Language) {
    self.document = document
    words = Words(language)
    page = Words(language)
  }

  /// The service's name with a capital.
  func name(of topic: CoverageTopic) -> String {
    let name = words.name(of: topic.service)
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// What the baseline and the scenarios are called.
  func names(of topic: CoverageTopic) -> [String] {
    topic.outcomes.enumerated().map { number, outcome in
      outcome.name.isEmpty ? (number == 0 ? words[.baseline] : "\(words[.scenario]) \(number)") : outcome.name
    }
  }

  /// All tables, as a spreadsheet has them: those of all services together, then service by service, then the sources.
  package var all: [ReportTable] {
    var tables = [services]
    for (number, topic) in document.topics.enumerated() {
      tables.append(scenarios(of: topic, number))
      tables.append(regions(of: topic, number))
      for outcome in topic.outcomes.indices.dropFirst() { tables.append(changes(of: topic, number, outcome: outcome)) }
      for place in topic.weeks.indices { tables.append(week(of: topic, number, place)) }
      tables.append(weekRegions(of: topic, number))
      if let penalty = topic.penalty { tables.append(sections(of: penalty, topic, number)) }
      tables += [actions(of: topic, number), losses(of: topic, number), last(of: topic, number)]
    }
    return (tables + [shared, norms, inputs]).filter { !$0.rows.isEmpty }
  }

  /// Service by service: how many are not reached in time, norms of law apart from all else, and who is not judged.
  var services: ReportTable {
    var table = ReportTable(
      "services", page[.servicesTable],
      columns: [
        (page[.service], true), (words[.people], false), (page[.outside], false), (page[.share], false),
      ])
    for topic in document.topics {
      guard let total = topic.outcomes.first?.total else { continue }
      for (tally, phrase) in [(total.legal, PagePhrase.byLaw), (total.other, .byOthers)] where tally.judged > 0 {
        table.append(
          .note(name(of: topic), page[phrase]), .count(tally.judged), .count(tally.judged - tally.covered),
          .share(tally.judged - tally.covered, of: tally.judged))
      }
      for apart in total.notJudged {
        table.append(.note(name(of: topic), words(.notJudgedFor, apart.reason)), .count(apart.people), .none, .none)
      }
    }
    return table
  }

  /// The baseline and the scenarios side by side.
  func scenarios(of topic: CoverageTopic, _ number: Int) -> ReportTable {
    var table = ReportTable(
      "t\(number)-scenarios", titled(words[.scenarioTable], topic),
      columns: [
        (words[.scenario], true), (page[.outside], false), (page[.share], false), (page[.newlyOutside], false),
        (page[.newlyWithin], false), (page[.points], false), (words[.median], false), (words[.ninety], false),
        (words[.ninetyFive], false),
      ], note: words[.tableNote])
    for (place, (outcome, name)) in zip(topic.outcomes, names(of: topic)).enumerated() {
      let total = outcome.total
      table.append(
        .note(name, total.marks), .count(total.outside), .share(total.outside, of: total.people),
        place == 0 ? .none : .count(total.change.lost), place == 0 ? .none : .count(total.change.gained),
        place == 0 ? .none : .points(total.change.points(of: total.people)), .time(total.median),
        .time(total.ninety), .time(total.ninetyFive))
    }
    return table
  }

  /// Region by region in the baseline, the most people outside first.
  func regions(of topic: CoverageTopic, _ number: Int) -> ReportTable {
    var table = ReportTable(
      "t\(number)-regions", titled(page[.regionsTable], topic),
      columns: [
        (words[.region], true), (page[.judged], false), (page[.outside], false), (page[.share], false),
        (words[.median], false), (words[.ninety], false), (words[.ninetyFive], false),
      ], note: words[.tableNote])
    guard let baseline = topic.outcomes.first else { return table }
    func append(_ count: CoverageOutcome.Count, named name: String, isSum: Bool = false) {
      table.append(
        .note(name, count.marks), .count(count.people), .count(count.outside), .share(count.outside, of: count.people),
        .time(count.median), .time(count.ninety), .time(count.ninetyFive), isSum: isSum)
    }
    /// People in no sum stand in rows of their own.
    func appendApart(_ count: CoverageOutcome.Count, named name: String) {
      for apart in count.notJudged {
        table.append(
          .note(name, words(.notJudgedFor, apart.reason)), .count(apart.people), .none, .none, .none, .none, .none)
      }
    }
    for region in ReportTables.parts(of: baseline).sorted(by: { ($1.outside, $0.name) < ($0.outside, $1.name) }) {
      if region.people > 0 { append(region, named: region.name) }
      appendApart(region, named: region.name)
    }
    append(baseline.total, named: words[.all], isSum: true)
    return table
  }

  /// Regions rather than the countries that hold them; countries where nothing smaller is known.
  static func parts(of outcome: CoverageOutcome) -> [CoverageOutcome.Count] {
    let regions = outcome.regions.filter { $0.code.count > 2 }
    return regions.isEmpty ? outcome.regions : regions
  }

  /// Region by region what a scenario changes, the most people who fall outside first; regions without a change are left out.
  func changes(of topic: CoverageTopic, _ number: Int, outcome: Int) -> ReportTable {
    let name = names(of: topic)[outcome]
    var table = ReportTable(
      "t\(number)-changes-\(outcome)", titled(page(.changesTable, name), topic),
      columns: [
        (words[.region], true), (page[.newlyOutside], false), (page[.newlyWithin], false), (page[.outside], false),
        (page[.share], false), (page[.points], false), (words[.ninety], false),
      ])
    func append(_ count: CoverageOutcome.Count, named name: String, isSum: Bool = false) {
      table.append(
        .note(name, count.marks), .count(count.change.lost), .count(count.change.gained), .count(count.outside),
        .share(count.outside, of: count.people), .points(count.change.points(of: count.people)), .time(count.ninety),
        isSum: isSum)
    }
    let changed = ReportTables.parts(of: topic.outcomes[outcome]).filter {
      $0.change.lost > 0 || $0.change.gained > 0
    }
    let order = changed.sorted {
      ($1.change.lost, $1.change.gained, $0.name) < ($0.change.lost, $0.change.gained, $1.name)
    }
    for region in order {
      append(region, named: region.name)
    }
    append(topic.outcomes[outcome].total, named: words[.all], isSum: true)
    return table
  }

  /// One week of a service: the part of people outside at each hour, a row for each day.
  func week(of topic: CoverageTopic, _ number: Int, _ place: Int) -> ReportTable {
    let week = WeekWords(words.language)
    let found = topic.weeks[place]
    let title = found.name.isEmpty ? week.words[.title] : "\(week.words[.title]), \(found.name)"
    var table = ReportTable(
      "t\(number)-week-\(place)", titled(title, topic),
      columns: [(week.words[.hour], true)] + (0..<24).map { ("\($0)", false) })
    for (day, name) in week.days.enumerated() {
      let hours = (day * 24..<day * 24 + 24).map { hour in
        found.figures.judged.indices.contains(hour)
          ? ReportTable.Value.share(found.figures.outside[hour], of: found.figures.judged[hour]) : .none
      }
      table.rows.append(ReportTable.Row(values: [.text(name)] + hours))
    }
    return table
  }

  /// Regions in which more people are outside at one hour of the week than at another.
  func weekRegions(of topic: CoverageTopic, _ number: Int) -> ReportTable {
    let week = WeekWords(words.language)
    var table = ReportTable(
      "t\(number)-week-regions", titled(week.words[.regions], topic),
      columns: [
        (words[.region], true), (week.words[.mostOutside], false), (week.words[.mostWhen], true),
        (week.words[.fewestOutside], false), (week.words[.fewestWhen], true),
      ])
    for region in topic.weeks.first?.regions ?? [] {
      table.append(
        .text(region.name), .count(region.most), .text(region.mostWhen), .count(region.fewest), .text(region.fewestWhen)
      )
    }
    return table
  }

  /// What closed borders cost, section by section.
  func sections(of penalty: CoveragePenalty, _ topic: CoverageTopic, _ number: Int) -> ReportTable {
    var table = ReportTable(
      "t\(number)-borders", titled(words[.borderPenalty], topic),
      columns: [
        (words[.region], true), (words[.helpFrom], true), (words[.lostPeople], false), (words[.later], false),
        (words[.meanMinutes], false), (page[.standard], true),
      ], note: words[.penaltyNote])
    for section in penalty.sections {
      table.append(
        .text(section.region), .text(section.lender), .count(section.uncovered), .count(section.later),
        .time(section.mean), .text(section.norm.isEmpty ? "–" : section.norm))
    }
    return table
  }

  /// What to do, best first.
  func actions(of topic: CoverageTopic, _ number: Int) -> ReportTable {
    var note = words[.actionsNote]
    if let gap = topic.actions.compactMap(\.gap).max() {
      let numbers = NumberText(words.language)
      note += " " + words(.gapNote, numbers.percent(Int(bounded: gap * 1000, rounding: .up), of: 1000))
    }
    var table = ReportTable(
      "t\(number)-actions", titled(words[.actions], topic),
      columns: [
        (words[.action], true), (words[.gained], false), (page[.share], false), (words[.together], false),
      ], note: note)
    for action in topic.actions {
      table.append(
        action.detail.isEmpty ? .text(action.title) : .note(action.title, action.detail), .count(action.gained),
        .share(action.gained, of: action.people), .count(action.cumulative))
    }
    return table
  }

  /// Stations of several services, one after the other.
  var shared: ReportTable {
    let phrases = Words<ActionPhrase>(words.language)
    var table = ReportTable(
      "shared", phrases[.sharedSites],
      columns: [
        (words[.action], true), (words[.gained], false), (page[.share], false), (words[.together], false),
      ], note: phrases[.sharedNote])
    for action in document.sharedSites {
      table.append(
        .note(action.title, action.detail), .count(action.gained), .share(action.gained, of: action.people),
        .count(action.cumulative))
    }
    return table
  }

  /// The stations whose loss costs most.
  func losses(of topic: CoverageTopic, _ number: Int) -> ReportTable {
    var table = ReportTable(
      "t\(number)-stations", titled(words[.resilience], topic),
      columns: [(words[.lostStation], true), (words[.lost], false), (page[.share], false)], note: words[.lossNote])
    for loss in topic.losses {
      table.append(.note(loss.name, loss.location), .count(loss.lost), .share(loss.lost, of: loss.people))
    }
    return table
  }

  /// The places that are reached last.
  func last(of topic: CoverageTopic, _ number: Int) -> ReportTable {
    var table = ReportTable(
      "t\(number)-last", titled(words[.worstPlaces], topic),
      columns: [(page[.place], true), (words[.people], false), (page[.firstArrival], false)])
    for place in topic.last { table.append(.text(place.place), .count(place.people), .time(place.seconds)) }
    return table
  }

  /// The norms that judge.
  var norms: ReportTable {
    var table = ReportTable("norms", words[.norms], columns: [(words[.item], true), (words[.value], true)])
    for topic in document.topics {
      for norm in topic.norms { table.append(.text("\(name(of: topic)), \(norm.name)"), .text(norm.value)) }
    }
    return table
  }

  /// Data sets, versions, models.
  var inputs: ReportTable {
    var table = ReportTable("inputs", words[.inputs], columns: [(words[.item], true), (words[.value], true)])
    for input in document.inputs { table.append(.text(input.name), .text(input.value)) }
    return table
  }

  private func titled(_ title: String, _ topic: CoverageTopic) -> String { "\(name(of: topic)) – \(title)" }
}
