internal import DirectoryModel
internal import Foundation
internal import Geodesy

/// Weighs agreements to tell whether a unit may go to an incident, now, for this purpose, in this role.
///
/// A rule *covers* a case when its agreement is in force on the local day, both parties and the service fit, and so do
/// purpose, role, one of the windows, the distance bands and every condition. Of several rules that cover a case the one
/// with the narrowest parties decides; between equals, one that forbids. An unverified rule decides only where no better
/// checked one covers the case. Rules that fit parties and service but not the rest are told as near misses.
///
/// The rules are kept by lender, borrower and service, the strongest first, so that the first one that covers a case
/// decides it and others are not looked at.
struct AgreementJudge: Sendable {
  /// What is known of an incident.
  struct Incident {
    var place: Coordinate
    var country: String
    var region: String?
    var query: NearestQuery
    /// Seconds until the soonest domestic unit; `nil` when there is none.
    var domesticETA: Double?
    /// The id of the room responsible; `nil` where not known.
    var controlRoom: String?
    /// The municipality; `nil` where not known.
    var municipality: String?
    /// The id of the organisation responsible; `nil` where not known.
    var organisation: String?
  }

  /// A unit that might go.
  ///
  /// What costs a look-up is asked only when a rule wants to know.
  struct Lender {
    var unit: UnitSummary
    var eta: Double
    /// The region in which the unit stands.
    var region: () throws -> String?
    /// Metres from the incident to the unit's country; asked once for each country.
    var borderDistance: () throws -> Double?
    /// Metres from where the unit stands to the incident's country.
    var stationBorderDistance: () throws -> Double? = { nil }
    /// The id of the room through which it is asked for.
    var controlRoom: () throws -> String? = { nil }
    /// The municipality of its station.
    var municipality: () throws -> String? = { nil }
  }

  /// Who lends to whom.
  struct Pair: Hashable {
    let lender: UInt64
    let borrower: UInt64

    init(lender: String, borrower: String) {
      self.lender = Pair.code(lender)
      self.borrower = Pair.code(borrower)
    }

    private static func code(_ country: String) -> UInt64 {
      var code: UInt64 = 0
      for byte in country.utf8 { code = code << 8 | UInt64(byte) }
      return code
    }
  }

  let clock: LocalClock
  /// All rules, the strongest first.
  let rules: [IndexedRule]
  /// For each rule its place among near misses: the narrowest first, then by id.
  let missRanks: [Int]
  /// For each pair and service the rules' indices, the strongest first.
  private let index: [Pair: [[Int]]]

  /// Makes a judge who knows the rules of all agreements.
  ///
  /// - Complexity: O(*n* log *n*) for *n* rules: make one and keep it.
  init(agreements: [Agreement], clock: LocalClock) {
    self.clock = clock
    var rules = agreements.flatMap { agreement in agreement.rules.map { IndexedRule($0, of: agreement) } }
    rules.sort { $0.isStronger(than: $1) }
    var missRanks = Array(repeating: 0, count: rules.count)
    let byMiss = rules.indices.sorted {
      let (one, other) = (rules[$0], rules[$1])
      return one.specificity == other.specificity ? one.rule.id < other.rule.id : one.specificity > other.specificity
    }
    for (rank, position) in byMiss.enumerated() { missRanks[position] = rank }
    var index: [Pair: [[Int]]] = [:]
    for (position, entry) in rules.enumerated() {
      let pair = Pair(lender: entry.rule.lender.country, borrower: entry.rule.borrower.country)
      for service in Set(entry.rule.services) {
        index[pair, default: Array(repeating: [], count: Service.allCases.count)][service.place].append(position)
      }
    }
    self.rules = rules
    self.missRanks = missRanks
    self.index = index
  }

  /// Opens the hearing of one incident: what all units' verdicts share is found out once.
  func hearing(of incident: Incident) -> AgreementHearing { AgreementHearing(judge: self, incident: incident) }

  /// The verdict on one unit; for several, open a hearing.
  func verdict(on lender: Lender, at incident: Incident) throws -> Verdict {
    try hearing(of: incident).verdict(on: lender)
  }

  /// The rules that may concern a case, the strongest first.
  func rules(from lender: String, to borrower: String, service: Service) -> [Int] {
    index[Pair(lender: lender, borrower: borrower)]?[service.place] ?? []
  }
}

extension Service {
  /// Its place in lists that have one entry for each service.
  fileprivate var place: Int {
    switch self {
    case .fire: 0
    case .ambulance: 1
    case .civilProtection: 2
    }
  }
}
