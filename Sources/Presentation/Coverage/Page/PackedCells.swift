internal import FoundationEssentials
internal import Primitives

/// The values of cells, packed for the page's script: whole numbers column by column, seven bits a byte, the lowest first,
/// then `deflate`, then Base64.
///
/// Columns, of the cells where anybody lives, from north to south and west to east: by how many half units of the drawing a
/// cell lies below the last one, and how many to its right (zigzag); people; the number of the region from 1, 0 for none. For
/// each service and outcome, seconds to the first arrival (0 for never or not judged) and whether it is within (0 not judged, 1 outside, 2
/// within); of scenarios the difference to the baseline (zigzag, and modulo 3). With a border penalty, 0 where no unit comes
/// any more, 1 where nothing is lost, else 2 and the seconds.
struct PackedCells {
  /// How many cells there are.
  let count: Int
  /// The packed text.
  let text: String

  private struct Packer {
    var bytes: [UInt8] = []

    mutating func add(_ number: Int) {
      var rest = UInt(max(0, number))
      while rest > 127 {
        bytes.append(UInt8(rest & 127 | 128))
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }

    mutating func add(signed number: Int) { add(number < 0 ? -2 * number - 1 : 2 * number) }
  }

  init(_ document: CoverageDocument, frame: MapFrame) {
    let points = document.cells.map { frame.point($0.place) }
    let cells = document.cells.indices.filter { document.cells[$0].people > 0 && points[$0].y >= 0 }
      .sorted { (points[$0].y, points[$0].x, $0) < (points[$1].y, points[$1].x, $1) }
    count = cells.count
    var packer = Packer()
    packer.bytes.reserveCapacity(cells.count * 12)
    var last = (x: 0, y: 0)
    for cell in cells {
      packer.add(points[cell].y - last.y)
      last.y = points[cell].y
    }
    for cell in cells {
      packer.add(signed: points[cell].x - last.x)
      last.x = points[cell].x
    }
    for cell in cells { packer.add(document.cells[cell].people) }
    for cell in cells { packer.add(document.cells[cell].region.map { $0 + 1 } ?? 0) }
    for topic in document.topics {
      let columns = topic.outcomes.map { PackedCells.columns(of: $0, cells) }
      for (number, column) in columns.enumerated() {
        guard number > 0, let base = columns.first else {
          for seconds in column.seconds { packer.add(seconds) }
          for state in column.states { packer.add(state) }
          continue
        }
        for (now, before) in zip(column.seconds, base.seconds) { packer.add(signed: now - before) }
        for (now, before) in zip(column.states, base.states) { packer.add((now + 3 - before) % 3) }
      }
      guard let penalty = topic.penalty else { continue }
      for cell in cells {
        let seconds = penalty.delays.indices.contains(cell) ? penalty.delays[cell] : .nan
        packer.add(seconds.isNaN ? 1 : seconds.isFinite ? 2 + Int(bounded: Double(seconds), in: 0...86_400) : 0)
      }
    }
    text = Data(Deflate.packed(packer.bytes)).base64EncodedString()
  }

  private static func columns(of outcome: CoverageOutcome, _ cells: [Int]) -> (seconds: [Int], states: [Int]) {
    (
      cells.map { cell in
        // Where nothing judges, there is no clock by which a time would count.
        guard outcome.isWithin.indices.contains(cell), outcome.isWithin[cell] != nil else { return 0 }
        let seconds = outcome.arrivals.indices.contains(cell) ? outcome.arrivals[cell] : .nan
        return seconds.isFinite ? Int(bounded: Double(seconds), in: 1...86_400) : 0
      },
      cells.map { cell in
        guard outcome.isWithin.indices.contains(cell), let isWithin = outcome.isWithin[cell] else { return 0 }
        return isWithin ? 2 : 1
      }
    )
  }
}
