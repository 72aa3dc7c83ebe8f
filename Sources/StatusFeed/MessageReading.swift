package import DirectoryModel
package import FoundationEssentials

/// Makes reports of messages: looks codes up in the vocabulary and checks every value.
package struct MessageReading {
  /// What became of a message.
  package enum Outcome: Sendable {
    /// It is a report; its unit has yet to be looked up.
    case report(AvailabilityReport)
    /// It is an exercise or a test, and goes nowhere.
    case exercise(Problem)
    /// Something in it is wrong.
    case rejected(Problem)
  }

  /// The bytes that an id, a status, a source or a note may have.
  static let longestText = ["unit": 256, "status": 64, "system": 64, "source": 256, "note": 2_000]
  /// What modes mean: those of EDXL-DE 1.0 (`distributionStatus`) and EMSI (`MODE`).
  private static let modes = [
    "actual": true, "exercise": false, "exercs": false, "test": false, "system": false,
  ]
  /// How many different status texts are remembered with their meaning.
  private static let remembered = 1_000
  /// Moments that a dispatch system can mean: from 2000 to 2100.
  private static let possible = 946_684_800.0...4_102_444_800.0

  private struct Code: Hashable {
    var status: String
    var system: String?
  }

  private let vocabulary: Vocabulary
  private let defaultSource: String?
  private var meanings: [Code: Result<AvailabilityStatus, Fault>] = [:]

  /// Reads with a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: what the codes mean.
  ///   - defaultSource: who says so where a message does not.
  package init(vocabulary: Vocabulary, defaultSource: String? = nil) {
    self.vocabulary = vocabulary
    self.defaultSource = defaultSource
  }

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - line: its line, for the problem; `nil` where there are no lines.
  ///   - moment: when it arrived, which is its time where it names none.
  package mutating func read(_ message: StatusMessage, line: Int? = nil, at moment: Date) -> Outcome {
    do throws(Fault) {
      if let mode = message.mode {
        guard let isMeant = MessageReading.modes[mode.lowercased()] else {
          throw Fault(
            .valueInvalid,
            "mode is '\(shown(mode))': expected actual, exercise, test or system"
              + suggestion(mode, among: MessageReading.modes.keys.sorted()))
        }
        guard isMeant else {
          return .exercise(
            problem(
              Fault(.exercise, "mode is '\(mode)': it is left out of the live directory"), message, line, .warning))
        }
      }
      return .report(try report(message, at: moment))
    } catch {
      return .rejected(problem(error, message, line, .error))
    }
  }

  private struct Fault: Error {
    var code: ProblemCode
    var message: String

    init(_ code: ProblemCode, _ message: String) {
      self.code = code
      self.message = message
    }
  }

  private func problem(
    _ fault: Fault, _ message: StatusMessage, _ line: Int?, _ severity: Problem.Severity
  ) -> Problem {
    Problem(
      line: line, severity: severity, code: fault.code, message: fault.message, record: message.unit.map(shown))
  }

  private mutating func report(_ message: StatusMessage, at moment: Date) throws(Fault) -> AvailabilityReport {
    guard let unit = message.unit else { throw Fault(.valueMissing, "unit is missing: expected a unit's id") }
    guard let text = message.status else { throw Fault(.valueMissing, "status is missing: expected a status or code") }
    try check(unit, "unit")
    let status = try status(text, system: message.system)
    let source = message.source ?? defaultSource
    if let source { try check(source, "source") }
    if let note = message.note { try check(note, "note") }
    let since = try message.since.map { value throws(Fault) in try date(value, "since") } ?? moment
    let until = try end(of: message, since: since)
    // To the millisecond, as files write it, so that what is exported and imported again is the same.
    return AvailabilityReport(
      unit: unit, status: status, since: Timestamp.rounded(since), until: until.map(Timestamp.rounded), source: source,
      note: message.note)
  }

  /// The earlier of the end that is told and the one that follows from the maximal age.
  private func end(of message: StatusMessage, since: Date) throws(Fault) -> Date? {
    let until = try message.until.map { value throws(Fault) in try date(value, "until") }
    if let until, until <= since {
      throw Fault(
        .dateInvalid,
        "until \(Timestamp.text(until)) is not after since \(Timestamp.text(since)): expected a later time")
    }
    guard let age = message.maximalAge else { return until }
    guard age > 0, age <= 366 * 86_400 else {
      throw Fault(.valueInvalid, "max_age_s is \(age): expected seconds, more than 0 and at most a year")
    }
    let end = since.addingTimeInterval(age)
    return until.map { min($0, end) } ?? end
  }

  private func date(_ moment: StatusMessage.Moment, _ name: String) throws(Fault) -> Date {
    switch moment {
    case .seconds(let seconds):
      guard MessageReading.possible.contains(seconds) else {
        let hint = MessageReading.possible.contains(seconds / 1000) ? "; this looks like milliseconds" : ""
        throw Fault(
          .dateInvalid, "\(name) is \(seconds): expected seconds since 1970, between 2000 and 2100\(hint)")
      }
      return Date(timeIntervalSince1970: seconds)
    case .text(let text):
      guard let date = Timestamp.date(text) else {
        throw Fault(
          .dateInvalid,
          "\(name) is '\(shown(text))': expected ISO 8601 such as 2026-11-24T12:00:00Z, or seconds since 1970")
      }
      guard MessageReading.possible.contains(date.timeIntervalSince1970) else {
        throw Fault(.dateInvalid, "\(name) is '\(shown(text))': expected a time between 2000 and 2100")
      }
      return date
    }
  }

  // MARK: Status

  private mutating func status(_ text: String, system: String?) throws(Fault) -> AvailabilityStatus {
    let code = Code(status: text, system: system)
    if let known = meanings[code] { return try known.get() }
    try check(text, "status")
    if let system { try check(system, "system") }
    let meaning = Result { () throws(Fault) in try lookUp(text, system: system) }
    if meanings.count < MessageReading.remembered { meanings[code] = meaning }
    return try meaning.get()
  }

  private func lookUp(_ text: String, system: String?) throws(Fault) -> AvailabilityStatus {
    if let system, !text.contains(":") {
      guard let codes = vocabulary.statusSystems[system.lowercased()] else {
        let known = vocabulary.statusSystems.keys.sorted()
        throw Fault(
          .unknownStatus,
          "system is '\(system)': expected one of \(known.joined(separator: ", "))"
            + suggestion(system, among: known))
      }
      guard let status = codes[text.uppercased()] else {
        throw Fault(
          .unknownStatus,
          "system \(system) has no status '\(text)': expected one of "
            + codes.keys.sorted().joined(separator: ", ") + suggestion(text, among: codes.keys.sorted()))
      }
      return status
    }
    if let status = vocabulary.status(text) { return status }
    let words = AvailabilityStatus.allCases.map(\.rawValue)
    let codes = vocabulary.statusSystems.flatMap { system, codes in codes.keys.map { "\(system):\($0)" } }
    let systems = vocabulary.statusSystems.keys.sorted().map { ", \($0):CODE" }.joined()
    throw Fault(
      .unknownStatus,
      "there is no status '\(text)': expected one of \(words.joined(separator: ", "))\(systems)"
        + suggestion(text, among: words + codes))
  }

  // MARK: Texts

  private func check(_ text: String, _ name: String) throws(Fault) {
    guard text.utf8.count <= MessageReading.longestText[name, default: 256] else {
      throw Fault(
        .textTooLong,
        "\(name) has \(text.utf8.count) bytes: expected at most \(MessageReading.longestText[name, default: 256])")
    }
    // C0, DEL and C1, which are all below U+00A0; in UTF-8 the last begin with C2.
    let isSuspect = text.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }
    if isSuspect, text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      throw Fault(.controlCharacters, "\(name) '\(shown(text))' has control characters: expected none")
    }
  }

  /// A text as messages show it: short, control characters replaced.
  private func shown(_ text: String) -> String {
    let short = text.unicodeScalars.prefix(80).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: short)
    return String(result) + (text.unicodeScalars.count > 80 ? "…" : "")
  }

  private func suggestion(_ word: String, among candidates: [String]) -> String {
    EditDistance.nearest(to: word, among: candidates).map { ". Did you mean '\($0)'?" } ?? ""
  }
}
