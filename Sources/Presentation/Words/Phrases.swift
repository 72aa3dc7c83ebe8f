internal import DirectoryModel
internal import Matching

/// The words of one language.
///
/// Each language is one file; the compiler sees to it that none lacks a phrase.
struct Phrases: Sendable {
  var language: Language

  // Titles of the answer.
  var incident: String
  var responsible: String
  var borderAt: String
  var uncertainCountry: String
  var nobodyFound: String
  var nearestOwn: String
  var noOwn: String
  var sooner: String
  var later: String

  // Labels of a unit.
  var arrives: String
  var ask: String
  var numberMissing: String
  var officeLine: String
  var roomUnknown: String
  var legal: String
  var status: String
  var statusAssumed: String
  var figures: String
  var turnout: String
  var travel: String
  var travelFallback: String
  var asking: String
  var assumed: String
  var asFor: String
  var turnoutUnknown: String
  var positionIsCentroid: String
  var unitIsAssumed: String
  var atHome: String
  var leavesNobody: String
  var leavesPeople: String
  var standsIn: String
  var atHomeTogether: String
  var leavesNobodyTogether: String
  var leavesPeopleTogether: String

  // Words of the vocabulary.
  var services: [Service: String]
  var anyService: String
  var scopes: [NearestQuery.Scope: String]
  var purposes: [Purpose: String]
  var roles: [ResponseRole: String]
  var statuses: [AvailabilityStatus: String]
  var verdicts: [Verdict.Kind: String]
  var conditions: [AgreementRule.Condition: String]
  var verifications: [Verification: String]
  var days: [WindowDay: String]
  var languages: [String: String]

  // Reasons; what stands in braces is replaced.
  var domestic: String
  var covered: String
  var onlyRole: String
  var underConditions: String
  var carry: String
  var excluded: String
  var notCovered: String
  var noRule: String
  var gapPurposes: String
  var gapRole: String
  var gapWindows: String
  var gapBand: String
  var gapStationBand: String
  var gapNotFaster: String
  var gapNoShortage: String
  var gapEnded: String
  var gapReplaced: String
  var gapNotYet: String
  var and: String
  var always: String
}

extension Phrases {
  init(_ language: Language) {
    self =
      switch language {
      case .english: .english
      case .french: .french
      case .dutch: .dutch
      case .german: .german
      }
  }

  /// A phrase with its braces filled in turn.
  static func filled(_ phrase: String, _ values: String...) -> String {
    var result = ""
    var values = values[...]
    var rest = phrase[...]
    while let hole = rest.firstRange(of: "{}") {
      result += rest[..<hole.lowerBound] + (values.popFirst() ?? "")
      rest = rest[hole.upperBound...]
    }
    return result + rest
  }

  /// `7 min 20 s`.
  func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return whole < 60
      ? "\(whole) s" : whole.isMultiple(of: 60) ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
  }

  /// `850 m` or `3.1 km`, with the language's decimal sign.
  func distance(_ metres: Double) -> String {
    guard metres >= 1000 else { return "\(Int(metres.rounded())) m" }
    let tenths = Int((metres / 100).rounded())
    return "\(tenths / 10)\(language == .english ? "." : ",")\(tenths % 10) km"
  }

  /// The citation of what decides, with its article.
  func citation(of verdict: Verdict) -> String? {
    guard let agreement = verdict.agreement else { return nil }
    return [agreement.citation, verdict.rule?.article].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// A reason in words.
  func text(of reason: Verdict.Reason) -> String {
    switch reason {
    case .domestic: domestic
    case .covered(_, let purposes): Phrases.filled(covered, list(purposes, in: self.purposes))
    case .role(let role): Phrases.filled(onlyRole, roles[role] ?? role.rawValue)
    case .conditions(let conditions): Phrases.filled(underConditions, list(conditions, in: self.conditions))
    case .verification(let verification): verifications[verification] ?? verification.rawValue
    case .document(let document): Phrases.filled(carry, document.text(in: language.rawValue))
    case .note(let note): note.text(in: language.rawValue)
    case .excluded: excluded
    case .notCovered(_, let agreement, let gap):
      Phrases.filled(notCovered, agreement.text(in: language.rawValue), text(of: gap))
    case .noRule: noRule
    }
  }

  /// A gap in words.
  func text(of gap: Verdict.Gap) -> String {
    switch gap {
    case .purposes(let purposes): Phrases.filled(gapPurposes, list(purposes, in: self.purposes))
    case .role(let role): Phrases.filled(gapRole, roles[role] ?? role.rawValue)
    case .windows(let windows): Phrases.filled(gapWindows, windows.map(text).joined(separator: "; "))
    case .borderBand(let metres): Phrases.filled(gapBand, distance(metres))
    case .stationBand(let metres): Phrases.filled(gapStationBand, distance(metres))
    case .notFaster: gapNotFaster
    case .noShortage: gapNoShortage
    case .ended(let day, let successor):
      successor.map { Phrases.filled(gapReplaced, day, $0) } ?? Phrases.filled(gapEnded, day)
    case .notYetInForce(let day): Phrases.filled(gapNotYet, day)
    }
  }

  private func text(of window: WeeklyWindow) -> String {
    let days = window.days.map { self.days[$0] ?? $0.rawValue }.joined(separator: " ")
    var hours = ""
    if window.from != nil || window.to != nil {
      hours = "\(window.from?.description ?? "00:00")–\(window.to?.description ?? "24:00")"
    }
    return window.isAlways ? always : [days, hours].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Words in a row, the last joined by "and".
  func list<Value: RawRepresentable & Hashable>(_ values: [Value], in words: [Value: String]) -> String
  where Value.RawValue == String {
    let texts = values.map { words[$0] ?? $0.rawValue }
    guard texts.count > 1, let last = texts.last else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + " \(and) " + last
  }
}
