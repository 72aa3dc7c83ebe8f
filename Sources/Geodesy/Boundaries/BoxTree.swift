/// Boxes in larger boxes, sixteen to each, so that a question about one place or box looks at few of many.
///
/// Boxes that follow each other should lie near each other, as the runs of a boundary's rings do.
package struct BoxTree: Sendable {
  private static let fan = 16

  /// The boxes themselves, then those around each sixteen of the level before, up to no more than sixteen.
  private let levels: [[BoundingBox]]

  /// Puts boxes into larger ones.
  ///
  /// - Complexity: O(n).
  package init(_ boxes: [BoundingBox]) {
    var levels = [boxes]
    while let last = levels.last, last.count > BoxTree.fan {
      levels.append(
        stride(from: 0, to: last.count, by: BoxTree.fan).map { start in
          last[start + 1..<min(start + BoxTree.fan, last.count)].reduce(last[start]) { $0.union($1) }
        })
    }
    self.levels = levels
  }

  /// The box around all; `nil` for none.
  package var box: BoundingBox? {
    levels.last.flatMap { top in top.first.map { top.dropFirst().reduce($0) { $0.union($1) } } }
  }

  /// Whether a condition holds for any of those that meet a box, edges included; they are asked in their order, until one
  /// holds.
  package func contains(meeting box: BoundingBox, where holds: (Int) -> Bool) -> Bool {
    func visit(_ level: Int, _ range: Range<Int>) -> Bool {
      for index in range where levels[level][index].intersects(box) {
        if level == 0 ? holds(index) : visit(level - 1, children(of: index, level)) { return true }
      }
      return false
    }
    return visit(levels.count - 1, 0..<(levels.last?.count ?? 0))
  }

  /// The least distance of what lies in the boxes from a place.
  ///
  /// - Parameters:
  ///   - place: the place, more than ten degrees from a pole for this to be fast.
  ///   - radius: metres, up to 300,000.
  ///   - measure: gives metres from the place to what lies in a box; asked only where that may be the least.
  /// - Returns: metres; infinite where nothing is within the radius.
  package func leastDistance(from place: Coordinate, within radius: Double, _ measure: (Int) -> Double) -> Double {
    var least = Double.infinity
    func visit(_ level: Int, _ range: Range<Int>) {
      let near = range.map { (bound: levels[level][$0].leastDistance(to: place), index: $0) }
        .filter { $0.bound <= radius }.sorted { $0.bound < $1.bound }
      for (bound, index) in near {
        guard bound <= least else { break }
        if level == 0 { least = min(least, measure(index)) } else { visit(level - 1, children(of: index, level)) }
      }
    }
    visit(levels.count - 1, 0..<(levels.last?.count ?? 0))
    return least <= radius ? least : .infinity
  }

  private func children(of index: Int, _ level: Int) -> Range<Int> {
    index * BoxTree.fan..<min((index + 1) * BoxTree.fan, levels[level - 1].count)
  }
}
