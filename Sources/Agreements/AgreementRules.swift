package import DirectoryModel
package import LocalTime

/// The rules of all agreements, by lender, borrower and service, the strongest first.
///
/// A rule *covers* a case when its agreement is in force on the local day, both parties and the service fit, and so do
/// purpose, role, one of the windows, the distance bands and every condition. Of several rules that cover a case the one
/// with the narrowest parties decides; between equals, one that forbids. An unverified rule decides only where no better
/// checked one covers the case. So the first rule that covers a case decides it, and others are not looked at. Rules that
/// fit parties and service but not the rest are reported as near misses.
package struct AgreementRules: Sendable {
  /// The lender's and the borrower's country.
  private struct Pair: Hashable {
    let lender: UInt64
    let borrower: UInt64

    init(lender: CountryCode, borrower: CountryCode) {
      self.lender = Pair.code(lender)
      self.borrower = Pair.code(borrower)
    }

    private static func code(_ country: CountryCode) -> UInt64 {
      var code: UInt64 = 0
      for byte in country.rawValue.utf8 { code = code << 8 | UInt64(byte) }
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

  /// Sorts the rules of all agreements.
  ///
  /// - Complexity: O(*n* log *n*) for *n* rules: make one and keep it.
  package init(agreements: [Agreement], clock: LocalClock) {
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

  /// The positions of the rules that may cover a case, the strongest first.
  func indices(from lender: CountryCode, to borrower: CountryCode?, service: Service) -> [Int] {
    borrower.flatMap { index[Pair(lender: lender, borrower: $0)] }?[service.place] ?? []
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
