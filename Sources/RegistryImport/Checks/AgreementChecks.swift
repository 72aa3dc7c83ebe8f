internal import DirectoryModel
internal import RegistryXML

/// Records that agreements may refer to: whether there is such a record; `nil` where no record of the kind is known.
protocol KnownRecords {
  func knows(organisation: OrganisationID) throws -> Bool?
  func knows(station: StationID) throws -> Bool?
  func knows(controlRoom: ControlRoomID) throws -> Bool?
}

/// The checks of agreements against all else that is known, and against each other.
///
/// They are made when a file has been read, since a directory's agreements come before the stations that they name.
/// Nothing here keeps a document out: an agreement may well come before the registry that it speaks of.
struct AgreementChecks {
  /// Agreements of all documents, by document.
  private(set) var documents: [String: [Agreement]] = [:]
  /// Codes of all areas known; empty where no boundaries are.
  private(set) var regions: Set<RegionCode> = []
  /// Documents that have come in the file and are to be checked.
  private var pending: [String] = []

  init(documents: [String: [Agreement]] = [:], regions: Set<RegionCode> = []) {
    self.documents = documents
    self.regions = regions
  }

  mutating func add(_ areas: [Area]) {
    for area in areas { regions.insert(RegionCode(area.code)) }
  }

  mutating func add(_ agreements: [Agreement], document: String) {
    documents[document] = agreements
    pending.append(document)
  }

  /// Checks the documents that have come since the last time.
  mutating func problems(calendars: Set<String>, records: any KnownRecords) throws -> [Problem] {
    defer { pending = [] }
    var found: [Problem] = []
    guard !pending.isEmpty else { return [] }
    let known = Dictionary(documents.sorted { $0.key < $1.key }.flatMap(\.value).map { ($0.id, $0) }) { first, _ in
      first
    }
    let cycles = AgreementChecks.cycles(known)
    let regions = regions.map(\.rawValue).sorted()
    for document in pending {
      for agreement in documents[document] ?? [] {
        if let problem = successorProblem(agreement, known, cycles) { found.append(problem) }
        for rule in agreement.rules {
          found += try dangling(rule, calendars: calendars, regions: regions, records: records)
        }
      }
      found += conflicts(in: document)
    }
    return found
  }

  private func warning(_ code: ProblemCode, _ message: String, _ line: SourceLine, _ record: String) -> Problem {
    Problem(line: line.number, severity: .warning, code: code, message: message, record: record)
  }

  // MARK: Successors

  private func successorProblem(
    _ agreement: Agreement, _ known: [String: Agreement], _ cycles: Set<String>
  ) -> Problem? {
    guard let successor = agreement.successor else { return nil }
    guard known[successor] != nil else {
      return warning(
        .danglingReference, "agreement '\(agreement.id)' names as its successor '\(successor)', which no document has",
        agreement.line, agreement.id)
    }
    guard cycles.contains(agreement.id) else { return nil }
    return warning(
      .successorCycle, "agreement '\(agreement.id)' is replaced by '\(successor)', which leads back to it",
      agreement.line, agreement.id)
  }

  /// The ids of agreements whose successors lead back to them.
  private static func cycles(_ known: [String: Agreement]) -> Set<String> {
    var cycles: Set<String> = []
    /// By id: the walk that came by, from 1.
    var walks: [String: Int] = [:]
    for (number, start) in known.keys.enumerated() where walks[start] == nil {
      var way: [String] = []
      var next: String? = start
      while let id = next, let agreement = known[id], walks[id] == nil {
        walks[id] = number
        way.append(id)
        next = agreement.successor
      }
      // Where it meets itself, all from there on is a cycle.
      if let id = next, walks[id] == number, let first = way.firstIndex(of: id) { cycles.formUnion(way[first...]) }
    }
    return cycles
  }

  // MARK: Parties

  private func dangling(
    _ rule: AgreementRule, calendars: Set<String>, regions: [String], records: any KnownRecords
  ) throws -> [Problem] {
    var found: [Problem] = []
    func miss(_ what: String, _ id: some CustomStringConvertible) {
      found.append(
        warning(.danglingReference, "rule '\(rule.id)' names \(what) '\(id)', which nobody lists", rule.line, rule.id))
    }
    for party in [rule.lender, rule.borrower] {
      if let id = party.organisation, try records.knows(organisation: id) == false { miss("organisation", id) }
      if let id = party.station, try records.knows(station: id) == false { miss("station", id) }
      if let id = party.controlRoom, try records.knows(controlRoom: id) == false { miss("control room", id) }
      for code in party.regions where !regions.isEmpty {
        // The first that is not before it begins with it, if any does.
        let place = AgreementChecks.first(in: regions, from: code.rawValue)
        if place == regions.count || !regions[place].hasPrefix(code.rawValue) { miss("region", code) }
      }
    }
    if let calendar = rule.holidayCalendar, !calendars.isEmpty, !calendars.contains(calendar) {
      miss("holiday calendar", calendar)
    }
    return found
  }

  /// Where a text stands, or would stand, among sorted ones.
  private static func first(in sorted: [String], from text: String) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < text { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: Rules among each other

  /// How many pairs of rules are compared for one document; the treaties of a country are some hundred rules.
  private static let mostComparisons = 1_000_000

  private struct Placed {
    let rule: AgreementRule
    let agreement: Agreement
    let document: String
  }

  private func conflicts(in document: String) -> [Problem] {
    var byPair: [String: [Placed]] = [:]
    for (name, agreements) in documents.sorted(by: { $0.key < $1.key }) {
      for agreement in agreements {
        for rule in agreement.rules {
          byPair["\(rule.lender.country)\(rule.borrower.country)", default: []].append(
            Placed(rule: rule, agreement: agreement, document: name))
        }
      }
    }
    var found: [Problem] = []
    var left = AgreementChecks.mostComparisons
    for (_, placed) in byPair.sorted(by: { $0.key < $1.key }) {
      // Rules of the document are compared with all before them, others with those of the document.
      var own: [Int] = []
      for (index, later) in placed.enumerated() {
        let isOwn = later.document == document
        for earlier in isOwn ? Array(0..<index) : own {
          left -= 1
          guard left >= 0 else {
            let message = "more than \(AgreementChecks.mostComparisons) pairs of rules: the rest was not compared"
            return found + [warning(.limitExceeded, message, later.rule.line, later.rule.id)]
          }
          if let problem = conflict(placed[earlier], later) { found.append(problem) }
        }
        if isOwn { own.append(index) }
      }
    }
    return found
  }

  private func conflict(_ earlier: Placed, _ later: Placed) -> Problem? {
    guard overlap(earlier.agreement, later.agreement) else { return nil }
    let other = "'\(earlier.rule.id)' of agreement '\(earlier.agreement.id)'"
    if saysTheSame(earlier.rule, later.rule) {
      return warning(
        .ruleRepeated, "rule '\(later.rule.id)' says the same as \(other)", later.rule.line, later.rule.id)
    }
    guard earlier.rule.effect != later.rule.effect, haveEqualRank(earlier, later),
      canBothHold(earlier.rule, later.rule)
    else { return nil }
    let verbs = later.rule.effect == .forbid ? ("forbids", "allows") : ("allows", "forbids")
    return warning(
      .ruleContradiction,
      "rule '\(later.rule.id)' \(verbs.0) what \(other) \(verbs.1), and neither is narrower: forbidding wins",
      later.rule.line, later.rule.id)
  }

  /// Whether there can be a day on which both are in force.
  private func overlap(_ left: Agreement, _ right: Agreement) -> Bool {
    let startsBefore = { (one: Agreement, other: Agreement) in
      one.inForce.map { start in other.ends.map { start < $0 } ?? true } ?? true
    }
    return startsBefore(left, right) && startsBefore(right, left)
  }

  private func saysTheSame(_ left: AgreementRule, _ right: AgreementRule) -> Bool {
    left.effect == right.effect && left.lender == right.lender && left.borrower == right.borrower
      && Set(left.services) == Set(right.services) && Set(left.purposes) == Set(right.purposes)
      && left.role == right.role && left.borderBand == right.borderBand && left.stationBand == right.stationBand
      && Set(left.windows) == Set(right.windows) && left.holidayCalendar == right.holidayCalendar
      && Set(left.conditions) == Set(right.conditions)
  }

  private func haveEqualRank(_ left: Placed, _ right: Placed) -> Bool {
    let unverified = { (placed: Placed) in
      (placed.rule.verification ?? placed.agreement.verification) == .unverified
    }
    return left.rule.specificity == right.rule.specificity && unverified(left) == unverified(right)
  }

  /// Whether both can cover one case, by parties, services, purposes and role.
  private func canBothHold(_ left: AgreementRule, _ right: AgreementRule) -> Bool {
    !Set(left.services).isDisjoint(with: right.services) && !Set(left.purposes).isDisjoint(with: right.purposes)
      && (left.role == nil || right.role == nil || left.role == right.role)
      && canMeet(left.lender, right.lender) && canMeet(left.borrower, right.borrower)
  }

  private func canMeet(_ left: AgreementRule.Party, _ right: AgreementRule.Party) -> Bool {
    func differ<Value: Equatable>(_ one: Value?, _ other: Value?) -> Bool { one != nil && other != nil && one != other }
    if differ(left.station, right.station) || differ(left.organisation, right.organisation) { return false }
    if differ(left.controlRoom, right.controlRoom) || differ(left.municipality, right.municipality) { return false }
    return left.regions.isEmpty || right.regions.isEmpty
      || left.regions.contains { code in right.regions.contains { $0.hasPrefix(code) || code.hasPrefix($0) } }
  }
}
