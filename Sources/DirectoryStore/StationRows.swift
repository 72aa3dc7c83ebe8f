public import DirectoryModel

/// The rows of a station and of its units, in one piece of memory: what is made on one thread and freed on another is dear.
public struct StationRows: Sendable {
  /// The station's row.
  public let station: StationRow
  /// The rows of its units, in their order.
  public let units: [UnitRow]

  /// Makes the rows.
  ///
  /// - Parameter onlyIDs: whether the rows hold ids and no values, for checks that write nothing.
  public init(_ station: Station, units: some Collection<ResponseUnit>, onlyIDs: Bool = false) {
    var writer = RowWriter(id: station.id, capacity: (onlyIDs ? 32 : 448) * (units.count + 1))
    if !onlyIDs { writer.values(of: station) }
    let shared = onlyIDs ? UnitRow.SharedValues() : UnitRow.SharedValues(station)
    var starts: [Int] = []
    starts.reserveCapacity(units.count + 1)
    for unit in units {
      starts.append(writer.begin(id: unit.id))
      if !onlyIDs { writer.values(of: unit, at: station, shared: shared) }
    }
    starts.append(writer.bytes.count)
    let bytes = writer.bytes
    self.station = StationRow(EncodedRow(bytes[..<starts[0]]))
    self.units = zip(starts, starts.dropFirst()).map { UnitRow(EncodedRow(bytes[$0..<$1])) }
  }
}
