internal import DirectoryModel

/// Agreements by id, and what scenarios make of them.
struct ScenarioAgreements {
  private(set) var agreements: [Agreement]

  init(_ agreements: [Agreement]) { self.agreements = agreements }

  /// Makes one change.
  ///
  /// - Throws: `AgreementChange.Mistake` for an id that there is not, or is there already, and for terms under which no unit may go.
  mutating func make(_ change: AgreementChange) throws {
    switch change {
    case .suspend(let id):
      try forEachRule(of: id) { _ in nil }
    case .change(let id, let terms):
      guard terms.services?.isEmpty != true else {
        throw AgreementChange.Mistake(
          message: "the rules of '\(id)' would be for no service", hint: "Suspend the agreement instead.")
      }
      try forEachRule(of: id) { rule in
        var rule = rule
        rule.take(terms)
        return rule
      }
    case .add(let rule):
      guard !agreements.contains(where: { $0.id == rule.id || $0.rules.contains { $0.id == rule.id } }) else {
        throw AgreementChange.Mistake(
          message: "there is an agreement or rule '\(rule.id)' already", hint: "Give the new one an id of its own.")
      }
      guard rule.lender.country != rule.borrower.country else {
        throw AgreementChange.Mistake(message: "lender and borrower are of the same country")
      }
      guard !rule.services.isEmpty, !rule.purposes.isEmpty else {
        throw AgreementChange.Mistake(message: "rule '\(rule.id)' is for no service or no purpose")
      }
      agreements.append(
        Agreement(
          id: rule.id, titles: LocalizedText(rule.id), citation: "", verification: rule.verification ?? .verified,
          rules: [rule]))
    }
  }

  /// Gives each rule of an agreement, or the one of that id, another form, or none.
  private mutating func forEachRule(of id: String, _ other: (AgreementRule) -> AgreementRule?) throws {
    if let place = agreements.firstIndex(where: { $0.id == id }) {
      // An agreement without rules has been suspended, or never had any.
      guard !agreements[place].rules.isEmpty else {
        throw AgreementChange.Mistake(
          message: "agreement '\(id)' has no rules, or an edit before has suspended it")
      }
      agreements[place].rules = agreements[place].rules.compactMap(other)
      return
    }
    for place in agreements.indices {
      guard let rule = agreements[place].rules.firstIndex(where: { $0.id == id }) else { continue }
      agreements[place].rules.replaceSubrange(
        rule...rule, with: other(agreements[place].rules[rule]).map { [$0] } ?? [])
      return
    }
    let known = agreements.flatMap { agreement in [agreement.id] + agreement.rules.map(\.id) }
    throw AgreementChange.Mistake(
      message: "there is no agreement or rule '\(id)', or an edit before has suspended it",
      hint: EditDistance.nearest(to: id, among: known).map { .didYouMean($0) })
  }
}

extension AgreementRule {
  /// Takes over the terms that are given.
  fileprivate mutating func take(_ terms: AgreementChange.Terms) {
    if let band = terms.borderBand { borderBand = band.isFinite ? band : nil }
    if let band = terms.stationBand { stationBand = band.isFinite ? band : nil }
    if let services = terms.services { self.services = services }
    if let windows = terms.windows { self.windows = windows }
    if let role = terms.role { self.role = role }
    if let conditions = terms.conditions { self.conditions = conditions }
  }
}
