import DirectoryModel
import Foundation
import Geodesy
import Matching
import TestSupport
import Testing

@Suite struct MatcherTests {
  private static let noon = Date(timeIntervalSince1970: 1_795_435_200)  // Monday, 2026-11-23 12:00 UTC

  // MARK: Against brute force

  @Test(arguments: 1...8)
  func nearestEqualsBruteForce(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<60 {
      let directory = try directory(&random)
      let query = try query(&random)
      let matcher = Matcher(source: directory, vocabulary: vocabulary(), agreements: agreements)
      let answer = try matcher.nearest(query)
      let country = query.incidentCountry ?? directory.country
      let expected = country == nil && query.scope != .all ? [] : bruteForce(query, country: country, in: directory)
      #expect(answer.country == country)
      #expect(answer.matches.map(\.unit.id) == expected.map(\.unit.id), "\(query)")
      for (match, candidate) in zip(answer.matches, expected) {
        #expect(match.distance == candidate.distance)
        #expect(abs(match.eta - candidate.eta) < 1e-9)
        #expect(match.isAvailabilityAssumed == (directory.statuses[match.unit.id] ?? .unknown == .unknown))
      }
      var domestic = query
      (domestic.scope, domestic.limit, domestic.agreement, domestic.count) = (.domestic, nil, .any, 1)
      let own = country == nil ? nil : bruteForce(domestic, country: country, in: directory).first
      #expect(answer.nearestDomestic?.unit.id == own?.unit.id)
      if let first = expected.first, let own { #expect(abs((answer.gain ?? .nan) - (own.eta - first.eta)) < 1e-9) }
    }
  }

  private struct Candidate {
    var unit: UnitSummary
    var distance: Double
    var eta: Double
  }

  /// Every unit measured, those left out that the question leaves out, and the rest sorted.
  private func bruteForce(_ query: NearestQuery, country: CountryCode?, in directory: DirectoryDouble) -> [Candidate] {
    var found: [Candidate] = []
    for unit in directory.units {
      let isDomestic = unit.country == country
      switch query.scope {
      case .crossBorder: if isDomestic { continue }
      case .domestic: if !isDomestic { continue }
      case .all: break
      }
      if query.scope != .domestic, !query.lenders.isEmpty, !query.lenders.contains(unit.country) { continue }
      if let service = query.service, unit.service != service { continue }
      let status = directory.statuses[unit.id] ?? .unknown
      if status == .unknown ? query.availability == .strict : !status.isAvailable { continue }
      let pumping =
        unit.capabilities.compactMap { $0.level.flatMap(Double.init) }.max() ?? (unit.type == "TS" ? 1500 : 0)
      if !query.needs.isEmpty, pumping < 2000 { continue }
      let isAllowed = isDomestic || unit.country == "NL" && country == "DE" && unit.service == .fire
      if query.agreement == .required, !isAllowed { continue }
      let distance = Geodesic.distance(from: query.place, to: unit.coordinate)
      let travel: Double =
        switch unit.type {
        case "RTH": seconds(distance, speed: 220 / 3.6, overhead: 120)
        case "MZB": seconds(distance, speed: 25 / 3.6, overhead: 120)
        default: seconds(distance, speed: 1000.0 / 68, overhead: 154)
        }
      let turnout = unit.turnouts.first?.seconds ?? (unit.service == .fire ? (unit.staffing == .career ? 60 : 300) : 0)
      let delay = country == nil || isDomestic ? 0 : query.requestDelay ?? 0
      let eta = delay + Double(turnout) + travel
      switch query.limit {
      case .distance(let metres): if distance > metres { continue }
      case .time(let seconds): if eta > seconds { continue }
      case nil: break
      }
      found.append(Candidate(unit: unit, distance: distance, eta: eta))
    }
    let rank = { (candidate: Candidate) in query.rank == .eta ? candidate.eta : candidate.distance }
    return Array(found.sorted { (rank($0), $0.unit.id) < (rank($1), $1.unit.id) }.prefix(query.count))
  }

  private func seconds(_ distance: Double, speed: Double, overhead: Double) -> Double {
    // 2 √(d / a) with a = v / t₀ until the speed is reached, which is at v · t₀.
    distance <= speed * overhead ? 2 * (distance * overhead / speed).squareRoot() : overhead + distance / speed
  }

  private func vocabulary() -> Vocabulary {
    var vocabulary = Vocabulary()
    for country in ["DE", "NL", "BE"] as [CountryCode] {
      vocabulary.add(
        .init(
          code: "TS", country: country, service: .fire, names: LocalizedText("TS"),
          capabilities: [Capability(code: "pumping", level: "1500")]))
      vocabulary.add(
        .init(code: "RTH", country: country, service: .ambulance, mobility: .air, names: LocalizedText("RTH")))
      vocabulary.add(
        .init(code: "MZB", country: country, service: .civilProtection, mobility: .water, names: LocalizedText("MZB")))
    }
    vocabulary.add(.init(code: "pumping", names: LocalizedText("Pumping"), measure: "l/min"))
    vocabulary.add(.init(service: .fire, staffing: .career, turnout: .init(seconds: 60)))
    vocabulary.add(.init(service: .fire, turnout: .init(seconds: 300)))
    return vocabulary
  }

  private var agreements: [Agreement] {
    [
      Agreement(
        id: "a", titles: LocalizedText("A"), citation: "C", verification: .verified,
        rules: [
          AgreementRule(
            id: "r", lender: .init(country: "NL"), borrower: .init(country: "DE"), services: [.fire],
            purposes: Purpose.allCases)
        ])
    ]
  }

  private func directory(_ random: inout SplitMix64) throws -> DirectoryDouble {
    let directory = DirectoryDouble()
    directory.country = random.oneIn(10) ? nil : random.oneIn(5) ? "FR" : "DE"
    let middle = try place(50.77, 6.08)
    var places = [middle]
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      let reach = ([300.0, 6000, 60_000, 600_000, 19_000_000] as [Double]).randomElement(using: &random) ?? 0
      places.append(
        Geodesic.destination(
          from: middle, azimuth: .random(in: 0...360, using: &random), distance: .random(in: 0...reach, using: &random))
      )
    }
    for number in 0..<Int.random(in: 0...60, using: &random) {
      let service = Service.allCases.randomElement(using: &random) ?? .fire
      let types: [String] =
        switch service {
        case .fire: ["TS", "unheard of"]
        case .ambulance: ["RTH", "RTW"]
        case .civilProtection: ["MZB", "GKW"]
        }
      directory.units.append(
        UnitSummary(
          id: "u\(number)", station: "s", service: service, type: types.randomElement(using: &random) ?? "",
          country: ["DE", "NL", "BE"].randomElement(using: &random) ?? "",
          // Often several at one place, so that there are ties.
          coordinate: places.randomElement(using: &random) ?? middle,
          capabilities: random.oneIn(3) ? [Capability(code: "pumping", level: random.oneIn(2) ? "3000" : "1000")] : [],
          staffing: Station.Staffing.Kind.allCases.randomElement(using: &random),
          turnouts: random.oneIn(3) ? [TurnoutTime(seconds: Int.random(in: 0...40, using: &random) * 60)] : []))
      directory.statuses["u\(number)"] =
        random.oneIn(2) ? AvailabilityStatus.allCases.randomElement(using: &random) : nil
    }
    return directory
  }

  private func query(_ random: inout SplitMix64) throws -> NearestQuery {
    var query = NearestQuery(
      place: try place(50.77 + .random(in: -0.3...0.3, using: &random), 6.08 + .random(in: -0.3...0.3, using: &random)),
      service: random.oneIn(3) ? nil : Service.allCases.randomElement(using: &random), time: MatcherTests.noon)
    query.needs = random.oneIn(4) ? [Need(capability: "pumping", minimum: "2000")] : []
    query.count = Int.random(in: 1...(random.oneIn(3) ? 100 : 6), using: &random)
    query.scope = NearestQuery.Scope.allCases.randomElement(using: &random) ?? .all
    query.lenders = random.oneIn(4) ? ["NL"] : []
    query.incidentCountry = random.oneIn(4) ? ["NL", "BE"].randomElement(using: &random) : nil
    query.rank = random.oneIn(2) ? .eta : .distance
    query.limit =
      [
        nil, nil, .distance(.random(in: 0...100_000, using: &random)), .time(.random(in: 0...6000, using: &random)),
      ].randomElement(using: &random) ?? nil
    query.availability = random.oneIn(3) ? .strict : .assume
    query.agreement = random.oneIn(3) ? .required : .any
    query.requestDelay = random.oneIn(2) ? 180 : 0
    return query
  }

  // MARK: One by one

  @Test func unitsAtOnePlaceComeByID() throws {
    let directory = DirectoryDouble()
    directory.units = try ["c", "a", "b", "a2"].map { try unit($0, at: place(50.8, 6.1)) }
    for rank in NearestQuery.Rank.allCases {
      var query = NearestQuery(place: try place(50.8, 6.1), time: MatcherTests.noon)
      query.rank = rank
      let answer = try Matcher(source: directory, vocabulary: Vocabulary(), agreements: []).nearest(query)
      #expect(answer.matches.map(\.unit.id) == ["a", "a2", "b", "c"])
      #expect(answer.matches.allSatisfy { $0.distance == 0 && $0.travel == 0 })
    }
  }

  @Test func aUnitThatFliesForAnotherServiceThanItsTypesIsNotMissed() throws {
    // The vocabulary has the helicopter as an ambulance; a fire service may fly one too.
    let directory = DirectoryDouble()
    directory.units = [
      try unit("engine", at: place(50.8, 6.5)), try unit("helicopter", type: "RTH", at: place(50.8, 7)),
    ]
    var query = NearestQuery(place: try place(50.8, 6.1), service: .fire, time: MatcherTests.noon)
    query.count = 1
    let answer = try Matcher(source: directory, vocabulary: vocabulary(), agreements: []).nearest(query)
    #expect(answer.matches.map(\.unit.id) == ["helicopter"])
  }

  @Test func withoutACountryOnlyTheScopeOfAllIsAnswered() throws {
    let directory = DirectoryDouble()
    directory.country = nil
    directory.units = [try unit("u", at: place(50.8, 6.1))]
    let matcher = Matcher(source: directory, vocabulary: Vocabulary(), agreements: [])
    for scope in NearestQuery.Scope.allCases {
      var query = NearestQuery(place: try place(50.8, 6.1), time: MatcherTests.noon)
      query.scope = scope
      query.requestDelay = 60
      let answer = try matcher.nearest(query)
      #expect(answer.country == nil)
      #expect(answer.matches.count == (scope == .all ? 1 : 0))
      #expect(answer.matches.allSatisfy { $0.requestDelay == 0 })
    }
  }

  @Test func theCountryStatedGoesBeforeTheOneFound() throws {
    let directory = DirectoryDouble()
    directory.units = try (["DE", "NL"] as [CountryCode]).map {
      try unit(UnitID($0.rawValue), country: $0, at: place(50.8, 6.1))
    }
    var query = NearestQuery(place: try place(50.8, 6.1), time: MatcherTests.noon)
    query.incidentCountry = "NL"
    let answer = try Matcher(source: directory, vocabulary: Vocabulary(), agreements: []).nearest(query)
    #expect(answer.matches.map(\.unit.id) == ["DE"])
    #expect(answer.nearestDomestic?.unit.id == "NL")
  }

  @Test(arguments: [(.any, ["near", "far"]), (.required, ["far"])] as [(NearestQuery.AgreementPolicy, [UnitID])])
  func requiredLeavesOutWhatNoRuleAllows(policy: NearestQuery.AgreementPolicy, expected: [UnitID]) throws {
    let directory = DirectoryDouble()
    directory.units = [
      try unit("near", country: "BE", at: place(50.8, 6.1)), try unit("far", country: "NL", at: place(51.8, 6.1)),
    ]
    var query = NearestQuery(place: try place(50.8, 6.1), service: .fire, time: MatcherTests.noon)
    query.agreement = policy
    query.count = expected.count
    let answer = try Matcher(source: directory, vocabulary: vocabulary(), agreements: agreements).nearest(query)
    #expect(answer.matches.map(\.unit.id) == expected)
    #expect(answer.matches.last?.verdict.kind == .allowed)
  }

  @Test func theFirstTurnoutWhoseWindowHoldsLocallyApplies() throws {
    let directory = DirectoryDouble()
    var found = try unit("u", at: place(50.8, 6.1))
    found.turnouts = [
      TurnoutTime(seconds: 1, window: WeeklyWindow(days: [.holiday])),
      TurnoutTime(seconds: 2, window: WeeklyWindow(days: [.monday], from: ClockTime("13:00"), to: ClockTime("14:00"))),
      TurnoutTime(seconds: 3),
    ]
    directory.units = [found]
    var holidays = Vocabulary()
    holidays.addHoliday("2026-11-24", calendar: "NL")
    holidays.addHoliday("2026-11-23", calendar: "DE")
    let matcher = Matcher(source: directory, vocabulary: holidays, agreements: [])
    let turnout = { (hours: Double) in
      try matcher.nearest(
        NearestQuery(place: place(50.8, 6.1), time: MatcherTests.noon.addingTimeInterval(hours * 3600))
      ).matches.first?.turnout?.seconds
    }
    #expect(try turnout(0) == 2)  // 13:00 in the Netherlands, whose holiday this is not
    #expect(try turnout(1) == 3)
    #expect(try turnout(10.9) == 3)
    #expect(try turnout(11) == 1)  // local midnight: the holiday begins
  }

  @Test func aRegionsOwnHolidayCountsForTurnout() throws {
    let directory = DirectoryDouble()
    directory.country = "NL"
    directory.regions = { _ in "DEA2D" }
    var found = try unit("u", country: "DE", at: place(50.8, 6.1))
    found.turnouts = [TurnoutTime(seconds: 1, window: WeeklyWindow(days: [.holiday])), TurnoutTime(seconds: 2)]
    directory.units = [found]
    var holidays = Vocabulary()
    holidays.addHoliday("2026-11-23", calendar: "DEA")
    let answer = try Matcher(source: directory, vocabulary: holidays, agreements: [])
      .nearest(NearestQuery(place: place(50.8, 6.1), time: MatcherTests.noon))
    #expect(answer.matches.first?.turnout?.seconds == 1)
  }

  @Test func withoutAnyTurnoutTheTimeIsThatOfTheWay() throws {
    let directory = DirectoryDouble()
    directory.units = [try unit("u", at: place(50.9, 6.1))]
    let answer = try Matcher(source: directory, vocabulary: Vocabulary(), agreements: [])
      .nearest(NearestQuery(place: place(50.8, 6.1), time: MatcherTests.noon))
    let match = try #require(answer.matches.first)
    #expect(match.turnout == nil)
    #expect(match.eta == match.travel)
  }

  private func unit(
    _ id: UnitID, type: String = "TS", service: Service = .fire, country: CountryCode = "NL", at coordinate: Coordinate
  ) -> UnitSummary {
    UnitSummary(id: id, station: "s", service: service, type: type, country: country, coordinate: coordinate)
  }
}
