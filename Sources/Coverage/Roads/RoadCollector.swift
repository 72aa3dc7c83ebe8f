internal import DirectoryModel
internal import Geodesy
package import Matching
internal import Primitives

/// Asks a router for the times from places to cells that can matter, and keeps them.
///
/// A pair can matter where the straight line at the greatest speed leaves the unit time to count. All are asked about that
/// any norm could count, whoever else there is, so that as a rule a scenario which moves nobody asks for nothing; farther ones
/// only for cells whose first arrivals are later than that. Questions are whole runs of cells from as many
/// places as the router takes at once. They are put in a fixed order and kept in it, so that a count which was interrupted
/// goes on where it ended.
package struct RoadCollector: Sendable {
  /// How far it has come: pairs answered now, of those to ask about.
  package struct Progress: Hashable, Sendable {
    /// Pairs answered in this run.
    package var answered: Int
    /// Pairs that were to be asked about when it began.
    package var total: Int
  }

  /// A question: some places and some cells that follow each other.
  private struct Question: Sendable {
    var places: [Int32]
    var runs: Range<Int>
  }

  /// How many questions are put before their answers are kept.
  private static let wave = 16

  private let router: any RoadRouter
  private let archive: (any RoadArchive)?

  /// Makes a collector.
  ///
  /// - Parameters:
  ///   - router: what is asked.
  ///   - archive: where answers are kept; `nil` to keep them for this run only.
  package init(router: any RoadRouter, archive: (any RoadArchive)?) {
    self.router = router
    self.archive = archive
  }

  /// What messages call the place where answers are kept; `nil` for none.
  var archiveName: String? { archive?.name }

  /// A table for cells, with nothing in it but whose it will be.
  ///
  /// - Throws: `MutualAidError` when the router does not answer.
  func table(for cellBlocks: CellBlocks) throws -> RoadTable {
    RoadTable(try router.identity(), greatestSpeed: router.greatestSpeed, cellBlocks: cellBlocks)
  }

  /// Completes a table: what is kept is taken, and the rest is asked.
  ///
  /// - Parameters:
  ///   - table: the table.
  ///   - budgets: for each place the seconds of travel, as things usually are, within which its units can count.
  ///   - cellBlocks: the cells.
  ///   - progress: called after each wave of questions.
  /// - Returns: how many pairs were asked.
  /// - Throws: `MutualAidError` when the router fails, with how far it got, and where what is kept cannot be read or written.
  func complete(
    _ table: inout RoadTable, _ budgets: [RoadPlace: Double], _ cellBlocks: CellBlocks,
    progress: (Progress) -> Void
  ) throws -> Int {
    let known = table.places.count
    table.add(budgets.keys.sorted())
    if table.places.count > known {
      let router = table.router
      try archive?.forEachSegment(of: router) { table.take($0) }
    }
    return try ask(questions(table, budgets, cellBlocks), &table, progress: progress)
  }

  /// Asks about some places and runs that turned out to matter.
  ///
  /// - Parameters:
  ///   - missing: numbers of places, by run.
  ///   - table: the table, which takes the answers.
  /// - Returns: how many pairs were asked.
  /// - Throws: as `complete`.
  func ask(_ missing: [Int: Set<Int32>], _ table: inout RoadTable) throws -> Int {
    var groups: [Int: Set<Int32>] = [:]
    for (run, places) in missing { groups[run / runsAtOnce, default: []].formUnion(places) }
    let questions = groups.sorted { $0.key < $1.key }.flatMap { group, places in
      self.questions(
        about: places.sorted(), runs: group * runsAtOnce..<min(table.runs, (group + 1) * runsAtOnce), table)
    }
    return try ask(questions, &table) { _ in }
  }

  private func ask(
    _ questions: [Question], _ table: inout RoadTable, progress: (Progress) -> Void
  ) throws -> Int {
    var done = Progress(
      answered: 0, total: questions.reduce(0) { $0 + $1.places.count * table.slots(of: $1.runs).count })
    guard !questions.isEmpty else { return 0 }
    progress(done)
    for start in stride(from: 0, to: questions.count, by: RoadCollector.wave) {
      let wave = Array(questions[start..<min(start + RoadCollector.wave, questions.count)])
      let places = table.places
      let cells = wave.map { Array(table.cells[table.slots(of: $0.runs)]) }
      let answers = ParallelLoop.map(wave.count, grain: 1, threads: 2) {
        (range, results: inout [Result<RoadSegment, MutualAidError>]) in
        for index in range {
          results.append(answer(from: wave[index].places.map { places[Int($0)] }, to: cells[index]))
        }
      }
      var segments: [RoadSegment] = []
      var failure: MutualAidError?
      for answer in answers {
        switch answer {
        case .success(let segment) where failure == nil: segments.append(segment)
        case .failure(let error) where failure == nil: failure = error
        default: break
        }
      }
      if !segments.isEmpty { try archive?.append(segments, of: table.router) }
      for segment in segments {
        table.take(segment)
        done.answered += segment.times.count
      }
      if let failure { throw broken(failure, done) }
      progress(done)
    }
    return done.answered
  }

  private func answer(from places: [RoadPlace], to cells: [RoadPlace]) -> Result<RoadSegment, MutualAidError> {
    do throws(MutualAidError) {
      let matrix = try router.matrix(from: places.map(\.coordinate), to: cells.map(\.coordinate))
      guard matrix.sources.count == places.count, matrix.destinations.count == cells.count,
        matrix.seconds.count == places.count * cells.count
      else {
        throw MutualAidError(
          .routerNonsense, "\(router.name) gave \(matrix.seconds.count) times for \(places.count * cells.count) pairs")
      }
      return .success(RoadSegment(matrix, from: places, to: cells, greatestSpeed: router.greatestSpeed))
    } catch { return .failure(error) }
  }

  private func broken(_ failure: MutualAidError, _ done: Progress) -> MutualAidError {
    let hint: Hint =
      archive.map {
        "Run it again once the router answers: what it said is kept in \($0.name), and is not asked again."
      }
      ?? "Run it again once the router answers; with --routing-cache FILE what it said is kept."
    return MutualAidError(
      failure.code,
      "the router failed after \(done.answered) of \(done.total) pairs of a place and a cell: \(failure.text)",
      hint: hint)
  }

  /// What is to be asked, in order.
  private func questions(
    _ table: RoadTable, _ budgets: [RoadPlace: Double], _ cellBlocks: CellBlocks
  ) -> [Question] {
    let runsAtOnce = runsAtOnce
    let asked = table.places.enumerated().compactMap { number, place in
      budgets[place].map { budget in
        // Seconds are rounded, and places too.
        (number: Int32(number), point: SurfacePoint(place.coordinate), reach: (budget + 2) * table.greatestSpeed + 1)
      }
    }
    return ParallelLoop.map((table.runs + runsAtOnce - 1) / runsAtOnce, grain: 8, threads: 2) {
      (range, results: inout [[Question]]) in
      for group in range {
        let runs = group * runsAtOnce..<min(table.runs, (group + 1) * runsAtOnce)
        var places: [Int32] = []
        for (number, point, reach) in asked {
          let isMissing = runs.contains { run in
            cellBlocks.runBalls[run].leastChord(to: point) <= reach && !table.knows(run, from: number)
          }
          if isMissing { places.append(number) }
        }
        results.append(questions(about: places, runs: runs, table))
      }
    }.flatMap { $0 }
  }

  /// How many runs of cells are asked about at once: as many cells as places, roughly, which is what a router has least to do for.
  private var runsAtOnce: Int {
    max(1, Int(Double(max(1, router.pairLimit)).squareRoot()) / CellBlocks.runSize)
  }

  private func questions(about places: [Int32], runs: Range<Int>, _ table: RoadTable) -> [Question] {
    let size = max(1, router.pairLimit / max(1, table.slots(of: runs).count))
    return stride(from: 0, to: places.count, by: size).map {
      Question(places: Array(places[$0..<min($0 + size, places.count)]), runs: runs)
    }
  }
}
