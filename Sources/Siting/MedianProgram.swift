/// The integer program of a median instance, each cell looking only so far.
///
/// For a cell, let the costs to the sites be D1 < D2 < …. It pays D1, and D(k+1) − D(k) for each k for which no site at
/// D(k) or nearer is open; z(k) says so, and z(k) + Σ sites at D(k) ≥ z(k − 1). That is the formulation by radii of
/// G. Cornuéjols, G. Nemhauser and L. Wolsey (1980) in the form of S. Elloumi, "A tighter formulation of the p-median
/// problem", Journal of Combinatorial Optimization 19, 2010, 69–83, https://doi.org/10.1007/s10878-008-9162-0. With all k
/// it is exact. With the first few it charges nothing beyond them, so its optimum is a lower bound, and where no cell
/// looked too far in vain, the answer: S. García, M. Labbé and A. Marín, "Solving large p-median problems with a radius
/// formulation", INFORMS Journal on Computing 23, 2011, 546–556, https://doi.org/10.1287/ijoc.1100.0418.
struct MedianProgram {
  private let instance: MedianInstance
  private let candidates: [Int]
  /// The cells with people, and for each the candidates nearer than any existing site, by cost.
  private let cells: [Cell]
  /// How many steps each of them looks at.
  private var depth: [Int]

  private struct Cell {
    var people: Double
    var steps: [Step]
    /// What an existing site costs; infinite without one.
    var existingCost: Float
  }

  private struct Step {
    var cost: Float
    var columns: [Int32]
  }

  /// Cells look one step beyond what a first answer gives them.
  init(_ instance: MedianInstance, first: [Int]) {
    self.instance = instance
    let candidates = instance.candidates
    self.candidates = candidates
    let existingCosts = instance.nearest(of: instance.existing)
    var cells: [Cell] = []
    for cell in instance.people.indices where instance.people[cell] > 0 {
      let row = cell * instance.siteCount
      var steps: [Step] = []
      let columns = candidates.indices.filter { instance.costs[row + candidates[$0]] < existingCosts[cell] }
        .sorted { (instance.costs[row + candidates[$0]], $0) < (instance.costs[row + candidates[$1]], $1) }
      for column in columns {
        let cost = instance.costs[row + candidates[column]]
        if steps.last?.cost == cost {
          steps[steps.count - 1].columns.append(Int32(column))
        } else {
          steps.append(Step(cost: cost, columns: [Int32(column)]))
        }
      }
      cells.append(Cell(people: instance.people[cell], steps: steps, existingCost: existingCosts[cell]))
    }
    self.cells = cells
    depth = cells.map { _ in 0 }
    _ = deepen(for: first)
    for place in depth.indices { depth[place] = min(depth[place] + 1, cells[place].steps.count) }
  }

  /// Lets each cell look as far as the choice serves it; `false` when all did already, and the choice is the best.
  mutating func deepen(for sites: [Int]) -> Bool {
    var open = [Bool](repeating: false, count: candidates.count)
    let chosen = Set(sites)
    for (column, site) in candidates.enumerated() where chosen.contains(site) { open[column] = true }
    var changed = false
    for (place, cell) in cells.enumerated() {
      let served = cell.steps.firstIndex { $0.columns.contains { open[Int($0)] } } ?? cell.steps.count
      // The last step looked at is where the cell stops paying: it must be the one that serves, or there is none after.
      if served > depth[place] {
        depth[place] = served
        changed = true
      }
    }
    return changed
  }

  /// The program as deep as it is now, with a choice as its beginning.
  func program(count: Int, start sites: [Int]) -> (program: MixedIntegerProgram, base: Double, start: [Double]) {
    var program = MixedIntegerProgram()
    let chosen = Set(sites)
    var start: [Double] = []
    for site in candidates {
      _ = program.addColumn(objective: 0, integer: true)
      start.append(chosen.contains(site) ? 1 : 0)
    }
    var base = 0.0
    for (cell, depth) in zip(cells, depth) {
      base += cell.people * Double(cell.steps.first?.cost ?? cell.existingCost)
      var before: (column: Int32, value: Double)?
      var unserved = 1.0
      for step in 0..<depth {
        let next = step + 1 < cell.steps.count ? cell.steps[step + 1].cost : cell.existingCost
        // After the farthest candidate, with no existing site, there is nothing more to pay.
        guard next.isFinite else { break }
        let column = program.addColumn(
          objective: cell.people * (Double(next) - Double(cell.steps[step].cost)), integer: false)
        let sites = cell.steps[step].columns.map { (column: $0, value: 1.0) }
        let earlier = before.map { [(column: $0.column, value: -1.0)] } ?? []
        program.addRow(
          sites + [(column: column, value: 1.0)] + earlier, from: before == nil ? 1 : 0, to: .infinity)
        if sites.contains(where: { start[Int($0.column)] == 1 }) { unserved = 0 }
        start.append(unserved)
        before = (column, 1)
      }
    }
    program.addRow(
      candidates.indices.map { (column: Int32($0), value: 1.0) }, from: Double(count), to: Double(count))
    return (program, base, start)
  }

  /// The sites whose column is 1.
  func sites(chosenIn solution: [Double]) -> [Int] {
    candidates.indices.filter { solution[$0] > 0.5 }.map { candidates[$0] }
  }
}
