extension Agreement {
  /// The field that says whether there is such an agreement at all.
  package static let existence = "exists"

  /// The fields of an agreement that a control room enters; it has one rule.
  package static let correctable: [CorrectableField<Agreement>] = [
    CorrectableField("title", \.titles),
    CorrectableField("citation", \.citations),
    CorrectableField(
      "lender", expectation: "who lends, such as BE, BE region=BE-VLI, BE organisation=ID, BE station=ID or BE room=ID",
      value: { $0.rule.lender.correctionText },
      apply: { text, agreement in
        guard let party = AgreementRule.Party(correction: text) else { return false }
        agreement.rule.lender = party
        return true
      }),
    CorrectableField(
      "borrower", expectation: "where help goes, such as NL, NL region=NL-VR24, NL room=ID or NL municipality=Vaals",
      value: { $0.rule.borrower.correctionText },
      apply: { text, agreement in
        guard let party = AgreementRule.Party(correction: text), party.organisation == nil, party.station == nil else {
          return false
        }
        agreement.rule.borrower = party
        return true
      }),
    .list("service", \.rule.services, expectation: "fire, ambulance or civil-protection, or several with commas"),
    .list(
      "purpose", \.rule.purposes,
      expectation: "daily, large-incident, disaster or planned-transport, or several with commas"),
    CorrectableField(
      "role", expectation: "first, co-alarm or second", value: { $0.rule.role?.rawValue },
      apply: { text, agreement in
        guard let role = ResponseRole(rawValue: text) else { return false }
        agreement.rule.role = role
        return true
      }),
    CorrectableField(
      "in-force", expectation: "a year, a month or a day such as 2026-11-23", value: { $0.inForce },
      apply: { text, agreement in
        guard Timestamp.isDay(text) else { return false }
        agreement.inForce = text
        return true
      }),
    CorrectableField(
      "ends", expectation: "a day such as 2026-11-23", value: { $0.ends },
      apply: { text, agreement in
        guard text.utf8.count == 10, Timestamp.isDay(text) else { return false }
        agreement.ends = text
        return true
      }),
    CorrectableField(
      "window", expectation: "parts of the week such as mo-fr 18:00-06:00; sa su holiday",
      value: { $0.rule.windows.isEmpty ? nil : $0.rule.windows.map(\.scenarioText).joined(separator: "; ") },
      apply: { text, agreement in
        let windows = text.lowercased().split(separator: ";").map { WeeklyWindow(scenario: String($0)) }
        let open = windows.compactMap(\.self).filter(\.opens)
        guard !open.isEmpty, open.count == windows.count else { return false }
        agreement.rule.windows = open
        return true
      }),
    .list(
      "condition", \.rule.conditions,
      expectation:
        "faster-than-own, own-shortage, faster-or-shortage, on-request or lender-not-engaged, or several with commas"),
    .band("within-km-of-border", \.rule.borderBand),
    .band("station-within-km-of-border", \.rule.stationBand),
    CorrectableField(
      "verification", expectation: "verified, secondary or unverified", value: { $0.verification.rawValue },
      apply: { text, agreement in
        guard let verification = Verification(rawValue: text) else { return false }
        agreement.verification = verification
        return true
      }),
    CorrectableField("note", \.rule.notes),
  ]

  /// The fields without which there is no agreement.
  package static let needed = ["lender", "borrower", "service"]

  /// The only rule of an agreement that is entered field by field.
  fileprivate var rule: AgreementRule {
    get {
      rules.first
        ?? AgreementRule(
          id: id, lender: .init(country: .unassigned), borrower: .init(country: .unassigned), services: [],
          purposes: [.daily])
    }
    set { rules = [newValue] }
  }
}

extension CorrectableField where Record == Agreement {
  fileprivate static func list<Word: RawRepresentable<String> & Equatable & Sendable>(
    _ name: String, _ path: any WritableKeyPath<Agreement, [Word]> & Sendable, expectation: TranslatableText
  ) -> Self {
    CorrectableField(
      name, expectation: expectation,
      value: { $0[keyPath: path].isEmpty ? nil : $0[keyPath: path].map(\.rawValue).joined(separator: ", ") },
      apply: { text, agreement in
        var found: [Word] = []
        for word in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
          guard let word = Word(rawValue: String(word)) else { return false }
          if !found.contains(word) { found.append(word) }
        }
        guard !found.isEmpty else { return false }
        agreement[keyPath: path] = found
        return true
      })
  }

  fileprivate static func band(_ name: String, _ path: any WritableKeyPath<Agreement, Double?> & Sendable) -> Self {
    CorrectableField(
      name, expectation: "kilometres, more than 0 and at most 1000",
      value: { $0[keyPath: path].map { BandText.kilometres($0) } },
      apply: { text, agreement in
        guard let kilometres = Double(text), kilometres > 0, kilometres <= 1000 else { return false }
        agreement[keyPath: path] = kilometres * 1000
        return true
      })
  }
}

/// How distances from borders are written.
private enum BandText {
  /// Kilometres without a fraction where there is none.
  static func kilometres(_ metres: Double) -> String {
    let number = metres / 1000
    return number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}
