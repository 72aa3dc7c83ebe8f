internal import CCBC

/// Minimise objective · x under linear constraints, each x between 0 and a bound, some x whole numbers; solved by COIN-OR CBC.
struct MixedIntegerProgram {
  private(set) var objective: [Double] = []
  private var integer: [CChar] = []
  private var upper: [Double] = []
  private var rowStarts: [Int32] = [0]
  private var rowColumns: [Int32] = []
  private var rowValues: [Double] = []
  private var rowLower: [Double] = []
  private var rowUpper: [Double] = []

  /// A column of 0 to `bound`, by its number.
  mutating func addColumn(objective cost: Double, integer isInteger: Bool, upTo bound: Double = 1) -> Int32 {
    objective.append(cost)
    upper.append(bound)
    integer.append(isInteger ? 1 : 0)
    return Int32(objective.count - 1)
  }

  /// A constraint: lower ≤ Σ value · column ≤ upper.
  mutating func addRow(_ terms: some Sequence<(column: Int32, value: Double)>, from lower: Double, to upper: Double) {
    for term in terms {
      rowColumns.append(term.column)
      rowValues.append(term.value)
    }
    rowStarts.append(Int32(rowColumns.count))
    rowLower.append(lower)
    rowUpper.append(upper)
  }

  /// What a search came to.
  struct Outcome {
    var ending: SitingEnding
    /// The best solution, where there is one, and its objective.
    var solution: [Double]?
    var best: Double
    /// No solution is below; minus infinity where nothing is known.
    var bound: Double
  }

  /// Searches for the solution of least objective.
  ///
  /// - Parameters:
  ///   - limits: Seconds, and the relative gap at which a solution is good enough.
  ///   - start: A solution to begin with, so that the answer is never worse, and its objective.
  ///   - progress: Asked now and then with best and bound so far, and nodes; `false` stops.
  /// - Returns: The best solution found, with the bound and why the search ended.
  /// - Throws: ``SitingError`` when the solver gives up.
  func solve(
    limits: SolverLimits, start: (solution: [Double], objective: Double)?,
    progress: ((_ best: Double, _ bound: Double, _ nodes: Int) -> Bool)?
  ) throws(SitingError) -> Outcome {
    var solution = [Double](repeating: 0, count: objective.count)
    var result = ccbc_result()
    // The solver calls back on this thread only and before it returns, so a pointer to the local variable is enough.
    var context = ProgressContext(progress: progress)
    withUnsafeMutablePointer(to: &context) { context in
      objective.withUnsafeBufferPointer { objective in
        upper.withUnsafeBufferPointer { upper in
          integer.withUnsafeBufferPointer { integer in
            rowStarts.withUnsafeBufferPointer { starts in
              rowColumns.withUnsafeBufferPointer { columns in
                rowValues.withUnsafeBufferPointer { values in
                  rowLower.withUnsafeBufferPointer { lower in
                    rowUpper.withUnsafeBufferPointer { rowUpper in
                      (start?.solution ?? []).withUnsafeBufferPointer { begin in
                        var problem = ccbc_problem(
                          columns: Int32(objective.count), rows: Int32(lower.count), objective: objective.baseAddress,
                          column_upper: upper.baseAddress, integer: integer.baseAddress,
                          row_starts: starts.baseAddress, row_columns: columns.baseAddress,
                          row_values: values.baseAddress, row_lower: lower.baseAddress,
                          row_upper: rowUpper.baseAddress, start: begin.isEmpty ? nil : begin.baseAddress,
                          start_objective: start?.objective ?? 0, seconds: limits.seconds,
                          relative_gap: limits.gap)
                        ccbc_solve(
                          &problem,
                          { context, best, bound, nodes in
                            let context = context?.assumingMemoryBound(to: ProgressContext.self)
                            return context?.pointee.progress?(best, bound, Int(nodes)) == false ? 1 : 0
                          }, context, &solution, &result)
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    let ending: SitingEnding
    switch Int(result.status) {
    case Int(CCBC_OPTIMAL): ending = .complete
    case Int(CCBC_TIME): ending = .timeLimit
    case Int(CCBC_STOPPED): ending = .cancelled
    default:
      let reason = withUnsafeBytes(of: result.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      throw SitingError(
        .solverFailed, reason.isEmpty ? "the solver found no solution" : "the solver gave up: \(reason)",
        hint: "use the greedy choice, or fewer cells and candidates")
    }
    return Outcome(
      ending: ending, solution: result.has_solution == 1 ? solution : nil, best: result.best, bound: result.bound)
  }
}

private struct ProgressContext {
  var progress: ((_ best: Double, _ bound: Double, _ nodes: Int) -> Bool)?
}

/// How long and how closely an exact search goes.
package struct SolverLimits: Hashable, Sendable {
  /// Seconds on the wall; infinite for no limit.
  package var seconds: Double
  /// The search may end when the answer is known to be within this share of the best; 0 for the best itself.
  package var gap: Double

  /// Sets limits: a minute, and the best itself, where nothing is said.
  package init(seconds: Double = 60, gap: Double = 0) {
    self.seconds = seconds
    self.gap = gap
  }
}
