import Coverage
import DirectoryModel
import Geodesy
import MutualAidPlanning
import TestSupport
import Testing

@Suite struct ScenarioTextTests {
  /// Ids as awkward as files may have them.
  private static let words = [
    "s1", "nl-fire-vaals-f2e0bb79", "12", "true", "- x", "a: b", "it's", "\"quoted\"", "Zürich", "back\\slash", "{x}",
    "line\nbreak", "*star", "#hash", " blank ", "null", "~", "\u{85}next", "\u{2028}", "é-1",
  ]

  private struct Maker {
    var random: SplitMix64

    mutating func word() -> String { ScenarioTextTests.words.randomElement(using: &random) ?? "" }
    mutating func id<ID: OpaqueIdentifier>() -> ID { ID(word()) }
    mutating func country() -> CountryCode { CountryCode(unchecked: word()) }
    mutating func number(_ range: ClosedRange<Double>) -> Double {
      random.oneIn(2) ? Double.random(in: range, using: &random).rounded() : Double.random(in: range, using: &random)
    }
    mutating func some<Value>(_ values: [Value]) -> [Value] {
      let random = random.next()
      return values.indices.filter { random >> UInt64($0) & 1 == 1 }.map { values[$0] }
    }
    mutating func place() throws -> Coordinate { try random.place(latitudes: -89...89, longitudes: -179...179) }
    mutating func window() -> WeeklyWindow {
      let hours = ["00:00", "06:30", "18:00", "24:00"].compactMap { ClockTime($0) }
      return WeeklyWindow(
        days: [some(WindowDay.allCases), [.monday]].first { !$0.isEmpty } ?? [],
        from: hours.dropLast().randomElement(using: &random), to: hours.dropFirst().randomElement(using: &random))
    }
    mutating func units() -> ScenarioEdit.NewUnits {
      ScenarioEdit.NewUnits(
        id: id(), count: Int.random(in: 1...9, using: &random),
        service: random.oneIn(2) ? .fire : .civilProtection, crew: Int.random(in: 0...9, using: &random),
        turnout: random.oneIn(2) ? nil : number(0...900), staffing: random.oneIn(2) ? .career : .volunteer,
        mobility: random.oneIn(3) ? .water : .road)
    }
    mutating func ring() throws -> [Coordinate] {
      let corners = [try place(), try place(), try place()]
      return corners + [corners[0]]
    }
    mutating func terms() -> AgreementChange.Terms {
      var terms = AgreementChange.Terms()
      terms.services = some([.fire, .ambulance])
      if random.oneIn(2) { terms.borderBand = random.oneIn(3) ? .infinity : 12_500 }
      if random.oneIn(2) { terms.stationBand = 7000 }
      if random.oneIn(2) { terms.windows = (0..<Int.random(in: 0...2, using: &random)).map { _ in window() } }
      if random.oneIn(2) { terms.role = random.oneIn(2) ? .some(nil) : .some(.coAlarm) }
      if random.oneIn(2) { terms.conditions = some(AgreementRule.Condition.allCases) }
      return terms
    }
    mutating func party(isLender: Bool) throws -> AgreementRule.Party {
      var party = AgreementRule.Party(country: country())
      if random.oneIn(2) { return party }
      party.regions = some(["NL-VR24", "DEA"])
      if isLender, random.oneIn(2) { party.station = id() }
      if random.oneIn(2) { party.municipality = word() }
      if random.oneIn(2) { party.places = [.init(name: word(), centre: try place(), radius: 2500)] }
      return party
    }

    mutating func change(_ kind: Int) throws -> ScenarioEdit.Change {
      switch kind {
      case 0: .closeStation(id())
      case 1: .openStation(id(), place: try place(), country: random.oneIn(2) ? "NL" : "BE", units: [units(), units()])
      case 2: .moveStation(id(), to: try place())
      case 3: .addUnits(station: id(), units: units())
      case 4: .removeUnit(id())
      case 5: .moveUnit(id(), toStation: id())
      case 6: .staff(id(), random.oneIn(2) ? .mixed : .volunteer)
      case 7:
        .busy(
          Double.random(in: 0...0.9, using: &random),
          .init(units: some(["a", "b c"]), stations: some(["s"]), countries: some(["NL"]), services: some([.fire])))
      case 8:
        .border(
          between: "NL", and: country(), isOpen: random.oneIn(2), services: some([.fire, .ambulance]),
          towards: random.oneIn(2) ? "NL" : nil)
      case 9: .hazard(.init(name: word(), rings: [try ring(), try ring()], slowness: number(1...3)))
      case 10:
        .hazard(
          .init(
            name: word(), line: [try place(), try place()], buffer: 1500, disablesStations: false,
            demand: number(0...3)))
      case 11: .weather(number(1...3), services: some([.fire, .ambulance]))
      case 12: .callHandling(number(0...300))
      case 13: .requestDelay(number(0...300))
      case 14: .requireAgreements(random.oneIn(2))
      case 15: .agreement(.suspend(word()))
      case 16: .agreement(.change(word(), terms()))
      case 17: .closeCrossing(id(), towards: random.oneIn(2) ? try place() : nil)
      case 18:
        .openCrossing(
          id(),
          random.oneIn(3)
            ? nil
            : .init(
              barrier: id(), place: try place(), otherEnd: random.oneIn(2) ? try place() : nil,
              kind: random.oneIn(2) ? .bridge : .ferry, name: random.oneIn(2) ? word() : nil),
          wait: random.oneIn(2) ? number(0...300) : nil)
      case 19: .hazard(.init(name: word(), rings: [try ring()], closesCrossings: false))
      default:
        .agreement(
          .add(
            AgreementRule(
              id: word(), effect: random.oneIn(3) ? .forbid : .allow, lender: try party(isLender: true),
              borrower: try party(isLender: false), services: [.fire], purposes: some(Purpose.allCases),
              role: random.oneIn(2) ? .second : nil, borderBand: random.oneIn(2) ? 10_000 : nil,
              windows: random.oneIn(2) ? [window()] : [])))
      }
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func anEditInWordsReadsAsTheEdit(seed: UInt64) throws {
    var maker = Maker(random: SplitMix64(seed: seed))
    let change = try maker.change(Int(seed % 21))
    guard change != .agreement(.change("", .init())) else { return }
    let edit = ScenarioEdit(change, window: seed.isMultiple(of: 3) ? maker.window() : nil)
    let text = "{scenarios: [{name: test, edits: [{\(edit.summary)}]}]}"
    let read = try #require(try ScenarioFile.scenarios(text: text).first?.edits.first)
    #expect(read.change == normal(edit.change), "\(text)")
    #expect(read.window.map(hours) == edit.window.map(hours))
    #expect(read.summary == edit.summary || edit.window != nil)
  }

  /// A window whose beginning and end are both given or neither.
  private func hours(_ window: WeeklyWindow) -> WeeklyWindow {
    guard window.from != nil || window.to != nil else { return window }
    return WeeklyWindow(days: window.days, from: window.from ?? ClockTime("00:00"), to: window.to ?? ClockTime("24:00"))
  }

  private func normal(_ change: ScenarioEdit.Change) -> ScenarioEdit.Change {
    switch change {
    case .border(let one, let other, let isOpen, let services, let host):
      return .border(between: one, and: other, isOpen: isOpen, services: services, towards: host)
    case .agreement(.add(var rule)):
      rule.windows = rule.windows.map(hours)
      return .agreement(.add(rule))
    case .agreement(.change(let id, var terms)):
      terms.windows = terms.windows.map { $0.map(hours) }
      return .agreement(.change(id, terms))
    default: return change
    }
  }
}
