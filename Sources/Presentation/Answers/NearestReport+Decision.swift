internal import DirectoryModel
internal import Matching
internal import MutualAid
internal import Primitives

/// The first sentence of an answer: who comes, when, whether it is allowed and whom to call.
extension NearestReport {
  /// The decision, as one or two sentences.
  func decision(_ phrases: Words<AnswerPhrase>) -> [String] {
    // What may not come decides nothing, however near it is.
    let foreign = units.filter { !$0.isOwn }
    let help = foreign.first { $0.match.verdict.kind != .forbidden } ?? foreign.first
    let own = domestic ?? units.first(where: \.isOwn)
    switch (own, help) {
    case (nil, nil): return [phrases[.nobodyFound]]
    case (let own?, nil):
      return [first(own, phrases)] + (query.scope == .crossBorder ? [phrases[.noHelp]] : [])
    case (nil, let help?):
      return [sentence(.helpOnly, help, phrases)] + (query.scope == .crossBorder ? [phrases[.noOwn]] : [])
    case (let own?, let help?) where !own.arrival.order(to: help.arrival).isClear:
      let sentences = [ownSentence(.ownUnit, own, phrases), sentence(.helpUnit, help, phrases)]
      return [
        phrases[.noClearDifference] + " "
          + (own.eta <= help.eta ? sentences : sentences.reversed()).joined(separator: " ")
      ]
    case (let own?, let help?):
      guard help.eta < own.eta else { return [first(own, phrases), sentence(.fastestHelp, help, phrases)] }
      let sooner = phrases(
        .soonerThanOwn, phrases.duration(own.eta - help.eta), NearestReport.vehicle(own, phrases),
        own.station.names.text(in: phrases.language.rawValue))
      return [sentence(.helpFirst, help, phrases, more: sooner)]
    }
  }

  private func first(_ own: Unit, _ phrases: Words<AnswerPhrase>) -> String { ownSentence(.ownFirst, own, phrases) }

  private func ownSentence(_ phrase: AnswerPhrase, _ own: Unit, _ phrases: Words<AnswerPhrase>) -> String {
    phrases(
      phrase, NearestReport.vehicle(own, phrases), own.station.names.text(in: phrases.language.rawValue),
      NearestReport.about(own.eta, phrases))
  }

  private func sentence(
    _ phrase: AnswerPhrase, _ unit: Unit, _ phrases: Words<AnswerPhrase>, more: String? = nil
  ) -> String {
    let room = unit.controlRoom.map { room in
      let name = room.names.text(in: phrases.language.rawValue)
      return room.phone.map { "\(name), \($0.number)" } ?? name
    }
    var values = [
      NearestReport.vehicle(unit, phrases), unit.station.names.text(in: phrases.language.rawValue),
      unit.station.country.text, NearestReport.about(unit.eta, phrases),
      phrases.word(for: unit.match.verdict) + (hangsOnCloseTimes(unit) ? " (\(phrases[.closeTimes]))" : ""),
      room ?? phrases[.roomUnknown],
    ]
    if let more { values.append(more) }
    return phrases.filled(phrase, with: values)
  }

  /// What a unit is, in words with its code.
  static func vehicle(_ unit: Unit, _ phrases: Words<AnswerPhrase>) -> String {
    let name = unit.typeName.text(in: phrases.language.rawValue)
    return name.isEmpty || name == unit.record.type ? unit.record.type : "\(name) (\(unit.record.type))"
  }

  /// Minutes, as a person says them: an arrival is not known to the second.
  static func about(_ seconds: Double, _ phrases: Words<AnswerPhrase>) -> String {
    phrases(.aboutMinutes, minutes(seconds))
  }

  /// Whole minutes, at least one.
  static func minutes(_ seconds: Double) -> String { String(max(1, Int(bounded: (seconds / 60).rounded()))) }
}

extension NearestReport.Unit {
  /// Whether it is the incident country's own.
  var isOwn: Bool { match.verdict.reasons.contains(.domestic) }
}
