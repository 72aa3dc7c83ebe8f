import DirectoryModel
import Geodesy
import TestSupport

extension RandomNumberGenerator {
  mutating func localizedText() -> LocalizedText {
    LocalizedText(some { random in LocalizedText.Entry(language: random.maybe { $0.text() }, text: random.text()) })
  }

  mutating func turnout() -> TurnoutTime {
    TurnoutTime(
      seconds: Int.random(in: 0...86_400, using: &self),
      window: WeeklyWindow(
        days: some { $0.any() }, from: maybe { _ in ClockTime("08:30") }.flatMap { $0 },
        to: maybe { _ in ClockTime("24:00") }.flatMap { $0 }),
      basis: any())
  }

  mutating func position() throws -> Position {
    Position(
      try place(), quality: any(), basis: any(), source: maybe { $0.text() }, note: maybe { $0.text() })
  }

  mutating func station(_ id: StationID) throws -> Station {
    Station(
      id: id, names: localizedText(), position: try position(), country: "NL", service: maybe { $0.any() },
      organisation: maybe { OrganisationID($0.text()) }, controlRoom: maybe { ControlRoomID($0.text()) },
      kind: maybe { $0.text() },
      address: maybe { random in
        Station.Address(
          street: random.maybe { $0.text() }, postcode: random.maybe { $0.text() },
          municipality: random.maybe { $0.text() })
      },
      staffing: maybe { random in
        Station.Staffing(kind: random.any(), hours: random.maybe { $0.text() }, basis: random.any())
      }, turnouts: some { $0.turnout() }, notes: localizedText(), basis: any(), source: maybe { $0.text() })
  }

  mutating func unit(_ id: UnitID, at station: Station) throws -> ResponseUnit {
    ResponseUnit(
      id: id, station: station.id, type: text(), service: any(), names: localizedText(), callSign: maybe { $0.text() },
      capabilities: some { random in Capability(code: random.text(), level: random.maybe { $0.text() }) },
      crew: maybe { random in ResponseUnit.Crew(size: Int.random(in: 1...500, using: &random), basis: random.any()) },
      turnouts: some { $0.turnout() }, position: try maybe { try $0.position() },
      members: some { random in
        ResponseUnit.Member(type: random.text(), count: Int.random(in: 1...9, using: &random))
      }, notes: localizedText(), basis: any(), source: maybe { $0.text() })
  }
}
