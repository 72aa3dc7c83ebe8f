internal import DirectoryModel
internal import Geodesy

/// Counts, by reference system, the positions of a document that lie in the system's area in either order of their numbers.
///
/// One position that can only be meant in the order stated speaks for its neighbours.
struct AxisOrderTally {
  private struct Count {
    var sure = 0
    var unsure = 0
    var firstLine = 0
  }

  private var counts: [ReferenceSystem: Count] = [:]

  mutating func noteSure(_ system: ReferenceSystem) { counts[system, default: Count()].sure += 1 }

  mutating func noteUnsure(_ system: ReferenceSystem, line: Int) {
    if counts[system] == nil { counts[system] = Count(firstLine: line) }
    counts[system]?.unsure += 1
    if counts[system]?.firstLine == 0 { counts[system]?.firstLine = line }
  }

  /// What to tell at the end of the document: systems for which no position decides.
  var problems: [Problem] {
    counts.filter { $0.value.sure == 0 && $0.value.unsure > 0 }.sorted { $0.value.firstLine < $1.value.firstLine }
      .map { system, count in
        let order = system.axisOrder == .northFirst ? "northing first" : "easting first"
        return Problem(
          line: count.firstLine, severity: .warning, code: .axesUnsure,
          message:
            "\(count.unsure) positions lie where \(system) is used in either order of their two numbers, and none "
            + "decides; they are read \(order), as the spelling of the name says (--srs states another)")
      }
  }
}
