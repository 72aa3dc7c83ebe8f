package import DirectoryModel
internal import DirectoryStore
package import FoundationEssentials
package import Journal
package import StatusFeed
internal import Synchronization

/// Takes reports of units' statuses into a directory, many in one durable transaction.
///
/// ```swift
/// var reporter = StatusReporter(directory, source: "Leitstelle Aachen")
/// let outcomes = try reporter.apply([.init(StatusMessage(unit: "nl-fire-vaals-f2e0bb79.ts1", status: "FMS:3"))])
/// ```
package struct StatusReporter {
  /// What became of a report.
  package enum Outcome: Hashable, Sendable {
    /// It is the latest of its unit by the time of the event.
    case applied
    /// It is kept in the history, but a later one of its unit came before it and still counts.
    case late
    /// The same report has been kept before.
    case duplicate
    /// It is an exercise or a test, and was left out.
    case exercise(Problem)
    /// Something in it is wrong, and it was left out.
    case rejected(Problem)
  }

  /// A message and the line it stood on.
  package struct Entry: Sendable {
    /// The message.
    package var message: StatusMessage
    /// Its line, for problems; `nil` where there are no lines.
    package var line: Int?

    /// Makes an entry.
    package init(_ message: StatusMessage, line: Int? = nil) {
      self.message = message
      self.line = line
    }
  }

  /// An answer to a request that may come again.
  package struct StatusAnswer: Sendable {
    /// The request.
    package var request: IdempotentRequest
    /// Makes the answer of what became of each message; it runs while nobody else can write.
    package var answer: @Sendable ([Outcome], PendingAnswer.Change) -> RememberedAnswer?

    /// Makes one.
    package init(
      _ request: IdempotentRequest,
      answer: @escaping @Sendable ([Outcome], PendingAnswer.Change) -> RememberedAnswer?
    ) {
      self.request = request
      self.answer = answer
    }
  }

  /// A search for the nearest spelling reads all ids: it is made for this many unknown ones.
  private static let guesses = 20

  private let directory: Directory
  private var reader: StatusMessageReader
  private var unknownUnits: [UnitID: String] = [:]
  /// What is odd about reports that were taken.
  private var warnings: [Problem] = []

  /// Takes reports into a directory whose store is open for writing.
  ///
  /// - Parameters:
  ///   - directory: the directory.
  ///   - source: the source of messages that name none.
  ///   - maxAhead: how many seconds reports may be ahead of the clock.
  package init(_ directory: Directory, source: String? = nil, maxAhead: Double = ReportRules.tolerance) {
    self.directory = directory
    reader = directory.statusMessageReader(source: source, maxAhead: maxAhead)
  }

  /// Applies messages in one transaction: when this returns, they are on the disk.
  ///
  /// - Parameters:
  ///   - entries: the messages in the order in which they arrived.
  ///   - moment: when they arrived.
  ///   - patience: how many seconds to wait for others that are writing; `nil` for as long as the store was opened with.
  ///   - pending: a request whose first answer is kept in the transaction; `nil` where none is.
  /// - Returns: what became of each, in the same order.
  /// - Throws: `MutualAidError`, with `directoryBusy` where others go on writing; nothing has then been kept.
  package mutating func apply(
    _ entries: [Entry], at moment: Date = Date(), patience: Double? = nil, remembering pending: StatusAnswer? = nil
  ) throws -> [Outcome] {
    let told = warnings
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(entries.count)
    var reports: [AvailabilityReport] = []
    var places: [Int] = []
    for entry in entries {
      switch reader.read(entry.message, at: moment) {
      case .report(let report, let oddities):
        warnings += oddities.map { problem($0, entry, .warning) }
        places.append(outcomes.count)
        reports.append(report)
        outcomes.append(.applied)
      case .exercise(let defect): outcomes.append(.exercise(problem(defect, entry, .warning)))
      case .rejected(let defect): outcomes.append(.rejected(problem(defect, entry, .error)))
      }
    }
    guard !reports.isEmpty || pending != nil else { return outcomes }
    var store = directory.store
    let settled = SettledOutcomes()
    if let pending {
      store.origin.remembering = PendingAnswer(pending.request) { pending.answer(settled.outcomes, $0) }
    }
    let kept: [ReportOutcome]
    do {
      kept = try store.change(within: patience) { change in
        let kept = try change.put(reports, at: moment)
        if pending != nil {
          var outcomes = outcomes
          for (index, outcome) in kept.enumerated() {
            outcomes[places[index]] = StatusReporter.settled(
              outcome, of: reports[index], line: entries[places[index]].line)
          }
          settled.outcomes = outcomes
        }
        return kept
      }
    } catch {
      // They are told when the reports are kept.
      warnings = told
      throw error
    }
    // Whoever asks again gets what was answered in the transaction.
    if pending != nil { return settled.outcomes }
    for (index, outcome) in kept.enumerated() {
      let place = places[index]
      switch outcome {
      case .applied: break
      case .late: outcomes[place] = .late
      case .duplicate: outcomes[place] = .duplicate
      case .unknownUnit:
        outcomes[place] = .rejected(try unknownUnit(reports[index].unit, line: entries[place].line))
      }
    }
    return outcomes
  }

  /// What became of a report, without a guess at the unit that may be meant: while a change goes on, nothing else is read.
  private static func settled(_ outcome: ReportOutcome, of report: AvailabilityReport, line: Int?) -> Outcome {
    switch outcome {
    case .applied: .applied
    case .late: .late
    case .duplicate: .duplicate
    case .unknownUnit:
      .rejected(
        Problem(
          line: line, severity: .error, code: .unknownUnit,
          message: "there is no unit '\(report.unit)' in the directory", record: report.unit.rawValue))
    }
  }

  /// What was odd about reports that were taken since this was last asked.
  mutating func takeWarnings() -> [Problem] {
    defer { warnings = [] }
    return warnings
  }

  private func problem(_ defect: StatusDefect, _ entry: Entry, _ severity: Problem.Severity) -> Problem {
    Problem(
      line: entry.line, severity: severity, code: defect.code, message: defect.text,
      record: entry.message.unit.map(StatusMessageReader.shown))
  }

  private mutating func unknownUnit(_ id: UnitID, line: Int?) throws -> Problem {
    var message = "there is no unit '\(id)' in the directory"
    if let known = unknownUnits[id] {
      message = known
    } else if unknownUnits.count < StatusReporter.guesses {
      let error = try directory.unknownUnit(id)
      message = error.message + (error.hint.map { ". \($0)" } ?? "")
      unknownUnits[id] = message
    }
    return Problem(line: line, severity: .error, code: .unknownUnit, message: message, record: id.rawValue)
  }
}

/// What became of messages, handed from a change to the answer that is made where it ends.
private final class SettledOutcomes: Sendable {
  private let held = Mutex<[StatusReporter.Outcome]>([])

  var outcomes: [StatusReporter.Outcome] {
    get { held.withLock { $0 } }
    set { held.withLock { $0 = newValue } }
  }
}
