package import DirectoryModel

/// The rows of a station and of its units, in one piece of memory: what is made on one thread and freed on another is dear.
package struct StationRows: Sendable {
  /// The station's row.
  package let station: StationRow
  /// The rows of its units, in their order.
  package let units: [UnitRow]

  /// Makes the rows.
  ///
  /// - Parameters:
  ///   - station: the station.
  ///   - count: how many units it has.
  ///   - unit: gives each; called for one after the other.
  package init(_ station: Station, units count: Int, unit: (Int) -> ResponseUnit) {
    var writer = RowWriter(id: station.id, capacity: 448 * (count + 1))
    writer.values(of: station)
    let shared = UnitRow.SharedValues(station)
    var starts: [Int] = []
    starts.reserveCapacity(count + 1)
    for index in 0..<count {
      let unit = unit(index)
      starts.append(writer.begin(id: unit.id))
      writer.values(of: unit, at: station, shared: shared)
    }
    self.init(writer, starts: starts)
  }

  /// Makes rows that hold nothing but ids, of a station that is known to be as it was.
  ///
  /// - Parameters:
  ///   - id: the station's id.
  ///   - units: the ids of its units.
  package init(knownStation id: StationID, units: [UnitID]) {
    var writer = RowWriter(id: id, capacity: 32 * (units.count + 1))
    let starts = units.map { writer.begin(id: $0) }
    self.init(writer, starts: starts)
  }

  private init(_ writer: RowWriter, starts: [Int]) {
    let bytes = writer.bytes
    let starts = starts + [bytes.count]
    station = StationRow(EncodedRow(bytes[..<starts[0]]))
    units = zip(starts, starts.dropFirst()).map { UnitRow(EncodedRow(bytes[$0..<$1])) }
  }
}
