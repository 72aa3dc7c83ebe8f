internal import DirectoryModel
internal import Matching
internal import Primitives

/// Figures, reasons and gaps in the words of an answer.
extension Words<AnswerPhrase> {
  /// How days and times are written.
  var dates: DateText { DateText(language) }

  /// `7 min 20 s`, and from an hour on `1 h 05 min`.
  func duration(_ seconds: Double) -> String {
    let whole = Int(bounded: seconds)
    if whole >= 3600 {
      let minutes = Int(bounded: seconds / 60)
      let rest = minutes % 60
      return self(.hours, minutes / 60) + " " + self(.minutes, (rest < 10 ? "0" : "") + String(rest))
    }
    return whole < 60
      ? "\(whole) s" : whole.isMultiple(of: 60) ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
  }

  /// `850 m` or `3.1 km`, with the language's decimal sign.
  func distance(_ metres: Double) -> String {
    guard metres >= 1000 else { return "\(Int(bounded: metres)) m" }
    let tenths = Int(bounded: metres / 100)
    return "\(tenths / 10)\(Words<NumberPhrase>(language)[.decimal])\(tenths % 10) km"
  }

  /// The citation of what decides, with its article.
  func citation(of verdict: Verdict) -> String? {
    guard let agreement = verdict.agreement else { return nil }
    return [agreement.citations.text(in: language.rawValue), verdict.rule?.article].compactMap { $0 }.filter {
      !$0.isEmpty
    }.joined(separator: ", ")
  }

  /// What a verdict says, in a word or two: that no agreement is known only where none is.
  func word(for verdict: Verdict) -> String { verdict.isNotCovered ? self[.isNotCovered] : name(of: verdict.kind) }

  /// A reason in words.
  func text(of reason: Verdict.Reason) -> String {
    switch reason {
    case .domestic: self[.domestic]
    case .covered(_, let purposes): self(.covered, list(purposes))
    case .role(let role): self(.onlyRole, name(of: role))
    case .conditions(let conditions): self(.underConditions, list(conditions))
    case .verification(let verification): name(of: verification)
    case .document(let document): self(.carry, sides(of: document))
    case .note(let note): note.text(in: language.rawValue)
    case .excluded: self[.excluded]
    case .notCovered(_, let agreement, let gap):
      self(.notCovered, agreement.text(in: language.rawValue), text(of: gap))
    case .noRule: self[.noRule]
    }
  }

  /// A document of an agreement: its name in the language where that is one of the two sides', else in those of both, which
  /// are what stands on it.
  func sides(of document: LocalizedText) -> String {
    let code = language.base?.rawValue ?? language.rawValue
    let isKnown = document.entries.contains { $0.language == nil || $0.language?.hasPrefix(code) == true }
    return isKnown
      ? document.text(in: language.rawValue) : document.entries.map(\.text).joined(separator: " / ")
  }

  /// A gap in words.
  func text(of gap: Verdict.Gap) -> String {
    switch gap {
    case .purposes(let purposes): self(.gapPurposes, list(purposes))
    case .role(let role): self(.gapRole, name(of: role))
    case .windows(let windows): self(.gapWindows, windows.map(text).joined(separator: semicolon))
    case .borderBand(let metres): self(.gapBand, distance(metres))
    case .stationBand(let metres): self(.gapStationBand, distance(metres))
    case .notFaster: self[.gapNotFaster]
    case .noShortage: self[.gapNoShortage]
    case .ended(let day, let successor):
      successor.map { self(.gapReplaced, dates.written(day), $0) } ?? self(.gapEnded, dates.written(day))
    case .notYetInForce(let day): self(.gapNotYet, dates.written(day))
    }
  }

  private func text(of window: WeeklyWindow) -> String {
    let days = window.days.map { name(of: $0) }.joined(separator: " ")
    var hours = ""
    if window.from != nil || window.to != nil {
      hours = "\(window.from?.description ?? "00:00")–\(window.to?.description ?? "24:00")"
    }
    return window.isAlways ? self[.always] : [days, hours].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
