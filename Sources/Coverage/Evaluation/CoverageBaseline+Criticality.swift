internal import DirectoryModel
internal import Primitives

extension CoverageBaseline {
  private struct Loss {
    var people = 0
    var legal = 0
    var cells = 0
  }

  /// The people who fall outside the norm if one station alone is lost, by station and service.
  ///
  /// Those whose loss changes nothing are left out. The most people come first, then by station and service.
  package func criticality() -> [CoverageReport.Criticality] {
    var found: [CoverageReport.Criticality] = []
    for evaluation in evaluations {
      let stations = evaluation.inputs.base.groups.map { state.unit(Int($0.unit)).station }
      var numbers: [StationID: Int32] = [:]
      let numberOf = stations.map { station -> Int32 in
        let number = numbers[station] ?? Int32(numbers.count)
        numbers[station] = number
        return number
      }
      let losses = ParallelLoop.map(evaluation.outcomes.count, grain: ServiceEvaluation.grain, threads: model.threads) {
        (range, results: inout [(station: Int32, people: Int, isLegal: Bool)]) in
        var check = LossCheck(evaluation)
        for block in range { CoverageBaseline.losses(of: block, evaluation, numberOf, &check, &results) }
      }
      var sums = Array(repeating: Loss(), count: numbers.count)
      for (station, people, isLegal) in losses {
        sums[Int(station)].people += people
        if isLegal { sums[Int(station)].legal += people }
        sums[Int(station)].cells += 1
      }
      for (station, number) in numbers where sums[Int(number)].cells > 0 {
        let loss = sums[Int(number)]
        found.append(
          .init(
            station: station, service: evaluation.service, people: loss.people, legal: loss.legal, cells: loss.cells))
      }
    }
    return found.sorted {
      ($1.people, $0.station, $0.service.rawValue) < ($0.people, $1.station, $1.service.rawValue)
    }
  }

  /// One entry for each cell and station without which it is outside the norm.
  private static func losses(
    of block: Int, _ evaluation: ServiceEvaluation, _ stationOf: [Int32], _ check: inout LossCheck,
    _ losses: inout [(station: Int32, people: Int, isLegal: Bool)]
  ) {
    let outcome = evaluation.outcomes[block]
    for (index, cell) in outcome.cells.enumerated() where cell.cover == .within {
      let used = evaluation.arrivals[block].usedArrivals(at: index)
      for position in used.indices {
        let station = stationOf[Int(used[position].group)]
        guard !used[..<position].contains(where: { stationOf[Int($0.group)] == station }) else { continue }
        guard !check.isMet(block, index, without: { stationOf[Int($0)] == station }) else { continue }
        losses.append((station, outcome.people[index], cell.isLegal))
      }
    }
  }
}
