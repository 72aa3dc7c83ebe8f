internal import DirectoryModel
internal import Matching
internal import MutualAid

/// The first lines of an answer with a whole package: when it is complete, who is there first, and whom to ask for whom.
extension PackageReport {
  /// The decision, as a sentence or two for each of these.
  func decision(_ phrases: Words<AnswerPhrase>) -> [String] {
    let words = Words<PackagePhrase>(phrases.language)
    let name = packageNames.isEmpty ? query.package : packageNames.text(in: phrases.language.rawValue)
    let outcome = answer.matches.isEmpty ? words[.nothing] : times(of: answer, phrases) + "."
    var lines = [name.map { words(.named, $0, outcome) } ?? outcome.prefix(1).uppercased() + outcome.dropFirst()]
    if let first = nearest(answer.matches).units.min(by: { ($0.eta, $0.id) < ($1.eta, $1.id) }) {
      lines.append(
        words(
          .firstIs, NearestReport.vehicle(first, phrases), first.station.names.text(in: phrases.language.rawValue),
          first.station.country.text, NearestReport.about(first.eta, phrases), phrases.word(for: first.match.verdict)))
    }
    for (phrase, isOwn) in [(PackagePhrase.askRooms, false), (.dispatchRooms, true)] {
      let rooms = rooms(areOwn: isOwn, phrases)
      if !rooms.isEmpty { lines.append(words(phrase, rooms.joined(separator: "; "))) }
    }
    if !answer.isOptimal { lines.append(words[.notProven]) }
    return lines
  }

  /// When a package is complete and when its first unit is there, in minutes.
  func times(of answer: PackageAnswer, _ phrases: Words<AnswerPhrase>) -> String {
    let words = Words<PackagePhrase>(phrases.language)
    guard let first = answer.timeToFirst, let last = answer.timeToLast else { return words[.nothing] }
    let end =
      answer.missing == 0
      ? words(.complete, NearestReport.about(last, phrases))
      : words(.incomplete, String(answer.missing), NearestReport.about(last, phrases))
    return "\(end), \(words(.first, NearestReport.about(first, phrases)))"
  }

  /// The rooms with their telephone numbers, and the numbers of the units that each is to send.
  private func rooms(areOwn: Bool, _ phrases: Words<AnswerPhrase>) -> [String] {
    let words = Words<PackagePhrase>(phrases.language)
    let rows = answer.matches.map(\.unit.id)
    return requests.compactMap { request in
      let asked = Set(request.units.map(\.unit.id).filter { entries[$0]?.isOwn == areOwn })
      guard !asked.isEmpty else { return nil }
      let name = request.room?.names.text(in: phrases.language.rawValue) ?? phrases[.roomUnknown]
      let numbers = rows.indices.filter { asked.contains(rows[$0]) }.map { String($0 + 1) }
      return words(
        .roomFor, [name, request.room?.phone?.number].compactMap { $0 }.joined(separator: ", "),
        numbers.joined(separator: ", "))
    }
  }
}
