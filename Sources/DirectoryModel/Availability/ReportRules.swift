package import FoundationEssentials
internal import Primitives

/// What is taken of a report of a unit's status, by whatever door it comes.
package enum ReportRules {
  /// Bytes of a source, at most.
  package static let longestSource = 256
  /// Bytes of a note, at most.
  package static let longestNote = 2_000
  /// Seconds for which a vocabulary may have reports believed, at most: ten years.
  package static let longestAge = 315_576_000
  /// Moments that a dispatch system can mean, in seconds since 1970: from 2000 to 2100.
  package static let possibleTimes = 946_684_800.0...4_102_444_800.0
  /// How many seconds a report may be ahead of the clock here, where nobody says otherwise: as far as clocks that are set
  /// by hand differ.
  ///
  /// A report that lies farther ahead would count until its time comes, whatever else is reported meanwhile.
  package static let tolerance = 120.0

  /// What is wrong with a report that a document holds; `nil` where nothing is.
  ///
  /// - Parameters:
  ///   - report: the report.
  ///   - moment: the time by the clock here.
  ///   - maxAhead: how many seconds the report may be ahead of it.
  /// - Returns: the problem's code, and what is wrong in words.
  package static func defect(
    of report: AvailabilityReport, at moment: Date, maxAhead: Double
  ) -> (code: ProblemCode, message: String)? {
    for (name, date) in [("since", report.since), ("until", report.until ?? report.since)]
    where !possibleTimes.contains(date.timeIntervalSince1970) {
      return (.dateInvalid, "\(name) is '\(Timestamp.text(date))', expected a time between 2000 and 2100")
    }
    let texts = [("source", report.source, longestSource), ("note", report.note, longestNote)]
    for (name, text, longest) in texts where (text ?? "").utf8.count > longest {
      return (.textTooLong, "\(name) has \((text ?? "").utf8.count) bytes, expected at most \(longest)")
    }
    guard report.since.timeIntervalSince(moment) <= maxAhead else {
      return (.aheadOfClock, "\(aheadText(report.since, of: moment)): expected \(aheadLimit(maxAhead))")
    }
    return nil
  }

  /// Whether a report lies ahead of the clock by more than the rounding of moments makes: that is told.
  package static func isAhead(_ since: Date, of moment: Date) -> Bool { since.timeIntervalSince(moment) >= 1 }

  /// How far a report may be ahead of the clock, in words.
  package static func aheadLimit(_ seconds: Double) -> TranslatableText {
    "at most \(Int(bounded: seconds)) s ahead"
  }

  /// How far a report is ahead of the clock here, in words.
  package static func aheadText(_ since: Date, of moment: Date) -> TranslatableText {
    let seconds = Int(bounded: since.timeIntervalSince(moment), rounding: .up)
    return "since \(Timestamp.text(since)) is \(seconds) s ahead of the clock here, \(Timestamp.text(moment))"
  }
}
