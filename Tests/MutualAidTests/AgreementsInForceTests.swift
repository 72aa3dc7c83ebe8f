import DirectoryModel
import DirectoryStore
import FoundationEssentials
import Geodesy
import Matching
import MutualAid
import Presentation
import Testing

/// The verdicts that the shipped agreements give for real places.
struct AgreementsInForceTests {
  static let suderwick: StationID = "de-nrw-fire-bocholt-suderwick"

  private func verdict(
    at latitude: Double, _ longitude: Double, _ service: Service, time: String = "2026-11-24T10:00:00+01:00",
    role: ResponseRole? = nil, purpose: Purpose = .daily, from country: CountryCode? = nil,
    where isWanted: (NearestReportEntry) -> Bool = { _ in true }
  ) throws -> Verdict {
    let place = try #require(Coordinate.valid(latitude: latitude, longitude: longitude))
    var query = NearestQuery(place: place, service: service, time: try #require(Timestamp.date(time)))
    query.count = 30
    query.role = role
    query.purpose = purpose
    query.lenders = country.map { [$0] } ?? []
    let report = try RealDirectory.open().nearest(query)
    return try #require(report.units.first { isWanted(($0.record, $0.station)) }).match.verdict
  }

  typealias NearestReportEntry = (unit: ResponseUnit, station: Station)

  @Test(arguments: [
    ("2026-11-24T10:00:00+01:00", Verdict.Kind.noneKnown),  // a Tuesday by day
    ("2026-11-24T17:59:00+01:00", .noneKnown),
    ("2026-11-24T18:00:00+01:00", .allowed),
    ("2026-11-25T05:59:00+01:00", .allowed),
    ("2026-11-25T06:00:00+01:00", .noneKnown),
    ("2026-11-28T10:00:00+01:00", .allowed),  // a Saturday
    ("2026-11-29T12:00:00+01:00", .allowed),  // a Sunday
    ("2026-11-30T05:00:00+01:00", .allowed),  // Monday before six
    ("2026-12-25T10:00:00+01:00", .allowed),  // Christmas, a Friday
    ("2026-06-30T10:00:00+02:00", .noneKnown),  // in summer time
    ("2026-06-30T18:30:00+02:00", .allowed),
  ])
  func suderwickMayGoToDinxperloOnlyInItsWindows(time: String, expected: Verdict.Kind) throws {
    let verdict = try verdict(at: 51.8642, 6.4875, .fire, time: time) {
      $0.station.id == AgreementsInForceTests.suderwick
    }
    #expect(verdict.kind == expected)
    #expect(verdict.agreement?.id.hasPrefix("crossfire") == true)
    if expected == .allowed { #expect(verdict.rule?.role == .second) }
  }

  @Test(arguments: [(ResponseRole.second, Verdict.Kind.allowed), (.first, .noneKnown), (.coAlarm, .noneKnown)])
  func suderwickMayGoOnlyAsSecondUnit(role: ResponseRole, expected: Verdict.Kind) throws {
    let verdict = try verdict(at: 51.8642, 6.4875, .fire, time: "2026-11-24T19:00:00+01:00", role: role) {
      $0.station.id == AgreementsInForceTests.suderwick
    }
    #expect(verdict.kind == expected)
  }

  @Test func germanAmbulanceForVaalsIsAllowedByThePublicLawAgreement() throws {
    let verdict = try verdict(at: 50.7703, 6.0155, .ambulance, from: "DE") { $0.unit.type == "RTW" }
    #expect(verdict.kind == .allowed)
    #expect(verdict.agreement?.id == "heinsberg-aachen-zuid-limburg-ambulance")
    #expect(verdict.agreement?.citation.contains("1 March 2002") == true)
  }

  @Test func ambulancesBetweenBelgiumAndNorthRhineWestphaliaHaveNoVerifiedBasis() throws {
    let verdict = try verdict(at: 50.7763, 6.0836, .ambulance, from: "BE") { $0.unit.type == "ZW" }
    #expect(verdict.rule.map { ($0.verification ?? .verified) == .unverified } ?? (verdict.kind == .noneKnown))
  }

  @Test func noRuleForbids() throws {
    let rules = try RealDirectory.open().agreements.flatMap(\.rules)
    #expect(rules.filter { $0.effect == .forbid }.map(\.id) == [])
  }

  @Test func dutchAmbulanceForKleveIsNotKnownButTheDoctorHelicopterMayCome() throws {
    let onTheRoad = try verdict(at: 51.7886, 6.1386, .ambulance, from: "NL") { $0.unit.type == "AMBU" }
    #expect(onTheRoad.kind == .noneKnown)
    let helicopter = try verdict(at: 51.7886, 6.1386, .ambulance, from: "NL") {
      $0.station.id == "nl-air-rescue-lifeliner-3-volkel"
    }
    #expect(helicopter.kind == .allowed)
    #expect(helicopter.agreement?.id == "lifeliner-3-christoph-9")
  }

  @Test func plannedTransportIsOutsideTheBeneluxDecision() throws {
    let verdict = try verdict(at: 51.3586, 4.3936, .ambulance, purpose: .plannedTransport, from: "BE")
    #expect(verdict.kind == .noneKnown)
  }

  @Test func treatyOfDisastersCoversADisasterAndTellsWhatToCarry() throws {
    let verdict = try verdict(at: 52.2215, 6.8937, .fire, purpose: .disaster, from: "DE")
    #expect(verdict.kind == .allowed)
    #expect(verdict.agreement?.titles.main.contains("Netherlands and Germany") == true)
    #expect(verdict.rule?.documents.isEmpty == false)
  }

  @Test func everyRuleNamesPartiesThatAreInTheDirectory() throws {
    let directory = try RealDirectory.open()
    let agreements = directory.agreements
    #expect(agreements.count > 30)
    let ids = Set(agreements.map(\.id))
    #expect(ids.count == agreements.count)
    for agreement in agreements {
      if let successor = agreement.successor { #expect(ids.contains(successor), "\(agreement.id)") }
      #expect(!agreement.citation.isEmpty, "\(agreement.id)")
      for rule in agreement.rules {
        for party in [rule.lender, rule.borrower] {
          if let organisation = party.organisation {
            #expect(try directory.store.organisation(organisation) != nil, "\(rule.id)")
          }
        }
      }
    }
  }
}
