import Coverage
import DirectoryModel
import Foundation
import Geodesy
import Matching
import MutualAid
import Presentation

/// Valid questions and scenarios, with values at the ends of their ranges, asked in a small world.
///
/// Each has an answer or a `MutualAidError`; the answer holds what was asked, and can be written in every form.
enum FuzzQuestions {
  static func run(_ bytes: [UInt8]) throws {
    var bytes = FuzzBytes(bytes)
    let kind = bytes.byte()
    let scenario = bytes.maybe { $0.scenario() }
    for edit in scenario?.edits ?? [] { try checkWords(of: edit) }
    do {
      let directory = try FuzzWorld.directory()
      switch kind % 8 {
      case 0: try askCoverage(&bytes, scenario, directory)
      case 1, 2: try askPackage(&bytes, scenario, directory)
      default: try askNearest(&bytes, scenario, directory)
      }
    } catch let error as MutualAidError {
      try require(!error.text(in: language(&bytes)).isEmpty, "an error without words: \(error.code)")
    }
  }

  /// Edits that a file cannot hold are made all the same; of the others the words must be those of a file.
  private static func checkWords(of edit: ScenarioEdit) throws {
    switch edit.change {
    case .border(let one, let other, _, _, _) where one == other: return
    case .agreement(.change(_, let terms)) where terms == AgreementChange.Terms(): return
    default: break
    }
    guard edit.window?.opens ?? true else { return }
    try FuzzScenarios.check(edit)
  }

  // MARK: nearest

  private static func askNearest(_ bytes: inout FuzzBytes, _ scenario: Scenario?, _ directory: Directory) throws {
    var query = query(&bytes)
    let report = try directory.nearest(query, supposing: scenario)
    try check(report, query)
    try present(report, in: language(&bytes))
    if let unit = bytes.element(of: FuzzWorld.units) {
      let explanation = try directory.explain(unit, in: query, supposing: scenario)
      try require(
        explanation.explanation.isInAnswer == report.units.contains { $0.id == unit },
        "\(unit) is explained otherwise than answered: \(query)")
      _ = explanation.text(in: language(&bytes), usesColour: true)
      _ = explanation.json(in: .english)
    }
    // Who asks for more gets the same, and more.
    query.count = min(1_000_000, query.count + 3)
    let more = try directory.nearest(query, supposing: scenario)
    try require(
      more.units.map(\.id).starts(with: report.units.map(\.id)), "another order for another count: \(query)")
  }

  private static func query(_ bytes: inout FuzzBytes) -> NearestQuery {
    let moments = [
      FuzzWorld.noon.timeIntervalSince1970, -62_135_596_800, 253_402_300_799, 0, 1_774_746_000, 1_793_494_800,
    ]
    var query = NearestQuery(
      place: bytes.place(), service: bytes.maybe { $0.element(of: Service.allCases) ?? .fire },
      time: Date(timeIntervalSince1970: (bytes.element(of: moments) ?? 0) + bytes.number(in: 0...0.9995)))
    query.needs = bytes.some(2) { $0.need() }
    query.count = bytes.number(in: 1...1_000_000)
    query.scope = bytes.choice(.all, .crossBorder, .domestic)
    query.lenders = bytes.some(2) { $0.country() }
    query.incidentCountry = bytes.maybe { $0.country() }
    query.rank = bytes.choice(.eta, .distance)
    query.limit = bytes.maybe {
      let isDistance = $0.flag()
      let value = $0.number(in: 0.001...(isDistance ? 40_000_000 : 600_000))
      return isDistance ? .distance(value) : .time(value)
    }
    query.availability = bytes.choice(.assume, .strict)
    query.agreement = bytes.choice(.any, .required)
    query.purpose = bytes.element(of: Purpose.allCases) ?? .daily
    query.role = bytes.maybe { $0.element(of: ResponseRole.allCases) ?? .first }
    query.requestDelay = bytes.maybe { $0.number(in: 0...86_400) }
    query.tieBreak = bytes.choice(.interoperability, .id)
    return query
  }

  private static func check(_ report: NearestReport, _ query: NearestQuery) throws {
    try require(report.units.count <= query.count, "\(report.units.count) units instead of \(query.count)")
    try require(Set(report.units.map(\.id)).count == report.units.count, "a unit is named twice: \(query)")
    let country = report.answer.country
    for unit in report.units {
      let match = unit.match
      try require(match.eta.isFinite && match.eta >= 0, "\(unit.id) arrives after \(match.eta) s")
      switch query.scope {
      case .crossBorder: try require(match.unit.country != country, "\(unit.id) is of the incident's country")
      case .domestic: try require(match.unit.country == country, "\(unit.id) is of another country")
      case .all: break
      }
      switch query.limit {
      case .distance(let most)?: try require(match.distance <= most, "\(unit.id) is \(match.distance) m away")
      case .time(let most)?: try require(match.eta <= most, "\(unit.id) arrives after \(match.eta) s")
      case nil: break
      }
      try require(query.service.map { $0 == match.unit.service } ?? true, "\(unit.id) is of another service")
    }
    let values = report.units.map { query.rank == .eta ? ($0.match.eta * 10).rounded() : $0.match.distance }
    try require(values == values.sorted(), "not in order: \(values)")
  }

  private static func language(_ bytes: inout FuzzBytes) -> Language {
    bytes.element(of: Language.allCases) ?? .english
  }

  /// Writes a report in every form.
  static func present(_ report: NearestReport, in language: Language = .english) throws {
    _ = report.table(in: language, usesColour: true, localTime: "")
    for text in [report.json(in: language), report.geoJSON(in: language)] {
      try require((try? JSONSerialization.jsonObject(with: Data(text))) != nil, "this is no JSON: \(text)")
    }
    _ = report.csv(in: language)
  }

  // MARK: match

  private static func askPackage(_ bytes: inout FuzzBytes, _ scenario: Scenario?, _ directory: Directory) throws {
    var needs: [PackageNeed] = []
    for _ in 0...Int(bytes.byte() % 3) {
      needs.append(
        PackageNeed(
          capabilities: [bytes.need()] + bytes.some(1) { $0.need() }, count: bytes.number(in: 1...12),
          service: bytes.maybe { $0.choice(.fire, .ambulance) }))
    }
    var query = PackageQuery(base: query(&bytes), needs: needs)
    query.limits = PackageLimits(
      perStation: bytes.maybe { $0.number(in: 1...10_000) }, perOrganisation: bytes.maybe { $0.number(in: 1...10_000) },
      perCountry: bytes.maybe { $0.number(in: 1...10_000) })
    query.isOwnStillDispatched = bytes.flag()
    query.alternatives = bytes.number(in: 0...100)
    let report = try directory.match(query, supposing: scenario)
    let used = report.answer.matches
    try require(Set(used.map(\.unit.id)).count == used.count, "a unit fills two places: \(query)")
    for filling in report.answer.fillings {
      try require(filling.slots.count == filling.need.count, "\(filling.slots.count) places for \(filling.need)")
      try require((filling.missing > 0) == (filling.shortfall != nil), "missing without a reason: \(query)")
    }
    let stations = Dictionary(grouping: used, by: \.unit.station).values
    try require(stations.allSatisfy { $0.count <= query.limits.perStation ?? .max }, "too many of a station: \(query)")
    let language = language(&bytes)
    _ = report.table(in: language, localTime: "")
    for text in [report.json(in: language), report.geoJSON(in: language)] {
      try require((try? JSONSerialization.jsonObject(with: Data(text))) != nil, "this is no JSON: \(text)")
    }
  }

  // MARK: coverage

  private static func askCoverage(_ bytes: inout FuzzBytes, _ scenario: Scenario?, _ directory: Directory) throws {
    var query = CoverageQuery(time: FuzzWorld.noon)
    query.services = bytes.services()
    query.scenarios = scenario.map { [$0] } ?? []
    query.areBordersOpen = bytes.flag()
    query.requiresAgreements = bytes.flag()
    query.countsBorderPenalty = bytes.flag()
    query.gridSide = bytes.byte() < 32 ? bytes.number(in: 500...10_000) : nil
    query.regions = bytes.some(1) { $0.choice("NL", "DE1", "X") }
    let report = try directory.coverage(query)
    for result in report.scenarios {
      for area in result.services.flatMap(\.areas) {
        try require(
          (0...area.judged).contains(area.covered) && area.expected.isFinite,
          "\(area.covered) of \(area.judged) people are reached, \(area.expected) by probability")
      }
    }
    _ = report.text(in: language(&bytes), localTime: "", showsRegions: true)
    _ = report.json(includesCells: true)
    _ = report.geoJSON()
  }
}

extension FuzzBytes {
  mutating func need() -> Need {
    choice(
      Need(capability: "pumping"), Need(capability: "pumping", minimum: choice("2000", "0", "1e308", "-5")),
      Need(capability: "ladder", minimum: "23"), Need(capability: "care", minimum: "doctor"),
      Need(capability: "crew", minimum: choice("6", "9999999999999999999")), Need(capability: "none"))
  }
}
