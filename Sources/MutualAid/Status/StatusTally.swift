public import DirectoryModel

/// What became of the reports of a stream so far.
public struct StatusTally: Sendable {
  /// Problems beyond this many are only counted, so that memory does not grow with the stream.
  public static let keptProblems = 10_000

  /// Reports read; those below add up to it.
  public private(set) var read = 0
  /// Reports that became the latest of their unit when they came.
  public private(set) var applied = 0
  /// Reports that had been kept before.
  public private(set) var duplicate = 0
  /// Reports kept in the history, behind a later one.
  public private(set) var late = 0
  /// Reports in which something was wrong.
  public private(set) var rejected = 0
  /// Reports that were exercises or tests.
  public private(set) var exercise = 0
  /// Transactions.
  public internal(set) var batches = 0
  /// The first problems, by line.
  public private(set) var problems: [Problem] = []
  /// Problems that are only counted.
  public private(set) var problemsLeftOut = 0

  /// An empty tally.
  public init() {}

  mutating func add(_ outcome: StatusIntake.Outcome) {
    read += 1
    switch outcome {
    case .applied: applied += 1
    case .late: late += 1
    case .duplicate: duplicate += 1
    case .exercise(let problem):
      exercise += 1
      keep(problem)
    case .rejected(let problem):
      rejected += 1
      keep(problem)
    }
  }

  private mutating func keep(_ problem: Problem) {
    if problems.count < StatusTally.keptProblems { problems.append(problem) } else { problemsLeftOut += 1 }
  }
}
