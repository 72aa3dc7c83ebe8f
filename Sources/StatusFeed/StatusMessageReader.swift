package import DirectoryModel
package import FoundationEssentials
internal import Geodesy

/// Why a message is no report.
package struct StatusDefect: Error, Hashable, Sendable {
  /// The kind.
  package var code: ProblemCode
  /// What is wrong, with the value found.
  package var message: TranslatableText
  /// What was expected in its place; `nil` where nothing else would do.
  package var expectation: TranslatableText?
  /// The known value that is spelled most like the one found; `nil` where none is.
  package var suggestion: String?

  init(_ code: ProblemCode, _ message: TranslatableText, expected: TranslatableText? = nil, suggestion: String? = nil) {
    self.code = code
    self.message = message
    expectation = expected
    self.suggestion = suggestion
  }

  /// All of it in one line.
  package var text: String {
    message.description + (expectation.map { ": expected \($0)" } ?? "")
      + (suggestion.map { ". Did you mean '\($0)'?" } ?? "")
  }
}

/// Makes reports of messages: looks codes up in the vocabulary and checks every value.
///
/// The one place with the rules of what is taken, for single reports and for streams:
/// - `unit`, `status` and `source` are texts of at most 256, 64 and 256 bytes, a note of at most 2,000; none has control
///   characters. An empty text counts as missing.
/// - A status is a word of `AvailabilityStatus`, or a code with its system before it (`FMS:2`) or beside it.
/// - Times lie between 2000 and 2100. One that names no zone is in the zone given to the reader, which for a directory is
///   that of its `LocalClock`. The end lies after the beginning.
/// - A status begins at most so many seconds after its message arrived as the reader is told to take; one that lies ahead at
///   all is told.
/// - A position is degrees in WGS84 and a time like the others, not ahead either; a report is taken without a position that is
///   none, which is told.
/// - Moments are kept to the millisecond, as files write them, so that what is exported and imported again is the same.
package struct StatusMessageReader {
  /// What became of a message.
  package enum Outcome: Sendable {
    /// It is a report, with what is odd about it; its unit has yet to be looked up.
    case report(AvailabilityReport, oddities: [StatusDefect])
    /// It is an exercise or a test, and goes nowhere.
    case exercise(StatusDefect)
    /// Something in it is wrong.
    case rejected(StatusDefect)
  }

  /// The bytes that a text may have.
  static let longestText = [
    "unit": 256, "status": 64, "system": 64, "source": ReportRules.longestSource, "note": ReportRules.longestNote,
  ]
  /// What modes mean: those of EDXL-DE 1.0 (`distributionStatus`) and EMSI (`MODE`).
  private static let modes = [
    "actual": true, "exercise": false, "exercs": false, "test": false, "system": false,
  ]
  /// How many different status texts are remembered with their meaning.
  private static let remembered = 1_000

  private struct Code: Hashable {
    var status: String
    var system: String?
  }

  private let vocabulary: Vocabulary
  private let defaultSource: String?
  private let zone: TimeZone
  private let maxAhead: Double
  /// What is odd about the message at hand.
  private var oddities: [StatusDefect] = []
  private var meanings: [Code: Result<AvailabilityStatus, StatusDefect>] = [:]

  /// Reads with a vocabulary.
  ///
  /// - Parameters:
  ///   - vocabulary: what the codes mean.
  ///   - zone: the zone of times that name none.
  ///   - defaultSource: the source of a message that names none.
  ///   - maxAhead: how many seconds after its arrival a status may have begun.
  package init(
    vocabulary: Vocabulary, zone: TimeZone, defaultSource: String? = nil, maxAhead: Double = ReportRules.tolerance
  ) {
    self.maxAhead = maxAhead
    self.vocabulary = vocabulary
    self.zone = zone
    self.defaultSource = StatusMessageReader.given(defaultSource)
  }

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - message: the message.
  ///   - moment: when it arrived, which is its time where it names none.
  /// - Returns: the report; else what is wrong with the message, or that it is not of the real world.
  package mutating func read(_ message: StatusMessage, at moment: Date) -> Outcome {
    do throws(StatusDefect) {
      if let mode = StatusMessageReader.given(message.mode) {
        guard let isActual = StatusMessageReader.modes[mode.lowercased()] else {
          throw StatusDefect(
            .valueInvalid, "mode is '\(StatusMessageReader.shown(mode))'", expected: "actual, exercise, test or system",
            suggestion: EditDistance.nearest(to: mode, among: StatusMessageReader.modes.keys.sorted()))
        }
        guard isActual else {
          return .exercise(StatusDefect(.exercise, "mode is '\(mode)': it is left out of the live directory"))
        }
      }
      oddities = []
      let report = try report(message, at: moment)
      return .report(report, oddities: oddities)
    } catch {
      return .rejected(error)
    }
  }

  private mutating func report(_ message: StatusMessage, at moment: Date) throws(StatusDefect) -> AvailabilityReport {
    guard let unit = StatusMessageReader.given(message.unit) else {
      throw StatusDefect(.valueMissing, "unit is missing", expected: "a unit's id")
    }
    guard let text = StatusMessageReader.given(message.status) else {
      throw StatusDefect(.valueMissing, "status is missing", expected: "a status or code")
    }
    try check(unit, "unit")
    let status = try status(text, system: StatusMessageReader.given(message.system))
    let source = StatusMessageReader.given(message.source) ?? defaultSource
    if let source { try check(source, "source") }
    let note = StatusMessageReader.given(message.note)
    if let note { try check(note, "note") }
    let since = try message.since.map { value throws(StatusDefect) in try date(value, "since") } ?? moment
    guard since.timeIntervalSince(moment) <= maxAhead else {
      throw StatusDefect(
        .aheadOfClock, ReportRules.aheadText(since, of: moment), expected: ReportRules.aheadLimit(maxAhead))
    }
    if ReportRules.isAhead(since, of: moment) {
      oddities.append(StatusDefect(.aheadOfClock, ReportRules.aheadText(since, of: moment)))
    }
    let until = try end(of: message, since: since)
    return AvailabilityReport(
      unit: UnitID(unit), status: status, since: Timestamp.rounded(since), until: until.map(Timestamp.rounded),
      source: source, note: note, position: position(of: message, since: since, at: moment))
  }

  // MARK: Positions

  /// Where the unit was; `nil` where the message does not say, or says what is no place.
  private mutating func position(of message: StatusMessage, since: Date, at moment: Date) -> ReportedPosition? {
    let latitude = StatusMessageReader.given(message.latitude)
    let longitude = StatusMessageReader.given(message.longitude)
    guard latitude != nil || longitude != nil else { return nil }
    let shown =
      "lat '\(StatusMessageReader.shown(latitude ?? ""))', lon '\(StatusMessageReader.shown(longitude ?? ""))'"
    guard let degrees = latitude.flatMap(Double.init), let east = longitude.flatMap(Double.init),
      let coordinate = try? Coordinate(latitude: degrees, longitude: east)
    else {
      oddities.append(
        StatusDefect(
          .positionInvalid, "\(shown) is no position, and is left out",
          expected: "degrees in WGS84 such as 50.77 and 6.08"))
      return nil
    }
    guard degrees != 0 || east != 0 else {
      oddities.append(StatusDefect(.positionZero, "\(shown) is what devices send without a fix, and is left out"))
      return nil
    }
    do throws(StatusDefect) {
      let time = try message.located.map { value throws(StatusDefect) in try date(value, "position_time") } ?? since
      guard time.timeIntervalSince(moment) <= maxAhead else {
        throw StatusDefect(
          .aheadOfClock, ReportRules.aheadText(time, of: moment), expected: ReportRules.aheadLimit(maxAhead))
      }
      return ReportedPosition(coordinate: coordinate, time: Timestamp.rounded(time))
    } catch {
      oddities.append(error)
      return nil
    }
  }

  private static func given(_ text: String?) -> String? { text?.isEmpty == true ? nil : text }

  // MARK: Times

  /// The earlier of the end that is given and the one that follows from the maximal age.
  private func end(of message: StatusMessage, since: Date) throws(StatusDefect) -> Date? {
    let until = try message.until.map { value throws(StatusDefect) in try date(value, "until") }
    if let until, until <= since {
      throw StatusDefect(
        .dateInvalid, "until \(Timestamp.text(until)) is not after since \(Timestamp.text(since))",
        expected: "a later time")
    }
    guard let age = message.maximalAge else { return until }
    guard age > 0, age <= 366 * 86_400 else {
      throw StatusDefect(
        .valueInvalid, "max_age_s is \(age)", expected: "seconds, more than 0 and at most a year")
    }
    let end = since.addingTimeInterval(age)
    return until.map { min($0, end) } ?? end
  }

  private func date(_ moment: StatusMessage.Moment, _ name: String) throws(StatusDefect) -> Date {
    switch moment {
    case .seconds(let seconds):
      guard ReportRules.possibleTimes.contains(seconds) else {
        let hint = ReportRules.possibleTimes.contains(seconds / 1000) ? "; this looks like milliseconds" : ""
        throw StatusDefect(
          .dateInvalid, "\(name) is \(seconds)", expected: "seconds since 1970, between 2000 and 2100\(hint)")
      }
      return Date(timeIntervalSince1970: seconds)
    case .text(let text):
      guard let date = Timestamp.date(text, zone: zone) else {
        throw StatusDefect(
          .dateInvalid, "\(name) is '\(StatusMessageReader.shown(text))'",
          expected: "ISO 8601 such as 2026-11-24T12:00:00Z, or seconds since 1970")
      }
      guard ReportRules.possibleTimes.contains(date.timeIntervalSince1970) else {
        throw StatusDefect(
          .dateInvalid, "\(name) is '\(StatusMessageReader.shown(text))'", expected: "a time between 2000 and 2100")
      }
      return date
    }
  }

  // MARK: Status

  private mutating func status(_ text: String, system: String?) throws(StatusDefect) -> AvailabilityStatus {
    let code = Code(status: text, system: system)
    if let known = meanings[code] { return try known.get() }
    try check(text, "status")
    if let system { try check(system, "system") }
    let meaning = Result { () throws(StatusDefect) in try lookUp(text, system: system) }
    if meanings.count < StatusMessageReader.remembered { meanings[code] = meaning }
    return try meaning.get()
  }

  /// The status that a word or code stands for.
  ///
  /// - Throws: `StatusDefect` where there is none.
  package func lookUp(_ text: String, system: String? = nil) throws(StatusDefect) -> AvailabilityStatus {
    if let system, !text.contains(":") {
      guard let codes = vocabulary.statusSystems[system.lowercased()] else {
        let known = vocabulary.statusSystems.keys.sorted()
        throw StatusDefect(
          .unknownStatus, "system is '\(system)'", expected: "one of \(known.joined(separator: ", "))",
          suggestion: EditDistance.nearest(to: system, among: known))
      }
      guard let status = codes[text.uppercased()] else {
        let known = codes.keys.sorted()
        throw StatusDefect(
          .unknownStatus, "system \(system) has no status '\(text)'",
          expected: "one of \(known.joined(separator: ", "))", suggestion: EditDistance.nearest(to: text, among: known))
      }
      return status
    }
    if let status = vocabulary.status(text) { return status }
    let words = AvailabilityStatus.allCases.map(\.rawValue)
    let said = vocabulary.statusSystems[Vocabulary.wordSystem, default: [:]].keys.map { $0.lowercased() }
    let coded = vocabulary.statusSystems.filter { $0.key != Vocabulary.wordSystem }
    let codes = coded.flatMap { system, codes in codes.keys.map { "\(system):\($0)" } }
    let systems = coded.keys.sorted().map { ", \($0):CODE" }.joined()
    throw StatusDefect(
      .unknownStatus, "there is no status '\(text)'", expected: "one of \(words.joined(separator: ", "))\(systems)",
      suggestion: EditDistance.nearest(to: text, among: words + codes + said))
  }

  // MARK: Texts

  private func check(_ text: String, _ name: String) throws(StatusDefect) {
    let longest = StatusMessageReader.longestText[name, default: 256]
    guard text.utf8.count <= longest else {
      throw StatusDefect(.textTooLong, "\(name) has \(text.utf8.count) bytes", expected: "at most \(longest)")
    }
    // C0, DEL and C1, which are all below U+00A0; in UTF-8 the last begin with C2.
    let isSuspect = text.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }
    if isSuspect, text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      throw StatusDefect(
        .controlCharacters, "\(name) '\(StatusMessageReader.shown(text))' has control characters", expected: "none")
    }
  }

  /// A text as messages show it: short, control characters replaced.
  package static func shown(_ text: String) -> String {
    let short = text.unicodeScalars.prefix(80).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: short)
    return String(result) + (text.unicodeScalars.count > 80 ? "…" : "")
  }
}
