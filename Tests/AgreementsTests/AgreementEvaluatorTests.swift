import Agreements
import DirectoryModel
import Foundation
import Geodesy
import LocalTime
import TestSupport
import Testing

@Suite struct AgreementEvaluatorTests {
  /// A Dutch fire engine that might go to Aachen.
  private struct Case {
    var country: CountryCode = "DE"
    var region: RegionCode? = "DEA2D"
    var latitude = 50.7753
    var purpose = Purpose.daily
    var role: ResponseRole?
    var time = "2026-11-23T12:00:00Z"
    var domesticETA: Double?
    var lenderCountry: CountryCode = "NL"
    var lenderRegion: RegionCode? = "NL-VR24"
    var service = Service.fire
    var eta = 600.0
    var borderDistance: Double? = 3000
    var stationBorderDistance: Double? = 500
    var lenderRoom: ControlRoomID? = "nl-room"
    var lenderMunicipality: String? = "Vaals"
    var room: ControlRoomID? = "de-room"
    var municipality: String?
  }

  private func verdict(_ agreements: [Agreement], isPlaceAsked: Bool = true) throws -> Verdict {
    try verdict(Case(), agreements, isPlaceAsked: isPlaceAsked)
  }

  private func verdict(
    _ asked: Case, _ agreements: [Agreement], vocabulary: Vocabulary = Vocabulary(), isPlaceAsked: Bool = true
  ) throws -> Verdict {
    struct NotToBeAsked: Error {}
    let incident = try place(asked.latitude, 6.0839)
    let unit = UnitSummary(
      id: "u", station: "s1", service: asked.service, type: "TS", country: asked.lenderCountry,
      coordinate: try place(50.77, 6.02), organisation: "o1")
    let evaluator = AgreementEvaluator(
      rules: AgreementRules(agreements: agreements, clock: LocalClock(vocabulary: vocabulary)),
      request: HelpRequest(
        time: try #require(Timestamp.date(asked.time)), purpose: asked.purpose, role: asked.role),
      at: BorrowingPlace(
        place: incident, country: asked.country, region: { asked.region }, controlRoom: { _ in asked.room },
        municipality: asked.municipality,
        isWithin: { metres, country in
          guard isPlaceAsked else { throw NotToBeAsked() }
          #expect(country == asked.lenderCountry)
          return asked.borderDistance.map { $0 <= metres } ?? false
        }),
      domesticETA: asked.domesticETA)
    return try evaluator.verdict(
      on: LendingUnit(
        unit: unit,
        region: {
          guard isPlaceAsked else { throw NotToBeAsked() }
          return asked.lenderRegion
        }, controlRoom: { asked.lenderRoom }, municipality: { asked.lenderMunicipality },
        isWithin: { metres, country in
          #expect(country == asked.country)
          return asked.stationBorderDistance.map { $0 <= metres } ?? false
        }),
      eta: asked.eta)
  }

  private func agreement(
    inForce: String? = nil, ends: String? = nil, successor: String? = nil, verification: Verification = .verified,
    _ rules: [AgreementRule]
  ) -> Agreement {
    agreement("a", inForce: inForce, ends: ends, successor: successor, verification: verification, rules)
  }

  private func agreement(
    _ id: String, inForce: String? = nil, ends: String? = nil, successor: String? = nil,
    verification: Verification = .verified, _ rules: [AgreementRule]
  ) -> Agreement {
    Agreement(
      id: id, titles: LocalizedText("Agreement \(id)"), citation: "C", inForce: inForce, ends: ends,
      successor: successor, verification: verification, rules: rules)
  }

  private func rule(
    _ id: String = "r", _ effect: AgreementRule.Effect = .allow, change: (inout AgreementRule) -> Void = { _ in }
  )
    -> AgreementRule
  {
    var rule = AgreementRule(
      id: id, effect: effect, lender: .init(country: "NL"), borrower: .init(country: "DE"), services: [.fire],
      purposes: [.daily])
    change(&rule)
    return rule
  }

  private func gap(_ verdict: Verdict) -> Verdict.Gap? {
    guard verdict.kind == .noneKnown, case .notCovered(_, _, let gap)? = verdict.reasons.first else { return nil }
    return gap
  }

  // MARK: Parties

  @Test func aDomesticUnitNeedsNoRule() throws {
    let forbid = agreement([rule("f", .forbid) { $0.lender.country = "DE" }])
    let verdict = try verdict(Case(lenderCountry: "DE"), [forbid])
    #expect(verdict.kind == .allowed)
    #expect(verdict.reasons == [.domestic])
    #expect(verdict.agreement == nil && verdict.rule == nil)
  }

  @Test func withoutARuleNoneIsKnown() throws {
    let verdict = try verdict([])
    #expect(verdict.kind == .noneKnown)
    #expect(verdict.reasons == [.noRule])
  }

  @Test(arguments: [
    (AgreementRule.Party(country: "NL"), true), (.init(country: "BE"), false), (.init(country: "DE"), false),
    (.init(country: "NL", regions: ["NL-VR24"]), true), (.init(country: "NL", regions: ["NL-VR23", "NL-VR2"]), true),
    (.init(country: "NL", regions: ["NL-VR23"]), false), (.init(country: "NL", organisation: "o1"), true),
    (.init(country: "NL", organisation: "o2"), false), (.init(country: "NL", station: "s1"), true),
    (.init(country: "NL", station: "s2"), false), (.init(country: "NL", organisation: "o1", station: "s2"), false),
    (.init(country: "NL", regions: ["NL-VR24"], organisation: "o1", station: "s1"), true),
  ])
  func allThatIsSaidOfTheLenderMustHold(party: AgreementRule.Party, fits: Bool) throws {
    let verdict = try verdict([agreement([rule { $0.lender = party }])])
    #expect(verdict.kind == (fits ? .allowed : .noneKnown))
    #expect(fits || verdict.reasons == [.noRule])
  }

  @Test(arguments: [
    (AgreementRule.Party(country: "DE"), true), (.init(country: "NL"), false),
    (.init(country: "DE", regions: ["DEA"]), true), (.init(country: "DE", regions: ["DEB", "DEA2"]), true),
    (.init(country: "DE", regions: ["DEB"]), false),
  ])
  func allThatIsSaidOfTheBorrowerMustHold(party: AgreementRule.Party, fits: Bool) throws {
    let agreements = [agreement([rule { $0.borrower = party }])]
    #expect(try verdict(agreements).kind == (fits ? .allowed : .noneKnown))
  }

  @Test func aRegionThatIsNotKnownFitsNoRegion() throws {
    let borrower = agreement([rule { $0.borrower.regions = ["DEA"] }])
    #expect(try verdict(Case(region: nil), [borrower]).kind == .noneKnown)
    let lender = agreement([rule { $0.lender.regions = ["NL"] }])
    #expect(try verdict(Case(lenderRegion: nil), [lender]).kind == .noneKnown)
  }

  @Test(arguments: [(3000.0, true), (400, false)])
  func aPlaceIsACircle(radius: Double, fits: Bool) throws {
    let aachen = AgreementRule.Place(name: "Aachen", centre: try place(50.78, 6.09), radius: radius)
    let far = AgreementRule.Place(name: "Köln", centre: try place(50.94, 6.96), radius: radius)
    let vaals = AgreementRule.Place(name: "Vaals", centre: try place(50.772, 6.0175), radius: radius)
    #expect(
      try verdict([agreement([rule { $0.borrower.places = [far, aachen] }])]).kind == (fits ? .allowed : .noneKnown))
    #expect(try verdict([agreement([rule { $0.borrower.places = [far] }])]).kind == .noneKnown)
    #expect(try verdict([agreement([rule { $0.lender.places = [far, vaals] }])]).kind == .allowed)
  }

  @Test func theServiceMustBeListed() throws {
    let agreements = [agreement([rule { $0.services = [.ambulance, .civilProtection] }])]
    #expect(try verdict(agreements).reasons == [.noRule])
    #expect(try verdict(Case(service: .ambulance), agreements).kind == .allowed)
  }

  @Test func regionsAndBordersAreAskedOnlyWhereARuleWantsToKnow() throws {
    #expect(try verdict([agreement([rule()])], isPlaceAsked: false).kind == .allowed)
  }

  // MARK: Clauses

  @Test(arguments: Purpose.allCases)
  func thePurposeMustBeListed(purpose: Purpose) throws {
    let agreements = [agreement([rule { $0.purposes = [.daily, .disaster] }])]
    let verdict = try verdict(Case(purpose: purpose), agreements)
    #expect(verdict.kind == ([.daily, .disaster].contains(purpose) ? .allowed : .noneKnown))
    if verdict.kind == .noneKnown { #expect(gap(verdict) == .purposes([.daily, .disaster])) }
  }

  @Test(arguments: [(ResponseRole?.none, true), (.first, true), (.second, false), (.coAlarm, false)])
  func theRoleMustBeTheRules(role: ResponseRole?, fits: Bool) throws {
    let verdict = try verdict(Case(role: role), [agreement([rule { $0.role = .first }])])
    #expect(verdict.kind == (fits ? .allowed : .noneKnown))
    if !fits { #expect(gap(verdict) == .role(.first)) }
    #expect(try self.verdict(Case(role: role), [agreement([rule()])]).kind == .allowed)
  }

  @Test(
    arguments: [
      // A whole Sunday on which summer time begins, and one on which it ends: 23 and 25 hours.
      ("2026-03-28T22:59:59Z", "su", nil, nil, false), ("2026-03-28T23:00:00Z", "su", nil, nil, true),
      ("2026-03-29T21:59:59Z", "su", nil, nil, true), ("2026-03-29T22:00:00Z", "su", nil, nil, false),
      ("2026-10-24T21:59:59Z", "su", nil, nil, false), ("2026-10-24T22:00:00Z", "su", nil, nil, true),
      ("2026-10-25T22:59:59Z", "su", nil, nil, true), ("2026-10-25T23:00:00Z", "su", nil, nil, false),
      // Nights over the change end at six on the local clock.
      ("2026-03-28T21:00:00Z", "sa", "22:00", "06:00", true), ("2026-03-29T03:59:00Z", "sa", "22:00", "06:00", true),
      ("2026-03-29T04:00:00Z", "sa", "22:00", "06:00", false), ("2026-10-25T04:59:00Z", "sa", "22:00", "06:00", true),
      ("2026-10-25T05:00:00Z", "sa", "22:00", "06:00", false), ("2026-10-25T00:30:00Z", "su", "22:00", "06:00", false),
      // The hour from two to three comes not at all, and twice.
      ("2026-03-29T00:59:59Z", "su", "02:00", "03:00", false), ("2026-03-29T01:00:00Z", "su", "02:00", "03:00", false),
      ("2026-10-25T00:00:00Z", "su", "02:00", "03:00", true), ("2026-10-25T01:59:00Z", "su", "02:00", "03:00", true),
      ("2026-10-25T02:00:00Z", "su", "02:00", "03:00", false),
      // The day before a local midnight after the change.
      ("2026-03-29T22:30:00Z", "su", "22:00", "06:00", true), ("2026-10-25T23:30:00Z", "su", "22:00", "06:00", true),
    ] as [(String, String, String?, String?, Bool)])
  func windowsGoByTheLocalClock(time: String, day: String, from: String?, to: String?, isOpen: Bool) throws {
    let window = WeeklyWindow(
      days: [try #require(WindowDay(rawValue: day))], from: from.flatMap { ClockTime($0) },
      to: to.flatMap { ClockTime($0) })
    let verdict = try verdict(Case(time: time), [agreement([rule { $0.windows = [window] }])])
    #expect(verdict.kind == (isOpen ? .allowed : .noneKnown))
    if !isOpen { #expect(gap(verdict) == .windows([window])) }
  }

  @Test func anyOfSeveralWindowsWillDo() throws {
    let windows = [WeeklyWindow(days: [.sunday]), WeeklyWindow(days: [.monday], from: ClockTime("12:00"))]
    #expect(try verdict([agreement([rule { $0.windows = windows }])]).kind == .allowed)
    #expect(
      try verdict(Case(time: "2026-11-23T08:00:00Z"), [agreement([rule { $0.windows = windows }])]).kind == .noneKnown)
  }

  @Test(
    arguments: [
      (nil, "DEA2D", true), (nil, "DEB1", false), ("DEA", "DEB1", true), ("NL", "DEA2D", false), (nil, nil, false),
    ] as [(String?, RegionCode?, Bool)])
  func holidaysAreTheBorrowersUnlessTheRuleNamesACalendar(calendar: String?, region: RegionCode?, isHoliday: Bool)
    throws
  {
    var vocabulary = Vocabulary()
    vocabulary.addHoliday("2026-11-23", calendar: "DEA")
    vocabulary.addHoliday("2026-11-24", calendar: "DE")
    vocabulary.addHoliday("2026-11-24", calendar: "NL")
    let on = { (days: [WindowDay]) in
      [
        agreement([
          rule {
            ($0.windows, $0.holidayCalendar) = ([WeeklyWindow(days: days)], calendar)
          }
        ])
      ]
    }
    let asked = Case(region: region)
    #expect((try verdict(asked, on([.holiday]), vocabulary: vocabulary).kind == .allowed) == isHoliday)
    #expect((try verdict(asked, on([.monday]), vocabulary: vocabulary).kind == .allowed) == !isHoliday)
    #expect(try verdict(asked, on(WindowDay.week), vocabulary: vocabulary).kind == .allowed)
  }

  @Test(arguments: [(0.0, true), (3000, true), (3000.5, false), (nil, false)] as [(Double?, Bool)])
  func theBandIsTheDistanceToTheLendersCountry(distance: Double?, fits: Bool) throws {
    let verdict = try verdict(Case(borderDistance: distance), [agreement([rule { $0.borderBand = 3000 }])])
    #expect(verdict.kind == (fits ? .allowed : .noneKnown))
    if !fits { #expect(gap(verdict) == .borderBand(3000)) }
  }

  @Test(
    arguments: [
      (AgreementRule.Condition.fasterThanOwn, 601.0, Verdict.Gap?.none), (.fasterThanOwn, 600, .notFaster),
      (.fasterThanOwn, 100, .notFaster), (.fasterThanOwn, nil, nil), (.ownShortage, nil, nil),
      (.ownShortage, 100_000, .noShortage), (.fasterOrShortage, nil, nil), (.fasterOrShortage, 601, nil),
      (.fasterOrShortage, 599, .notFaster), (.onRequest, 1, nil), (.lenderNotEngaged, 1, nil),
    ] as [(AgreementRule.Condition, Double?, Verdict.Gap?)])
  func conditionsLookAtTheBorrowersOwnUnits(
    condition: AgreementRule.Condition, domesticETA: Double?, expected: Verdict.Gap?
  ) throws {
    let verdict = try verdict(Case(domesticETA: domesticETA), [agreement([rule { $0.conditions = [condition] }])])
    #expect(verdict.kind == (expected == nil ? .allowed : .noneKnown))
    #expect(gap(verdict) == expected)
  }

  @Test func everyConditionMustHold() throws {
    let agreements = [agreement([rule { $0.conditions = [.onRequest, .fasterThanOwn, .ownShortage] }])]
    #expect(gap(try verdict(Case(domesticETA: 700), agreements)) == .noShortage)
    #expect(try verdict(agreements).kind == .allowed)
  }

  @Test(arguments: [
    ("2026-05-09T21:59:00Z", Verdict.Gap?.some(.notYetInForce(from: "2026-05-10"))), ("2026-05-09T22:00:00Z", nil),
    ("2026-12-31T22:59:00Z", nil), ("2026-12-31T23:00:00Z", .ended(on: "2027-01-01", successor: "next")),
  ])
  func anAgreementIsInForceByTheLocalDay(time: String, expected: Verdict.Gap?) throws {
    let agreement = agreement(inForce: "2026-05-10", ends: "2027-01-01", successor: "next", [rule()])
    let verdict = try verdict(Case(time: time), [agreement])
    #expect(verdict.kind == (expected == nil ? .allowed : .noneKnown))
    #expect(gap(verdict) == expected)
    #expect(verdict.agreement?.id == "a")
  }

  // MARK: Which rule decides

  @Test(arguments: [AgreementRule.Effect.allow, .forbid])
  func theNarrowerRuleDecidesWhateverItsEffect(effect: AgreementRule.Effect) throws {
    let other: AgreementRule.Effect = effect == .allow ? .forbid : .allow
    let narrow: [(inout AgreementRule) -> Void] = [
      { $0.lender.station = "s1" }, { $0.lender.organisation = "o1" }, { $0.borrower.regions = ["DEA"] },
      { $0.lender.regions = ["NL-VR24"] },
    ]
    for change in narrow {
      let agreements = [
        agreement("a", [rule("broad", other)]), agreement("b", [rule("narrow", effect, change: change)]),
      ]
      for order in [agreements, Array(agreements.reversed())] {
        let verdict = try verdict(order)
        #expect(verdict.kind == (effect == .allow ? .allowed : .forbidden))
        #expect(verdict.rule?.id == "narrow")
        #expect(verdict.agreement?.id == "b")
      }
    }
  }

  @Test func betweenEqualRulesForbiddingWins() throws {
    let agreements = [agreement("a", [rule("1"), rule("2", .forbid), rule("3")])]
    let verdict = try verdict(agreements)
    #expect(verdict.kind == .forbidden)
    #expect(verdict.rule?.id == "2")
    #expect(verdict.reasons.first == .excluded(rule: "2"))
  }

  @Test func aRuleThatForbidsOnlyWhereItCovers() throws {
    let forbid = rule("f", .forbid) { $0.windows = [WeeklyWindow(days: [.sunday])] }
    #expect(try verdict([agreement([forbid, rule("r")])]).rule?.id == "r")
    // A ban that does not apply is no near miss.
    #expect(try verdict([agreement([forbid])]).reasons == [.noRule])
    #expect(try verdict(Case(time: "2026-11-22T12:00:00Z"), [agreement([forbid, rule("r")])]).kind == .forbidden)
  }

  @Test func anUnverifiedRuleDecidesOnlyWhereNoBetterCheckedOneCovers() throws {
    let narrow = rule("narrow", .forbid) { ($0.lender.station, $0.verification) = ("s1", .unverified) }
    #expect(try verdict([agreement([rule("broad"), narrow])]).rule?.id == "broad")
    #expect(try verdict([agreement([narrow])]).kind == .forbidden)
    #expect(
      try verdict([agreement(verification: .unverified, [rule("x", .forbid)]), agreement("b", [rule("y")])]).rule?.id
        == "y")
  }

  @Test func betweenEqualRulesTheBetterCheckedAndThenTheFirstByIDIsNamed() throws {
    let secondary = rule("1") { $0.verification = .secondary }
    #expect(try verdict([agreement([secondary, rule("3"), rule("2")])]).rule?.id == "2")
    #expect(try verdict([agreement(verification: .secondary, [rule("2"), rule("1")])]).rule?.id == "1")
  }

  @Test func anEndedRuleGivesWayToItsSuccessor() throws {
    let old = agreement("old", ends: "2026-01-01", successor: "new", [rule("1", .forbid)])
    let new = agreement("new", inForce: "2026-01-01", [rule("2")])
    #expect(try verdict([old, new]).agreement?.id == "new")
    #expect(try verdict(Case(time: "2025-12-31T12:00:00Z"), [old, new]).agreement?.id == "old")
  }

  // MARK: Reasons

  @Test func whatARuleAsksForIsTold() throws {
    let rule = rule {
      ($0.role, $0.conditions, $0.verification) = (.coAlarm, [.onRequest], .secondary)
      ($0.documents, $0.notes) = ([LocalizedText("Passport"), LocalizedText("Vehicle papers")], LocalizedText("Note"))
    }
    let verdict = try verdict([agreement([rule])])
    #expect(verdict.kind == .allowed)
    #expect(
      verdict.reasons == [
        .covered(rule: "r", purposes: [.daily]), .role(.coAlarm), .conditions([.onRequest]), .verification(.secondary),
        .document(LocalizedText("Passport")), .document(LocalizedText("Vehicle papers")), .note(LocalizedText("Note")),
      ])
  }

  @Test func theNearestMissesAreToldNarrowestFirst() throws {
    let misses = [
      rule("b") { $0.purposes = [.disaster] }, rule("a") { $0.purposes = [.disaster] },
      rule("station") { ($0.lender.station, $0.role) = ("s1", .second) },
      rule("region") { ($0.lender.regions, $0.borderBand) = (["NL-VR24"], 10) },
    ]
    for order in [misses, Array(misses.reversed())] {
      let verdict = try verdict(
        Case(role: .first),
        [
          agreement("broad", order.filter { $0.id != "station" }),
          agreement("narrow", order.filter { $0.id == "station" }),
        ])
      #expect(verdict.kind == .noneKnown)
      #expect(verdict.rule == nil)
      #expect(verdict.agreement?.id == "narrow")
      #expect(
        verdict.reasons == [
          .notCovered(rule: "station", agreement: LocalizedText("Agreement narrow"), because: .role(.second)),
          .notCovered(rule: "region", agreement: LocalizedText("Agreement broad"), because: .borderBand(10)),
          .notCovered(rule: "a", agreement: LocalizedText("Agreement broad"), because: .purposes([.disaster])),
        ])
    }
  }

  @Test func ofTheNearestMissAllGapsAreToldAndOfOthersOne() throws {
    let near = rule("near") {
      ($0.lender.station, $0.purposes, $0.role) = ("s1", [.disaster], .second)
      ($0.borderBand, $0.conditions) = (10, [.fasterThanOwn, .ownShortage, .onRequest])
    }
    let far = rule("far") { ($0.purposes, $0.role) = ([.disaster], .second) }
    let verdict = try verdict(Case(role: .first, domesticETA: 100), [agreement([far, near])])
    let gaps = verdict.reasons.compactMap { reason -> (String, Verdict.Gap)? in
      if case .notCovered(let rule, _, let gap) = reason { (rule, gap) } else { nil }
    }
    #expect(gaps.map(\.0) == ["near", "near", "near", "near", "near", "far"])
    #expect(
      gaps.map(\.1) == [
        .purposes([.disaster]), .role(.second), .borderBand(10), .notFaster, .noShortage, .purposes([.disaster]),
      ])
    #expect(
      verdict.findings.filter { !$0.held }.map(\.clause.name) == [
        "purpose", "role", "border-band", "condition", "condition",
      ])
    #expect(
      verdict.findings.filter(\.held).map(\.clause.name) == ["lender", "borrower", "service", "in-force", "condition"])
  }

  @Test func allClausesThatHeldAreListed() throws {
    let full = rule {
      ($0.role, $0.windows, $0.borderBand, $0.stationBand) = (.first, [WeeklyWindow()], 3000, 500)
      $0.conditions = [.onRequest]
    }
    let verdict = try verdict([agreement(inForce: "2020", [full])])
    #expect(verdict.kind == .allowed)
    #expect(
      verdict.findings == [
        .init(.lender(full.lender), held: true), .init(.borrower(full.borrower), held: true),
        .init(.service([.fire]), held: true), .init(.term(from: "2020", until: nil), held: true),
        .init(.purpose([.daily]), held: true), .init(.role(.first), held: true),
        .init(.window([WeeklyWindow()]), held: true), .init(.borderBand(3000), held: true),
        .init(.stationBand(500), held: true), .init(.condition(.onRequest), held: true),
      ])
  }

  @Test func withoutARuleThereAreNoClauses() throws {
    #expect(try verdict([]).findings.isEmpty)
    #expect(try verdict(Case(lenderCountry: "DE"), []).findings.isEmpty)
  }

  @Test(arguments: [(500.0, true), (500.5, false), (nil, false)] as [(Double?, Bool)])
  func theStationsBandIsTheUnitsDistanceToTheBorrower(distance: Double?, fits: Bool) throws {
    let verdict = try verdict(Case(stationBorderDistance: distance), [agreement([rule { $0.stationBand = 500 }])])
    #expect(verdict.kind == (fits ? .allowed : .noneKnown))
    if !fits { #expect(gap(verdict) == .stationBand(500)) }
  }

  @Test func roomsAndMunicipalitiesArePartiesWhereTheyAreKnown() throws {
    let cases: [((inout AgreementRule) -> Void, Bool)] = [
      ({ $0.lender.controlRoom = "nl-room" }, true), ({ $0.lender.controlRoom = "other" }, false),
      ({ $0.borrower.controlRoom = "de-room" }, true), ({ $0.borrower.controlRoom = "other" }, false),
      ({ $0.lender.municipality = "Vaals" }, true), ({ $0.lender.municipality = "Gulpen" }, false),
      // Nobody knows the incident's municipality or organisation.
      ({ $0.borrower.municipality = "Aachen" }, false), ({ $0.borrower.organisation = "o" }, false),
    ]
    for (change, fits) in cases {
      let verdict = try verdict([agreement([rule(change: change)])])
      #expect(verdict.kind == (fits ? .allowed : .noneKnown))
      #expect(fits || verdict.reasons == [.noRule])
    }
    #expect(
      try verdict(Case(municipality: "Aachen"), [agreement([rule { $0.borrower.municipality = "Aachen" }])]).kind
        == .allowed)
  }

  @Test func aPolygonWithAHoleIsAPlace() throws {
    let square = { (south: Double, west: Double, size: Double) in
      try [(0.0, 0.0), (0.0, size), (size, size), (size, 0.0), (0.0, 0.0)].map {
        try place(south + $0.0, west + $0.1)
      }
    }
    let around = AgreementRule.Polygon(name: "A", rings: [try square(50.5, 5.8, 0.5)])
    let holed = AgreementRule.Polygon(name: "B", rings: [try square(50.5, 5.8, 0.5), try square(50.7, 6.0, 0.2)])
    #expect(try verdict([agreement([rule { $0.borrower.polygons = [around] }])]).kind == .allowed)
    #expect(try verdict([agreement([rule { $0.borrower.polygons = [holed] }])]).kind == .noneKnown)
    #expect(try verdict([agreement([rule { $0.borrower.polygons = [holed, around] }])]).kind == .allowed)
    #expect(try verdict([agreement([rule { $0.lender.polygons = [around] }])]).kind == .allowed)
  }

  // MARK: Against a brute force

  /// Judges by going through all rules and clauses one by one, as the documentation says it.
  private func kind(_ asked: Case, _ rules: [AgreementRule]) throws -> (Verdict.Kind, String?) {
    let moment = LocalClock(vocabulary: Vocabulary()).moment(
      of: try #require(Timestamp.date(asked.time)), in: asked.country.rawValue)
    let covering = rules.filter { rule in
      let lender = rule.lender
      let borrower = rule.borrower
      guard lender.country == asked.lenderCountry, borrower.country == asked.country,
        rule.services.contains(asked.service), rule.purposes.contains(asked.purpose),
        lender.station == nil || lender.station == "s1", lender.organisation == nil || lender.organisation == "o1",
        lender.controlRoom == nil || lender.controlRoom == asked.lenderRoom,
        lender.regions.isEmpty || lender.regions.contains(where: { asked.lenderRegion?.hasPrefix($0) == true }),
        borrower.regions.isEmpty || borrower.regions.contains(where: { asked.region?.hasPrefix($0) == true }),
        rule.role == nil || asked.role == nil || rule.role == asked.role,
        rule.windows.isEmpty || rule.windows.contains(where: { $0.contains(moment) }),
        rule.borderBand.map({ (asked.borderDistance ?? .infinity) <= $0 }) ?? true,
        rule.stationBand.map({ (asked.stationBorderDistance ?? .infinity) <= $0 }) ?? true
      else { return false }
      let isFaster = asked.domesticETA.map { asked.eta < $0 } ?? true
      return rule.conditions.allSatisfy {
        switch $0 {
        case .fasterThanOwn, .fasterOrShortage: isFaster
        case .ownShortage: asked.domesticETA == nil
        case .onRequest, .lenderNotEngaged: true
        }
      }
    }
    let checked = covering.filter { $0.verification != .unverified }
    let counting = checked.isEmpty ? covering : checked
    let widest = counting.map(\.specificity).max()
    let decisive = counting.filter { $0.specificity == widest }
    guard !decisive.isEmpty else { return (.noneKnown, nil) }
    let forbidding = decisive.filter { $0.effect == .forbid }
    let left = forbidding.isEmpty ? decisive : forbidding
    let verified = left.filter { $0.verification != .secondary }
    return (forbidding.isEmpty ? .allowed : .forbidden, (verified.isEmpty ? left : verified).map(\.id).min())
  }

  @Test(arguments: 0..<20)
  func theVerdictIsThatOfGoingThroughAllRules(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func pick<Value>(_ values: [Value]) throws -> Value { try #require(values.randomElement(using: &random)) }
    for _ in 0..<200 {
      var rules: [AgreementRule] = []
      for number in 0..<Int.random(in: 0...12, using: &random) {
        rules.append(
          AgreementRule(
            id: "r\(number)", effect: try pick([.allow, .allow, .forbid]),
            lender: .init(
              country: try pick(["NL", "NL", "BE"]), regions: try pick([[], [], ["NL-VR24"], ["NL-VR23", "BE"]]),
              organisation: try pick([nil, nil, "o1", "o2"]), station: try pick([nil, nil, nil, "s1", "s2"]),
              controlRoom: try pick([nil, nil, "nl-room", "x"])),
            borrower: .init(country: try pick(["DE", "DE", "BE"]), regions: try pick([[], ["DEA"], ["DEB"]])),
            services: try pick([[.fire], [.ambulance], [.fire, .ambulance]]),
            purposes: try pick([[.daily], [.disaster], [.daily, .largeIncident]]),
            role: try pick([nil, nil, .first, .second]), borderBand: try pick([nil, nil, 1000, 5000]),
            stationBand: try pick([nil, nil, nil, 100, 900]),
            windows: try pick([
              [], [], [WeeklyWindow(days: [.monday])],
              [WeeklyWindow(days: [.sunday], from: ClockTime("18:00"), to: ClockTime("06:00"))],
            ]),
            conditions: try pick([[], [.onRequest], [.fasterThanOwn], [.ownShortage], [.fasterOrShortage, .onRequest]]),
            verification: try pick([.verified, .secondary, .unverified])))
      }
      let asked = Case(
        country: try pick(["DE", "DE", "DE", "BE"]), region: try pick(["DEA2D", "DEB1", nil]),
        purpose: try pick([.daily, .disaster]), role: try pick([nil, .first, .second]),
        time: try pick(["2026-11-23T03:00:00Z", "2026-11-23T12:00:00Z", "2026-11-22T19:00:00Z"]),
        domesticETA: try pick([nil, 500, 700]), lenderCountry: "NL",
        lenderRegion: try pick(["NL-VR24", "NL-VR23", nil]),
        service: try pick([.fire, .ambulance]), borderDistance: try pick([500, 3000, nil]),
        stationBorderDistance: try pick([50, 500, nil]))
      let expected = try kind(asked, rules)
      let found = try verdict(asked, [agreement(rules)])
      #expect(found.kind == expected.0)
      #expect(found.rule?.id == expected.1)
      #expect(found.findings.allSatisfy(\.held) || found.kind == .noneKnown)
    }
  }
}
