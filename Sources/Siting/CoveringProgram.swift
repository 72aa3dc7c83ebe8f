/// The integer program of a covering instance.
struct CoveringProgram {
  private(set) var program = MixedIntegerProgram()
  /// The candidates that can add anything, and the column of each.
  private var siteOfColumn: [Int] = []
  private var columnOfSite: [Int: Int32] = [:]
  private var groups: [Group] = []

  private struct Group {
    var candidates: [Int32]
    var first: Int32?
    var second: Int32?
  }

  /// The cells whose people the same candidates can reach, and whom as many sites reach already.
  private struct GroupKey: Hashable {
    var existingCovers: UInt8
    var candidates: [Int32]
  }

  init(_ instance: CoveringInstance, existingCovers: [UInt8], count: Int) throws(SitingError) {
    let enough: UInt8 = instance.backupShare > 0 ? 2 : 1
    var candidatesOfCell = [[Int32]](repeating: [], count: instance.people.count)
    for site in instance.candidates {
      let cells = instance.coveredCells[instance.starts[site]..<instance.starts[site + 1]].filter {
        existingCovers[Int($0)] < enough && instance.people[Int($0)] > 0
      }
      if cells.isEmpty { continue }
      let column = program.addColumn(objective: 0, integer: true)
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
    let entries = keys.reduce(0) { $0 + $1.candidates.count + 2 }
    guard entries < 50_000_000 else {
      throw SitingError(
        .tooLarge, "\(keys.count) groups of cells and \(siteOfColumn.count) candidates with \(entries) entries",
        hint: "use the greedy choice, which says how far from the best it can be, or fewer cells and candidates")
    }
    for (key, people) in zip(keys, people) {
      var group = Group(candidates: key.candidates, first: nil, second: nil)
      if key.existingCovers == 0 {
        group.first = program.addColumn(objective: -(1 - instance.backupShare) * people, integer: false)
      }
      // A single candidate reaches no cell twice.
      if instance.backupShare > 0, key.existingCovers == 1 || key.candidates.count > 1 {
        group.second = program.addColumn(objective: -instance.backupShare * people, integer: false)
      }
      let reached = [group.first, group.second].compactMap { $0 }.map { (column: $0, value: -1.0) }
      program.addRow(key.candidates.map { (column: $0, value: 1.0) } + reached, from: 0, to: .infinity)
      groups.append(group)
    }
    program.addRow(siteOfColumn.indices.map { (column: Int32($0), value: 1.0) }, from: 0, to: Double(count))
  }

  /// The sites whose column is 1.
  func sites(chosenIn solution: [Double]) -> [Int] {
    siteOfColumn.indices.filter { solution[$0] > 0.5 }.map { siteOfColumn[$0] }
  }

  /// The solution that a choice of sites stands for, and its objective.
  func solution(choosing sites: [Int]) -> (solution: [Double], objective: Double) {
    var solution = [Double](repeating: 0, count: program.objective.count)
    for site in sites {
      if let column = columnOfSite[site] { solution[Int(column)] = 1 }
    }
    for group in groups {
      var left = group.candidates.reduce(0) { $0 + solution[Int($1)] }
      for column in [group.first, group.second].compactMap({ $0 }) {
        solution[Int(column)] = min(1, left)
        left = max(0, left - 1)
      }
    }
    return (solution, zip(solution, program.objective).reduce(0) { $0 + $1.0 * $1.1 })
  }
}
