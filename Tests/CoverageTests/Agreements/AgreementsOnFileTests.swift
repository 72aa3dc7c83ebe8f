import Agreements
import Coverage
import CoverageTestSupport
import DirectoryModel
import Foundation
import Geodesy
import LocalTime
import Matching
import Synchronization
import TestSupport
import Testing

@Suite struct AgreementsOnFileTests {
  private static let time = Date(timeIntervalSince1970: 1_795_000_000)

  private func agreements(_ random: inout SplitMix64, world: SmallWorld) throws -> [Agreement] {
    func party(isLender: Bool) throws -> AgreementRule.Party {
      var party = AgreementRule.Party(country: ["AA", "AA", "BB", "BB", "CC"].randomElement(using: &random) ?? "")
      if random.oneIn(3) { party.regions = ["\(party.country)1"] }
      if random.oneIn(4) {
        party.places = [
          .init(
            name: "p", centre: try random.place(latitudes: 50.6...51, longitudes: 5.7...6.3),
            radius: Double.random(in: 3000...20_000, using: &random))
        ]
      }
      if random.oneIn(6) { party.controlRoom = isLender ? "room-2" : "\(party.country)1-fire" }
      if random.oneIn(8) { party.municipality = "town" }
      if isLender, random.oneIn(6) { party.station = world.units.randomElement(using: &random)?.station }
      if isLender, random.oneIn(8) { party.organisation = "o1" }
      return party
    }
    var number = 0
    return try (0..<Int.random(in: 1...4, using: &random)).map { index in
      let rules = try (0..<Int.random(in: 1...6, using: &random)).map { _ in
        number += 1
        var rule = AgreementRule(
          id: "r\(number)", effect: random.oneIn(3) ? .forbid : .allow, lender: try party(isLender: true),
          borrower: try party(isLender: false), services: random.oneIn(2) ? [.fire] : [.ambulance, .fire],
          purposes: random.oneIn(5) ? [.disaster] : [.daily])
        if random.oneIn(3) { rule.borderBand = Double.random(in: 0...25_000, using: &random) }
        if random.oneIn(4) { rule.stationBand = Double.random(in: 0...25_000, using: &random) }
        if random.oneIn(5) { rule.windows = [WeeklyWindow(from: ClockTime("08:00"), to: ClockTime("20:00"))] }
        if random.oneIn(5) { rule.windows = [WeeklyWindow(days: [.holiday])] }
        if random.oneIn(5) { rule.role = random.oneIn(2) ? .second : .coAlarm }
        rule.conditions = AgreementRule.Condition.allCases.filter { _ in random.oneIn(4) }
        if random.oneIn(4) { rule.verification = .unverified }
        return rule
      }
      return Agreement(
        id: "a\(index)", titles: LocalizedText("a"), citation: "", inForce: random.oneIn(8) ? "2027" : nil,
        ends: random.oneIn(8) ? "2026-01-01" : nil, verification: .verified, rules: rules)
    }
  }

  private func allows(_ rights: CrossingPermissions, _ unit: Int, _ cell: Int) -> Bool {
    rights.allowed[Int(rights.lenders[unit]) * rights.areaCount + Int(rights.areas[cell])]
  }

  private func world(_ seed: UInt64) throws -> SmallWorld {
    var world = try SmallWorld(seed: seed)
    for index in world.units.indices where index.isMultiple(of: 3) { world.units[index].organisation = "o1" }
    for index in world.cells.indices where index.isMultiple(of: 5) { world.cells[index].region = "AA1" }
    world.units[0].country = "CC"
    world.cells[0].country = "CC"
    return world
  }

  @Test(arguments: 0..<25 as Range<UInt64>, [nil, ResponseRole.second])
  func theRightsOfAllPairsAreTheVerdictsThatNearestGives(seed: UInt64, role: ResponseRole?) throws {
    var random = SplitMix64(seed: seed)
    let world = try world(seed)
    let agreements = try agreements(&random, world: world)
    var vocabulary = Vocabulary()
    vocabulary.addHoliday("2026-11-18", calendar: "AA1")
    let clock = LocalClock(vocabulary: vocabulary)
    let facts = try BorderFacts()
    let law = AgreementsOnFile(
      agreements, clock: clock, time: AgreementsOnFileTests.time, role: role, facts: facts)
    let rights = try law.rights(of: world.units, to: world.cells, after: [])
    let rules = AgreementRules(agreements: agreements, clock: clock)
    for (number, cell) in world.cells.enumerated() {
      let region = cell.region ?? facts.region(of: cell.place, in: cell.host)
      for (index, unit) in world.units.enumerated() {
        let evaluator = AgreementEvaluator(
          rules: rules, request: HelpRequest(time: AgreementsOnFileTests.time, role: role),
          at: BorrowingPlace(
            place: cell.place, country: cell.country, region: { region },
            controlRoom: { facts.controlRoom(country: cell.host, region: region, service: $0) },
            isWithin: { metres, country in
              facts.distance(from: cell.place, toCountry: country).map { $0 <= metres } ?? false
            }), domesticETA: nil)
        let verdict = try evaluator.verdict(
          on: LendingUnit(
            unit: UnitSummary(
              id: unit.id, station: unit.station, service: unit.service, type: unit.type, country: unit.country,
              coordinate: unit.place, organisation: unit.organisation),
            region: { facts.region(of: unit.place, in: unit.country) },
            controlRoom: { facts.controlRoom(ofUnit: unit) }, municipality: { facts.municipality(ofUnit: unit) },
            isWithin: { metres, country in
              facts.distance(from: unit.place, toCountry: country).map { $0 <= metres } ?? false
            }), eta: 0)
        #expect(allows(rights, index, number) == (verdict.kind == .allowed), "\(unit.id) to \(cell.code)")
      }
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func changesAreAsIfTheAgreementsHadBeenOthersFromTheBeginning(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let world = try world(seed)
    let agreements = try agreements(&random, world: world)
    let clock = LocalClock(vocabulary: Vocabulary())
    func law(_ agreements: [Agreement]) throws -> AgreementsOnFile {
      AgreementsOnFile(agreements, clock: clock, time: AgreementsOnFileTests.time, facts: try BorderFacts())
    }
    let rule = try #require(agreements[0].rules.first)
    var terms = AgreementChange.Terms()
    (terms.borderBand, terms.role, terms.services) = (5000, .some(nil), [.fire])
    let new = AgreementRule(
      id: "new", lender: .init(country: "AA"), borrower: .init(country: "BB"), services: [.fire], purposes: [.daily],
      borderBand: 8000)
    let changes: [AgreementChange] = [.suspend("a0"), .change(agreements.last?.id ?? "", terms), .add(new)]
    var others = agreements
    others[0].rules = []
    if others.count > 1 {
      for index in others[others.count - 1].rules.indices {
        others[others.count - 1].rules[index].borderBand = 5000
        others[others.count - 1].rules[index].role = nil
        others[others.count - 1].rules[index].services = [.fire]
      }
    }
    others.append(
      Agreement(id: "new", titles: LocalizedText("n"), citation: "", verification: .verified, rules: [new]))
    let used = agreements.count > 1 ? changes : [changes[0], changes[2]]
    let one = try law(agreements)
    // What is remembered of earlier questions must not show.
    _ = try one.rights(of: world.units, to: world.cells, after: [])
    _ = try one.rights(of: world.units, to: Array(world.cells.dropFirst()), after: [.suspend(rule.id)])
    let rights = try one.rights(of: world.units, to: world.cells, after: used)
    let expected = try law(others).rights(of: world.units, to: world.cells, after: [])
    for cell in world.cells.indices {
      for unit in world.units.indices {
        #expect(allows(rights, unit, cell) == allows(expected, unit, cell))
      }
    }
  }

  @Test func unknownAndTakenIdsAreTold() throws {
    let rule = AgreementRule(
      id: "emric.be-nl", lender: .init(country: "BE"), borrower: .init(country: "NL"), services: [.fire],
      purposes: [.daily])
    let agreement = Agreement(
      id: "emric-everyday", titles: LocalizedText("e"), citation: "", verification: .verified, rules: [rule])
    let law = AgreementsOnFile(
      [agreement], clock: LocalClock(vocabulary: Vocabulary()), time: AgreementsOnFileTests.time,
      facts: try BorderFacts())
    func mistake(_ change: AgreementChange, after changes: [AgreementChange] = []) -> AgreementChange.Mistake? {
      #expect(throws: AgreementChange.Mistake.self) { try law.check(change, after: changes) }
    }
    #expect(mistake(.suspend("emric-everday"))?.hint == .didYouMean("emric-everyday"))
    #expect(mistake(.change("emric.be-nl1", .init()))?.hint == .didYouMean("emric.be-nl"))
    #expect(mistake(.suspend("emric.be-nl"), after: [.suspend("emric-everyday")])?.hint == nil)
    #expect(mistake(.suspend("emric-everyday"), after: [.suspend("emric-everyday")]) != nil)
    #expect(mistake(.add(rule))?.message.description == "there is an agreement or rule 'emric.be-nl' already")
    var other = rule
    (other.id, other.borrower.country) = ("other", "BE")
    #expect(mistake(.add(other))?.message.description == "lender and borrower are of the same country")
    var terms = AgreementChange.Terms()
    terms.services = []
    #expect(mistake(.change("emric.be-nl", terms)) != nil)
    try law.check(.suspend("emric.be-nl"), after: [])
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func mostDistancesToABorderNeedNoLookUp(seed: UInt64) throws {
    let world = try SmallWorld(seed: seed, cells: 3000)
    let rules = [5000.0, 10_000].map { (band: Double) in
      AgreementRule(
        id: "r\(band)", lender: .init(country: "AA"), borrower: .init(country: "BB"), services: [.fire],
        purposes: [.daily], borderBand: band)
    }
    let facts = try BorderFacts()
    let law = AgreementsOnFile(
      [Agreement(id: "a", titles: LocalizedText("a"), citation: "", verification: .verified, rules: rules)],
      clock: LocalClock(vocabulary: Vocabulary()), time: AgreementsOnFileTests.time, facts: facts)
    _ = try law.rights(of: world.units, to: world.cells, after: [])
    let asked = facts.distances.withLock { $0 }
    #expect(asked > 0 && asked < 1700)
    _ = try law.rights(of: world.units, to: world.cells, after: [.suspend("r5000.0")])
    #expect(facts.distances.withLock { $0 } == asked)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func requiringAgreementsNeverGivesMoreThanOpenBordersNorLessThanClosedOnes(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let world = try world(seed)
    let law = AgreementsOnFile(
      try agreements(&random, world: world), clock: LocalClock(vocabulary: Vocabulary()),
      time: AgreementsOnFileTests.time, facts: try BorderFacts())
    let model = CoverageModel(
      units: world.units, cells: world.cells, norms: world.normSelection, travel: SpeedModel(), crossingRights: law)
    let moment = LocalMoment(day: .thursday, dayBefore: .wednesday, minute: 600)
    let open = try model.evaluate(at: moment)[0].services[0]
    let lawful = try model.evaluate(requiresAgreements: true, at: moment)[0].services[0]
    let closed = try model.evaluate(areBordersOpen: false, at: moment)[0].services[0]
    for cell in world.cells.indices {
      #expect(closed.outcomes[cell].isCovered != true || lawful.outcomes[cell].isCovered == true)
      #expect(lawful.outcomes[cell].isCovered != true || open.outcomes[cell].isCovered == true)
    }
  }
}
