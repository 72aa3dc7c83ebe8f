package import DirectoryModel

extension Verdict {
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
