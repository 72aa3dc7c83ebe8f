public import DirectoryModel

/// What the agreements say of one unit going to one incident.
public struct Verdict: Hashable, Sendable {
  /// Whether a rule lets a unit go, keeps it back, or none says.
  public enum Kind: String, CaseIterable, Sendable {
    /// A rule in force covers it.
    case allowed
    /// A rule in force excludes it.
    case forbidden
    /// No rule covers it.
    case noneKnown = "none-known"
  }

  /// A reason, to be put into words.
  public enum Reason: Hashable, Sendable {
    /// The unit is the incident country's own.
    case domestic
    /// The rule covers lender, borrower, service, purpose and time.
    case covered(rule: String, purposes: [Purpose])
    /// The rule lets the unit come in this role only.
    case role(ResponseRole)
    /// The rule holds under these conditions, which hold here.
    case conditions([AgreementRule.Condition])
    /// The rule has been checked only so far.
    case verification(Verification)
    /// These must be carried.
    case document(LocalizedText)
    /// A note of the rule.
    case note(LocalizedText)
    /// A rule excludes it.
    case excluded(rule: String)
    /// A rule between the two does not cover it, for this reason.
    case notCovered(rule: String, agreement: LocalizedText, because: Gap)
    /// No rule between the two is on file.
    case noRule
  }

  /// Why a rule between two parties does not cover a case.
  public enum Gap: Hashable, Sendable {
    /// It covers these purposes only.
    case purposes([Purpose])
    /// It covers this role only.
    case role(ResponseRole)
    /// It covers these windows only.
    case windows([WeeklyWindow])
    /// It reaches only so many metres from the border.
    case borderBand(Double)
    /// It lends only what stands within so many metres of the border.
    case stationBand(Double)
    /// The unit would not arrive before the borrower's own.
    case notFaster
    /// The borrower has a suitable unit available.
    case noShortage
    /// It is no longer in force.
    case ended(on: String, successor: String?)
    /// It is not yet in force.
    case notYetInForce(from: String)
  }

  /// Whether the unit may go; `allowed` for the incident country's own units.
  public var kind: Kind
  /// The agreement that decides, or comes nearest to it.
  public var agreement: Agreement?
  /// The rule that allows or forbids; `nil` where none covers the case, and for domestic units.
  public var rule: AgreementRule?
  /// The reasons, the weightiest first.
  public var reasons: [Reason]
  /// All clauses of the rule that decides, which held; else of the nearest one, which held and which did not.
  ///
  /// Empty where no rule is known, and for the incident country's own units.
  package var findings: [Finding] = []

  /// Makes a verdict.
  package init(
    kind: Kind, agreement: Agreement?, rule: AgreementRule?, reasons: [Reason], findings: [Finding] = []
  ) {
    self.kind = kind
    self.agreement = agreement
    self.rule = rule
    self.reasons = reasons
    self.findings = findings
  }
}

extension Verdict {
  /// Whether a comparison of times decided: whether the unit would be sooner than the borrower's own.
  package var hangsOnTimes: Bool {
    let asks = findings.contains { finding in
      if case .condition(let condition) = finding.clause { condition.comparesTimes } else { false }
    }
    guard asks else { return false }
    // Where more is missing, the times decide nothing.
    return kind == .allowed
      || findings.allSatisfy { finding in
        if case .condition(let condition) = finding.clause, condition.comparesTimes { true } else { finding.held }
      }
  }

  /// Whether there are agreements between the two, of which none covers this case.
  public var isNotCovered: Bool {
    kind == .noneKnown
      && reasons.contains { reason in if case .notCovered = reason { true } else { false } }
  }

  /// A clause of a rule: something that must hold for the rule to cover a case.
  package enum Clause: Hashable, Sendable {
    /// The unit is the lender's.
    case lender(AgreementRule.Party)
    /// The incident is in the borrower's territory.
    case borrower(AgreementRule.Party)
    /// The unit's service is one of these.
    case service([Service])
    /// The local day is from the first of these days to before the second; `nil` for a day that is not known or set.
    case term(from: String?, until: String?)
    /// The purpose is one of these.
    case purpose([Purpose])
    /// The role asked for, if any, is this.
    case role(ResponseRole)
    /// One of the windows is open.
    case window([WeeklyWindow])
    /// The incident is within so many metres of the lender's country.
    case borderBand(Double)
    /// The unit stands within so many metres of the borrower's country.
    case stationBand(Double)
    /// The condition holds.
    case condition(AgreementRule.Condition)

    /// What programs call it; stable.
    package var name: String {
      switch self {
      case .lender: "lender"
      case .borrower: "borrower"
      case .service: "service"
      case .term: "in-force"
      case .purpose: "purpose"
      case .role: "role"
      case .window: "window"
      case .borderBand: "border-band"
      case .stationBand: "station-band"
      case .condition: "condition"
      }
    }
  }

  /// A clause and what came of it.
  package struct Finding: Hashable, Sendable {
    /// The clause.
    package var clause: Clause
    /// Whether it held.
    package var held: Bool

    /// Makes a finding.
    package init(_ clause: Clause, held: Bool) {
      self.clause = clause
      self.held = held
    }
  }
}
