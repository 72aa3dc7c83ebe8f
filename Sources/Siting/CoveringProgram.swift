/// The integer program of a covering instance.
struct CoveringProgram {
  private(set) var program = MixedIntegerProgram()
  /// The candidates that can add anything, and the column of each.
  private var siteOfColumn: [Int] = []
  private var columnOfSite: [Int: Int32] = [:]
  private var groups: [Group] = []

  private struct Group {
    var candidates: [Int32]
    /// A column for each further site that counts.
    var reached: [Int32]
  }

  /// The cells whose people the same candidates can reach, and whom as many sites reach already.
  private struct GroupKey: Hashable {
    var existingCovers: UInt8
    var candidates: [Int32]
  }

  /// Writes the program.
  ///
  /// - Parameters:
  ///   - instance: cells and sites.
  ///   - existingCovers: how many existing sites cover each cell.
  ///   - budget: what the new sites may cost together.
  ///   - cost: what each site costs.
  /// - Throws: ``SitingError`` for a program that is too large.
  init(
    _ instance: CoveringInstance, existingCovers: [UInt8], budget: Double, cost: (Int) -> Double
  ) throws(SitingError) {
    let shares = instance.shares.shares
    var candidatesOfCell = [[Int32]](repeating: [], count: instance.people.count)
    var least = Double.infinity
    for site in instance.candidates where cost(site) <= budget {
      let cells = instance.coveredCells[instance.starts[site]..<instance.starts[site + 1]].filter {
        existingCovers[Int($0)] < shares.count && instance.people[Int($0)] > 0
      }
      if cells.isEmpty { continue }
      least = min(least, cost(site))
      let column = program.addColumn(objective: 0, integer: true, upTo: Double(instance.mostPerSite))
      siteOfColumn.append(site)
      columnOfSite[site] = column
      for cell in cells { candidatesOfCell[Int(cell)].append(column) }
    }
    // Groups in the order of their first cell, so that the program is the same in every run.
    var numbers: [GroupKey: Int] = [:]
    var keys: [GroupKey] = []
    var people: [Double] = []
    for cell in candidatesOfCell.indices where !candidatesOfCell[cell].isEmpty {
      let key = GroupKey(existingCovers: existingCovers[cell], candidates: candidatesOfCell[cell])
      if let number = numbers[key] {
        people[number] += instance.people[cell]
      } else {
        numbers[key] = keys.count
        keys.append(key)
        people.append(instance.people[cell])
      }
    }
    // No cell is reached by more new sites than the budget pays for.
    let affordable = Int(min(budget / least, 1e6))
    func further(_ key: GroupKey) -> ArraySlice<Double> {
      shares[Int(key.existingCovers)...].prefix(min(affordable, key.candidates.count * instance.mostPerSite))
    }
    let entries = keys.reduce(0) { $0 + $1.candidates.count + further($1).count }
    guard entries < 50_000_000 else {
      throw SitingError(
        .tooLarge, "\(keys.count) groups of cells and \(siteOfColumn.count) candidates with \(entries) entries",
        hint: "use the greedy choice, which says how far from the best it can be, or fewer cells and candidates")
    }
    for (key, people) in zip(keys, people) {
      // A site that is reached later counts no more, so that columns fill in order without being told to.
      let reached = further(key).map { program.addColumn(objective: -$0 * people, integer: false) }
      program.addRow(
        key.candidates.map { (column: $0, value: 1.0) } + reached.map { (column: $0, value: -1.0) }, from: 0,
        to: .infinity)
      groups.append(Group(candidates: key.candidates, reached: reached))
    }
    program.addRow(
      siteOfColumn.enumerated().map { (column: Int32($0), value: cost($1)) }, from: 0, to: budget)
  }

  /// The sites whose column is not 0, each as often as it says.
  func sites(chosenIn solution: [Double]) -> [Int] {
    siteOfColumn.indices.flatMap { column in
      Array(repeating: siteOfColumn[column], count: max(0, Int(solution[column].rounded())))
    }
  }

  /// The solution that a choice of sites stands for, and its objective.
  func solution(choosing sites: [Int]) -> (solution: [Double], objective: Double) {
    var solution = [Double](repeating: 0, count: program.objective.count)
    for site in sites {
      if let column = columnOfSite[site] { solution[Int(column)] += 1 }
    }
    for group in groups {
      var left = group.candidates.reduce(0) { $0 + solution[Int($1)] }
      for column in group.reached {
        solution[Int(column)] = min(1, left)
        left = max(0, left - 1)
      }
    }
    return (solution, zip(solution, program.objective).reduce(0) { $0 + $1.0 * $1.1 })
  }
}
