import Coverage
import DirectoryModel
import Geodesy

extension FuzzBytes {
  /// A scenario of the small world whose edits are each within their ranges; they may contradict each other.
  mutating func scenario() -> Scenario {
    Scenario(name: "made up", edits: some(6) { ScenarioEdit($0.change(), window: $0.maybe { $0.window() }) })
  }

  private mutating func change() -> ScenarioEdit.Change {
    let station = element(of: FuzzWorld.stations) ?? "nl-1"
    let unit = element(of: FuzzWorld.units) ?? "nl-1.1"
    switch byte() % 17 {
    case 0: return .closeStation(station)
    case 1:
      return .openStation(
        choice("new", station), place: place(), country: country(), units: [newUnits()] + some(2) { $0.newUnits() })
    case 2: return .moveStation(station, to: place())
    case 3: return .addUnits(station: station, units: newUnits())
    case 4: return .removeUnit(unit)
    case 5: return .moveUnit(unit, toStation: station)
    case 6: return .staff(station, choice(.career, .volunteer))
    case 7:
      return .busy(
        number(in: 0...0.999_999),
        ScenarioEdit.Selection(
          units: some(2) { $0.element(of: FuzzWorld.units) ?? unit },
          stations: some(2) { $0.element(of: FuzzWorld.stations) ?? station }, countries: some(2) { $0.country() },
          services: services()))
    case 8: return .border(between: country(), and: country(), isOpen: flag(), services: services())
    case 9, 10: return .hazard(hazard())
    case 11: return .weather(number(in: 0.1...10))
    case 12: return .callHandling(number(in: 0...3600))
    case 13: return .requestDelay(number(in: 0...3600))
    case 14: return .requireAgreements(flag())
    case 15: return .agreement(.suspend(element(of: FuzzWorld.agreements) ?? "t1"))
    default: return .agreement(.change(element(of: FuzzWorld.agreements) ?? "t1", terms()))
    }
  }

  mutating func country() -> CountryCode { element(of: FuzzWorld.countries) ?? "NL" }

  mutating func services() -> [Service] { some(2) { $0.element(of: Service.allCases) ?? .fire } }

  private mutating func newUnits() -> ScenarioEdit.NewUnits {
    ScenarioEdit.NewUnits(
      id: choice("new.1", "nl-1.1", "new.2"), count: number(in: 1...1000), service: choice(.fire, .ambulance),
      type: choice("TS", "", "HELI", "none"), crew: number(in: 0...10_000),
      turnout: maybe { $0.number(in: 0...86_400) },
      staffing: choice(.career, .volunteer, .mixed), mobility: choice(.road, .air))
  }

  private mutating func hazard() -> ScenarioEdit.Hazard {
    let isLine = flag()
    let corners = [place(), place()] + some(4) { $0.place() }
    return ScenarioEdit.Hazard(
      name: choice("flood", "storm", "fire"), rings: isLine ? [] : [corners + [place()] + corners.prefix(1)],
      line: isLine ? corners : [], buffer: isLine ? Double(number(in: 0...1000)) * 1000 : 0, disablesStations: flag(),
      slowness: number(in: 1...1000), demand: number(in: 0...1000))
  }

  private mutating func terms() -> AgreementChange.Terms {
    var terms = AgreementChange.Terms()
    terms.borderBand = maybe { $0.choice(0, .infinity, 1_000_000, 15_000) }
    terms.stationBand = maybe { $0.choice(0, .infinity, 1_000_000, 15_000) }
    terms.services = maybe { [$0.choice(.fire, .ambulance)] }
    terms.windows = maybe { $0.some(2) { $0.window() } }
    if flag() { terms.role = .some(maybe { $0.choice(.first, .second) }) }
    terms.conditions = maybe { $0.some(2) { $0.element(of: AgreementRule.Condition.allCases) ?? .onRequest } }
    return terms
  }

  private mutating func window() -> WeeklyWindow {
    let days = byte()
    return WeeklyWindow(
      days: WindowDay.allCases.enumerated().filter { days >> $0.offset & 1 == 1 }.map(\.element),
      from: ClockTime(choice("00:00", "22:00", "23:59", "07:30")),
      to: ClockTime(choice("24:00", "06:00", "00:01", "18:00")))
  }
}
